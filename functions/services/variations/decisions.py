"""Decisions about variations: what any decision must say, and the one that was taken outside the portal.

Committees decide in governance, which stands above: it hands a `Decision` of its own to `record_decision`. Until a
committee meets in the portal, an `ExternalDecision` is recorded with its reference, its date and its file.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from hubportal.documents.models import Document


class Decision(Protocol):
    """What a variation needs to know of a decision about it."""

    @property
    def approved(self) -> bool:
        """Whether it was approved."""

    @property
    def body(self) -> str:
        """Who decided, by name."""

    @property
    def reference(self) -> str:
        """How the decision is found again: a minute, a decision number."""

    @property
    def decided_on(self) -> date:
        """The day of the decision."""

    @property
    def notes(self) -> str:
        """Conditions of an approval, or the reasons of a refusal."""

    @property
    def document(self) -> Document | None:
        """The paper that proves it."""


@dataclass(frozen=True, slots=True)
class ExternalDecision:
    """A decision taken outside the portal, as its minutes or letter say it."""

    approved: bool
    body: str
    reference: str
    decided_on: date
    notes: str = ""
    document: Document | None = None
