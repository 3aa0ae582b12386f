"""Minutes as somebody reads them who was asked to leave for one of the private items."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from governance.rules.desk.leaving import LEFT, STATUTE
from governance.rules.minutes.sections import Block, Section
from hubportal.clauses import clause

# What was said in private of no item, and who was in the room only then: it may be of the item they left for.
_OF_NO_ITEM = {"besides:private", "attendance:private"}


@clause(STATUTE, part="nor reads its minutes")
def withheld_from(sections: Iterable[Section], items: Collection[int]) -> tuple[Section, ...]:
    """The sections, with the private ones of these items saying only that they are withheld, and why."""
    hidden = {f"item:{item}" for item in items} | (_OF_NO_ITEM if items else set())
    return tuple(
        replace(one, record=(Block("Withheld", (LEFT,)),), prose="") if one.is_private and one.key in hidden else one
        for one in sections
    )
