"""How a case of its kind ended, the internal review of a refusal, and the ladder of a concern about the hub."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from functions.forms.findings import FindingForm, PassOnForm, ReviewForm, SettleForm, typed_again
from functions.models import CaseFinding, Query
from functions.models.queries import Kind, State
from functions.presenters.case import file_in_words
from functions.presenters.findings import finding_flags, finding_rows, rung_lines
from functions.rules.escalation import CLAUSE, RUNG_OF, next_rung, refuse_passing_on
from functions.rules.findings import ASKED, HEADINGS
from functions.services import escalation
from functions.services.findings import begin_review, record_finding
from functions.views.finding import case_to_read, case_to_work, person_of
from functions.views.form_page import FormPage
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused


class Finding(FormPage):
    """Outcome, severity, exemptions: whatever this kind of case records."""

    def find(self, request: HttpRequest) -> Query:
        """The case, for whoever works it."""
        return case_to_work(request, self.kwargs["reference"])

    def refuse_out_of_turn(self) -> None:
        """Some kinds record nothing more."""
        if self.target.kind not in ASKED:
            raise Refused("A case of this kind records nothing besides its answer.")

    def form(self, *typed: Any) -> Any:
        """Asks what this kind records, beginning with what is kept."""
        self.refuse_out_of_turn()
        kept = CaseFinding.objects.filter(ccg_id=self.target.ccg_id, query=self.target).first()
        begun = {"version": self.target.version, **(typed_again(self.target.kind, kept.facts) if kept else {})}
        return FindingForm(*typed, kind=self.target.kind, initial=begun)

    def more(self) -> dict[str, Any]:
        """The words of the kind."""
        return {"title": HEADINGS[self.target.kind], "button": "Save"}

    def carry_out(self, form: Any) -> str:
        """Keep it."""
        record_finding(
            query_id=self.target.pk,
            version=form.cleaned_data["version"],
            by=person_of(self.request),
            at=self.now,
            facts=form.facts(),
        )
        return "Recorded."


class Review(Finding):
    """The answer is looked at afresh."""

    title, form_class = "Begin an internal review", ReviewForm
    help = "The review is a case of its own, linked to this one, with twenty working days from today."

    def refuse_out_of_turn(self) -> None:
        """Only an answered request."""
        if self.target.kind != Kind.FOI or self.target.state != State.CLOSED:
            raise Refused("Only an answered freedom of information request is reviewed.")

    def form(self, *typed: Any) -> Any:
        """Asks what is at fault."""
        make: Any = ReviewForm
        return make(*typed, initial={"version": self.target.version})

    def more(self) -> dict[str, Any]:
        """Nothing more."""
        return {}

    def carry_out(self, form: Any) -> str:
        """Log it."""
        sent = form.cleaned_data
        self.target = begin_review(
            query_id=self.target.pk,
            version=sent["version"],
            by=person_of(self.request),
            at=self.now,
            detail=sent["detail"],
        )
        return f"The review is logged as {self.target.reference}."


class PassOn(FormPage):
    """The concern goes to the next rung."""

    def find(self, request: HttpRequest) -> Query:
        """The case, for the hub's people who work it and the CCG's who approve."""
        case = case_to_read(request, self.kwargs["reference"])
        if not escalation.may_escalate(person_of(request), case):
            raise PermissionDenied("Your role does not take a concern further.")
        self.steps = escalation.steps_of(case)
        return case

    def refuse_out_of_turn(self) -> None:
        """Only a concern, and not beyond the panel."""
        sentence = refuse_passing_on(
            kind=self.target.kind,
            state=self.target.state,
            settled=any(step.outcome for step in self.steps),
            reached=[step.rung for step in self.steps],
        )
        if sentence is not None:
            raise Refused(sentence, clause=CLAUSE)

    def form(self, *typed: Any) -> Any:
        """Why, and by when."""
        make: Any = PassOnForm
        return make(*typed, initial={"version": self.target.version})

    def more(self) -> dict[str, Any]:
        """To whom it goes."""
        rung = next_rung([step.rung for step in self.steps])
        return {"title": rung.act if rung else "Pass it on", "button": "Pass it on"}

    def carry_out(self, form: Any) -> str:
        """Up one rung."""
        sent = form.cleaned_data
        step = escalation.pass_on(
            query_id=self.target.pk,
            version=sent["version"],
            by=person_of(self.request),
            at=self.now,
            due_on=sent["due_on"],
            reason=sent["reason"],
        )
        return f"The concern is now with {RUNG_OF[step.rung].holder}."


class Settle(PassOn):
    """The concern is settled where it stands."""

    def refuse_out_of_turn(self) -> None:
        """Somebody must hold it."""
        if not any(step.left_on is None for step in self.steps):
            raise Refused("Nobody holds the concern now.", clause=CLAUSE)
        if self.target.kind != Kind.CONCERN or self.target.state not in {State.OPEN, State.CLOSED}:
            raise Refused("Only a concern that is not withdrawn or merged is settled here.", clause=CLAUSE)

    def form(self, *typed: Any) -> Any:
        """How; and the panel's decision."""
        panel = any(step.rung == "panel" and step.left_on is None for step in self.steps)
        return SettleForm(*typed, panel=panel, initial={"version": self.target.version})

    def more(self) -> dict[str, Any]:
        """What it is called."""
        return {"title": "Settle the concern", "button": "Settle it"}

    def carry_out(self, form: Any) -> str:
        """Keep it."""
        sent = form.cleaned_data
        escalation.settle(
            query_id=self.target.pk,
            version=sent["version"],
            by=person_of(self.request),
            at=self.now,
            outcome=sent["outcome"],
            decision=sent.get("decision", ""),
            files=sent.get("attachments", ()),
        )
        return "The concern is settled. Answer whoever raised it to close the case."


def findings_of_case(request: HttpRequest | None, *, query: Query) -> str:
    """What this kind of case records, on its page; nothing for kinds that record nothing, or for practices."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or not person.grants.can("ccg_read", query.ccg_id):
        return ""
    works = person.grants.can("ccg_case_edit", query.ccg_id)
    if query.kind == Kind.CONCERN:
        steps = escalation.steps_of(query)
        decided = escalation.decision_files(query, person) if any(step.decision for step in steps) else []
        page = {
            "case": query,
            "rungs": rung_lines(steps, timezone.localdate(), [file_in_words(row.document) for row in decided]),
            "further": next_rung([step.rung for step in steps]),
            "settled": any(step.outcome for step in steps),
            "held": any(step.left_on is None and step.rung != escalation.PANEL for step in steps),
            "may": escalation.may_escalate(person, query) and query.state in {State.OPEN, State.CLOSED},
        }
        return render_to_string("functions/ladder.jinja", page, request=request, using="jinja2")
    if query.kind not in ASKED:
        return ""
    finding = CaseFinding.objects.filter(ccg_id=query.ccg_id, query=query).first()
    page = {
        "case": query,
        "heading": HEADINGS[query.kind],
        "rows": finding_rows(query, finding),
        "flags": finding_flags(query, finding),
        "works": works,
        "reviews": works and query.kind == Kind.FOI and query.state == State.CLOSED,
    }
    return render_to_string("functions/finding.jinja", page, request=request, using="jinja2")
