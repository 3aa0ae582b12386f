"""A version of the terms of reference as it is published: everything its page says, without who sits where."""

from collections.abc import Sequence
from typing import Any

from governance.models import Seat, TermsOfReference
from governance.presenters.terms_of_reference.saying import everything_said
from hubportal.web.words import long_date


def terms_content(terms: TermsOfReference, seats: Sequence[Seat]) -> dict[str, Any]:
    """The particulars, seats, rules and lists, a section under each heading."""
    held: dict[str, list[str]] = {}
    for said in everything_said(terms, seats):
        line = said.words if said.words.startswith(said.about) else f"{said.about}: {said.words}"
        held.setdefault(said.heading, []).append(line)
    adopted = f"Version {terms.number}."
    if terms.adopted_on is not None:
        adopted += f" Adopted by {terms.adopted_by} on {long_date(terms.adopted_on)}."
    return {"lead": adopted, "sections": [{"heading": heading, "items": lines} for heading, lines in held.items()]}
