"""The other record of a change across CCGs, read in a scope of that CCG alone: whoever works for one CCG need not see
the other.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

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
    state: str
    effective_on: date | None
    key: int | None = None
    hub_id: int | None = None
    ccg_id: int | None = None

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
        return parties.refuse_half_done(other_ccg=self.ccg, notified_for=gone_for)


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
    if other is None:
        return Other(ccg.name, "", None)
    return Other(ccg.name, other.state, other.effective_on, other.pk, other.hub_id, other.ccg_id)


def lock_pair(variation_id: int, *, by: Person) -> None:
    """Let nobody else act on either half of a merger across CCGs until the transaction ends.

    Each half is changed by what the other is, so locking one row is not enough: two people could issue one notice and
    withdraw the other half at once. The lock is of the pair, taken before either row, so that neither waits for the
    other's; a variation that crosses no CCGs takes none.
    """
    pair = Variation.objects.visible_to(by).filter(pk=variation_id).values_list("pair", flat=True).first()
    if pair is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(pair)])
