"""The other record of a change across CCGs, read in a scope of that CCG alone: whoever works for one CCG need not see
the other.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from functions.models import Variation
from functions.rules.variations import parties
from hubportal.organisations.models import Person
from hubportal.tenancy.scope import Scope, scope

APPROVED = frozenset({"approved", "notified", "in_effect", "closed"})
NOTIFIED = frozenset({"notified", "in_effect", "closed"})


@dataclass(frozen=True, slots=True)
class Other:
    """What is known here of the other CCG's record."""

    ccg: str
    reference: str
    state: str
    effective_on: date | None

    @property
    def approved(self) -> bool:
        """Whether the other CCG agreed."""
        return self.state in APPROVED

    @property
    def notified(self) -> bool:
        """Whether its notice has gone: a record closed after a refusal never had a date."""
        return self.state in NOTIFIED and self.effective_on is not None

    def refuse_half_done(self) -> str | None:
        """Why this half can no longer be withdrawn or dated anew, in a sentence."""
        gone_for = self.effective_on if self.notified else None
        return parties.refuse_half_done(other_ccg=self.ccg, other_reference=self.reference, notified_for=gone_for)


def seen_beside(variation: Variation, person: Person) -> Variation | None:
    """The other CCG's record, for whoever may see it; nothing for others."""
    if variation.pair is None:
        return None
    seen: Variation | None = (
        Variation.objects.visible_to(person).filter(pair=variation.pair).exclude(pk=variation.pk).first()
    )
    return seen


def other_of(variation: Variation) -> Other | None:
    """The other CCG's record; None for a variation that crosses no CCGs."""
    if variation.pair is None:
        return None
    ccg: Any = variation.other_ccg
    with scope(Scope(ccgs=(ccg.pk,), reason="how far the other CCG is with a merger", read_only=False)):
        other = Variation.objects.filter(pair=variation.pair, ccg=ccg).exclude(pk=variation.pk).first()
    return Other(ccg.name, other.reference, other.state, other.effective_on) if other else Other(
        ccg.name, "no record", "", None
    )  # fmt: skip
