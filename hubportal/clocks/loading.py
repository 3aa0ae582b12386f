"""Loading what the documents say: the policies of the agreements, and the numbered days. Repeatable."""

from dataclasses import replace
from pathlib import Path

from django.db import transaction

from hubportal.clocks.calendar_days import hubs_with_days_of_their_own, write_days_of_hub, write_plain_days
from hubportal.clocks.definitions import definition_of
from hubportal.clocks.models import PolicyVersion
from hubportal.clocks.standards import TABLE, standard_policies
from hubportal.tenancy.scope import Scope, current_scope, scope


@transaction.atomic
def load_policies(table: Path = TABLE) -> int:
    """Write every version of the table; versions that hubs have added stay as they are. Returns how many
    there are.
    """
    rows = standard_policies(table)
    for row in rows:
        PolicyVersion.objects.update_or_create(
            hub=None,
            code=row.policy.code,
            version=row.policy.version,
            defaults={
                "effective_from": row.policy.effective_from,
                "definition": definition_of(row.policy),
                "clause": row.policy.clause,
                "note": row.source,
            },
        )
    return len(rows)


@transaction.atomic
def load_calendar_days() -> int:
    """Number the days of England and of the United Kingdom, then those of each hub with closures.

    Returns how many days there are, hubs' own aside.
    """
    written = write_plain_days()
    outer = current_scope() or Scope(role="hub_work", reason="load_calendar_days")
    for hub_id in hubs_with_days_of_their_own():
        with scope(replace(outer, hub=hub_id)):
            write_days_of_hub(hub_id=hub_id)
    return written
