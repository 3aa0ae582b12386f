"""The seats of a draft: added, changed, taken out and put in order."""

from collections.abc import Collection
from dataclasses import fields

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from governance.models import Seat, SeatRole, TermsOfReference
from governance.services.finding import changed
from governance.services.terms_of_reference.drafts import SeatWords, locked_draft
from hubportal.clauses import clause
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused


def free_code(title: str, taken: Collection[str]) -> str:
    """A code for a seat made of its title; with a number where another seat has that one."""
    begun = slugify(title)[:36] or "seat"
    return next(code for n in range(1, 1000) if (code := begun if n == 1 else f"{begun}-{n}") not in taken)


@transaction.atomic
def add_seat(*, terms_id: int, version: int | None, by: Person, words: SeatWords) -> Seat:
    """Add a seat at the end of a draft's list; its code is then its name in every later version."""
    draft = locked_draft(terms_id, by=by, version=version)
    if draft.seats.filter(code=words.code).exists():
        raise Refused("Another seat of this draft has this code.", field="code", status=400)
    _refuse_seat(draft, words)
    last = draft.seats.aggregate(last=Max("position"))["last"] or 0
    made = Seat.objects.create(
        hub_id=draft.hub_id,
        committee_id=draft.committee_id,
        terms=draft,
        position=last + 1,
        **{field.name: getattr(words, field.name) for field in fields(words)},
    )
    changed(draft)
    return made


@transaction.atomic
def change_seat(*, terms_id: int, version: int | None, by: Person, words: SeatWords) -> Seat:
    """Change everything of a seat but its code, to which people are appointed."""
    draft = locked_draft(terms_id, by=by, version=version)
    seat = _seat(draft, words.code)
    _refuse_seat(draft, words)
    names = [field.name for field in fields(words) if field.name != "code"]
    for name in names:
        setattr(seat, name, getattr(words, name))
    seat.save(update_fields=names)
    changed(draft)
    return seat


@transaction.atomic
def remove_seat(*, terms_id: int, version: int | None, by: Person, code: str) -> None:
    """Take a seat out; refused while another seat stands in for it."""
    draft = locked_draft(terms_id, by=by, version=version)
    seat = _seat(draft, code)
    instead = draft.seats.filter(stands_in_for=code).first()
    if instead is not None:
        raise Refused(f"{instead.title} stands in for this seat. Change that seat first.")
    seat.delete()
    changed(draft)


@transaction.atomic
def move_seat(*, terms_id: int, version: int | None, by: Person, code: str, up: bool) -> None:
    """Put a seat one place up or down; at the end of the list nothing happens."""
    draft = locked_draft(terms_id, by=by, version=version)
    seats = list(draft.seats.order_by("position", "id"))
    place = seats.index(_seat(draft, code))
    other = place + (-1 if up else 1)
    if 0 <= other < len(seats):
        seats[place], seats[other] = seats[other], seats[place]
        for position, seat in enumerate(seats, start=1):
            seat.position = position
        Seat.objects.bulk_update(seats, ["position"])
        changed(draft)


def _seat(draft: TermsOfReference, code: str) -> Seat:
    seat = draft.seats.filter(code=code).first()
    if seat is None:
        raise Refused("This seat is not there any more. Go back to the draft and choose again.")
    return seat


@clause("Tower Hamlets terms of reference", part="which seat stands in")
def _refuse_seat(draft: TermsOfReference, words: SeatWords) -> None:
    """A seat that stands in for another has no vote of its own, and the one it stands in for has; an office belongs to
    one seat, and is not also elected.
    """
    if words.role not in SeatRole.values:
        raise Refused("Select what kind of member the seat is for.", field="role", status=400)
    others = draft.seats.exclude(code=words.code)
    if words.office:
        holder = others.filter(office=words.office).first()
        if holder is not None:
            raise Refused(f"{holder.title} holds this office already.", field="office", status=400)
        if any(row["office"] == words.office for row in draft.elections):
            raise Refused("This office is elected: take it out of the elections first.", field="office", status=400)
    if not words.stands_in_for:
        return
    if words.voting:
        raise Refused("A seat with a vote of its own cannot stand in.", field="stands_in_for", status=400)
    if not others.filter(code=words.stands_in_for, voting=True).exists():
        raise Refused("It can stand in for a voting seat only.", field="stands_in_for", status=400)
