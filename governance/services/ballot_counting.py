"""Counting a round, certifying the count, publishing it; the count is frozen text, and everybody reads that text."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from governance.figures.ballots import options_of, thresholds_of
from governance.models import BallotLink, BallotResponse, BallotRound
from governance.rules.ballot_counting import outcome_of, returns_of
from governance.services.ballot_sealing import Answer, Unopenable, opened
from governance.services.ballots import note, roll_facts
from governance.services.finding import changed
from hubportal.organisations.models import Person
from hubportal.records.rules.signing import canonical, digest_of
from hubportal.web.refusals import Refused
from hubportal.web.words import moment, plural

CLAUSE = "Specification of governance, section 3"


def responses_of(asked: BallotRound) -> list[BallotResponse]:
    """The responses of a round with their practices, those set aside too, by practice."""
    rows = BallotResponse.objects.filter(committee_id=asked.committee_id, round=asked)
    return list(rows.select_related("voter").order_by("voter__name", "voter_id", "pk"))


def answer_in(row: BallotResponse) -> Answer:
    """What a response says; raises `Unopenable` where its seal is broken."""
    if not row.sealed:
        return Answer(row.answer, row.comment)
    return opened(row.sealed, round_id=row.round_id, voter_id=row.voter_id)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A response that counts, with what it says."""

    row: BallotResponse
    answer: Answer


def _open_all(rows: Iterable[BallotResponse]) -> list[_Opened]:
    found = []
    for row in rows:
        try:
            found.append(_Opened(row, answer_in(row)))
        except Unopenable as broken:
            raise Refused(
                f"The sealed response of {row.voter.name} does not open with this installation’s key, so nothing was"
                " counted. Ask whoever runs the portal which key was in force when it was given.",
                clause=CLAUSE,
            ) from broken
    return found


def content_of(asked: BallotRound, *, closed_at: datetime) -> dict[str, Any]:
    """The count with its working, as it is frozen. Who answered what stands in it only where the round says so."""
    rows = responses_of(asked)
    counted = _open_all(row for row in rows if row.set_aside_at is None)
    roll, options = roll_facts(asked.ballot), options_of(asked)
    returns = returns_of((one.answer.option for one in counted), options, eligible=roll["eligible"])
    outcome = outcome_of(returns, options, thresholds_of(asked), mode=asked.mode)
    numbers = Counter(one.answer.option for one in counted)
    return {
        "committee": asked.committee.name,
        "ballot": asked.ballot.title,
        "round": asked.number,
        "mode": asked.mode,
        "question": asked.question,
        "options": [{**option, "count": numbers[option["code"]]} for option in asked.options],
        "opened_at": asked.opened_at,
        "closed_at": closed_at,
        "closed_early_because": asked.closed_early_why,
        "roll": {**roll, "read_on": asked.ballot.roll_on, "frozen_at": asked.ballot.frozen_at},
        "thresholds": {
            "turnout": asked.turnout,
            "turnout_counts_uncommitted": asked.turnout_counts_uncommitted,
            "approval": asked.approval,
            "approval_of": asked.approval_of,
        },
        "responses": len(counted),
        "on_paper": sum(one.row.how == BallotResponse.How.PAPER for one in counted),
        "silent": roll["eligible"] - len(counted),
        "set_aside": [
            {"name": row.voter.name, "receipt": row.receipt, "because": row.set_aside_why}
            for row in rows
            if row.set_aside_at is not None
        ],
        "turnout": str(outcome.turnout),
        "approval": str(outcome.approval),
        "working": list(outcome.working),
        "carried": outcome.carried,
        "sealed": asked.sealed,
        "named": asked.named,
        "responded": [one.row.voter.ods_code for one in counted],
        "receipts": sorted(one.row.receipt for one in counted),
        "answers": [
            {"ods_code": one.row.voter.ods_code, "name": one.row.voter.name, "option": one.answer.option}
            for one in counted
            if asked.named
        ],
        "comments": _comments(counted, named=asked.named),
    }


def _comments(counted: list[_Opened], *, named: bool) -> list[dict[str, str]]:
    """What practices added; without names in the order of the words, which tells nothing of who wrote them."""
    if named:
        return [{"name": one.row.voter.name, "text": one.answer.comment} for one in counted if one.answer.comment]
    return [{"name": "", "text": text} for text in sorted(one.answer.comment for one in counted if one.answer.comment)]


def count_locked(asked: BallotRound, *, closed_at: datetime, at: datetime, by: Person | None) -> None:
    """Count a round that the caller has locked and that is over; its links hold no more."""
    closed_at = closed_at.astimezone(UTC)  # as the database gives it back, so that a recount writes the same
    if asked.opened_at is None:
        raise Refused("This round never opened: no practice was asked. Call it off and make another.", clause=CLAUSE)
    text = canonical(content_of(asked, closed_at=closed_at))
    asked.state, asked.closed_at, asked.result, asked.digest = "counted", closed_at, text, digest_of(text)
    early = asked.closed_early_why
    note(asked.ballot, "Closed early and counted" if early else "Closed and counted", at=at, by=by, round=asked,
         note=early)  # fmt: skip
    changed(asked, "state", "closed_at", "closed_early_why", "result", "digest")
    BallotLink.objects.filter(
        committee_id=asked.committee_id, round=asked, used_at__isnull=True, revoked_at__isnull=True
    ).update(revoked_at=at)


def result_of(asked: BallotRound) -> dict[str, Any]:
    """The frozen count as plain content; empty before counting."""
    found: dict[str, Any] = json.loads(asked.result) if asked.result else {}
    return found


def recount_differs(asked: BallotRound) -> bool:
    """Whether the stored responses, counted again, give something else than the frozen count, or its digest is wrong.

    The committee may have another name since.
    """
    if digest_of(asked.result) != asked.digest or asked.closed_at is None:
        return True
    again = content_of(asked, closed_at=asked.closed_at) | {"committee": result_of(asked)["committee"]}
    return canonical(again) != asked.result


def public_content(result: dict[str, Any]) -> dict[str, Any]:
    """A result as the public site shows it: question, counts with their working, and the digest that was certified.

    How a practice answered is never in it, also of a round that names them: it is published to the practices and the
    committee, and the public reads the count. Nor is who was left off the roll, or what anybody wrote.
    """
    roll = result["roll"]
    said = "carried" if result["carried"] else "not carried"
    working = list(result["working"])
    facts = [
        f"{plural(roll['eligible'], 'practice')} on the roll could answer; {result['responses']} did.",
        f"Opened {moment_of(result['opened_at'])}, closed {moment_of(result['closed_at'])}.",
        f"Certified {moment_of(result['certified_at'])}.",
    ]
    columns = [{"heading": "Answer", "kind": "text"}, {"heading": "Practices", "kind": "number"}]
    rows = [{"cells": [one["words"], one["count"]], "until": ""} for one in result["options"]]
    return {
        "lead": f"The proposal was {said}.",
        "sections": [
            {"heading": "What was asked", "text": result["question"]},
            {"heading": "How it came out", "items": working},
            {"heading": "The ballot", "items": facts},
            {"heading": "Hash of the whole result (SHA-256)", "text": result["digest"]},
        ],
        "table": {"columns": columns, "rows": rows},
    }


def moment_of(text: str) -> str:
    """A moment of the frozen result, in words."""
    return moment(datetime.fromisoformat(text)) if text else ""


def published_result(asked: BallotRound) -> dict[str, Any]:
    """What the public reads of a published round: the count, its working, its roll in numbers and the digest of the
    whole. Answers stand in it only of a named round; receipts and comments never. Empty until it is published.
    """
    return as_published(asked) if asked.state == BallotRound.State.PUBLISHED else {}


def as_published(asked: BallotRound) -> dict[str, Any]:
    """The same of a round whose result is about to be published, as its secretary is shown it."""
    whole = result_of(asked)
    left = ("receipts", "comments", "set_aside", "responded")
    return {name: value for name, value in whole.items() if name not in left} | {
        "digest": asked.digest,
        "certified_at": asked.certified_at.isoformat() if asked.certified_at else "",
        "published_at": asked.published_at.isoformat() if asked.published_at else "",
    }
