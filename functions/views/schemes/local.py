"""Local incentive schemes: the list, one scheme with its gates, and passing them."""

from typing import Any, ClassVar

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from functions.figures import schemes as figures
from functions.forms.schemes import GateForm, ProposeForm
from functions.presenters import schemes as words
from functions.presenters.scheme_gates import gate_lines
from functions.rules.schemes.gates import CCGS, GATE_OF, GATES, HUBS
from functions.services.schemes import gates
from functions.services.schemes.kind import LOCAL_SCHEME
from functions.views.schemes.acting import OfferAct
from functions.views.schemes.finding import reader_of
from hubportal.organisations.models import Ccg, Person
from hubportal.organisations.signed_in import person_of
from hubportal.records.forms.acts import MoveForm
from hubportal.records.views.acting import RecordMoveAct
from hubportal.records.views.finding import record_to_read
from hubportal.records.views.page import record_page


@login_required
@require_safe
def schemes(request: HttpRequest) -> HttpResponse:
    """Every local scheme the person may see."""
    person = reader_of(request)
    rows = figures.schemes_of(person)
    page = {"table": words.schemes_table(rows), "any": bool(rows), "may_propose": bool(_proposed_for(person))}
    return render(request, "functions/local_schemes.jinja", page)


@login_required
@require_safe
def scheme(request: HttpRequest, reference: str) -> HttpResponse:
    """One scheme: its four gates, its files and letters, and what comes next."""
    reader_of(request)
    found = record_to_read(request, LOCAL_SCHEME, reference)
    passed = gates.gates_passed(found)
    wanted = {f"gate-{gate.act}": gate.evidence for gate in GATES}
    return record_page(
        request,
        found,
        template="functions/local_scheme.jinja",
        address=lambda act: reverse("schemes:act", args=[found.reference, act]),
        wanted=wanted,
        gates=gate_lines(passed, found.state, LOCAL_SCHEME.table(found)),
        is_approved=found.state == "approved",
        terms=words.terms_of(found, specification=None),
    )


def _proposed_for(person: Person) -> frozenset[int]:
    """The CCGs for which this person puts a scheme down: their own, or those they work for."""
    return person.grants.ccgs(CCGS) | person.grants.ccgs(HUBS)


class Propose(OfferAct):
    """A new scheme of a CCG."""

    title, form_class, button = "Propose a local scheme", ProposeForm, "Save"

    def find(self, request: HttpRequest) -> None:
        """Nothing yet: only the CCGs whose schemes one puts down."""
        allowed = _proposed_for(reader_of(request))
        if not allowed:
            raise PermissionDenied("Your role reads local schemes but does not propose them.")
        mine = Ccg.objects.filter(pk__in=allowed).select_related("hub")
        self.ccgs = {ccg.ods_code: ccg for ccg in mine.order_by("name")}

    def form(self, *typed: Any) -> Any:
        """With the CCGs to choose from."""
        choices = [(code, ccg.name) for code, ccg in self.ccgs.items()]
        return ProposeForm(*typed, ccgs=choices, today=self.today)

    def carry_out(self, form: Any) -> str:
        """Keep it."""
        sent = form.cleaned_data
        self.target = gates.propose(
            by=person_of(self.request),
            ccg=self.ccgs[sent["ccg"]],
            at=self.now,
            **{name: sent[name] for name in ("subject", "code", "year", "on", "note")},
        )
        return "The scheme is proposed. Its four gates follow in order."

    def next_page(self) -> str:
        """The scheme, or the list of them."""
        return str(self.target.get_absolute_url()) if self.target is not None else reverse("schemes:schemes")

    def back(self) -> str:
        """The list."""
        return reverse("schemes:schemes")


class Act(RecordMoveAct):
    """A gate passed with its evidence; or the scheme refused, withdrawn or ended."""

    kind: ClassVar[Any] = LOCAL_SCHEME

    def permit(self, request: HttpRequest) -> None:
        """Who may make this move; a gate has a form of its own."""
        super().permit(request)
        self.gate = GATE_OF.get(self.act)

    def form(self, *typed: Any) -> Any:
        """The gate's form, or that of any move."""
        begun = {"version": self.record.version}
        if self.gate:
            return GateForm(*typed, initial=begun, today=self.today, act=self.act, evidence=self.gate.evidence)
        return MoveForm(*typed, initial=begun, **self.form_arguments())

    def carry_out(self, form: Any) -> str:
        """Call the service."""
        sent = form.cleaned_data
        named = {"scheme_id": self.record.pk, "version": sent["version"], "act": self.act}
        said = {"by": person_of(self.request), "on": sent["on"], "at": self.now, "note": sent["note"]}
        if self.gate is None:
            gates.move_scheme(**named, **said)
            return "Saved."
        gates.pass_gate(
            **named,
            **said,
            supporter=sent["supporter"],
            evidence=sent["attachments"],
            decision=sent.get("decision", ""),
        )
        return f"The gate is passed: {self.gate.whose}."
