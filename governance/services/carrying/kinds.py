"""The kinds of record on which a committee decides here, and what each does with its decision.

A kind is added by a line: the room below offers the two functions, and this one hands it a `Decision`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from functions.services.notices import carrying_out as notices
from functions.services.notices.kind import NOTICE, notice_sorts
from functions.services.registers import carrying_out as registers
from functions.services.registers.kind import REGISTER
from functions.services.schemes import carrying_out as schemes
from functions.services.schemes.kind import LOCAL_SCHEME
from functions.services.variations import carrying_out as variations
from functions.services.variations.decisions import Decision
from functions.services.variations.kind import VARIATION
from hubportal.records.kinds import RecordKind


def _approved(record: Any) -> str:
    return f"That {record.reference}, {record.subject}, be approved."


def _issued(notice: Any) -> str:
    practice = f" to {notice.practice.name}" if notice.practice else ""
    return f"That the {notice_sorts()[notice.sort].name.lower()}{practice}, {notice.reference}, be issued."


@dataclass(frozen=True, slots=True)
class Decided:
    """`why_not` says why a record cannot go on an agenda now; `carry_out` does with it what a committee decided;
    `follows` says both to whoever asks, and `resolution` words what the committee is asked to carry.
    """

    kind: RecordKind
    why_not: Callable[..., str | None]
    carry_out: Callable[..., Any]
    follows: str
    resolution: Callable[[Any], str] = _approved


def _variation(record_id: int, decision: Decision, at: datetime) -> None:
    variations.carry_out(variation_id=record_id, decision=decision, at=at)


def _scheme(record_id: int, decision: Decision, at: datetime) -> None:
    schemes.carry_out(scheme_id=record_id, decision=decision, at=at)


def _notice(record_id: int, decision: Decision, at: datetime) -> None:
    notices.carry_out(notice_id=record_id, decision=decision, at=at)


def _row(record_id: int, decision: Decision, at: datetime) -> None:
    registers.carry_out(row_id=record_id, decision=decision, at=at)


DECIDED: dict[str, Decided] = {
    one.kind.key: one
    for one in (
        Decided(
            VARIATION, variations.why_not_on_agenda, _variation,
            "If the committee approves, the variation is approved from the day asked for; if not, it is refused.",
        ),
        Decided(
            LOCAL_SCHEME, schemes.why_not_on_agenda, _scheme,
            "If the committee approves, the scheme passes its last gate; if not, its support is recorded as refused.",
        ),
        Decided(
            NOTICE, notices.why_not_on_agenda, _notice,
            "If the committee approves, the notice is approved for the CCG, and you issue it; if not, it is withdrawn.",
            _issued,
        ),
        Decided(
            REGISTER, registers.why_not_on_agenda, _row,
            "If the committee approves, the decision waits for you, since amounts, dates and signatures are a person’s;"
            " if not, the row moves on with the reason.",
        ),
    )
}  # fmt: skip


def why_not_on_agenda(kind: str, record: Any, *, today: date) -> str | None:
    """Why a record cannot go on an agenda now, in a sentence; None when it can."""
    if kind not in DECIDED:
        return "No committee decides on this kind of record here."
    return DECIDED[kind].why_not(record, today=today)
