"""Who sits in a committee's seats: on any day, as CSV, and the acts that change it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse

from governance.figures import membership as figures
from governance.figures.seating import SeatedMember, seating
from governance.figures.terms_of_reference import DRAFT, in_force_among, seats_of, versions_of
from governance.forms import membership as forms
from governance.models import Appointment, OfficeHeld
from governance.presenters.terms_of_reference import lists
from governance.rules.terms_of_reference.membership import elections_from
from governance.rules.voting.words import named
from governance.services import membership as services
from governance.views.base import CommitteeAct, CommitteeView
from hubportal.organisations.signed_in import person_of
from hubportal.web.exports import csv_response
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date


class MembersView(CommitteeView):
    """A page of the room."""

    section = "members"

    def day(self) -> date:
        """The day asked for; today where none or no real one is."""
        self.day_form = forms.DayForm(self.request.GET or None, initial={"on": self.today})
        asked = self.day_form.cleaned_data.get("on") if self.day_form.is_bound and self.day_form.is_valid() else None
        return asked or self.today

    def seated(self, on: date) -> tuple[SeatedMember, ...]:
        """The seats of the terms in force that day; of a draft while there are no others."""
        versions = list(versions_of(self.committee))
        begun = versions[0] if all(one.state == DRAFT for one in versions) and versions else None
        self.terms = in_force_among(versions, on=on) or begun
        return seating(self.terms, on=on) if self.terms else ()


class Members(MembersView):
    """The members on a day."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show them."""
        on = self.day()
        seated = self.seated(on)
        edits = self.place.minutes
        codes = {one.code for one in seated}
        return self.page(
            "governance/terms/members.jinja",
            form=self.day_form,
            on=on,
            on_words=long_date(on),
            terms=self.terms,
            table=lists.members_table(seated, self.committee, edits=edits),
            offices=lists.offices_table(
                figures.offices_on(self.committee, on=on),
                figures.seat_titles(self.committee),
                self.committee,
                edits=edits,
            ),
            elected=bool(self.terms and self.terms.elections),
            lost=[lists.person_words(row) for row in figures.without_seat(self.committee, codes, on=on)],
            vacant=sum(one.member is None for one in seated),
        )


class MembersCsv(MembersView):
    """The members on a day, as CSV."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> StreamingHttpResponse:
        """Send it: the rows are few and read already."""
        on = self.day()
        return csv_response(filename=f"members-{on}.csv", columns=lists.CSV_COLUMNS, rows=list(self.seated(on)))


class MemberAct(CommitteeAct):
    """An act on the members."""

    section = "members"

    def next_page(self) -> str:
        """The members."""
        return reverse("terms:members", args=[self.committee.public_id])


class Appoint(MemberAct):
    """Appoint somebody to a seat."""

    title, button, form_class, done = "Appoint a member or deputy", "Appoint", forms.AppointForm, "They are appointed."

    def form_arguments(self) -> dict[str, Any]:
        """The seats, in the order of the latest version, and the people with roles."""
        latest = versions_of(self.committee).first()
        seats = [(seat.code, f"{seat.title}, {seat.organisation}") for seat in seats_of(latest)] if latest else []
        return {"seats": seats, "people": figures.people_with_roles(self.committee)}

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"first": self.today, "seat_code": self.request.GET.get("seat", "")}

    def carry_out(self, form: Any) -> None:
        """Appoint them."""
        typed = form.cleaned_data
        services.appoint(
            committee_id=self.committee.pk, by=person_of(self.request), member=form.member(),
            is_deputy=typed["is_deputy"] == "yes",
            **{name: typed[name] for name in ("seat_code", "first", "last", "appointed_by")},
        )  # fmt: skip


class AppointmentAct(MemberAct):
    """An act on one appointment."""

    def find(self) -> None:
        """The appointment the address names."""
        rows = Appointment.objects.filter(committee=self.committee)
        self.row = _row(rows, self.kwargs["appointment"])

    def version(self) -> int | None:
        """Its own."""
        return self.row.version

    def act(self, form: Any) -> dict[str, Any]:
        """What every service takes."""
        version = form.cleaned_data["version"]
        return {"appointment_id": self.row.pk, "version": version, "by": person_of(self.request)}

    def more(self) -> dict[str, Any]:
        """Who it is, in which seat and since when."""
        titles = figures.seat_titles(self.committee)
        return {
            "row": self.row,
            "facts": [
                {"key": "Seat", "value": titles.get(self.row.seat_code, self.row.seat_code)},
                {"key": "Appointed as", "value": "Deputy" if self.row.is_deputy else "Member"},
                {"key": "From", "value": long_date(self.row.period.lower)},
                {"key": "To", "value": lists.last_day(self.row.period)},
                {"key": "Appointed by", "value": self.row.appointed_by or "Not said"},
            ],
        }


def _row(rows: Any, public_id: UUID) -> Any:
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404("This committee has no such row.")
    return found


class ChangeAppointment(AppointmentAct):
    """Put who it is right; another member is another appointment."""

    title, button, form_class = "Appointment", "Save", forms.ChangeMemberForm
    template = "governance/terms/appointment.jinja"

    def form_arguments(self) -> dict[str, Any]:
        """The people with roles."""
        return {"people": figures.people_with_roles(self.committee)}

    def initial(self) -> dict[str, Any]:
        """As it is."""
        return forms.typed_member(self.row)

    def carry_out(self, form: Any) -> None:
        """Save."""
        services.change_appointment(**self.act(form), member=form.member())


class EndAppointment(AppointmentAct):
    """The last day of an appointment."""

    title, button, form_class = "End an appointment", "End the appointment", forms.EndForm
    template = "governance/terms/appointment_end.jinja"

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"last": self.today}

    def carry_out(self, form: Any) -> str:
        """End it, and say which offices end with it."""
        ended = services.end_appointment(**self.act(form), last=form.cleaned_data["last"])
        return f"The appointment ends, and with it the office of {' and '.join(ended)}." if ended else "It ends."


class Elect(MemberAct):
    """Record the election of chair, vice-chair or another office."""

    title, button, form_class = "Record an election", "Record the election", forms.ElectForm
    done = "The election is recorded."

    def find(self) -> None:
        """The terms in force, which say what is elected."""
        self.terms = in_force_among(list(versions_of(self.committee)), on=self.today)

    def refuse_out_of_turn(self) -> None:
        """Only where the terms in force elect somebody."""
        if self.terms is None or not self.terms.elections:
            raise Refused("The terms of reference in force elect nobody to an office.")

    def form_arguments(self) -> dict[str, Any]:
        """The offices that are elected, and the voting members."""
        seated = seating(self.terms, on=self.today) if self.terms else ()
        members = [(one.code, f"{one.member.name}, {one.title}") for one in seated if one.member and one.voting]
        offices = [election.office for election in elections_from(self.terms.elections)] if self.terms else []
        return {"offices": offices, "members": members}

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"first": self.today}

    def carry_out(self, form: Any) -> None:
        """Record it."""
        typed = form.cleaned_data
        names = ("office", "seat_code", "first", "last", "how")
        services.elect(
            committee_id=self.committee.pk, by=person_of(self.request), **{name: typed[name] for name in names}
        )


class EndOffice(MemberAct):
    """The last day of an elected office."""

    title, button, form_class, done = "End an elected office", "End the office", forms.EndForm, "The office ends."

    def find(self) -> None:
        """The office the address names."""
        self.row = _row(OfficeHeld.objects.filter(committee=self.committee), self.kwargs["office"])
        title = figures.seat_titles(self.committee).get(self.row.seat_code, self.row.seat_code)
        since = long_date(self.row.period.lower)
        self.help = f"{named(self.row.office).capitalize()}: {title}, from {since}."  # type: ignore[misc]

    def version(self) -> int | None:
        """Its own."""
        return int(self.row.version)

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"last": self.today}

    def carry_out(self, form: Any) -> None:
        """End it."""
        typed = form.cleaned_data
        services.end_office(
            held_id=self.row.pk, version=typed["version"], by=person_of(self.request), last=typed["last"]
        )
