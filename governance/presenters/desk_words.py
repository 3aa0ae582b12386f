"""The entries of a desk, votes and verdicts in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from governance.figures.desk import Room
from governance.figures.seating import SeatedMember
from governance.rules.desk.entries import Entry, Kind
from governance.rules.desk.state import Motion
from governance.rules.desk.wording import with_names
from hubportal.web.words import clock_time

VOTES = {"for": "For", "against": "Against", "abstain": "Abstains"}
TREATMENTS = {
    "note": "noted; takes part and votes",
    "stay_not_vote": "stays, does not vote",
    "leave": "leaves for the item",
}
WAYS = {"recorded": "recorded vote", "counted": "show of hands", "consensus": "consensus"}
OUTCOMES = {"done": "dealt with", "deferred": "deferred", "withdrawn": "withdrawn"}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the list of entries shows it."""

    number: int
    time: str
    words: str
    taken_back: str
    may_step_back: bool


class Words:
    """Turns entries into sentences, with seats, items and motions by their names."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.names = room.names
        self.items = {item.pk: f"item {item.position}" for item in room.items}

    def who(self, seat: str) -> str:
        """Who sits in a seat; somebody without a seat is named already."""
        return self.names.get(seat, seat)

    def about(self, facts: Mapping[str, Any]) -> str:
        """The item an entry is about."""
        return self.items.get(facts.get("item", 0), "the meeting")

    def motion(self, facts: Mapping[str, Any]) -> str:
        """A motion by its number."""
        return f"motion {facts['motion']}"

    def line(self, entry: Entry) -> Line:
        """An entry, crossed out where it was stepped back."""
        back = self.room.desk.taken_back.get(entry.number)
        return Line(
            number=entry.number,
            time=clock_time(entry.at),
            words=_SAY[entry.kind](self, entry.facts),
            taken_back=f"Stepped back by entry {back.number}: {back.facts['why']}" if back else "",
            may_step_back=back is None and entry.kind is not Kind.STEP_BACK,
        )

    def working(self, sentences: Any) -> list[str]:
        """The working of a verdict with names for seats."""
        return with_names(sentences, self.names)


def result_words(motion: Motion) -> str:
    """Carried, lost, recommended; or how far a motion is."""
    if motion.withdrawn_why:
        return "Withdrawn"
    if motion.result is None:
        return "Open"
    facts = motion.result.facts
    if facts.get("recommends"):
        return "Recommended" if facts["verdict"]["carried"] else "Not recommended"
    return "Carried" if facts["verdict"]["carried"] else "Not carried"


def tally_words(verdict: Mapping[str, Any]) -> str:
    """4 for, 2 against, 0 abstained."""
    return f"{verdict['for']} for, {verdict['against']} against, {verdict['abstained']} abstained"


def _result(words: Words, facts: Mapping[str, Any]) -> str:
    verdict = facts["verdict"]
    decided = ("recommended" if facts.get("recommends") else "carried") if verdict["carried"] else "not carried"
    return f"Result of {words.motion(facts)}: {decided}, {tally_words(verdict)}."


def _move(words: Words, facts: Mapping[str, Any]) -> str:
    seconded = f", seconded by {words.who(facts['seconder'])}" if facts.get("seconder") else ""
    by = f"Moved by {words.who(facts['mover'])}{seconded}"
    if facts.get("ground"):
        by += " to exclude the public"
    return f"{by} on {words.about(facts)}, by {WAYS[facts['way']]}: {facts['words']}"


def _action(words: Words, facts: Mapping[str, Any]) -> str:
    due = f" by {facts['due_on']}" if facts.get("due_on") else ""
    return f"Action for {facts['owner']}{due}: {facts['words']}"


def _treat(words: Words, facts: Mapping[str, Any]) -> str:
    why = f" ({facts['why']})" if facts.get("why") else ""
    return f"{words.who(facts['seat'])} on {words.about(facts)}: {TREATMENTS[facts['treatment']]}{why}."


def _arrive(words: Words, facts: Mapping[str, Any]) -> str:
    as_deputy = f" as deputy ({facts['seat'].replace('-', ' ')})" if facts.get("deputy") else ""
    return f"{facts['name']} arrives{as_deputy}."


def _end(words: Words, facts: Mapping[str, Any]) -> str:
    more = f": {facts['words']}" if facts.get("words") else ""
    return f"{words.about(facts).capitalize()} {OUTCOMES[facts['outcome']]}{more}."


def _vote(words: Words, facts: Mapping[str, Any]) -> str:
    return f"{words.who(facts['seat'])} on {words.motion(facts)}: {VOTES[facts['vote']].lower()}."


def _count(words: Words, facts: Mapping[str, Any]) -> str:
    return f"Hands on {words.motion(facts)}: {tally_words(facts)}."


def _casting(words: Words, facts: Mapping[str, Any]) -> str:
    return f"Casting vote of {words.who(facts['seat'])} on {words.motion(facts)}: {facts['vote']}. {facts['why']}"


def _attend(words: Words, facts: Mapping[str, Any]) -> str:
    designation = f", {facts['designation']}" if facts.get("designation") else ""
    return f"{facts['name']}{designation} is in attendance."


_SAY: dict[Kind, Callable[[Words, Mapping[str, Any]], str]] = {
    Kind.OPEN: lambda words, facts: "The meeting opens.",
    Kind.CLOSE: lambda words, facts: "The meeting closes.",
    Kind.ARRIVE: _arrive,
    Kind.LEAVE: lambda words, facts: f"{words.who(facts['seat'])} leaves.",
    Kind.ATTEND: _attend,
    Kind.BEGIN_ITEM: lambda words, facts: f"{words.about(facts).capitalize()} begins.",
    Kind.END_ITEM: _end,
    Kind.DECLARE: lambda words, facts: (
        f"{words.who(facts['seat'])} declares an interest in {words.about(facts)}: {facts['words']}"
    ),
    Kind.TREAT: _treat,
    Kind.STAND_IN: lambda words, facts: (
        f"{words.who(facts['seat'])} stands in for {words.who(facts['absent'])} on {words.about(facts)}."
    ),
    Kind.RELEASE: lambda words, facts: f"What was said in private on {words.about(facts)} is released: {facts['why']}",
    Kind.READMIT: lambda words, facts: "The public is admitted again.",
    Kind.MOVE: _move,
    Kind.VOTE: _vote,
    Kind.COUNT: _count,
    Kind.CONSENSUS: lambda words, facts: f"Consensus on {words.motion(facts)}.",
    Kind.CASTING: _casting,
    Kind.RESULT: _result,
    Kind.WITHDRAW_MOTION: lambda words, facts: f"{words.motion(facts).capitalize()} is withdrawn: {facts['why']}",
    Kind.ACTION: _action,
    Kind.NOTE: lambda words, facts: f"Note on {words.about(facts)}: {facts['words']}",
    Kind.STEP_BACK: lambda words, facts: f"Entry {facts['entry']} is stepped back: {facts['why']}",
}


def why_not(one: SeatedMember, conflicts: Mapping[str, Any], standing: Any) -> str:
    """Why somebody who is here does not vote on an item."""
    if one.code in conflicts:
        return "Interest: does not vote"
    if not one.voting:
        return "No vote"
    if not standing.concerns(one.organisation):
        return "Other CCG’s business: abstains"
    return "Somebody stands in"
