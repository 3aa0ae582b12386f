"""Drafting a notice, and changing its words while it is a draft."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from functions.models import ContractNotice
from functions.rules.notices.moves import CLAUSE
from functions.rules.notices.periods import refuse_remedy_days
from functions.rules.notices.sorts import NoticeSort
from functions.services.assigning import refuse_owner
from functions.services.notices.kind import NOTICE, notice_sorts
from functions.services.references import take_reference
from functions.services.variations.making import ccg_on
from hubportal.organisations.models import Person, Practice
from hubportal.records.services.finding import changed, locked_record
from hubportal.records.services.letter_templates import filled, template_called
from hubportal.records.services.moving import begin
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

PERMISSION = "ccg_case_edit"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a notice says. An empty letter is written from the sort's template."""

    sort: str
    grounds: str
    required: str
    clause: str = ""
    remedy_days: int | None = None
    shorter_because: str = ""
    ccg_approves: bool = False
    letter_subject: str = ""
    body: str = ""


@transaction.atomic
def draft_notice(
    *,
    practice: Practice,
    draft: Draft,
    by: Person,
    at: datetime,
    owner: Person | None = None,
    follows: ContractNotice | None = None,
) -> ContractNotice:
    """Begin a notice to a practice; what its sort asks for and is missing is refused."""
    today = local_day(at)
    ccg = ccg_on(practice, today)
    if ccg is None or not by.grants.can(PERMISSION, ccg.pk):
        raise Refused(f"{practice} is not a practice you work for. Check the code.", field="practice", status=400)
    sort = _sort(draft)
    refuse_owner(owner=owner, ccg_id=ccg.pk)
    notice = ContractNotice(
        hub=ccg.hub,
        ccg=ccg,
        reference=str(take_reference(hub=ccg.hub, kind="notice", year=today.year)),
        practice=practice,
        subject=f"{sort.name}: {practice.name}"[:200],
        state="draft",
        owner=owner or by,
        received_on=today,
        made_by=by,
        follows=follows,
        authors=[by.pk],
    )
    _write(notice, draft, sort, by=by, at=at)
    notice.save()
    begin(notice, by=by, on=today, at=at, words="Drafted")
    return notice


def _sort(draft: Draft) -> NoticeSort:
    sort = notice_sorts().get(draft.sort)
    if sort is None:
        raise Refused("Select the sort of notice.", field="sort", status=400)
    for field, text, sentence in (
        ("grounds", draft.grounds, "Enter what is wrong."),
        ("required", draft.required, "Enter what the practice must do."),
    ):
        if not text.strip():
            raise Refused(sentence, field=field, status=400)
    said = refuse_remedy_days(draft.remedy_days, shortest=sort.remedy_days, shorter_because=draft.shorter_because)
    if said:
        raise Refused(said, clause=sort.clause, field="remedy_days")
    return sort


def _write(notice: ContractNotice, draft: Draft, sort: NoticeSort, *, by: Person, at: datetime) -> None:
    notice.sort, notice.grounds, notice.required = sort.code, draft.grounds.strip(), draft.required.strip()
    notice.clause = draft.clause.strip() or sort.clause
    notice.remedy_days = draft.remedy_days if sort.remedy_days else None
    notice.shorter_because = draft.shorter_because.strip() if sort.remedy_days else ""
    notice.ccg_approves = draft.ccg_approves or sort.ccg_approves
    notice.letter_subject, notice.body = " ".join(draft.letter_subject.split()), draft.body.strip()
    template = template_called(sort.letter)
    if template is not None and not (notice.letter_subject and notice.body):
        subject, body = filled(template, notice, by=by, today=local_day(at))
        notice.letter_subject = notice.letter_subject or subject
        notice.body = notice.body or body


@transaction.atomic
def change_draft(
    *, notice_id: int, draft: Draft, by: Person, at: datetime, version: int | None = None
) -> ContractNotice:
    """Change the words of a draft; whoever does so is one of its authors and does not approve it."""
    notice: ContractNotice = locked_record(kind=NOTICE, record_id=notice_id, by=by, version=version)
    refuse_changing(notice)
    if draft.sort != notice.sort:
        raise Refused("A draft keeps its sort. Withdraw it and begin another.", field="sort", status=400)
    draft = replace(draft, body=_following(notice, draft))
    _write(notice, draft, _sort(draft), by=by, at=at)
    notice.authors = sorted({*notice.authors, by.pk})
    changed(
        notice, "sort", "grounds", "required", "clause", "remedy_days", "shorter_because", "ccg_approves",
        "letter_subject", "body", "authors",
    )  # fmt: skip
    return notice


def _following(notice: ContractNotice, draft: Draft) -> str:
    """The letter as typed; where it still has what is wrong, what must be done or the clause as they were before, and
    each only once, it says them as they are now: what goes is not what was changed.
    """
    body = draft.body
    for before, now in (
        (notice.grounds, draft.grounds), (notice.required, draft.required), (notice.clause, draft.clause)
    ):  # fmt: skip
        if now.strip() and now.strip() != before and body.count(before) == 1:
            body = body.replace(before, now.strip())
    return body


def refuse_changing(notice: ContractNotice) -> None:
    """Once somebody is asked to approve it, its words stay until it is sent back."""
    if notice.state != "draft":
        raise Refused(
            "Only a draft is changed: what somebody approves must be what goes. Have it sent back first.",
            clause=CLAUSE,
        )
