"""Notices as the records know them, and their sorts."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from functions.rules.kinds import LETTER_OF_RECORD
from functions.rules.notices.moves import NOTICE_MOVES, refuse_without_ccg
from functions.rules.notices.sorts import NoticeSort, read_sorts
from functions.rules.sentences import plain_day
from hubportal.organisations.services.tables import read_yaml
from hubportal.records.kinds import RecordKind
from hubportal.records.rules.moves import Move

PLACEHOLDERS = frozenset({"clause", "grounds", "required", "served_on", "remedy_by", "dispute_days"})


@cache
def notice_sorts() -> dict[str, NoticeSort]:
    """Every sort by code; a faulty table is an error."""
    return read_sorts(read_yaml("notice_sorts.yaml"))


def values(notice: Any) -> Mapping[str, str]:
    """What the placeholders of a notice's letters stand for; those of the day of issue stay until that day."""
    days = notice_sorts()[notice.sort].dispute_days
    known = {
        "clause": notice.clause,
        "grounds": notice.grounds,
        "required": notice.required,
        "dispute_days": str(days or ""),
    }
    if notice.served_on:
        known["served_on"] = plain_day(notice.served_on)
        known["remedy_by"] = plain_day(notice.remedy_by) if notice.remedy_by else ""
    return known


def refuses(notice: Any, move: Move) -> str | None:
    """Why a notice does not take a move: the CCG's approval where it is asked for, and no other way."""
    sort = notice_sorts()[notice.sort]
    name = sort.name
    if move.act == "escalate" and not sort.next:
        return f"Nothing follows a {name.lower()}. Close it instead."
    said = refuse_without_ccg(name=name, ccg_approves=notice.ccg_approves, state=notice.state, act=move.act)
    if said is None and move.act == "remedy" and notice.remedy_days is None:
        return f"A {name.lower()} sets no period to remedy. Close it when it has done its work."
    return said


NOTICE = RecordKind(
    key="notice",
    name="Notice to a practice",
    plural="Notices to practices",
    letters=LETTER_OF_RECORD["notice"],
    model="functions.ContractNotice",
    moves=NOTICE_MOVES,
    refuses=refuses,
    values=values,
    placeholders=PLACEHOLDERS,
    letters_need_two=True,
)
