"""Acts on a variation: each move of its table, the dispersal plan and the effective date."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from functions.forms.variations.acts import AppealForm, DecisionForm, DispersalForm, EffectiveDateForm, NoticeForm
from functions.rules.sentences import listed
from functions.rules.variations.moves import DECIDING
from functions.services.variations import deciding, planning, telling
from functions.services.variations.decisions import ExternalDecision
from functions.services.variations.kind import VARIATION
from functions.services.variations.types import type_called
from hubportal.documents.models import Document
from hubportal.organisations.signed_in import person_of
from hubportal.records.forms.acts import RecordForm
from hubportal.records.rules.telling import told
from hubportal.records.services.letter_templates import filled, template_called
from hubportal.records.services.letters import Addressee, LetterWords
from hubportal.records.views.acting import RecordAct, RecordMoveAct
from hubportal.records.views.proving import day_in, document_called
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date

FROM_ADDRESS = ("body", "reference", "notes", "proof")
APPROVING = frozenset({"approve", "determine"})


class VariationMove(RecordMoveAct):
    """A move that asks for its day and a note."""

    kind = VARIATION
    asks_fresh_sign_in = frozenset({"sign_off"})

    def refuse_out_of_turn(self) -> None:
        """What the table, the documents, the plan, the checklist and the day say."""
        super().refuse_out_of_turn()
        held = deciding.Held.by(self.record)
        sentence = held.why_waiting(self.act) or held.why_not_yet(self.act, today=self.today)
        if sentence is not None:
            raise Refused(sentence, clause=deciding.CLAUSE)

    def common(self, form: Any) -> dict[str, Any]:
        """What every service takes."""
        version = form.cleaned_data["version"]
        return {"variation_id": self.record.pk, "by": person_of(self.request), "at": self.now, "version": version}

    def carry_out(self, form: Any) -> str:
        """Make the move."""
        typed = form.cleaned_data
        deciding.make_move(act=self.act, on=typed["on"], note=typed["note"], **self.common(form))
        return f"{told(self.move.words)}."


class Decide(VariationMove):
    """Record a decision, the committee's or the hub's."""

    form_class = DecisionForm

    def form_arguments(self) -> dict[str, Any]:
        """Who decides, and which way."""
        return {
            "committee": self.act in DECIDING,
            "approves": self.act in APPROVING,
            "closes_list": "until_on" in type_called(self.record.type).facts,
            "today": self.today,
            "has_proof": self._given_proof() is not None,
        }

    def initial(self) -> dict[str, Any]:
        """The dates asked for, and what the address says of a committee's decision that waits to be recorded."""
        asked = {"effective_on": self.record.requested_on, "until_on": self.record.until_on}
        if self.request.method != "GET" or self.act not in DECIDING:
            return asked
        said = {name: self.request.GET[name] for name in FROM_ADDRESS if self.request.GET.get(name)}
        on = day_in(self.request.GET.get("decided_on", ""))
        return asked | said | ({"decided_on": on} if on else {})

    def more(self) -> dict[str, Any]:
        """That the committee's own PDF is kept with the decision."""
        proof = self._given_proof()
        return {"help": f"“{proof.name}” is kept as the proof. Add a file only to keep another."} if proof else {}

    def _given_proof(self) -> Document | None:
        given = self.request.GET.get("proof") or self.request.POST.get("proof") or ""
        return self._proof(given) if self.act in DECIDING else None

    def _proof(self, given: Any) -> Document | None:
        return document_called(self.request, self.record, given)

    def carry_out(self, form: Any) -> str:
        """Keep the decision."""
        typed, by = form.cleaned_data, person_of(self.request)
        approved, on, notes = self.act in APPROVING, typed["decided_on"], typed["notes"]
        if self.act in DECIDING:
            proof = None if typed["attachments"] or not typed["proof"] else self._proof(typed["proof"])
            decision: Any = ExternalDecision(approved, typed["body"], typed["reference"], on, notes, proof)
        else:
            decision = deciding.hub_determination(approved=approved, by=by, on=on, notes=notes)
        found = deciding.record_decision(
            act=self.act,
            decision=decision,
            effective_on=typed.get("effective_on"),
            until_on=typed.get("until_on"),
            uploads=typed.get("attachments", ()),
            **self.common(form),
        )
        return f"Decided. It takes effect on {long_date(found.effective_on)}." if approved else "The refusal is kept."


class AllowAppeal(VariationMove):
    """Record that an appeal succeeded, and whose decision that is."""

    form_class = AppealForm
    help = "This decision takes the place of the refusal, on the page and in the notice. Set the effective date next."

    def carry_out(self, form: Any) -> str:
        """Keep it."""
        typed = form.cleaned_data
        deciding.allow_appeal(
            body=typed["body"], reference=typed["reference"], on=typed["on"], note=typed["note"], **self.common(form)
        )
        return "The appeal succeeded. Set the effective date, then issue the notice."


class Issue(VariationMove):
    """Issue the notice."""

    form_class = NoticeForm
    help = "The letter goes today. The change then takes effect by itself on its day."

    @property
    def letter(self) -> str:
        """The code of its letter."""
        return type_called(self.record.type).letter_to(self.record.facts.get("side", ""))

    def more(self) -> dict[str, Any]:
        """That practices that join get a letter each."""
        joining = self.record.parties.filter(role="joining").order_by("id").values_list("name", flat=True)
        if not joining:
            return {}
        return {"help": f"{self.help} A letter that its contract ends goes to {listed(list(joining))} too, by post."}

    def form_arguments(self) -> dict[str, Any]:
        """Nothing besides."""
        return {}

    def initial(self) -> dict[str, Any]:
        """The type's letter, filled in."""
        template = template_called(self.letter)
        practice = self.record.practice
        to = {"to_name": practice.name, "to_address": practice.postal_lines} if practice else {"to_name": ""}
        if template is None:
            return to
        subject, body = filled(template, self.record, by=person_of(self.request), today=self.today)
        return {**to, "subject": subject, "body": body}

    def carry_out(self, form: Any) -> str:
        """Issue it."""
        typed = form.cleaned_data
        found = telling.issue_notice(
            to=Addressee(typed["to_name"], typed["to_address"], typed["to_email"]),
            words=LetterWords(
                typed["subject"],
                typed["body"],
                send_by=typed["send_by"],
                template=self.letter,
                circle=typed["circle"],
            ),
            **self.common(form),
        )
        return f"The notice is issued. The change takes effect on {long_date(found.effective_on)}."


class TakeEffect(VariationMove):
    """Bring it into effect by hand, on its day or later."""

    form_class = RecordForm
    help = "The portal does this by itself on the day. Do it here only if that is overdue."

    def form_arguments(self) -> dict[str, Any]:
        """Nothing besides."""
        return {}

    def carry_out(self, form: Any) -> str:
        """Do it."""
        found = telling.take_effect(**self.common(form))
        changes = type_called(found.type).effect != "none"
        return "In effect. The practice register is changed." if changes else "In effect."


_VIEWS = {
    **dict.fromkeys(("approve", "refuse", "determine", "decline"), Decide),
    "allow_appeal": AllowAppeal,
    "issue": Issue,
    "take_effect": TakeEffect,
}


@login_required
def move(request: HttpRequest, reference: str, act: str) -> HttpResponseBase:
    """The page of one move."""
    view: type[VariationMove] = _VIEWS.get(act, VariationMove)
    return view.as_view()(request, reference=reference, act=act)


class Plan(RecordAct):
    """Where the patients of a closing practice go."""

    kind, title, form_class, button = VARIATION, "Dispersal plan", DispersalForm, "Save the plan"

    def refuse_out_of_turn(self) -> None:
        """Only a closure whose notice has not gone has a plan to change."""
        planning.refuse_planning(self.record)

    def initial(self) -> dict[str, Any]:
        """The plan as it stands."""
        rows = self.record.parties.filter(role="receiving").select_related("practice").order_by("id")
        lines = [f"{row.practice.ods_code if row.practice else row.name} {row.patients}" for row in rows]
        return {"list_size": self.record.facts.get("patients"), "places": "\n".join(lines)}

    def carry_out(self, form: Any) -> str:
        """Keep it."""
        typed = form.cleaned_data
        planning.plan_dispersal(
            variation_id=self.record.pk, list_size=typed["list_size"], places=typed["places"],
            by=person_of(self.request), at=self.now, version=typed["version"],
        )  # fmt: skip
        return "The plan is saved."


class ChangeDate(RecordAct):
    """Another effective date, before the notice goes."""

    kind, title, form_class, button = VARIATION, "Change the effective date", EffectiveDateForm, "Save the date"

    def refuse_out_of_turn(self) -> None:
        """Between the approval and the notice."""
        planning.refuse_changing_date(self.record)

    def form_arguments(self) -> dict[str, Any]:
        """Whether a list closes."""
        return {"closes_list": "until_on" in type_called(self.record.type).facts}

    def initial(self) -> dict[str, Any]:
        """The date as it stands."""
        return {"effective_on": self.record.effective_on or self.record.requested_on, "until_on": self.record.until_on}

    def carry_out(self, form: Any) -> str:
        """Set it."""
        typed = form.cleaned_data
        planning.set_date(
            variation_id=self.record.pk, effective_on=typed["effective_on"], until_on=typed.get("until_on"),
            by=person_of(self.request), at=self.now, version=typed["version"],
        )  # fmt: skip
        return "The date is changed."
