"""The facts of an entry as somebody sends them, read strictly: what each kind needs, may have, and nothing else."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from governance.rules.desk.entries import Kind, Outcome, Way
from governance.rules.voting.terms import Treatment, Vote

LONG, SHORT = 4000, 200
CUT = "… (cut here: the rest is in the register of interests)"
MOST_HANDS = 500


class WrongFacts(ValueError):
    """What is wrong with the facts of an entry, and with which of them."""

    def __init__(self, sentence: str, about: str) -> None:
        super().__init__(f"{about}: {sentence}")
        self.sentence = sentence
        self.about = about


Read = Callable[[Any, str], Any]


def _words(most: int, missing: str) -> Read:
    def read(given: Any, about: str) -> str:
        if not isinstance(given, str) or not given.strip():
            raise WrongFacts(missing, about)
        if len(given.strip()) > most:
            raise WrongFacts(f"Use {most} characters or fewer.", about)
        if "\x00" in given:
            raise WrongFacts("Remove the character that cannot be shown.", about)
        return given.strip()

    return read


def _number(missing: str, most: int = 2**31 - 1) -> Read:
    def read(given: Any, about: str) -> int:
        if isinstance(given, str) and given.strip().isascii() and given.strip().isdigit() and len(given) < 12:
            given = int(given)
        if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= most:
            raise WrongFacts(missing, about)
        return given

    return read


def _one_of(allowed: type[Any] | tuple[Any, ...], missing: str) -> Read:
    def read(given: Any, about: str) -> str:
        for one in allowed:
            if given == one.value:
                return str(one.value)
        raise WrongFacts(missing, about)

    return read


def _flag(given: Any, about: str) -> bool:
    if given in (True, "true", "on", "1"):
        return True
    if given in (False, "", "false", "0"):
        return False
    raise WrongFacts("Say true or false.", about)


def _day(given: Any, about: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except (TypeError, ValueError) as wrong:
        raise WrongFacts("Enter a date, such as 2016-05-27.", about) from wrong


_SEAT = _words(40, "Select the member.")
_ITEM = _number("Select the item of the agenda.", 2**63 - 1)
_MOTION = _number("Select the motion.")
_HANDS = _number("Enter how many hands were raised, 0 or more.", MOST_HANDS)
_VOTES = "Select for, against or abstain."
_WHY = _words(LONG, "Say why.")

# Of each kind: the facts it needs, and those it may have.
_KINDS: dict[Kind, tuple[dict[str, Read], dict[str, Read]]] = {
    Kind.OPEN: ({}, {}),
    Kind.CLOSE: ({}, {}),
    Kind.ARRIVE: ({"seat": _SEAT}, {"name": _words(120, "Enter the name."), "deputy": _flag}),
    Kind.LEAVE: ({"seat": _words(120, "Select who leaves.")}, {}),
    Kind.ATTEND: (
        {"name": _words(120, "Enter the name.")},
        {"designation": _words(160, "Enter their job title.")},
    ),
    Kind.BEGIN_ITEM: ({"item": _ITEM}, {}),
    Kind.END_ITEM: (
        {"item": _ITEM, "outcome": _one_of(Outcome, "Select what became of the item.")},
        {"words": _words(LONG, "Enter the words.")},
    ),
    Kind.DECLARE: (
        {"item": _ITEM, "seat": _SEAT, "words": _words(LONG, "Enter the interest.")},
        {"interest": _number("Select an interest of the register.", 2**63 - 1)},
    ),
    Kind.TREAT: (
        {"item": _ITEM, "seat": _SEAT, "treatment": _one_of(Treatment, "Select what the chair decided.")},
        {"why": _WHY},
    ),
    Kind.STAND_IN: ({"item": _ITEM, "absent": _SEAT, "seat": _SEAT}, {}),
    Kind.READMIT: ({"item": _ITEM}, {}),
    Kind.RELEASE: ({"item": _ITEM, "why": _words(LONG, "Say why it is released.")}, {}),
    Kind.MOVE: (
        {
            "item": _ITEM,
            "words": _words(LONG, "Enter the motion."),
            "mover": _words(40, "Select who moves it."),
            "way": _one_of(Way, "Select how it is decided."),
        },
        {
            "seconder": _words(40, "Select who seconds it."),
            "ground": _words(LONG, "Say on which ground the public is excluded."),
        },
    ),
    Kind.VOTE: ({"motion": _MOTION, "seat": _SEAT, "vote": _one_of(Vote, _VOTES)}, {}),
    Kind.COUNT: ({"motion": _MOTION, "for": _HANDS, "against": _HANDS, "abstained": _HANDS}, {}),
    Kind.CONSENSUS: ({"motion": _MOTION}, {}),
    Kind.CASTING: (
        {
            "motion": _MOTION,
            "seat": _words(40, "Select who gives the casting vote."),
            "vote": _one_of((Vote.FOR, Vote.AGAINST), "Select for or against."),
            "why": _WHY,
        },
        {},
    ),
    Kind.RESULT: ({"motion": _MOTION}, {}),
    Kind.WITHDRAW_MOTION: ({"motion": _MOTION, "why": _words(LONG, "Say why it is withdrawn.")}, {}),
    Kind.ACTION: (
        {"words": _words(LONG, "Enter what is to be done."), "owner": _words(160, "Enter who does it.")},
        {"item": _ITEM, "due_on": _day},
    ),
    Kind.NOTE: ({"words": _words(LONG, "Enter the note.")}, {"item": _ITEM}),
    Kind.STEP_BACK: ({"entry": _number("Select the entry."), "why": _words(LONG, "Say why it is stepped back.")}, {}),
}


def kind_from(given: Any) -> Kind:
    """The kind of an entry; raises `WrongFacts`."""
    try:
        return Kind(given)
    except ValueError as wrong:
        raise WrongFacts(f"There is no such kind of entry: use one of {', '.join(Kind)}.", "kind") from wrong


def facts_from(kind: Kind, given: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of an entry, each as it is kept; raises `WrongFacts`. What may be left out may also be empty."""
    needed, besides = _KINDS[kind]
    for name in given:
        if name not in needed and name not in besides:
            raise WrongFacts(f"An entry of this kind has no such fact as {name}.", str(name))
    said = {name: read(given.get(name), name) for name, read in needed.items()}
    given_besides = {name: given[name] for name in besides if given.get(name) not in (None, "")}
    return said | {name: besides[name](value, name) for name, value in given_besides.items()}


def fitting(words: str) -> str:
    """Words of the register of interests as a declaration holds them: in one line, for a browser counts the end of a
    line twice, and where they are too long cut with a sentence that says so.
    """
    line = " ".join(words.split())
    return line if len(line) <= LONG else line[: LONG - len(CUT)].rstrip() + CUT
