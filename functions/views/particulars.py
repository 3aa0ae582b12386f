"""Who works a case, and what is written about it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from functions.figures.choosing import Choosing
from functions.forms.joining import AssignForm, EditForm
from functions.rules.acts import Act
from functions.services.queries import assign, change_particulars
from functions.views.acting import ActView
from functions.views.finding import case_to_work, person_of

PLAIN = (
    "subject",
    "detail",
    "kind",
    "category",
    "priority",
    "contact_name",
    "contact_organisation",
    "contact_email",
    "contact_phone",
)


class Assign(ActView):
    """Give the case to somebody."""

    act, form_class, done = Act.ASSIGN, AssignForm, "Assigned."

    def form_arguments(self) -> dict[str, Any]:
        """The people of this CCG; only heads give a case to somebody else."""
        person = person_of(self.request)
        choosing = Choosing(person, on=self.today, only=self.case.ccg)
        return {"choosing": choosing, "may_give": person.grants.can("ccg_case_assign", self.case.ccg_id)}

    def initial(self) -> dict[str, Any]:
        """Who has it now."""
        return {"owner": str(self.case.owner_id or ""), "team": self.case.team}

    def carry_out(self, form: Any) -> str:
        """Give it."""
        typed = form.cleaned_data
        case = assign(
            query_id=self.case.pk,
            version=typed["version"],
            owner=typed["owner"],
            team=typed["team"],
            by=person_of(self.request),
            at=self.now,
        )
        return f"{case.reference} is now {case.owner.name}’s." if case.owner else f"{case.reference} has no owner."


@login_required
@require_POST
def take(request: HttpRequest, reference: str) -> HttpResponse:
    """Make the case one's own."""
    case = case_to_work(request, reference)
    person = person_of(request)
    held = int(request.POST.get("version") or 0)
    assign(query_id=case.pk, version=held, owner=person, team=case.team, by=person, at=timezone.now())
    messages.success(request, f"{case.reference} is now yours.")
    return HttpResponseRedirect(case.get_absolute_url())


class Edit(ActView):
    """Correct what is written about the case."""

    act, form_class, button, done = Act.EDIT, EditForm, "Save the changes", "The changes are saved."
    help = "The CCG and the moment of receipt stay as they were logged."

    def form_arguments(self) -> dict[str, Any]:
        """Practices and functions to choose from; whether it may be made restricted."""
        person = person_of(self.request)
        may_restrict = person.grants.can("ccg_case_restricted", self.case.ccg_id)
        return {"choosing": Choosing(person, on=self.today), "may_restrict": may_restrict}

    def initial(self) -> dict[str, Any]:
        """As it is written now."""
        case = self.case
        return {
            **{name: getattr(case, name) for name in PLAIN},
            "practice": f"{case.practice.name} ({case.practice.ods_code})" if case.practice else "",
            "activity": f"{case.activity.activity} ({case.activity.ref})" if case.activity else "",
            "tags": ", ".join(case.tags),
            "is_restricted": case.is_restricted,
        }

    def carry_out(self, form: Any) -> None:
        """Write what differs."""
        typed = form.cleaned_data
        names = {*PLAIN, "stream", "practice", "activity", "tags", "is_restricted"} & typed.keys()
        changes = {name: typed[name] for name in sorted(names) if typed[name] != getattr(self.case, name)}
        if changes or str(typed["version"]) != str(self.case.version):
            change_particulars(
                query_id=self.case.pk,
                version=typed["version"],
                by=person_of(self.request),
                changes=changes,
                at=self.now,
            )
