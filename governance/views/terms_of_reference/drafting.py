"""Acts on a draft, each a page that asks and calls its service."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from governance.figures import terms_of_reference as figures
from governance.figures.examples import examples
from governance.figures.seating import seating
from governance.forms.terms_of_reference import drafts as forms
from governance.forms.terms_of_reference.entries import ENTRY_FORMS
from governance.forms.terms_of_reference.particulars import ParticularsForm, typed_particulars
from governance.presenters.terms_of_reference.saying import LIST_HEADINGS
from governance.rules.urgent import who_agrees
from governance.services.terms_of_reference import drafts, seats
from governance.views.base import CommitteeAct
from governance.views.terms_of_reference.reading import version_of
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused

COPY = "copy"


class Begin(CommitteeAct):
    """Begin a new version: a copy of the latest, or an example of the source documents."""

    section, title, button = "terms", "Begin a new version", "Begin the draft"
    form_class, done = forms.BeginForm, "The draft is begun. Nothing changes until it is adopted."

    def refuse_out_of_turn(self) -> None:
        """One draft at a time."""
        if figures.versions_of(self.committee).filter(state=figures.DRAFT).exists():
            raise Refused("There is a draft already. Change it, adopt it or drop it first.")

    def form_arguments(self) -> dict[str, Any]:
        """A copy where there is something to copy, and the examples."""
        adopted = figures.versions_of(self.committee).filter(state=figures.ADOPTED).exists()
        first = (COPY, "A copy of the latest version") if adopted else (COPY, "Nothing: an empty draft")
        return {"choices": [first, *((code, one.name) for code, one in examples().items())]}

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"in_force_from": self.today}

    def carry_out(self, form: Any) -> None:
        """Make it."""
        code, on = form.cleaned_data["begin_from"], form.cleaned_data["in_force_from"]
        content = None if code == COPY else drafts.content_of_example(code, on=on)
        made = drafts.begin_draft(committee_id=self.committee.pk, by=person_of(self.request), on=on, content=content)
        self.number = made.number

    def next_page(self) -> str:
        """The draft."""
        number = getattr(self, "number", None)
        if number is None:
            return reverse("terms:list", args=[self.committee.public_id])
        return reverse("terms:version", args=[self.committee.public_id, number])


class DraftAct(CommitteeAct):
    """An act on one draft."""

    section = "terms"

    def find(self) -> None:
        """The draft the address names."""
        self.terms = version_of(self, self.kwargs["draft"])

    def refuse_out_of_turn(self) -> None:
        """Only a draft is changed."""
        if self.terms.state != figures.DRAFT:
            raise Refused("These terms were adopted, so they never change. Begin a new version to change them.")

    def version(self) -> int | None:
        """Everything of a draft shares its version."""
        return self.terms.version

    def next_page(self) -> str:
        """The draft, where what was changed stands."""
        return reverse("terms:version", args=[self.committee.public_id, self.terms.number])

    def act(self, form: Any) -> dict[str, Any]:
        """What every service takes."""
        return {"terms_id": self.terms.pk, "version": form.cleaned_data["version"], "by": person_of(self.request)}


class ChangeParticulars(DraftAct):
    """Everything besides seats, rules and lists."""

    title, button, form_class = "Particulars", "Save the particulars", ParticularsForm
    template = "governance/terms/particulars.jinja"

    def form_arguments(self) -> dict[str, Any]:
        """The offices of the draft, and those that its rule of urgent decisions names already."""
        known = figures.offices_for(self.terms, list(figures.seats_of(self.terms)))
        return {"offices": list(dict.fromkeys([*known, *who_agrees(self.terms.urgent_decisions).offices]))}

    def initial(self) -> dict[str, Any]:
        """As they are."""
        return typed_particulars(self.terms)

    def carry_out(self, form: Any) -> None:
        """Save."""
        drafts.change_particulars(**self.act(form), particulars=form.particulars(), clauses=form.clauses())


class SeatAct(DraftAct):
    """An act with a seat's form."""

    form_class = forms.SeatForm

    def form_arguments(self) -> dict[str, Any]:
        """The organisations and the other seats."""
        others = [seat for seat in figures.seats_of(self.terms) if seat.code != self.kwargs.get("seat")]
        return {"organisations": figures.organisations_for(self.committee, others), "seats": others}


class AddSeat(SeatAct):
    """A further seat."""

    title, button, done = "Add a seat", "Add the seat", "The seat is added."

    def initial(self) -> dict[str, Any]:
        """The commonest."""
        return {"voting": "yes", "deputies_allowed": "no"}

    def carry_out(self, form: Any) -> None:
        """Add it."""
        seats.add_seat(**self.act(form), words=form.words())


class ChangeSeat(SeatAct):
    """A seat of the draft."""

    title, button = "Change a seat", "Save the seat"
    template = "governance/terms/seat.jinja"

    def find(self) -> None:
        """The draft and the seat."""
        super().find()
        self.seat = figures.seats_of(self.terms).filter(code=self.kwargs["seat"]).first()
        if self.seat is None:
            raise Http404("This draft has no such seat.")

    def form_arguments(self) -> dict[str, Any]:
        """Its own organisation is offered too."""
        given = super().form_arguments()
        own = self.seat.organisation  # type: ignore[union-attr]
        return {**given, "organisations": list(dict.fromkeys([*given["organisations"], own]))}

    def initial(self) -> dict[str, Any]:
        """As it is."""
        return forms.typed_seat(self.seat)  # type: ignore[arg-type]

    def more(self) -> dict[str, Any]:
        """The seat, for its other acts."""
        return {"seat": self.seat, "terms": self.terms}

    def carry_out(self, form: Any) -> None:
        """Save."""
        seats.change_seat(**self.act(form), words=form.words(code=self.seat.code))  # type: ignore[union-attr]


class DraftButton(DraftAct):
    """What is done by a button of the draft's page; a refusal is shown on its own page."""

    http_method_names = ["post"]
    form_class = forms.NothingForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it."""
        form = self.form(request.POST)
        if not form.is_valid():
            raise Refused("This page is incomplete. Open the draft again and repeat your change.", status=400)
        self.carry_out(form)
        return HttpResponseRedirect(self.next_page())


class SeatButton(DraftButton):
    """A seat moved up or down, or taken out."""

    def carry_out(self, form: Any) -> None:
        """Move it."""
        code, how = self.kwargs["seat"], self.kwargs["how"]
        if how == "remove":
            seats.remove_seat(**self.act(form), code=code)
        else:
            seats.move_seat(**self.act(form), code=code, up=how == "up")

    def next_page(self) -> str:
        """The draft, at its seats."""
        return f"{super().next_page()}#seats"


class Entry(DraftAct):
    """One entry of a list of the draft, or a further one."""

    template = "governance/terms/entry.jinja"
    button = "Save"

    def find(self) -> None:
        """The list and the entry."""
        super().find()
        self.which, self.number = self.kwargs["which"], self.kwargs["entry"]
        if self.which not in LIST_HEADINGS:
            raise Http404("There is no such list.")
        self.rows = getattr(self.terms, self.which)
        if not 1 <= self.number <= len(self.rows) + 1:
            raise Http404("There is no such entry.")
        self.title = LIST_HEADINGS[self.which]  # type: ignore[misc]
        self.form_class = ENTRY_FORMS[self.which]  # type: ignore[misc]

    def form_arguments(self) -> dict[str, Any]:
        """Organisations, for elections."""
        seats_now = list(figures.seats_of(self.terms))
        return {"organisations": figures.organisations_for(self.committee, seats_now)}

    def initial(self) -> dict[str, Any]:
        """As it is; a new one is empty."""
        return dict(self.rows[self.number - 1]) if self.number <= len(self.rows) else {}

    def more(self) -> dict[str, Any]:
        """Whether there is something to take out."""
        return {"terms": self.terms, "which": self.which, "entry": self.number, "old": self.number <= len(self.rows)}

    def carry_out(self, form: Any) -> None:
        """Save it."""
        drafts.keep_entry(**self.act(form), which=self.which, place=self.number, entry=form.entry())


class RemoveEntry(DraftButton):
    """An entry of a list, taken out."""

    def carry_out(self, form: Any) -> None:
        """Take it out."""
        which = self.kwargs["which"]
        if which not in LIST_HEADINGS:
            raise Http404("There is no such list.")
        drafts.keep_entry(**self.act(form), which=which, place=self.kwargs["entry"], entry=None)

    def next_page(self) -> str:
        """The draft, at the list."""
        return f"{super().next_page()}#{self.kwargs['which']}"


class Adopt(DraftAct):
    """Adopt the draft: it never changes again."""

    title, button, form_class, warning = "Adopt the terms", "Adopt the terms", forms.AdoptForm, True
    help = "Once adopted, these terms never change. A change needs a new version."
    done = "The terms are adopted."
    template = "governance/terms/adopt.jinja"

    def initial(self) -> dict[str, Any]:
        """Today, and the day in the draft where that is not past."""
        return {"adopted_on": self.today, "in_force_from": max(self.terms.in_force_from, self.today)}

    def more(self) -> dict[str, Any]:
        """What is odd about them."""
        return {"warnings": figures.warnings_for(self.terms, seating(self.terms, on=self.today))}

    def carry_out(self, form: Any) -> None:
        """Adopt."""
        typed = form.cleaned_data
        drafts.adopt(
            **self.act(form), adopted_on=typed["adopted_on"], adopted_by=typed["adopted_by"],
            in_force_from=typed["in_force_from"],
        )  # fmt: skip


class Drop(DraftAct):
    """Drop the draft."""

    title, button, form_class, warning = "Drop the draft", "Drop the draft", forms.NothingForm, True
    help = "Everything written in this draft is removed. Adopted versions stay as they are."
    done = "The draft is dropped."

    def carry_out(self, form: Any) -> None:
        """Drop."""
        drafts.drop(**self.act(form))
        self.dropped = True

    def next_page(self) -> str:
        """The versions, once it is gone."""
        if getattr(self, "dropped", False):
            return reverse("terms:list", args=[self.committee.public_id])
        return super().next_page()
