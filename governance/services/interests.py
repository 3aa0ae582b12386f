"""The register of interests: declared, corrected, ended, confirmed; by the person themselves or the secretary."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from governance.models import Interest, InterestEntry, InterestReview
from governance.rules import interests as rules
from governance.rules.naming import folded
from governance.services.finding import MINUTE, READ, VOTE, changed, locked_committee, locked_row, next_number, of
from hubportal.organisations.models import Person, Practice
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, long_date

# What a correction may change, in the order of the form, with the words of its history.
FIELDS = {
    "kind": "Type",
    "scheme_version": "Named by",
    "about": "Kind of organisation",
    "practice_code": "Practice",
    "organisation": "Organisation",
    "nature": "Nature of the interest",
    "held_from": "From",
    "held_until": "To",
    "mitigation": "How it is managed",
    "aware_on": "Became aware",
}


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose interest it is; `person` is None for somebody without a sign-in."""

    name: str
    position: str = ""
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """What is declared. For a practice the code suffices: its name is taken from the register of practices."""

    kind: str
    about: str
    nature: str
    held_from: date
    aware_on: date
    organisation: str = ""
    practice_code: str = ""
    held_until: date | None = None
    mitigation: str = ""
    scheme_version: str = "2016"


@transaction.atomic
def declare(
    *, committee_id: int, holder: Holder, words: Declared, declared_on: date, by: Person, at: datetime
) -> Interest:
    """Enter an interest: a member their own, the secretary anybody's. Late ones are entered too, and shown as late.

    404 to a stranger; refused for somebody else's, for dates out of order and for a type that the guidance does not
    have.
    """
    committee = locked_committee(committee_id, by=by, permission=READ)
    _refuse_for_others(by, committee_id, holder.person)
    if declared_on > local_day(at):
        raise Refused("The day of the declaration must be today or in the past.", field="declared_on")
    said = _checked(words, declared_on=declared_on)
    row = Interest.objects.create(
        **of(committee),
        number=next_number(Interest.objects.filter(committee_id=committee_id)),
        person=holder.person,
        name=holder.name.strip(),
        position=holder.position.strip(),
        declared_on=declared_on,
        made_by=by,
        **said,
    )
    _enter(row, "declared", by=by, at=at)
    return row


@transaction.atomic
def correct(*, interest_id: int, version: int | None, words: Declared, why: str, by: Person, at: datetime) -> Interest:
    """Put right what an entry says; what it said before stays in its history, with the reason."""
    row = _own_row(interest_id, version=version, by=by)
    if not why.strip():
        raise Refused("Enter why it is corrected.", field="why")
    said = _checked(words, declared_on=row.declared_on)
    changes = [
        {"field": name, "was": _plain(getattr(row, name)), "is": _plain(said[name])}
        for name in FIELDS
        if getattr(row, name) != said[name]
    ]
    if not changes:
        raise Refused("Nothing is different from what the register says. Change it, or go back.")
    for name, value in said.items():
        setattr(row, name, value)
    changed(row, *said)
    _enter(row, "corrected", by=by, at=at, why=why, changes=changes)
    return row


@transaction.atomic
def end(*, interest_id: int, version: int | None, last_day: date, why: str, by: Person, at: datetime) -> Interest:
    """Say on which day an interest ended; it is shown for six months more and kept for six years."""
    row = _own_row(interest_id, version=version, by=by)
    if row.held_until is not None:
        raise Refused(
            f"This interest has ended already, on {long_date(row.held_until)}. Correct the day if it is wrong."
        )
    if last_day < row.held_from:
        raise Refused(f"The last day must be {long_date(row.held_from)}, its first day, or later.", field="last_day")
    if last_day > local_day(at):
        raise Refused("The last day must be today or in the past: end it once it has ended.", field="last_day")
    row.held_until = last_day
    changed(row, "held_until")
    changes = [{"field": "held_until", "was": "", "is": last_day.isoformat()}]
    _enter(row, "ended", by=by, at=at, why=why, changes=changes)
    return row


@transaction.atomic
def confirm(*, committee_id: int, holder: Holder, seen: int, by: Person, at: datetime, how: str = "") -> InterestReview:
    """Confirm that nothing has changed. `seen` is how many interests in force the page showed.

    Refused when the register has changed since, so that nobody confirms what they did not see; the secretary says
    how they were told.
    """
    committee = locked_committee(committee_id, by=by, permission=READ)
    _refuse_for_others(by, committee_id, holder.person)
    today = local_day(at)
    if holder.person != by and not how.strip():
        raise Refused("Enter how you were told, such as an email of 4 May.", field="how")
    count = sum(
        rules.in_force(held_from=row.held_from, held_until=row.held_until, on=today)
        for row in interests_of_holder(committee_id, holder)
    )
    if count != seen:
        raise Refused("The register has changed since you opened this page. Look at it again, then confirm.")
    return InterestReview.objects.create(
        **of(committee),
        person=holder.person,
        name=holder.name.strip(),
        on=today,
        interests=count,
        how=how.strip(),
        by=by,
    )


def interests_of_holder(committee_id: int, holder: Holder) -> list[Interest]:
    """The interests of one person at a committee: by their sign-in, or by the same name where none is known."""
    rows = Interest.objects.filter(committee_id=committee_id)
    if holder.person is not None:
        return list(rows.filter(person=holder.person))
    return [row for row in rows.filter(person=None) if folded(row.name) == folded(holder.name)]


def _refuse_for_others(by: Person, committee_id: int, person: Person | None) -> None:
    if by.grants.can(MINUTE, committee_id):
        return
    if not by.grants.can(VOTE, committee_id):
        raise Refused("Your role at this committee reads its business, and does not do this.", status=403)
    if person is None or person.pk != by.pk:
        raise Refused("You can do this for your own interests only. The secretary does it for others.", status=403)


def _own_row(interest_id: int, *, version: int | None, by: Person) -> Interest:
    row = locked_row(Interest, interest_id, by=by, version=version, permission=READ)
    _refuse_for_others(by, row.committee_id, row.person)
    return row


def _checked(words: Declared, *, declared_on: date) -> dict[str, Any]:
    """The columns of what is declared; refused where they do not fit together."""
    said = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(words).items()}
    if said["kind"] not in rules.TYPES.get(words.scheme_version, {}):
        raise Refused("Select a type of the guidance under which it is declared.", field="kind")
    if words.about == Interest.About.PRACTICE:
        said["practice_code"] = said["practice_code"].upper()
        practice = Practice.objects.filter(ods_code=said["practice_code"]).first()
        if practice is None:
            raise Refused("Select a practice of the register, by its code or name.", field="practice")
        said["organisation"] = practice.name
    else:
        said["practice_code"] = ""
        if not said["organisation"]:
            raise Refused("Enter the name of the organisation.", field="organisation")
    fault = rules.dates_fault(
        held_from=words.held_from, held_until=words.held_until, aware_on=words.aware_on, declared_on=declared_on
    )
    if fault:
        raise Refused(fault[1], field=fault[0])
    return said


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _enter(
    row: Interest, act: str, *, by: Person, at: datetime, why: str = "", changes: list[dict[str, str]] | None = None
) -> None:
    InterestEntry.objects.create(
        hub_id=row.hub_id,
        committee_id=row.committee_id,
        interest=row,
        act=act,
        changes=changes or [],
        why=why.strip(),
        at=at,
        by=by,
    )
