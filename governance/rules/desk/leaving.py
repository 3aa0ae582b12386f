"""What somebody who left for an item may not read of it afterwards."""

from collections.abc import Collection, Iterable, Mapping

from governance.rules.desk.entries import Entry, Kind
from governance.rules.desk.state import Desk
from governance.rules.voting.terms import Treatment
from hubportal.clauses import clause

STATUTE = "NHS Act 2006, section 14O"
LEFT = (
    "You were asked to leave for this item because of an interest. What is confidential in it is withheld from you;"
    " the secretary can tell you what concerns you."
)
# What is said of no item of the agenda, while one is heard.
_BESIDES = {Kind.NOTE, Kind.ACTION, Kind.ATTEND}


@clause(STATUTE, part="whoever left for an item does not read of it afterwards")
def left(desk: Desk, own: Mapping[str, str]) -> frozenset[int]:
    """The items for which somebody was asked to leave. `own` is each seat in which they may sit, and under which name.

    It holds for whoever sat in the seat when the interest was declared, or else for whoever is appointed to it: a
    member is not kept from what a deputy had to leave for. It holds for the chair too; only the secretary, who keeps
    the record, reads everything.
    """
    return frozenset(
        on.item
        for on in desk.items.values()
        for seat, one in on.declared.items()
        if one.treatment is Treatment.LEAVE and seat in own and _sat(desk, seat, one.entry) in {None, own[seat]}
    )


def _sat(desk: Desk, seat: str, number: int) -> str | None:
    at = next(entry.at for entry in desk.entries if entry.number == number)
    here = [
        stay.name
        for stay in desk.stays
        if stay.seat == seat and stay.since <= at and (stay.until is None or at <= stay.until)
    ]
    return here[-1] if here else None


@clause(STATUTE, part="nor follows it at the desk")
def entries_about(entries: Iterable[Entry], items: Collection[int]) -> frozenset[int]:
    """The numbers of the entries about these items: those that name one or a motion on one, what was said of no item
    and who came to advise while one was heard, and the steps back of any of these.
    """
    found: set[int] = set()
    guests: set[str] = set()
    motions: dict[int, int] = {}
    heard: int | None = None
    for entry in sorted(entries, key=lambda one: one.number):
        facts, about = entry.facts, entry.facts.get("item")
        if entry.kind is Kind.MOVE:
            motions[entry.number] = facts["item"]
        if about is None and "motion" in facts:
            about = motions.get(facts["motion"])
        if about is None and entry.kind in _BESIDES:
            about = heard
        if entry.kind is Kind.BEGIN_ITEM:
            heard = about
        elif entry.kind is Kind.END_ITEM:
            heard = None
        rests = entry.kind is Kind.STEP_BACK and facts["entry"] in found
        if about in items or rests or (entry.kind is Kind.LEAVE and facts["seat"] in guests):
            found.add(entry.number)
            if entry.kind is Kind.ATTEND:
                guests.add(facts["name"])
    return frozenset(found)
