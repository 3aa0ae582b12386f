"""The marks of the matrix in words and colours; a colour never stands alone."""

from functions.models import Specification
from functions.rules.specifications.parts import Acts, Allocation
from functions.rules.specifications.states import SPECIFICATION
from hubportal.web.words import long_date

HUB_WORDS = {"CORE": "Core", "SUPPORT": "Support", "TBC": "To be confirmed", "": "No part"}
HUB_COLOURS = {"CORE": "blue", "SUPPORT": "aqua-green", "TBC": "yellow", "": "grey"}
ACTS_COLOURS = {Acts.HUB: "blue", Acts.HUB_PREPARES: "aqua-green", Acts.CCG: "purple"}
CODES = (
    ("CCG", "The CCG does this, or takes the decision.", "purple"),
    ("Core", "The hub does this for every CCG. It cannot be changed.", "blue"),
    ("Support", "The hub prepares this and the CCG signs it off.", "aqua-green"),
    (
        "To be confirmed",
        "The CCG and the hub have still to decide, by a day that is set.",
        "yellow",
    ),
)


def hub_words(marks: Allocation) -> str:
    """The hub's part, with what limits it."""
    return f"{HUB_WORDS[marks.hub_part]} ({marks.qualifier})" if marks.qualifier else HUB_WORDS[marks.hub_part]


def ccg_words(marks: Allocation) -> str:
    """The CCG's part."""
    return "Does this" if marks.ccg_acts else "No part"


def state_of(specification: Specification) -> tuple[str, str]:
    """The state in words and as the colour of its tag."""
    return SPECIFICATION.states[specification.state], SPECIFICATION.colours[specification.state]


def period_of(specification: Specification) -> str:
    """From when to when it holds, or is to hold."""
    begun = f"From {long_date(specification.effective_from)}"
    return f"{begun} to {long_date(specification.effective_to)}" if specification.effective_to else begun
