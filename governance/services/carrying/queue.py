"""What is put on the work list where a committee's world and a CCG's meet.

Nobody sees both, so each crossing is an item of the hub itself, in the transaction of the act that causes it.
"""

from typing import Any

from governance.rules.register import EntryKind
from hubportal.notifications.services.outbox import enqueue

RECEIVE = "governance.receive_request"
SETTLED = "governance.request_settled"
CARRY_OUT = "governance.carry_out"
CORRECTED = "governance.decision_corrected"
RECOMMEND = "governance.recommend"
ANSWERED = "governance.recommendation_answered"


def receive(request: Any) -> None:
    """A request made on a record goes to its committee."""
    _add(RECEIVE, f"request:{request.public_id}", request.hub_id, request=request.pk)


def settled(request: Any) -> None:
    """A request was placed or declined: whoever asked hears of it."""
    _add(SETTLED, f"settled:{request.pk}:{request.version}", request.hub_id, request=request.pk)


def entered(entry: Any) -> None:
    """What follows an entry of the register: a decision on a record is carried out, a recommendation sent on, and a
    corrected one is marked wherever it was copied.
    """
    if entry.kind == EntryKind.CORRECTION:
        _add(CORRECTED, f"corrected:{entry.pk}", entry.hub_id, entry=entry.pk)
    elif entry.kind == EntryKind.RECOMMENDATION:
        _add(RECOMMEND, f"recommend:{entry.pk}", entry.hub_id, entry=entry.pk)
    elif entry.item is not None and entry.item.record_reference:
        _add(CARRY_OUT, f"carry_out:{entry.pk}", entry.hub_id, entry=entry.pk)


def answered(request: Any) -> None:
    """A recommendation was answered, or its answer fell away: the forum hears of it."""
    _add(ANSWERED, f"answered:{request.pk}:{request.version}", request.hub_id, request=request.pk)


def _add(kind: str, dedupe: str, hub: int, **payload: int) -> None:
    enqueue(kind=kind, dedupe=dedupe, payload=payload, hub=hub)
