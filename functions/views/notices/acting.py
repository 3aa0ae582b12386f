"""Acts on a notice: each move of its table."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from functions.forms.notices import EscalateForm, ServeForm
from functions.rules.notices.moves import CLAUSE, refuse_author
from functions.services.notices import serving
from functions.services.notices.kind import NOTICE, notice_sorts
from hubportal.organisations.signed_in import person_of
from hubportal.records.rules.telling import told
from hubportal.records.services.letters import Addressee
from hubportal.records.views.proving import ProvedMove
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date


class NoticeMove(ProvedMove):
    """A move that asks for its day and a note."""

    kind = NOTICE
    asks_fresh_sign_in = serving.APPROVALS

    def refuse_out_of_turn(self) -> None:
        """The table, the sort, and that no author approves."""
        super().refuse_out_of_turn()
        person = person_of(self.request)
        said = refuse_author(actor=person.pk, authors=frozenset(self.record.authors))
        if said and self.act in serving.APPROVALS:
            raise Refused(said, clause=CLAUSE, status=403)

    def common(self, form: Any) -> dict[str, Any]:
        """What every service takes."""
        version = form.cleaned_data["version"]
        return {"notice_id": self.record.pk, "by": person_of(self.request), "at": self.now, "version": version}

    def carry_out(self, form: Any) -> str:
        """Make the move."""
        typed = form.cleaned_data
        serving.make_move(act=self.act, on=typed["on"], note=typed["note"], proof=self.proof(), **self.common(form))
        return f"{told(self.move.words)}."


class Issue(NoticeMove):
    """Issue it in the words that were approved."""

    form_class = ServeForm
    help = "The letter goes today in the words that were approved. Its periods run from today."

    def form_arguments(self) -> dict[str, Any]:
        """Nothing besides."""
        return {}

    def initial(self) -> dict[str, Any]:
        """The practice."""
        practice = self.record.practice
        return {"to_name": practice.name, "to_address": practice.postal_lines}

    def carry_out(self, form: Any) -> str:
        """Issue it."""
        typed = form.cleaned_data
        found = serving.issue_notice(
            to=Addressee(typed["to_name"], typed["to_address"], typed["to_email"]),
            send_by=typed["send_by"],
            **self.common(form),
        )
        until = f" The practice has until the end of {long_date(found.remedy_by)}." if found.remedy_by else ""
        return f"The notice is issued.{until}"


class Escalate(NoticeMove):
    """Begin the notice that follows."""

    form_class = EscalateForm

    def form_arguments(self) -> dict[str, Any]:
        """What may follow."""
        sorts = notice_sorts()
        follows = [(code, sorts[code].name) for code in sorts[self.record.sort].next]
        return {**super().form_arguments(), "follows": follows, "remedy_by": self.record.remedy_by}

    def carry_out(self, form: Any) -> str:
        """Escalate it."""
        typed = form.cleaned_data
        self.following = serving.escalate(
            to_sort=typed["to_sort"],
            reason=typed["note"],
            on=typed["on"],
            early_because=typed.get("early_because", ""),
            **self.common(form),
        )
        return f"{self.following.reference} is drafted. Read it, then send it to a second person."

    def next_page(self) -> str:
        """The draft that follows."""
        return self.following.get_absolute_url()


_VIEWS = {"issue": Issue, "escalate": Escalate}


@login_required
def move(request: HttpRequest, reference: str, act: str) -> HttpResponseBase:
    """The page of one move."""
    view: type[NoticeMove] = _VIEWS.get(act, NoticeMove)
    return view.as_view()(request, reference=reference, act=act)
