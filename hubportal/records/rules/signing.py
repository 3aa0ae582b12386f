"""What a signature covers: the canonical form of a content and its hash (specification of governance, section 1)."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hubportal.clauses.register import clause

# Parties that sign for an organisation, as they stand in a sentence; any other is printed as it was kept.
PARTIES = {"ccg": "the CCG", "nhs_england": "NHS England"}


def canonical(content: Mapping[str, Any]) -> str:
    """The content as text that is the same for the same content: JSON, keys sorted, dates ISO, amounts as written."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"say how {type(value).__name__} is written in a signed content")


def digest_of(text: str) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@clause("Specification of governance, section 1", part="what a signature covers")
def refuse_signing(*, seen: str, now: str, already: bool) -> str | None:
    """A signature never covers what was not seen: the content shown must be the content there is, signed once."""
    if seen != now:
        return "It has changed since you opened it. Read it again: your signature would cover what you have not seen."
    if already:
        return "You have already signed this version for that party."
    return None
