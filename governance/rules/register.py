"""The decision register: what is entered, and when an entry may be corrected."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from governance.rules import chain
from hubportal.clauses import clause

CLAUSE = "Specification of governance, Decision register"


class EntryKind(StrEnum):
    """What an entry is."""

    DECISION = "decision"
    RECOMMENDATION = "recommendation"
    URGENT = "urgent"
    BALLOT = "ballot"
    CORRECTION = "correction"


KIND_WORDS = {
    EntryKind.DECISION: "Decision",
    EntryKind.RECOMMENDATION: "Recommendation",
    EntryKind.URGENT: "Urgent decision",
    EntryKind.BALLOT: "Ballot result",
    EntryKind.CORRECTION: "Correction",
}
# What the chair decided about an interest.
TREATMENTS = {
    "note": "Noted: took part and voted",
    "stay_not_vote": "Stayed and did not vote",
    "leave": "Left for this item",
    "": "Not decided: did not vote",
}


@clause(CLAUSE, part="each entry holds the hash of its content and of the entry before")
def content_of(
    *,
    committee: str,
    number: int,
    kind: EntryKind,
    decided_on: date,
    is_private: bool,
    corrects: int | None,
    body: Mapping[str, Any],
) -> str:
    """What the digest of an entry covers: everything its row says of itself, and its body."""
    head = chain.heading(
        committee, number, kind.value, decided_on.isoformat(), "private" if is_private else "public", corrects or 0
    )
    return chain.canonical(head, body)


@clause(CLAUSE, part="names the first entry that does not match")
def fault_in(links: Iterable[chain.Link], anchors: Iterable[tuple[int, str]]) -> chain.Fault | None:
    """The first entry that does not match, or the first that an anchor knows and the chain has not."""
    return chain.first_fault(links, anchors)


@clause(CLAUSE, part="a certified ballot is entered once")
def ballot_body(result: Mapping[str, Any], *, ballot: int, digest: str) -> dict[str, Any]:
    """What the register keeps of a certified ballot result: the question, the counts with their working and the digest
    that was certified. Who answered what is not in it, also of a round that names them: the register is kept for good.
    """
    return {
        "title": f"{result['ballot']}: round {result['round']}",
        "resolution": result["question"],
        "outcome": "carried" if result["carried"] else "not_carried",
        "way": "ballot",
        "ballot": ballot,
        "round": result["round"],
        "mode": result["mode"],
        "options": [{"words": one["words"], "count": one["count"]} for one in result["options"]],
        "eligible": result["roll"]["eligible"],
        "responses": result["responses"],
        "verdict": {"working": list(result["working"])},
        "result_digest": digest,
    }


@clause(CLAUSE, part="correction is a further entry")
def why_not_correct(*, kind: str, words: str) -> str | None:
    """An entry is never changed: a further entry refers to it and says what is right. A correction is itself corrected
    by a further correction of the first.
    """
    if kind == EntryKind.CORRECTION:
        return "This entry is a correction. Correct the entry it refers to."
    return None if words.strip() else "Say what was entered wrongly, and what is right."
