"""The register of interests in words: lists, an entry with its history, the yearly review, and matches to a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from governance.figures.interests import Matched, Standing
from governance.models import Interest, InterestEntry
from governance.presenters.sections import Place
from governance.rules import interests as rules
from governance.services.interests import FIELDS
from hubportal.organisations.models import Committee
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date, moment, plural

TABS = (
    ("interests", "Register of interests", "interests:list"),
    ("gifts", "Gifts and hospitality", "interests:gifts"),
    ("procurement", "Procurement decisions", "interests:procurements"),
    ("reviews", "Yearly review", "interests:reviews"),
    ("published", "Published", "interests:published"),
)
SHOWS = (("current", "In force"), ("ended", "Ended"), ("all", "All"))
ACTS = {"declared": "Declared", "corrected": "Corrected", "ended": "Ended"}


def tabs(place: Place, current: str) -> list[dict[str, Any]]:
    """The parts of the room, as `subNavigation` takes them."""
    at = [place.committee.public_id]
    return [{"text": words, "href": reverse(name, args=at), "current": key == current} for key, words, name in TABS]


def type_of(row: Interest) -> str:
    """Its type, in the words of the guidance it was declared under."""
    return rules.type_words(row.scheme_version, row.kind)


def organisation_of(row: Interest) -> str:
    """The organisation with the code of a practice."""
    return f"{row.organisation} ({row.practice_code})" if row.practice_code else row.organisation


def late_words(row: Interest) -> str:
    """By how much it was declared late; nothing when in time."""
    late = rules.days_late(aware_on=row.aware_on, declared_on=row.declared_on)
    return f"{plural(late, 'day')} late" if late else ""


def state_tag(row: Interest, *, on: date) -> Markup:
    """In force, ended, or yet to begin, as a tag."""
    if row.held_until is not None and row.held_until < on:
        shown = "grey", "Ended"
    elif row.held_from > on:
        shown = "blue", "Begins later"
    else:
        shown = "green", "In force"
    return Markup('<strong class="nhsuk-tag nhsuk-tag--{}">{}</strong>').format(*shown)


def interests_table(rows: Iterable[Interest], committee: Committee, *, on: date) -> Table:
    """The register on a page."""

    def link(row: Interest) -> Markup:
        address = reverse("interests:interest", args=[committee.public_id, row.number])
        return Markup('<a href="{}">{}</a><span class="hub-worklist__quiet"><br>{}</span>').format(
            address, row.name, row.position
        )

    def declared(row: Interest) -> Markup:
        late = late_words(row)
        said = Markup("{}").format(long_date(row.declared_on))
        return (
            said + Markup('<br><strong class="nhsuk-tag nhsuk-tag--orange">{}</strong>').format(late) if late else said
        )

    columns = (
        Column("Name", link),
        Column("Organisation", organisation_of),
        Column("Type", type_of),
        Column("Nature", lambda row: Markup('<span class="hub-typed" dir="auto">{}</span>').format(row.nature)),
        Column("Held", lambda row: period_words(row)),
        Column("Declared", declared),
        Column("State", lambda row: state_tag(row, on=on)),
    )
    return table(caption="Register of interests", columns=columns, rows=rows)


def period_words(row: Interest) -> str:
    """From when until when."""
    until = f"to {long_date(row.held_until)}" if row.held_until else "on"
    return f"{long_date(row.held_from)} {until}" if row.held_until else f"Since {long_date(row.held_from)}"


EXPORT_COLUMNS = (
    Column("Number", "number", "number"),
    Column("Name", "name", width=28),
    Column("Position", "position", width=28),
    Column("Organisation", "organisation", width=36),
    Column("Practice code", "practice_code"),
    Column("Kind of organisation", lambda row: row.get_about_display()),
    Column("Type", type_of, width=26),
    Column("Named by", lambda row: rules.SCHEMES[row.scheme_version]),
    Column("Nature of the interest", "nature", width=48),
    Column("From", "held_from", "date"),
    Column("To", "held_until", "date"),
    Column("How it is managed", "mitigation", width=48),
    Column("Became aware", "aware_on", "date"),
    Column("Declared", "declared_on", "date"),
    Column("Days late", lambda row: rules.days_late(aware_on=row.aware_on, declared_on=row.declared_on), "number"),
    Column("Shown publicly until", lambda row: rules.shown_until(row.held_until), "date"),
    Column("Kept until", lambda row: rules.kept_until(row.held_until), "date"),
)


def facts_of(row: Interest) -> list[dict[str, str]]:
    """One entry, fact by fact."""
    late = late_words(row)
    found = [
        ("Whose", f"{row.name}, {row.position}" if row.position else row.name),
        ("Organisation", organisation_of(row)),
        ("Type", f"{type_of(row)} ({rules.SCHEMES[row.scheme_version]})"),
        ("Nature of the interest", row.nature),
        ("Held", period_words(row)),
        ("How it is managed", row.mitigation or "Nothing said: the chair decides at each meeting"),
        ("Became aware", long_date(row.aware_on)),
        ("Declared", long_date(row.declared_on) + (f", {late}" if late else ", in time")),
    ]
    if row.held_until:
        shown, kept = rules.shown_until(row.held_until), rules.kept_until(row.held_until)
        found.append(("Shown publicly until", long_date(shown)))
        found.append(("Kept at least until", long_date(kept)))
    return [{"key": key, "value": value} for key, value in found]


@dataclass(frozen=True, slots=True)
class Line:
    """One act of an entry's history."""

    title: str
    when: str
    who: str
    why: str
    changes: list[tuple[str, str, str]]


def history(entries: Iterable[InterestEntry]) -> list[Line]:
    """What was done to an entry, the latest first."""
    made = []
    for entry in entries:
        changes = [
            (FIELDS.get(one["field"], one["field"]), _value(one["field"], one["was"]), _value(one["field"], one["is"]))
            for one in entry.changes
        ]
        who = entry.by.name if entry.by else ""
        made.append(Line(ACTS.get(entry.act, entry.act), moment(entry.at), who, entry.why, changes))
    return made[::-1]


def _value(field: str, value: str) -> str:
    if not value:
        return "nothing"
    if field in {"held_from", "held_until", "aware_on"}:
        return long_date(date.fromisoformat(value))
    if field == "kind":
        return next((kinds[value] for kinds in rules.TYPES.values() if value in kinds), value)
    if field == "about":
        return str(Interest.About(value).label)
    if field == "scheme_version":
        return rules.SCHEMES.get(value, value)
    return value


def reviews_table(rows: Iterable[Standing], committee: Committee, *, on: date, minutes: bool) -> Table:
    """Who has confirmed and who has not, the most overdue first."""

    def name(row: Standing) -> Markup:
        if not minutes:
            return Markup("{}").format(row.name)
        address = reverse("interests:review", args=[committee.public_id, row.appointment.public_id])
        return Markup('<a href="{}">{}</a>').format(address, row.name)

    def due(row: Standing) -> Markup:
        colour, words = ("red", "Overdue") if row.is_late(on) else ("green", "In time")
        return Markup('{}<br><strong class="nhsuk-tag nhsuk-tag--{}">{}</strong>').format(
            long_date(row.due_on), colour, words
        )

    columns = [
        Column("Name", name),
        Column("Position", "position"),
        Column("Interests in force", "in_force", "number"),
        Column("Last confirmed", lambda row: long_date(row.confirmed_on) or "Not yet"),
        Column("Next review by", due),
    ]
    if minutes:
        columns.append(Column("Reminders", lambda row: "By email" if row.email else "No address: tell them yourself"))
    return table(caption="Yearly review", columns=columns, rows=rows)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of a meeting with what it touches."""

    title: str
    found: list[dict[str, str]]
    unread: list[str]


def matched_lines(rows: Iterable[Matched], committee: Committee) -> list[ItemLine]:
    """The items of a meeting, each with the interests it touches and the papers that could not be read."""
    made = []
    for row in rows:
        found = [
            {
                "name": one.interest.name,
                "type": type_of(one.interest),
                "nature": one.interest.nature,
                "why": one.sentence[:1].upper() + one.sentence[1:],
                "href": reverse("interests:interest", args=[committee.public_id, one.interest.number]),
            }
            for one in row.found
        ]
        unread = [f"{title}: {why[:1].lower()}{why[1:]}" for title, why in row.unread]
        made.append(ItemLine(str(row.item), found, unread))
    return made
