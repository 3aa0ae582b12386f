"""What becomes of an application to change level: submitted, seen by the panels, approved, refused or withdrawn."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from governance.models import LevelApplication
from governance.rules import levels as rules
from governance.rules.level_moves import PANELS, RECOMMENDATIONS, against_advice
from governance.services.kinds import LEVEL_APPLICATION
from governance.services.level_applications import constitution_fault, keep_window
from governance.services.level_signing import contents, signatures_of
from governance.services.telling import tell_outcome, tell_submission
from hubportal.organisations.models import Person
from hubportal.organisations.services.levels import open_level
from hubportal.records.models import RecordMove
from hubportal.records.services.deadlines import meet
from hubportal.records.services.finding import locked_record
from hubportal.records.services.moving import check_move, move
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day


def what_is_missing(application: LevelApplication, content: Mapping[str, Any], *, on: date) -> list[str]:
    """Everything that still stands between an application, whose content this is, and its submission on a day."""
    late = constitution_fault(application, on=on)
    answers = {
        code: rules.Answer(is_met=bool(point["is_met"]), files=len(point["evidence"]))
        for code, point in content["checklist"].items()
    }
    return [
        *rules.checklist_faults(answers),
        *([late.rstrip(".")] if late else []),
        *rules.rating_faults(application.level, application.ratings),
        *rules.signature_faults(signatures_of(application, content)),
    ]


@transaction.atomic
def submit(
    *, application_id: int, version: int | None, by: Person, on: date, at: datetime, note: str = ""
) -> LevelApplication:
    """Submit a complete and signed application within its window."""
    application: LevelApplication = locked_record(
        kind=LEVEL_APPLICATION, record_id=application_id, by=by, version=version, permission="ccg_sign"
    )
    fault = rules.submission_fault(on=on, go_live_on=application.go_live_on)
    if fault:
        raise Refused(fault, clause=rules.APPLICATION, field="on")
    # Of the constitution what counts is today: a day of submission set back does not open its window again.
    today = local_day(at)
    missing = what_is_missing(application, contents(application), on=today) if application.state == "draft" else []
    if missing:
        raise Refused(f"The application is not complete. {'; '.join(missing)}.", clause=rules.CHECKLIST_CLAUSE)
    application.submitted_on = on
    move(application, "submit", by=by, on=on, at=at, note=note, fields=("submitted_on",))
    meet(application, "begin", on=on)
    meet(application, "submit", on=on)
    tell_submission(application, on=today)
    return application


@transaction.atomic
def take_back(
    *, application_id: int, version: int | None, by: Person, on: date, at: datetime, note: str
) -> LevelApplication:
    """Take a submitted application back to change it."""
    application: LevelApplication = locked_record(
        kind=LEVEL_APPLICATION, record_id=application_id, by=by, version=version, permission="ccg_sign"
    )
    application.submitted_on = None
    move(application, "take-back", by=by, on=on, at=at, note=note, fields=("submitted_on",))
    keep_window(application, on=on)
    return application


@transaction.atomic
def record_panel(
    *, application_id: int, version: int | None, by: Person, panel: str, recommendation: str, on: date, at: datetime,
    note: str,
) -> LevelApplication:  # fmt: skip
    """Record what the regional or the national panel recommended."""
    application: LevelApplication = locked_record(
        kind=LEVEL_APPLICATION, record_id=application_id, by=by, version=version, permission="ccg_hub_approve"
    )
    if recommendation not in RECOMMENDATIONS:
        raise Refused("Select what the panel recommended.", field="recommendation", status=400)
    facts = {"recommendation": recommendation}
    words = f"{RECOMMENDATIONS[recommendation]}. {note}".strip() if note.strip() else ""
    move(application, panel, by=by, on=on, at=at, note=words, facts=facts)
    return application


def panels_against(application: LevelApplication) -> list[str]:
    """The panels that did not support an application, in words."""
    seen = RecordMove.objects.of(application).filter(act__in=PANELS).order_by("id")
    return against_advice({act: facts.get("recommendation", "") for act, facts in seen.values_list("act", "facts")})


@transaction.atomic
def approve(
    *, application_id: int, version: int | None, by: Person, on: date, at: datetime, note: str = ""
) -> LevelApplication:
    """Record the approval: the new level begins on the day applied for, and the one before ends the day before. Where a
    panel did not support it, with the reason.
    """
    application: LevelApplication = locked_record(
        kind=LEVEL_APPLICATION, record_id=application_id, by=by, version=version, permission="ccg_hub_approve"
    )
    check_move(application, "approve", by=by, note=note)
    if panels_against(application) and not note.strip():
        raise Refused("A panel did not support the application. Enter the reason.", field="note", status=400)
    application.decided_on = on
    move(application, "approve", by=by, on=on, at=at, note=note, fields=("decided_on",))
    open_level(
        ccg=application.ccg,
        level=application.level,
        on=application.go_live_on,
        source=f"Application {application.reference}, approved",
        by=by,
    )
    tell_outcome(application, on=local_day(at))
    return application


@transaction.atomic
def refuse(
    *, application_id: int, version: int | None, by: Person, on: date, at: datetime, note: str
) -> LevelApplication:
    """Record the refusal; the level stays as it is."""
    application: LevelApplication = locked_record(
        kind=LEVEL_APPLICATION, record_id=application_id, by=by, version=version, permission="ccg_hub_approve"
    )
    application.decided_on = on
    move(application, "refuse", by=by, on=on, at=at, note=note, fields=("decided_on",))
    tell_outcome(application, on=local_day(at))
    return application


@transaction.atomic
def withdraw(
    *, application_id: int, version: int | None, by: Person, on: date, at: datetime, note: str
) -> LevelApplication:
    """Withdraw an application that has not been decided."""
    application: LevelApplication = locked_record(
        kind=LEVEL_APPLICATION, record_id=application_id, by=by, version=version, permission="ccg_sign"
    )
    move(application, "withdraw", by=by, on=on, at=at, note=note)
    return application
