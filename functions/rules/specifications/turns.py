"""How a case passes between the hub and its CCG: which steps are open, and why an answer may not go yet."""

import re
from collections.abc import Sequence

from functions.rules.specifications.parts import ACTS_WORDS, Acts
from hubportal.clauses import clause

HUB_STEPS = frozenset({"asked", "handed_over", "signed_elsewhere"})
CCG_STEPS = frozenset({"signed_off", "sent_back", "answered", "returned"})
_CLEARED = frozenset({"signed_off", "signed_elsewhere"})


def last_of(turns: Sequence[str]) -> str:
    """The last turn; empty where there was none."""
    return turns[-1] if turns else ""


def open_steps(acts: Acts, turns: Sequence[str], *, shared: bool = False) -> list[str]:
    """The steps that may be taken now, by what the matrix says and what was done before."""
    last = last_of(turns)
    if last == "handed_over":
        return ["answered", "returned"]
    if acts is Acts.CCG:
        return ["handed_over"]
    if acts is Acts.HUB_PREPARES:
        if last == "asked":
            return ["signed_off", "sent_back", "signed_elsewhere"]
        return ["asked", "signed_elsewhere"] if last not in _CLEARED else ["asked"]
    return ["handed_over"] if shared else []


@clause("West Midlands MOU 4.1 key", part="the answer waits for the CCG")
def refuse_answer(acts: Acts, turns: Sequence[str]) -> str | None:
    """What the hub prepares goes out when the CCG has signed it off; what is the CCG's the hub does not answer.

    A case given back by the CCG is the hub's to answer.
    """
    last = last_of(turns)
    if last == "handed_over":
        return "The case has been handed over to the CCG. Wait for its answer, or until it gives the case back."
    if acts is Acts.CCG and last != "returned":
        return "The function matrix gives this to the CCG. Hand the case over to the CCG."
    if acts is Acts.HUB_PREPARES and last not in _CLEARED | {"returned"}:
        waits = "The CCG has not signed it off yet." if last == "asked" else "Send it to the CCG for sign-off first."
        return f"{ACTS_WORDS[acts]}. {waits}"
    return None


@clause("West Midlands MOU 4.1 key", part="what goes is what the CCG signed off")
def refuse_other_words(acts: Acts, turns: Sequence[str], *, signed: str, said: str) -> str | None:
    """The answer that goes holds the words the CCG signed off; a letter adds its greeting and signature around them.

    Spaces and line breaks do not matter. A sign-off given elsewhere left no words here to hold.
    """
    if acts is not Acts.HUB_PREPARES or last_of(turns) != "signed_off" or _holds(said, signed):
        return None
    return (
        "This does not hold the answer that the CCG signed off. Keep its words as they are, or send the changed answer"
        " for sign-off again."
    )


def _holds(said: str, signed: str) -> bool:
    """Whether one text holds the other as whole words, whatever the spaces between them."""
    wanted = re.escape(" ".join(signed.split()))
    return re.search(rf"(?<!\w){wanted}(?!\w)", " ".join(said.split())) is not None


def refuse_step(step: str, acts: Acts, turns: Sequence[str], *, shared: bool = False) -> str | None:
    """Why a step is out of order; None when it is not."""
    if step in open_steps(acts, turns, shared=shared):
        return None
    return _OUT_OF_ORDER[step]


_OUT_OF_ORDER = {
    "asked": "This case does not wait to be sent for sign-off: it is with the CCG, or not prepared for it.",
    "signed_off": "Nothing of this case waits for sign-off.",
    "sent_back": "Nothing of this case waits for sign-off.",
    "signed_elsewhere": "This case does not wait for sign-off.",
    "handed_over": "This case is not for handing over: it is with the CCG already, or it is the hub’s.",
    "returned": "This case has not been handed over to the CCG.",
    "answered": "This case has not been handed over to the CCG.",
}
