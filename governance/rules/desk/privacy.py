"""What was said while the public was out, where the resolution by which it left was stepped back afterwards.

A step back says that the resolution was wrong; it does not unsay what was said behind closed doors. So that stays
private until somebody releases it with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from governance.rules.desk.entries import Entry, Kind
from governance.rules.desk.state import Desk
from governance.rules.desk.table import Table
from hubportal.clauses import clause

ACT = "Public Bodies (Admission to Meetings) Act 1960, section 1"


@dataclass(frozen=True, slots=True)
class Undone:
    """A time the public was out under a resolution that was stepped back: from its result to the step back, or until
    the public came back before that.

    An exclusion is stepped back only after every readmission that followed it, and an entry that was stepped back ends
    nothing. So where the public was readmitted meanwhile, what was entered after that counts as said in private too:
    the record then says that the public did not come back. This is the wide reading; a release is the way out of it.
    """

    item: int
    first: int
    since: datetime
    last: int
    until: datetime
    back: int


@clause(ACT, part="what was said in private stays so when the exclusion is stepped back, until it is released")
def undone(desk: Desk) -> tuple[Undone, ...]:
    """Every exclusion that was stepped back after something was said in it, and that nobody released since."""
    found = []
    for result, item in _exclusions(desk):
        back = desk.taken_back.get(result.number)
        if back is None:
            continue
        after = [one for one in desk.entries if one.number > result.number and one.kind is not Kind.STEP_BACK]
        last = next((one for one in after if one.number not in desk.taken_back and ends(one, item)), back)
        last = min(last, back, key=lambda one: one.number)
        one = Undone(item, result.number, result.at, last.number, last.at, back.number)
        if any(entry.number <= last.number and _says(entry, item) for entry in after) and not _released(desk, one):
            found.append(one)
    return tuple(found)


def _exclusions(desk: Desk) -> Iterator[tuple[Entry, int]]:
    """Each result by which the public was excluded, stepped back or not, and the item."""
    moved = {one.number: one.facts for one in desk.entries if one.kind is Kind.MOVE and one.facts.get("ground")}
    for entry in desk.entries:
        if entry.kind is Kind.RESULT and entry.facts["motion"] in moved and entry.facts["verdict"]["carried"]:
            yield entry, moved[entry.facts["motion"]]["item"]


def ends(entry: Entry, item: int) -> bool:
    """Whether the public comes back with an entry, or with the end of the item it was excluded from."""
    if entry.kind in {Kind.READMIT, Kind.CLOSE}:
        return True
    return entry.kind is Kind.END_ITEM and bool(entry.facts["item"] == item)


def _says(entry: Entry, item: int) -> bool:
    """Whether an entry tells of what happened behind closed doors. That the public came back tells nothing, unless the
    item ended with words: they were typed while it was out.
    """
    return not ends(entry, item) or bool(entry.facts.get("words"))


def _released(desk: Desk, one: Undone) -> bool:
    return any(
        later.kind is Kind.RELEASE
        and later.number > one.back
        and later.number not in desk.taken_back
        and later.facts["item"] == one.item
        for later in desk.entries
    )


def stays_private(desk: Desk, item: int | None) -> bool:
    """Whether an item is private by what happened at the desk: the public was excluded from it, or was and something
    was said meanwhile.
    """
    on = desk.items.get(item or 0)
    return bool(on and on.excluded_at) or any(one.item == item for one in undone(desk))


def may_release(desk: Desk, item: int | None) -> bool:
    """Whether an item is private for nothing else than an exclusion that was stepped back: it was not so on the agenda
    before the first, and no other stands.
    """
    on = desk.items.get(item or 0)
    first = next((result for result, about in _exclusions(desk) if about == item), None)
    if first is None or first.facts.get("was_private") or (on and on.excluded_at):
        return False
    return stays_private(desk, item)


@clause(ACT, part="released with the reason")
def release(table: Table, desk: Desk, entry: Entry) -> str | None:
    """What was said in private is released by an entry of its own, on an item whose exclusion was stepped back."""
    if desk.public_is_out:
        return "The public is excluded. Admit it again first."
    if may_release(desk, entry.facts["item"]):
        return None
    return "Nothing on this item is private because of an exclusion that was stepped back."
