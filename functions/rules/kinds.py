"""The kinds of case: the clock policy of each, and the letter of its references; and the letters of other records."""

import re
from dataclasses import dataclass

POLICY_OF_KIND = {
    "query": "query",
    "dispute": "dispute",
    "concern": "concern",
    "incident": "incident",
    "information_request": "information_request",
    "complaint": "complaint",
    "foi": "foi",
}

LETTER_OF_KIND = {
    "query": "Q",
    "information_request": "I",
    "complaint": "C",
    "incident": "N",
    "dispute": "D",
    "foi": "F",
    "concern": "H",
}

# What a practice's people read of the cases that name it: their own questions. A complaint or an incident may be about
# the practice, a freedom of information request is somebody else's, and a concern about the hub is between the hub and
# the CCG.
KINDS_OF_PRACTICE = ("query", "information_request", "dispute")

# The letters of other records' references, so that no two kinds take the same.
LETTER_OF_RECORD = {
    "variation": "V",
    "notice": "T",
    "performer": "R",
    "scheme": "S",
    "enhanced_service": "E",
    "register": "G",
    "agreement": "M",
    "specification": "A",
    "level_application": "L",
    "self_certification": "Y",
    "readiness": "J",
    "risk": "K",
    "escalation": "X",
    "practice_of_concern": "P",
}

_REFERENCE = re.compile(r"\s*([A-Z]{1,8})-([A-Z])-(\d{4})-(\d{1,9})\s*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Reference:
    """A case's reference in its parts; printed as WM-Q-2016-00042."""

    hub: str
    letter: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.hub}-{self.letter}-{self.year:04}-{self.number:05}"


def read_reference(text: str) -> Reference | None:
    """A reference as typed, in any case and with or without leading noughts; None if it is not one."""
    found = _REFERENCE.fullmatch(text)
    if found is None:
        return None
    hub, letter, year, number = found.groups()
    return Reference(hub.upper(), letter.upper(), int(year), int(number))
