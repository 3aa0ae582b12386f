"""Practices of concern and individual performers: opened, moved between stages, their next step and reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from functions.models import Concern, ConcernReport, PerformerConcern
from functions.rules.concerns import CLAUSE, CONCERN_MOVES, FORUMS, PERFORMER, PERFORMER_MOVES, SORTS
from functions.rules.kinds import LETTER_OF_RECORD
from functions.services.references import take_reference
from functions.services.variations.making import ccg_on
from hubportal.organisations.models import Ccg, Person, Practice
from hubportal.records.kinds import RecordKind
from hubportal.records.services import deadlines, moving
from hubportal.records.services.finding import changed, locked_record
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

CONCERN = RecordKind(
    key="concern",
    name="Practice of concern",
    plural="Practices of concern",
    letters=LETTER_OF_RECORD["practice_of_concern"],
    model="functions.Concern",
    moves=CONCERN_MOVES,
)
PERFORMERS = RecordKind(
    key="performer",
    name="Performer concern",
    plural="Performer concerns",
    letters=LETTER_OF_RECORD["performer"],
    model="functions.PerformerConcern",
    moves=PERFORMER_MOVES,
    edit_permission=PERFORMER,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """What is said when a concern is opened: about which practice, what, and what is done next by whom and when."""

    practice: Practice
    subject: str
    detail: str
    received_on: date
    sort: str = ""
    performer: str = ""
    next_step: str = ""
    next_on: date | None = None
    owner: Person | None = None


def _ccg_of(opened: Opened, *, by: Person, permission: str, at: datetime) -> Ccg:
    today = local_day(at)
    ccg = ccg_on(opened.practice, today)
    if ccg is None or not by.grants.can(permission, ccg.pk):
        raise Refused(
            f"{opened.practice} is not a practice you work for. Check the code.", field="practice", status=400
        )
    for field, text, sentence in (
        ("subject", opened.subject, "Enter a title."),
        ("detail", opened.detail, "Enter what the concern is."),
    ):
        if not text.strip():
            raise Refused(sentence, field=field, status=400)
    _refuse_date_without_step(opened.next_step, opened.next_on)
    if opened.received_on > today:
        raise Refused("The date must be today or in the past.", field="received_on", status=400)
    owner = opened.owner
    if owner is not None and not owner.grants.can(permission, ccg.pk):
        raise Refused(f"{owner.name} does not work on these concerns for this CCG.", field="owner", status=400)
    return ccg


def _refuse_date_without_step(next_step: str, next_on: date | None) -> None:
    if next_on is not None and not next_step.strip():
        raise Refused("Enter the next step, or leave its date empty.", field="next_step", status=400)


def _columns(opened: Opened, ccg: Ccg, *, by: Person) -> dict[str, Any]:
    return {
        "hub": ccg.hub,
        "ccg": ccg,
        "practice": opened.practice,
        "subject": " ".join(opened.subject.split()),
        "detail": opened.detail.strip(),
        "owner": opened.owner,
        "received_on": opened.received_on,
        "made_by": by,
        "next_step": opened.next_step.strip(),
        "next_on": opened.next_on,
    }


@transaction.atomic
def open_concern(*, opened: Opened, by: Person, at: datetime) -> Concern:
    """Open a practice of concern at stage 1."""
    ccg = _ccg_of(opened, by=by, permission="ccg_case_edit", at=at)
    if opened.sort not in SORTS:
        raise Refused("Select whether it is contractual or about quality.", field="sort", status=400)
    reference = take_reference(hub=ccg.hub, kind="practice_of_concern", year=opened.received_on.year)
    concern = Concern.objects.create(
        **_columns(opened, ccg, by=by), reference=str(reference), state=CONCERN_MOVES.first, sort=opened.sort
    )
    moving.begin(concern, by=by, on=opened.received_on, at=at, words="Opened at stage 1")
    _await_next(concern, on=local_day(at))
    return concern


@transaction.atomic
def open_performer_concern(*, opened: Opened, by: Person, at: datetime) -> PerformerConcern:
    """Open a concern about an individual. Only whoever may see it is told of the date of its next step."""
    ccg = _ccg_of(opened, by=by, permission=PERFORMER, at=at)
    if not opened.performer.strip():
        raise Refused("Enter whom it is about.", field="performer", status=400)
    reference = take_reference(hub=ccg.hub, kind="performer", year=opened.received_on.year)
    concern = PerformerConcern.objects.create(
        **_columns(opened, ccg, by=by), reference=str(reference), state=PERFORMER_MOVES.first, is_restricted=True,
        performer=opened.performer.strip(),
    )  # fmt: skip
    moving.begin(concern, by=by, on=opened.received_on, at=at, words="Identified")
    _await_next(concern, on=local_day(at))
    return concern


@transaction.atomic
def make_move(
    *,
    kind: RecordKind,
    record_id: int,
    act: str,
    by: Person,
    on: date,
    at: datetime,
    version: int | None = None,
    note: str = "",
) -> Any:
    """Move a concern on, by the table of its kind."""
    found = moving_permission(kind, act)
    record = locked_record(kind=kind, record_id=record_id, by=by, version=version, permission=found)
    moving.move(record, act, by=by, on=on, at=at, note=note)
    return record


def moving_permission(kind: RecordKind, act: str) -> str:
    """What a move asks of whoever makes it."""
    assert kind.moves is not None  # noqa: S101 - both kinds have a table
    return kind.moves.named(act).permission


@transaction.atomic
def set_next_step(
    *,
    kind: RecordKind,
    record_id: int,
    next_step: str,
    next_on: date | None,
    owner: Person | None,
    by: Person,
    on: date,
    version: int | None = None,
) -> Any:
    """Say what is done next, by when, and who holds it."""
    record = locked_record(kind=kind, record_id=record_id, by=by, version=version)
    if record.closed_on is not None:
        raise Refused("It is closed: there is no next step.", clause=CLAUSE)
    _refuse_date_without_step(next_step, next_on)
    if owner is not None and not owner.grants.can(kind.edit_permission, record.ccg_id):
        raise Refused(f"{owner.name} does not work on these concerns for this CCG.", field="owner", status=400)
    record.next_step, record.next_on, record.owner = next_step.strip(), next_on, owner
    changed(record, "next_step", "next_on", "owner")
    _await_next(record, on=on)
    return record


def _await_next(concern: Concern | PerformerConcern, *, on: date) -> None:
    """The date of the next step is a date to keep; what is done next about an individual stands on their page alone."""
    if concern.next_on is not None:
        said = "" if isinstance(concern, PerformerConcern) else concern.next_step
        deadlines.set_deadline(concern, "next", due_on=concern.next_on, words=said or "Next step")
    else:
        deadlines.drop(concern, "next", on=on)


@transaction.atomic
def report_to_forum(*, concern_id: int, forum: str, on: date, said: str, by: Person, at: datetime) -> ConcernReport:
    """Keep what was reported about a practice to PPIGG or the Quality Surveillance Group."""
    concern: Concern = locked_record(kind=CONCERN, record_id=concern_id, by=by, version=None)
    sentences: Mapping[str, tuple[bool, str]] = {
        "forum": (forum not in FORUMS, "Select the group it was reported to."),
        "said": (not said.strip(), "Enter what was reported and agreed."),
        "on": (
            not concern.received_on <= on <= local_day(at),
            "The date lies between the day the concern was opened and today.",
        ),
    }
    for field, (wrong, sentence) in sentences.items():
        if wrong:
            raise Refused(sentence, field=field, status=400)
    return ConcernReport.objects.create(
        hub_id=concern.hub_id, ccg_id=concern.ccg_id, concern=concern, forum=forum, on=on, said=said.strip(), by=by
    )
