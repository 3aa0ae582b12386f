"""The register of interests: the list, an entry, and what is declared, corrected, ended and confirmed."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from governance.figures import gifts as gift_figures
from governance.figures import interests as figures
from governance.forms import interests as forms
from governance.models import Appointment, Interest, Meeting
from governance.presenters import gifts as gift_words
from governance.presenters import interests as words
from governance.rules import interests as rules
from governance.services import interests as services
from governance.views.base import CommitteeAct, CommitteeView
from hubportal.organisations.signed_in import person_of
from hubportal.web.exports import csv_response, reading_again, xlsx_response
from hubportal.web.paging import KeysetPage
from hubportal.web.refusals import Refused


class RoomPage(CommitteeView):
    """A page of this room: says which of its parts it belongs to."""

    section = "interests"
    tab: ClassVar[str] = "interests"

    def shown(self, template: str, **more: Any) -> HttpResponse:
        """The page with the parts of the room above it."""
        return self.page(f"governance/interests/{template}", tabs=words.tabs(self.place, self.tab), **more)


class RegisterPage(RoomPage):
    """One of the three registers: narrowed by search and state, and paged."""

    http_method_names = ["get", "head"]
    shows: ClassVar[tuple[tuple[str, str], ...]]
    order: ClassVar[tuple[tuple[str, str], ...]]
    template: ClassVar[str]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        asked = narrowed(request, self.shows)
        page = KeysetPage(self.rows(**asked), order=self.order, after=request.GET.get("after") or None)
        form = forms.RegisterFilter(initial=asked, shows=self.shows, auto_id="filter_%s")
        return self.shown(
            self.template, table=self.table(page.rows), page=page, form=form, parameters=request.GET, register=self.tab
        )

    def rows(self, *, q: str, show: str) -> Any:
        """What is asked for."""
        raise NotImplementedError

    def table(self, rows: Any) -> Any:
        """The rows as a table."""
        raise NotImplementedError


def narrowed(request: HttpRequest, shows: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """What a list is narrowed to; an unknown word is the first choice."""
    show = request.GET.get("show", "")
    return {"q": request.GET.get("q", "")[:100], "show": show if show in dict(shows) else shows[0][0]}


class Register(RegisterPage):
    """The register of interests."""

    shows, order, template = words.SHOWS, (("name", "asc"), ("number", "asc")), "list.jinja"

    def rows(self, *, q: str, show: str) -> Any:
        """In force today unless asked otherwise."""
        return figures.interests_of(self.committee, show=show, on=self.today, q=q)

    def table(self, rows: Any) -> Any:
        """The register."""
        return words.interests_table(rows, self.committee, on=self.today)


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


class RoomAct(CommitteeAct):
    """An act in this room by a member for themselves or the secretary for anybody; the service says who may."""

    section = "interests"
    permission = "committee_read"
    back_to: ClassVar[str] = "interests:list"

    def next_page(self) -> str:
        """The list it belongs to."""
        return reverse(self.back_to, args=[self.committee.public_id])

    def whose(self) -> dict[str, Any]:
        """For forms that ask whose it is: the members, or for a member themselves."""
        members = figures.members_of(self.committee, on=self.today)
        own = None if self.place.minutes else forms.own_holder(person_of(self.request), members)
        return {"members": members, "own": own}


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


class Confirming(RoomAct):
    """One page that shows somebody's interests, and one button: nothing has changed."""

    tab = "reviews"
    form_class, button = forms.ConfirmForm, "Confirm: nothing has changed"
    template = "governance/interests/confirm.jinja"
    done = "Your interests are confirmed."
    holder: services.Holder

    def find(self) -> None:
        """The interests in force of whoever this is about."""
        self.holder = self.about()
        rows = services.interests_of_holder(self.committee.pk, self.holder)
        self.mine = [
            row
            for row in rows
            if rules.in_force(held_from=row.held_from, held_until=row.held_until, on=self.today)
        ]  # fmt: skip

    def about(self) -> services.Holder:
        """Whose interests are confirmed."""
        raise NotImplementedError

    def form_arguments(self) -> dict[str, Any]:
        """The secretary says how they were told."""
        return {"told": self.holder.person != person_of(self.request)}

    def initial(self) -> dict[str, Any]:
        """How many are shown."""
        return {"seen": len(self.mine)}

    def more(self) -> dict[str, Any]:
        """The interests, and when the review is due."""
        standing = next(
            (one for one in figures.standing_of(self.committee, on=self.today) if one.name == self.holder.name), None
        )
        return {
            "table": words.interests_table(self.mine, self.committee, on=self.today),
            "standing": standing,
            "late": standing is not None and standing.is_late(self.today),
            "tabs": words.tabs(self.place, self.tab),
            "holder": self.holder,
            "own": self.holder.person == person_of(self.request),
        }

    def carry_out(self, form: Any) -> str | None:
        """Confirm them."""
        services.confirm(
            committee_id=self.committee.pk,
            holder=self.holder,
            seen=form.cleaned_data["seen"],
            how=form.cleaned_data.get("how", ""),
            by=person_of(self.request),
            at=self.now,
        )
        return None

    def answer(self, form: Any, *, status: int = 200) -> HttpResponse:
        """What is confirmed is what the page shows now, also after a refusal."""
        if form.is_bound and status != 200:
            typed = form.data.copy()
            typed["seen"] = str(len(self.mine))
            form.data = typed
        return super().answer(form, status=status)

    def next_page(self) -> str:
        """Who has confirmed."""
        return reverse("interests:reviews", args=[self.committee.public_id])


class Mine(Confirming):
    """The person's own interests."""

    title = "Your interests"
    permission = "committee_vote"

    def about(self) -> services.Holder:
        """Themselves."""
        return forms.own_holder(person_of(self.request), figures.members_of(self.committee, on=self.today))


class Review(Confirming):
    """The interests of somebody who told the secretary that nothing has changed."""

    permission = "committee_minute"
    done = "The confirmation is recorded."
    button = "Record that nothing has changed"

    @property
    def title(self) -> str:  # type: ignore[override]
        """Whose they are."""
        return f"Interests of {self.holder.name}"

    def about(self) -> services.Holder:
        """The person of the appointment."""
        rows = Appointment.objects.filter(committee_id=self.committee.pk).select_related("person")
        return forms.holder_of(get_object_or_404(rows, public_id=self.kwargs["appointment"]))


class Reviews(RoomPage):
    """Who has looked through their interests this year, and who has not."""

    http_method_names = ["get", "head"]
    tab = "reviews"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show them."""
        rows = figures.standing_of(self.committee, on=self.today)
        table = words.reviews_table(rows, self.committee, on=self.today, minutes=self.place.minutes)
        return self.shown("reviews.jinja", table=table, late=sum(one.is_late(self.today) for one in rows))


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
