"""Sentences that say what needs attention, each leading to where it is attended to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing to know, and the page it leads to; `urgent` ones come first."""

    text: str
    href: str = ""
    urgent: bool = False
