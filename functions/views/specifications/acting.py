"""Acts on a specification: beginning it, deciding its rows, proposing, signing, taking back, withdrawing."""

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from functions.figures.specifications.lines import lines_of
from functions.figures.specifications.standing import owners_for
from functions.forms.specifications.acting import RedateForm, SignForm
from functions.forms.specifications.deciding import AreaForm
from functions.forms.specifications.finding import StartForm
from functions.models import MatrixVersion
from functions.presenters.specifications import page as words
from functions.rules.specifications.signing import PARTIES
from functions.rules.specifications.states import BY_HAND
from functions.services.kinds import SPECIFICATION
from functions.services.specifications import agreeing, making
from hubportal.organisations.models import Ccg
from hubportal.organisations.reauthentication import fresh_sign_in_required
from hubportal.organisations.signed_in import person_of
from hubportal.records.rules.telling import told
from hubportal.records.views.acting import RecordAct, RecordMoveAct
from hubportal.records.views.finding import record_to_read
from hubportal.web.acting import SignPage
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date, lower_first, plural


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Begin the next specification of a CCG."""
    person, today = person_of(request), timezone.localdate()
    mine = list(Ccg.objects.filter(pk__in=person.grants.ccgs("ccg_case_edit")).select_related("hub").order_by("name"))
    if not mine:
        raise PermissionDenied("Only the hub’s people begin a specification.")
    versions = list(MatrixVersion.objects.visible_to(person).published())
    first = {"ccg": request.GET.get("ccg", ""), "effective_from": today}
    form = StartForm(request.POST or None, ccgs=mine, versions=versions, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = making.start(**form.cleaned_data, by=person, at=timezone.now())
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, f"{made.reference} is begun. Decide its rows, then propose it.")
            return HttpResponseRedirect(made.get_absolute_url())
    status = 422 if request.method == "POST" else 200
    return render(request, "functions/specifications/start.jinja", {"form": form}, status=status)


class _Act(RecordAct):
    """An act on a specification."""

    kind = SPECIFICATION

    def find(self, request: HttpRequest, reference: str) -> Any:
        """With the standard it was copied from."""
        return record_to_read(request, SPECIFICATION, reference, "standard", "before")


class Area(_Act):
    """Decide the rows of one area."""

    form_class, template, button = AreaForm, "functions/specifications/area.jinja", "Save these rows"

    def refuse_out_of_turn(self) -> None:
        """Rows are changed while it is a draft."""
        if self.record.state != "draft":
            raise Refused("Its rows are changed while it is a draft. Take it back first.", clause=making.DECIDE_CLAUSE)

    def area(self) -> tuple[str, list[Any]]:
        """The area that the address names, with its rows."""
        found = words.split(lines_of(self.record))
        number = self.kwargs["number"]
        if not 1 <= number <= len(found):
            raise Http404("There is no such area.")
        return found[number - 1]

    def form_arguments(self) -> dict[str, Any]:
        """The rows, and who may bring one to a decision."""
        self.name, lines = self.area()
        return {"lines": lines, "owners": owners_for(self.record.ccg, self.today)}

    def more(self) -> dict[str, Any]:
        """The area's name heads the page."""
        return {"title": self.name}

    def carry_out(self, form: Any) -> str:
        """Save what differs."""
        altered = making.decide(
            specification_id=self.record.pk,
            version=form.cleaned_data["version"],
            decisions=form.decisions(),
            by=person_of(self.request),
            at=self.now,
        )
        return f"{plural(len(altered), 'row')} changed." if altered else "Nothing was changed."


class Redate(_Act):
    """Let a draft begin on another day."""

    title, form_class = "Change the day it begins", RedateForm

    def refuse_out_of_turn(self) -> None:
        """The day is a term that both sign."""
        if self.record.state != "draft":
            sentence = "The day it begins is changed while it is a draft. Take it back first."
            raise Refused(sentence, clause=making.DECIDE_CLAUSE)

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        return {"effective_from": self.record.effective_from}

    def carry_out(self, form: Any) -> str:
        """Save it."""
        typed = form.cleaned_data
        made = making.redate(
            specification_id=self.record.pk,
            version=typed["version"],
            effective_from=typed["effective_from"],
            by=person_of(self.request),
        )
        return f"It holds from {long_date(made.effective_from)}."


class Act(RecordMoveAct):
    """Propose, take back or withdraw."""

    kind = SPECIFICATION
    services: ClassVar[dict[str, Any]] = {
        "propose": agreeing.propose,
        "change": agreeing.take_back,
        "withdraw": agreeing.withdraw,
    }

    def find(self, request: HttpRequest, reference: str) -> Any:
        """With the standard it was copied from."""
        return record_to_read(request, SPECIFICATION, reference, "standard", "before")

    def permit(self, request: HttpRequest) -> None:
        """Moves that follow from signing are nobody's to make by hand."""
        if self.kwargs["act"] not in BY_HAND:
            raise Http404("There is no such act.")
        super().permit(request)

    def carry_out(self, form: Any) -> str:
        """Make the move."""
        typed = form.cleaned_data
        self.services[self.act](
            specification_id=self.record.pk,
            version=typed["version"],
            by=person_of(self.request),
            on=typed["on"],
            at=self.now,
            note=typed["note"],
        )
        return f"{told(self.move.words)}."


class Sign(_Act, SignPage):
    """Sign for the CCG or for NHS England exactly what the page shows."""

    title, form_class, permission = "Sign the specification", SignForm, "ccg_sign"
    template, button = "functions/specifications/sign.jinja", "Sign"

    def permit(self, request: HttpRequest) -> None:
        """Only the two signatories."""
        super().permit(request)
        self.party = agreeing.party_of(person_of(request), self.record)
        if not self.party:
            raise PermissionDenied("Only the CCG’s lead and NHS England’s Locality Director sign this.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Asked for a fresh sign-in before it is shown."""
        return fresh_sign_in_required(super().get)(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Asked for a fresh sign-in before it is signed."""
        return fresh_sign_in_required(super().post)(request, *args, **kwargs)

    def refuse_out_of_turn(self) -> None:
        """It is signed while it is proposed, by a party that has not signed all of it."""
        if self.record.state != "proposed":
            raise Refused("It is signed while it is proposed.", clause=agreeing.SIGN_CLAUSE)
        if agreeing.standings(self.record, lines_of(self.record))[self.party].complete:
            raise Refused(f"{PARTIES[self.party]} has signed all of it already.", clause=agreeing.SIGN_CLAUSE)

    def form(self, *typed: Any) -> Any:
        """The hash of what is shown goes with the page."""
        self.lines = lines_of(self.record)
        self.standing = agreeing.standings(self.record, self.lines)[self.party]
        make: Any = SignForm
        return make(*typed, initial={"seen": self.standing.digest})

    def more(self) -> dict[str, Any]:
        """Exactly what is signed."""
        rows = [line for line in self.lines if line.ref in set(self.standing.rows)]
        return {
            "party": lower_first(PARTIES[self.party]),
            "shown": words.areas(rows),
            "count": len(rows),
            "all": len(self.lines),
            "terms": agreeing.terms_of(self.record),
            "digest": self.standing.digest,
            "complete": self.standing.complete,
        }

    def shown(self) -> str:
        """The hash of what is signed."""
        return self.standing.digest

    def carry_out(self, form: Any) -> str:
        """Sign."""
        signed = agreeing.sign(
            specification_id=self.record.pk,
            seen=form.cleaned_data["seen"],
            by=person_of(self.request),
            at=self.now,
        )
        if signed.state == "agreed":
            return f"Signed. It is agreed by both parties and holds from {long_date(signed.effective_from)}."
        return "Signed. The other party has still to sign."
