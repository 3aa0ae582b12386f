"""Every stored vote decided again, under the terms it was taken under or under others."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from governance.figures.desk import results_of
from governance.models import DeskEntry
from governance.rules.desk.deciding import replay, told
from governance.rules.voting.reading import WrongTerms
from governance.rules.voting.standing import CannotStand
from governance.rules.voting.verdict import NoVote


@dataclass(frozen=True, slots=True)
class Replayed:
    """One stored result and what deciding it again gives: `fault` says how they differ, empty where they do not."""

    entry: DeskEntry
    again: Mapping[str, Any] | None
    fault: str

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not self.fault


def replayed(entries: Iterable[DeskEntry]) -> list[Replayed]:
    """Each result decided again from what was kept with it, under the meeting's own terms."""
    return [_replayed(entry) for entry in entries]


def replay_of(committee_id: int, *, without: Collection[int] = ()) -> list[Replayed]:
    """Every stored result of a committee decided again, but for those on these items."""
    return replayed(one for one in results_of(committee_id) if one.facts.get("item") not in without)


def _replayed(entry: DeskEntry) -> Replayed:
    kept = entry.facts
    terms = entry.meeting.terms
    rules = terms.rules if terms is not None else None
    if rules != kept["given"]["terms"]:
        return Replayed(entry, None, "The terms kept with the vote are not those the meeting was held under.")
    try:
        again = told(replay(kept["given"]))
    except (CannotStand, NoVote, WrongTerms) as wrong:
        return Replayed(entry, None, str(wrong))
    differ = [name for name in again if again[name] != kept["verdict"].get(name)]
    return Replayed(entry, again, f"Differs in {', '.join(differ)}." if differ else "")


def simulated(entry: DeskEntry, rules: Mapping[str, Any]) -> Mapping[str, Any] | str:
    """What other terms would make of a stored vote, or why they can make nothing of it, in a sentence."""
    try:
        return told(replay(entry.facts["given"], rules=rules))
    except (CannotStand, NoVote, WrongTerms) as wrong:
        return wrong.sentence
