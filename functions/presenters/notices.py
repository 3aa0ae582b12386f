"""The page of a notice in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from functions.models import ContractNotice, NoticeStep
from functions.rules.notices.sorts import NoticeSort
from functions.services.notices.kind import notice_sorts, values
from hubportal.records.rules.filling import fill
from hubportal.web import words

# What stands in the letter until the day of the notice brings the dates.
ON_THE_DAY = {"served_on": "[the day of this notice]", "remedy_by": "[the last day to put this right]"}


@dataclass(frozen=True, slots=True)
class StepWords:
    """One step of the action plan."""

    key: int
    words: str
    due: str
    state: str
    colour: str
    evidence: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """Everything the page says besides what every record has."""

    sort: NoticeSort
    particulars: list[dict[str, str]]
    letter_subject: str
    body: str
    plan: list[StepWords]
    takes_steps: bool


def page_of(notice: ContractNotice, plan: Iterable[NoticeStep], *, today: date) -> NoticeWords:
    """The notice in words."""
    sort, known = notice_sorts()[notice.sort], {**ON_THE_DAY, **values(notice)}
    return NoticeWords(
        sort=sort,
        particulars=_particulars(notice, sort),
        letter_subject=fill(notice.letter_subject, known),
        body=fill(notice.body, known),
        plan=[_step(step, today) for step in plan],
        takes_steps=notice.state in {"issued", "disputed"},
    )


def _particulars(notice: ContractNotice, sort: NoticeSort) -> list[dict[str, str]]:
    rows = [
        ("Sort", sort.name),
        ("Rests on", notice.clause),
        ("Function", sort.activity),
        ("Days to remedy", str(notice.remedy_days or "")),
        ("Why fewer days", notice.shorter_because),
        ("Approved by the CCG", "Asked for" if notice.ccg_approves else "Not asked for"),
        ("Served", words.long_date(notice.served_on)),
        ("Remedy by the end of", words.long_date(notice.remedy_by)),
    ]
    if not sort.sure:
        rows.append(("To check", "The periods and the paragraph in the contract itself"))
    return [{"key": key, "value": value} for key, value in rows if value]


def _step(step: NoticeStep, today: date) -> StepWords:
    if step.done_on:
        late = step.done_on > step.due_on
        by = f", {step.done_by.name}" if step.done_by else ""
        state, colour = f"Done {words.long_date(step.done_on)}{by}", "orange" if late else "green"
    else:
        state, colour = ("Late", "red") if step.due_on < today else ("To do", "blue")
    return StepWords(
        step.pk, step.words, words.long_date(step.due_on), state, colour, step.evidence, step.done_on is None
    )
