"""Asking a committee for a place on its agenda, from the page of a record."""

from typing import Any

from django.http import Http404, HttpRequest

from governance.figures import carrying as figures
from governance.forms.carrying import AskForm
from governance.models import IfCarried
from governance.services.carrying import asking
from governance.services.carrying.kinds import DECIDED
from hubportal.organisations.signed_in import person_of
from hubportal.records.kinds import find_by_reference, kind_of
from hubportal.records.views.acting import RecordAct
from hubportal.web.refusals import Refused


class Ask(RecordAct):
    """Ask a committee for a place on its agenda, from the page of a record on which committees decide."""

    form_class = AskForm
    title, button = "Ask for a place on an agenda", "Send the request"
    done = "The request is sent. The committee’s secretary places it on a meeting, or declines it; you are told."
    help = "The committee’s secretary sees your words and the paper, and nothing else of this record."

    def find(self, request: HttpRequest, reference: str) -> Any:
        """The record the address names, of whichever of these kinds it is."""
        found = find_by_reference(reference, person=person_of(request))
        kind = kind_of(found) if found is not None else None
        if kind is None or kind.key not in DECIDED:
            raise Http404("No committee decides on this kind of record here.")
        self.kind = kind  # type: ignore[misc]
        return super().find(request, reference)

    def refuse_out_of_turn(self) -> None:
        """Only what can go on an agenda is asked for, once, and only where a committee decides."""
        if why := asking.why_not_ask(self.record, today=self.today):
            raise Refused(why)
        if not figures.committees_of_ccg(self.record.ccg, on=self.today):
            raise Refused(f"{self.record.ccg.name} takes part in no committee today.")

    def form_arguments(self) -> dict[str, Any]:
        """The CCG's committees and the record's PDFs."""
        found = figures.committees_of_ccg(self.record.ccg, on=self.today)
        return {
            "committees": [(str(one.pk), one.name) for one in found],
            "papers": [(str(one.pk), one.name) for one in asking.papers_of(self.record)],
        }

    def initial(self) -> dict[str, Any]:
        """The record's subject, and that it be approved."""
        found = figures.committees_of_ccg(self.record.ccg, on=self.today)
        return {
            "committee": str(found[0].pk) if len(found) == 1 else "",
            "title": self.record.subject[:200],
            "asks": DECIDED[self.kind.key].resolution(self.record),
            "if_carried": IfCarried.APPROVE,
        }

    def more(self) -> dict[str, Any]:
        """What the secretary sees, and what follows from the decision."""
        return {"help": f"{self.help} {DECIDED[self.kind.key].follows}"}

    def carry_out(self, form: Any) -> None:
        """Ask."""
        typed = form.cleaned_data
        asking.ask_for_place(
            kind=self.kind.key, record_id=self.record.pk, version=typed["version"], by=person_of(self.request),
            asked=asking.Asked(int(typed["committee"]), typed["title"], typed["asks"], typed["if_carried"]),
            at=self.now, document=int(typed["document"]) if typed["document"] else None, upload=typed["upload"],
        )  # fmt: skip
