"""Seats by the names of who sits in them, in the sentences that the rules of voting make of their codes."""

import re
from collections.abc import Iterable, Mapping

# Where those sentences put a seat's code; an office of the same word (“the chair holds…”) is left alone.
_AT = r"(?:(?<=^)|(?<=for )|(?<=vote of )|(?<=seat ))({codes})(?= |\.|,|$)"


def with_names(sentences: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """The sentences, with the name of a seat for its code."""
    if not names:
        return list(sentences)
    codes = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    found = re.compile(_AT.replace("{codes}", codes))
    return [found.sub(lambda match: names[match[1]], sentence) for sentence in sentences]
