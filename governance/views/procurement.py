"""Procurement decisions: the list, one decision, and its acts."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from governance.figures import gifts as figures
from governance.figures.interests import interests_of
from governance.forms import procurement as forms
from governance.models import Meeting, Procurement
from governance.presenters import gifts as words
from governance.rules import procurement as rules
from governance.services import procurement as services
from governance.views.interest_room import RegisterPage, RoomAct, RoomPage
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused


class Procurements(RegisterPage):
    """Procurement decisions."""

    tab, shows, template = "procurement", words.PROCUREMENT_SHOWS, "procurements.jinja"
    order = (("number", "desc"),)

    def rows(self, *, q: str, show: str) -> Any:
        """All unless asked otherwise."""
        return figures.procurements_of(self.committee, show=show, q=q)

    def table(self, rows: Any) -> Any:
        """The decisions."""
        return words.procurements_table(rows, self.committee)


class OfProcurement(RoomPage):
    """A page of one decision."""

    tab = "procurement"
    procurement: Procurement

    def find(self) -> None:
        """By its number."""
        self.procurement = get_object_or_404(figures.procurements_of(self.committee), number=self.kwargs["number"])


class Decision(OfProcurement):
    """One procurement decision with its questions and conflicts."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it, and to the secretary what is missing."""
        row = self.procurement
        answers = rules.answered_words(row.answers, row.route, national_tariff=row.national_tariff)
        return self.shown(
            "procurement.jinja",
            row=row,
            state=words.procurement_tag(row),
            facts=words.procurement_facts(row),
            answers=[{"key": question, "value": said or "Not answered yet"} for question, said in answers],
            conflicts=words.conflict_rows(row, self.committee, minutes=self.place.minutes),
            missing=services.still_missing(row) if row.state == Procurement.State.DRAFT else (),
        )


class ProcurementAsk(RoomAct):
    """The secretary's acts."""

    permission = "committee_minute"
    back_to = "interests:procurements"

    def meetings(self) -> list[Meeting]:
        """The committee's meetings, the latest first."""
        return list(Meeting.objects.filter(committee_id=self.committee.pk).order_by("-starts_at")[:60])


class New(ProcurementAsk):
    """Begin a record."""

    title, form_class = "Record a procurement decision", forms.ProcurementForm
    button, done = "Save and answer the questions", "The record is begun. Answer the questions below."
    template = "governance/interests/procurement_form.jinja"
    made: Procurement | None = None

    def form_arguments(self) -> dict[str, Any]:
        """The meetings."""
        return {"meetings": self.meetings()}

    def initial(self) -> dict[str, Any]:
        """Nothing is saved yet, so that there is no version."""
        return {"version": 0}

    def carry_out(self, form: Any) -> str | None:
        """Begin it."""
        self.made = services.begin(
            committee_id=self.committee.pk, subject=form.subject, by=person_of(self.request), at=self.now
        )
        return None

    def next_page(self) -> str:
        """Its questions; the list while there are none."""
        if self.made is None:
            return super().next_page()
        return reverse("interests:procurement-answers", args=[self.committee.public_id, self.made.number])


class ProcurementAct(OfProcurement, ProcurementAsk):
    """An act on one decision."""

    def version(self) -> int | None:
        """The decision's."""
        return self.procurement.version

    def next_page(self) -> str:
        """The decision."""
        return reverse("interests:procurement", args=[self.committee.public_id, self.procurement.number])

    @property
    def recorded(self) -> bool:
        """Whether a change is a correction."""
        return self.procurement.state == Procurement.State.RECORDED

    def act(self, form: Any) -> dict[str, Any]:
        """What every service takes."""
        found = {
            "procurement_id": self.procurement.pk,
            "version": form.cleaned_data["version"],
            "by": person_of(self.request),
        }
        return found | ({"why": form.cleaned_data["why"]} if self.recorded else {})


class Change(ProcurementAct):
    """Change the facts of a decision."""

    title, form_class, button, done = "Change the facts", forms.ProcurementForm, "Save", "The facts are saved."
    template = "governance/interests/procurement_form.jinja"

    def form_arguments(self) -> dict[str, Any]:
        """The meetings."""
        return {"meetings": self.meetings(), "recorded": self.recorded}

    def initial(self) -> dict[str, Any]:
        """What it says now."""
        return forms.typed_of(self.procurement)

    def carry_out(self, form: Any) -> str | None:
        """Save it."""
        services.change(**self.act(form), subject=form.subject, at=self.now)
        return None


class Answers(ProcurementAct):
    """Answer the questions that apply."""

    title, form_class, button = "Questions of the template", forms.AnswersForm, "Save the answers"
    done = "The answers are saved."
    help = "Only the questions that this way of procuring asks for are shown. You can save before all are answered."

    def form_arguments(self) -> dict[str, Any]:
        """The questions that apply."""
        row = self.procurement
        asked = rules.questions_for(row.route, national_tariff=row.national_tariff)
        return {"questions": asked, "recorded": self.recorded}

    def initial(self) -> dict[str, Any]:
        """The answers so far."""
        return dict(self.procurement.answers)

    def carry_out(self, form: Any) -> str | None:
        """Save them."""
        services.answer(**self.act(form), answers=form.answers, at=self.now)
        return None


class NewConflict(ProcurementAct):
    """Enter a conflict."""

    title, form_class, button = "Enter a conflict of interest", forms.ConflictForm, "Enter"
    done = "The conflict is entered."

    def form_arguments(self) -> dict[str, Any]:
        """The interests on the register."""
        return {"interests": list(interests_of(self.committee, on=self.today)), "recorded": self.recorded}

    def carry_out(self, form: Any) -> str | None:
        """Enter it."""
        typed = form.cleaned_data
        services.keep_conflict(
            **self.act(form),
            name=typed["name"],
            conflict=typed["conflict"],
            handled=typed["handled"],
            words=typed["words"],
            interest=form.interests.get(typed["interest"]),
        )
        return None


class Conflict(ProcurementAct):
    """Say how a conflict was handled."""

    form_class, button, done = forms.HandleForm, "Save", "It is saved how the conflict was handled."

    @property
    def title(self) -> str:  # type: ignore[override]
        """Whose it was."""
        return f"Conflict of {self.conflict.name}"

    @property
    def help(self) -> str:  # type: ignore[override]
        """What it was."""
        return str(self.conflict.conflict)

    def find(self) -> None:
        """The conflict among those of the decision."""
        super().find()
        found = [one for one in self.procurement.conflicts.all() if one.pk == self.kwargs["conflict"]]
        if not found:
            raise Http404("This procurement has no such conflict.")
        self.conflict = found[0]

    def form_arguments(self) -> dict[str, Any]:
        """Whether it is a correction."""
        return {"recorded": self.recorded}

    def initial(self) -> dict[str, Any]:
        """What is said so far."""
        return {name: getattr(self.conflict, name) for name in ("handled", "words", "removed_why")}

    def carry_out(self, form: Any) -> str | None:
        """Save it."""
        typed = form.cleaned_data
        services.handle_conflict(
            **self.act(form),
            conflict_id=self.conflict.pk,
            handled=typed["handled"],
            words=typed["words"],
            removed_why=typed["removed_why"],
        )
        return None


class Record(ProcurementAct):
    """Record the decision, once it is whole."""

    title, form_class, button = "Record the decision", forms.CorrectionForm, "Record"
    done = "The decision is recorded. Publish the register to show it."
    help = "From now on it is changed only with a reason."

    def refuse_out_of_turn(self) -> None:
        """Refused with everything that is missing."""
        if self.recorded:
            raise Refused("This decision is recorded already.")
        if lacking := services.still_missing(self.procurement):
            raise Refused(f"The record is not whole. Still missing: {'; '.join(lacking)}.", clause=rules.TEMPLATE)

    def carry_out(self, form: Any) -> str | None:
        """Record it."""
        services.record(**self.act(form), at=self.now)
        return None
