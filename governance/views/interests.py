"""The register of interests: the list, an entry, what is declared, corrected and ended, and matches to a meeting."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from governance.figures import gifts as gift_figures
from governance.figures import interests as figures
from governance.forms import interests as forms
from governance.models import Interest, Meeting
from governance.presenters import gifts as gift_words
from governance.presenters import interests as words
from governance.rules import interests as rules
from governance.services import interests as services
from governance.views.interest_room import RegisterPage, RoomAct, RoomPage, narrowed
from hubportal.organisations.signed_in import person_of
from hubportal.web.exports import csv_response, reading_again, xlsx_response
from hubportal.web.refusals import Refused


class Register(RegisterPage):
    """The register of interests."""

    shows, order, template = words.SHOWS, (("name", "asc"), ("number", "asc")), "list.jinja"

    def rows(self, *, q: str, show: str) -> Any:
        """In force today unless asked otherwise."""
        return figures.interests_of(self.committee, show=show, on=self.today, q=q)

    def table(self, rows: Any) -> Any:
        """The register."""
        return words.interests_table(rows, self.committee, on=self.today)

    def besides(self) -> dict[str, Any]:
        """The next meeting, whose items are matched."""
        return {"next_meeting": figures.next_meeting(self.committee, at=self.now)}


class Export(RoomPage):
    """One of the registers as CSV or workbook, whole."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send it."""
        register = kwargs["register"]
        columns, shows = {
            "interests": (words.EXPORT_COLUMNS, words.SHOWS),
            "gifts": (gift_words.GIFT_EXPORT, gift_words.GIFT_SHOWS),
            "procurement": (gift_words.PROCUREMENT_EXPORT, gift_words.PROCUREMENT_SHOWS),
        }[register]
        asked = narrowed(request, shows)
        rows = {
            "interests": lambda: figures.interests_of(self.committee, on=self.today, **asked),
            "gifts": lambda: gift_figures.gifts_of(self.committee, **asked),
            "procurement": lambda: gift_figures.procurements_of(self.committee, **asked),
        }[register]()
        name = f"{register}-{self.today.isoformat()}"
        lines = rows.iterator(chunk_size=500)
        if kwargs["form"] == "xlsx":
            return xlsx_response(
                filename=f"{name}.xlsx", sheet_name=register, columns=columns, rows=lines, run_in=reading_again()
            )
        return csv_response(filename=f"{name}.csv", columns=columns, rows=lines, run_in=reading_again())


class OfInterest(RoomPage):
    """A page of one entry."""

    interest: Interest

    def find(self) -> None:
        """By its number."""
        rows = Interest.objects.filter(committee_id=self.committee.pk).select_related("person")
        self.interest = get_object_or_404(rows, number=self.kwargs["number"])

    @property
    def may_change(self) -> bool:
        """Whose own it is, and the secretary."""
        own = self.place.votes and self.interest.person_id == person_of(self.request).pk
        return self.place.minutes or own


class Entry(OfInterest):
    """One interest with everything that was done to it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self.shown(
            "interest.jinja",
            row=self.interest,
            state=words.state_tag(self.interest, on=self.today),
            facts=words.facts_of(self.interest),
            history=words.history(figures.history_of(self.interest)),
            may_change=self.may_change,
        )


class Declare(RoomAct):
    """Declare an interest."""

    title, form_class, button = "Declare an interest", forms.DeclareForm, "Declare"
    done = "The interest is on the register."
    template = "governance/interests/declare.jinja"

    def form_arguments(self) -> dict[str, Any]:
        """The members, today's types, and practices to choose from."""
        near = figures.practices_near(self.committee, on=self.today)
        return {
            **self.whose(), "scheme": rules.scheme_on(self.today), "near": near, "find": figures.find_practices
        }  # fmt: skip

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"declared_on": self.today}

    def carry_out(self, form: Any) -> str | None:
        """Enter it; a late one says so."""
        made = services.declare(
            committee_id=self.committee.pk,
            holder=form.holder,
            words=form.declared,
            declared_on=form.cleaned_data.get("declared_on") or self.today,
            by=person_of(self.request),
            at=self.now,
        )
        late = words.late_words(made)
        return f"The interest is on the register, {late}." if late else None


class InterestAct(OfInterest, RoomAct):
    """An act on one entry."""

    def refuse_out_of_turn(self) -> None:
        """Not for somebody else's."""
        if not self.may_change:
            raise Refused("You can do this for your own interests only. The secretary does it for others.", status=403)

    def version(self) -> int | None:
        """The entry's."""
        return self.interest.version

    def next_page(self) -> str:
        """The entry."""
        return reverse("interests:interest", args=[self.committee.public_id, self.interest.number])

    def act(self, form: Any) -> dict[str, Any]:
        """What every service takes."""
        return {
            "interest_id": self.interest.pk,
            "version": form.cleaned_data["version"],
            "by": person_of(self.request),
            "at": self.now,
        }


class Correct(InterestAct):
    """Put right what an entry says."""

    title, form_class, button = "Correct an interest", forms.CorrectForm, "Save the correction"
    help = "What it said before stays in its history. If the interest has changed or ended, end it instead."
    done = "The entry is corrected."

    def form_arguments(self) -> dict[str, Any]:
        """The types of the guidance it was declared under."""
        near = figures.practices_near(self.committee, on=self.today)
        return {"scheme": self.interest.scheme_version, "near": near, "find": figures.find_practices}

    def initial(self) -> dict[str, Any]:
        """What it says now."""
        row = self.interest
        said = {name: getattr(row, name) for name in services.FIELDS if name not in {"practice_code", "organisation"}}
        practice = f"{row.organisation} ({row.practice_code})" if row.practice_code else ""
        return {**said, "practice": practice, "organisation": "" if practice else row.organisation}

    def carry_out(self, form: Any) -> str | None:
        """Keep what it said, and say it anew."""
        services.correct(**self.act(form), words=form.declared, why=form.cleaned_data["why"])
        return None


class End(InterestAct):
    """An interest has ended."""

    title, form_class, button = "End an interest", forms.EndForm, "End the interest"
    help = "It stays on the public register for six months after its last day, and in the record for six years."
    done = "The interest has ended."

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"last_day": self.today}

    def carry_out(self, form: Any) -> str | None:
        """End it."""
        services.end(**self.act(form), last_day=form.cleaned_data["last_day"], why=form.cleaned_data["why"])
        return None


class Matches(RoomPage):
    """The interests that each item of a meeting touches."""

    http_method_names = ["get", "head"]

    def find(self) -> None:
        """The meeting by its number."""
        rows = Meeting.objects.filter(committee_id=self.committee.pk)
        self.meeting = get_object_or_404(rows, number=self.kwargs["number"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show them."""
        lines = words.matched_lines(figures.matches_for_meeting(self.meeting), self.committee)
        return self.shown("matches.jinja", meeting=self.meeting, lines=lines)
