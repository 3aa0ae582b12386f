"""What committees' work costs: proving a long decision register."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils import timezone

from benchmarks.table import Figure
from benchmarks.timing import alternately
from governance.models import RegisterEntry
from governance.rules import chain
from governance.rules.register import EntryKind, content_of
from governance.services.register import links_of, verify
from hubportal.organisations.models import Committee, Hub
from hubportal.tenancy.scope import Scope, scope

ENTRIES = 100_000
NAME = "Committee with a long register"


def figures(hub: Hub) -> Iterator[Figure]:
    """Proving 100,000 entries as the command and the export do, against hashing the same bytes."""
    committee = _committee(hub)
    opened = Scope(hub=hub.pk, role="hub_wide", read_only=True, reason="benchmarks")
    with scope(opened), transaction.atomic():
        links = list(links_of(committee))
    same = [f"{link.previous}\n{link.content}".encode() for link in links]

    def hashed() -> None:
        for content in same:
            hashlib.sha256(content).hexdigest()

    def proved() -> None:
        assert chain.first_fault(links) is None

    def from_database() -> None:
        with scope(opened), transaction.atomic():
            assert verify(committee) is None

    ours, stored, floor = alternately([proved, from_database, hashed], times=5, warming=1)
    size = f"{len(same[0]):,} bytes an entry"
    yield Figure("proof of 100,000 entries of a register, as exported", ours, floor, 3, note=size)
    yield Figure("the same, read from the database", stored, floor, 3)


def _committee(hub: Hub) -> Committee:
    """The committee with its register, made on first use."""
    with scope(Scope(hub=hub.pk, role="hub_work", reason="benchmarks")), transaction.atomic():
        committee, _ = Committee.objects.get_or_create(hub=hub, name=NAME)
        if RegisterEntry.objects.filter(committee=committee).count() == ENTRIES:
            return committee
        previous, at, rows = chain.FIRST, timezone.now(), []
        for number in range(1, ENTRIES + 1):
            content = content_of(
                committee=str(committee.public_id),
                number=number,
                kind=EntryKind.DECISION,
                decided_on=date(2016, 5, 4),
                is_private=False,
                corrects=None,
                body=_body(number),
            )
            digest = chain.digest_of(previous, content)
            rows.append(
                RegisterEntry(
                    hub=hub,
                    committee=committee,
                    number=number,
                    kind="decision",
                    decided_on=date(2016, 5, 4),
                    content=content,
                    previous=previous,
                    digest=digest,
                    entered_at=at,
                )  # fmt: skip
            )
            previous = digest
        RegisterEntry.objects.bulk_create(rows, batch_size=2_000)
    return committee


def _body(number: int) -> dict[str, object]:
    """A decision of ordinary length: seven members, their votes and how the result came about."""
    seats = [f"seat-{place}" for place in range(7)]
    return {
        "title": f"Matter {number}",
        "resolution": f"That the application of the practice in matter {number} be approved from 1 April 2016",
        "outcome": "carried",
        "given": {
            "seats": [{"id": seat, "organisation": "CCG", "role": "lay", "voting": True} for seat in seats],
            "votes": dict.fromkeys(seats, "for"),
        },
        "verdict": {"weights": dict.fromkeys(seats, "1"), "working": json.loads('["7 for, 0 against", "Carried."]')},
    }
