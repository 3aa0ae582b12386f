"""Tables of versions, seats, members, offices and reviews."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from governance.figures.seating import SeatedMember
from governance.models import Appointment, OfficeHeld, Seat, SeatRole, TermsOfReference, TermsReview
from governance.presenters.committees import last_day
from governance.rules.terms_of_reference.comparing import Change
from governance.rules.voting.words import named
from hubportal.organisations.models import Committee
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date

STANDING = {"late": ("red", "Overdue"), "soon": ("orange", "Due soon"), "later": ("grey", "Later")}


def tag(colour: str, words: str) -> Markup:
    """A state as a tag."""
    return Markup('<strong class="nhsuk-tag nhsuk-tag--{}">{}</strong>').format(colour, words)


def state_of(terms: TermsOfReference, in_force: TermsOfReference | None, *, on: date) -> Markup:
    """Draft, in force, to come, or no longer in force."""
    if terms.state == TermsOfReference.State.DRAFT:
        return tag("yellow", "Draft")
    if in_force is not None and terms.pk == in_force.pk:
        return tag("green", "In force")
    return tag("blue", "Adopted, to come") if terms.in_force_from > on else tag("grey", "No longer in force")


def versions_table(
    versions: Iterable[TermsOfReference], in_force: TermsOfReference | None, committee: Committee, *, on: date
) -> Table:
    """The versions of a committee's terms."""

    def link(terms: TermsOfReference) -> Markup:
        address = reverse("terms:version", args=[committee.public_id, terms.number])
        return Markup('<a href="{}">Version {}</a>').format(address, terms.number)

    columns = (
        Column("Version", link),
        Column("State", lambda terms: state_of(terms, in_force, on=on)),
        Column("In force from", lambda terms: long_date(terms.in_force_from)),
        Column("Adopted", lambda terms: long_date(terms.adopted_on) or "Not yet"),
        Column("Adopted by", lambda terms: terms.adopted_by or ""),
        Column("Source", "source"),
    )
    return table(caption="Versions", columns=columns, rows=versions)


def _seat_facts(titles: Mapping[str, str]) -> Any:
    def facts(seat: Seat) -> str:
        said = []
        if seat.office:
            said.append(f"Holds the office of {named(seat.office)}.")
        if seat.deputies_allowed:
            said.append("May send a deputy.")
        if seat.stands_in_for:
            said.append(f"Stands in for {titles.get(seat.stands_in_for, seat.stands_in_for)} when conflicted.")
        return " ".join(said)

    return facts


def seats_table(seats: Sequence[Seat]) -> Table:
    """The seats of a version."""
    columns = (
        Column("Seat", "title"),
        Column("Organisation", "organisation"),
        Column("Kind of member", lambda seat: seat.get_role_display()),
        Column("Voting", "voting", "yes_no"),
        Column("Besides", _seat_facts({seat.code: seat.title for seat in seats})),
        Column("Clause", "clause"),
    )
    return table(caption="Seats", columns=columns, rows=seats)


def person_words(row: Appointment) -> str:
    """Name and job title."""
    return f"{row.name}, {row.designation}" if row.designation else row.name


def members_table(seated: Iterable[SeatedMember], committee: Committee, *, edits: bool) -> Table:
    """Who sits where on a day; for whoever keeps the list, the member's name leads to their appointment."""

    def name(row: Appointment) -> Markup:
        words = Markup('<span dir="auto">{}</span>').format(person_words(row))
        if edits:
            address = reverse("terms:appointment", args=[committee.public_id, row.public_id])
            words = Markup('<a href="{}">{}</a>').format(address, words)
        since = Markup('<br><span class="nhsuk-body-s">from {}{}</span>').format(
            long_date(row.period.lower), f" to {last_day(row.period)}" if row.period.upper else ""
        )
        return words + since

    columns = (
        Column("Seat", "title"),
        Column("Organisation", "organisation"),
        Column("Kind of member", lambda one: SeatRole(one.role).label),
        Column("Voting", "voting", "yes_no"),
        Column("Office", lambda one: named(one.office).capitalize()),
        Column("Member", lambda one: name(one.member) if one.member else tag("orange", "Vacant")),
        Column("Deputies", lambda one: Markup("<br>").join(name(deputy) for deputy in one.deputies)),
    )
    return table(caption="Members", columns=columns, rows=seated)


CSV_COLUMNS = (
    Column("Seat", "title", width=30),
    Column("Code", "code"),
    Column("Organisation", "organisation"),
    Column("Kind of member", lambda one: SeatRole(one.role).label),
    Column("Voting", "voting", "yes_no"),
    Column("Office", lambda one: named(one.office)),
    Column("Member", lambda one: one.member.name if one.member else "", width=30),
    Column("Job title", lambda one: one.member.designation if one.member else "", width=30),
    Column("From", lambda one: one.member.period.lower if one.member else None, "date"),
    Column("Appointed by", lambda one: one.member.appointed_by if one.member else ""),
    Column("Deputies", lambda one: "; ".join(deputy.name for deputy in one.deputies), width=30),
)


def offices_table(held: Iterable[OfficeHeld], titles: Mapping[str, str], committee: Committee, *, edits: bool) -> Table:
    """Elected offices and how they came to be held."""

    def name(row: OfficeHeld) -> str | Markup:
        words = named(row.office).capitalize()
        if not edits:
            return words
        address = reverse("terms:office", args=[committee.public_id, row.public_id])
        return Markup('<a href="{}">{}</a>').format(address, words)

    columns = (
        Column("Office", name),
        Column("Seat", lambda row: titles.get(row.seat_code, row.seat_code)),
        Column("From", lambda row: long_date(row.period.lower)),
        Column("To", lambda row: last_day(row.period)),
        Column("How elected", "how"),
    )
    return table(caption="Elected offices", columns=columns, rows=held)


REVIEW_COLUMNS = (
    Column("Held on", lambda review: long_date(review.held_on)),
    Column("Due by", lambda review: long_date(review.due_on)),
    Column("What came of it", "outcome"),
)


def reviews_table(reviews: Iterable[TermsReview]) -> Table:
    """Reviews that were held."""
    return table(caption="Reviews held", columns=REVIEW_COLUMNS, rows=reviews)


CHANGE_COLUMNS = (
    Column("What", "about"),
    Column("Change", "kind"),
    Column("Before", "before"),
    Column("After", "after"),
)


def changes_tables(changes: Sequence[Change]) -> list[Table]:
    """What differs, a table under each heading."""
    headings = dict.fromkeys(change.heading for change in changes)
    return [
        table(caption=heading, columns=CHANGE_COLUMNS, rows=[one for one in changes if one.heading == heading])
        for heading in headings
    ]
