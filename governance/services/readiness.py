"""The readiness assessment of a CCG: begun as a copy of the last, filled in area by area, completed and then frozen."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from functions.services.references import take_reference
from governance.figures import readiness as figures
from governance.models import Readiness, ReadinessArea
from governance.rules import readiness as rules
from governance.services.kinds import READINESS
from governance.services.preparing import prepares
from hubportal.organisations.models import Ccg, Person
from hubportal.records.services.finding import changed, locked_record
from hubportal.records.services.moving import begin, move
from hubportal.web import words
from hubportal.web.refusals import Difference, Refused, Stale, refuse_all
from hubportal.web.words import local_day, long_date


@transaction.atomic
def begin_assessment(*, ccg: Ccg, assessed_on: date, by: Person, at: datetime) -> Readiness:
    """Begin a CCG's assessment of a day, as a copy of its latest completed one; one at a time is in preparation."""
    if not prepares(by, ccg.pk):
        raise Refused("Your role does not prepare the readiness assessment of this CCG.", status=403)
    Ccg.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    draft = figures.draft_of(ccg.pk)
    if draft is not None:
        raise Refused(
            f"{draft.reference} of this CCG is in preparation. Complete or withdraw it first.", field="ccg", status=400
        )
    before, today = figures.latest_of(ccg.pk), local_day(at)
    fault = rules.date_fault(assessed_on, today=today, latest=before.assessed_on if before else None)
    if fault is not None:
        raise Refused(fault, field="assessed_on", status=400)
    template = rules.template_on(figures.templates().values(), assessed_on)
    if template is None:
        first = min(one.begins for one in figures.templates().values())
        raise Refused(f"There is no template before {long_date(first)}.", field="assessed_on", status=400)
    made = Readiness.objects.create(
        hub=ccg.hub,
        ccg=ccg,
        reference=str(take_reference(hub=ccg.hub, kind="readiness", year=today.year)),
        subject=f"Readiness on {long_date(assessed_on)}",
        state="draft",
        owner=by,
        received_on=assessed_on,
        made_by=by,
        assessed_on=assessed_on,
        template=template.version,
        before=before,
    )
    began = rules.begun_from(template, figures.areas_of(before) if before else {})
    ReadinessArea.objects.bulk_create(
        ReadinessArea(hub=ccg.hub, ccg=ccg, assessment=made, code=code, changed_by=by, **_columns(said))
        for code, said in began.items()
    )
    copied = f"Copied from {before.reference}." if before else ""
    begin(made, by=by, on=assessed_on, at=at, words="Assessment begun", note=copied)
    return made


def _columns(said: rules.Said) -> dict[str, Any]:
    return {
        "positions": {team: position.strip() for team, position in said.positions.items() if position.strip()},
        "resources": said.resources.strip(),
        "actions": [
            {"words": one.words.strip(), "owner": one.owner.strip(), "by": one.by.isoformat()}
            for one in said.actions
            if one.by is not None
        ],
        "principles": list(said.principles),
        "patients": said.patients.strip(),
        "rating": said.rating,
    }


def _locked(assessment_id: int, *, by: Person, version: int | None = None) -> Readiness:
    found: Readiness = locked_record(
        kind=READINESS, record_id=assessment_id, by=by, version=version, permission=rules.PERMISSION
    )
    if not prepares(by, found.ccg_id):
        raise Refused("Your role reads this assessment and does not change it.", status=403)
    return found


@transaction.atomic
def say_area(*, assessment_id: int, code: str, version: int | None, said: rules.Said, by: Person) -> ReadinessArea:
    """Say how an area stands. Somebody else may fill in another area meanwhile; of the same area the second is told
    what the first saved.
    """
    assessment = _locked(assessment_id, by=by)
    if assessment.state != "draft":
        raise Refused("The assessment is no longer in preparation, so what it says stands. Begin the next one.")
    row = ReadinessArea.objects.get(ccg_id=assessment.ccg_id, assessment=assessment, code=code)
    template = figures.template_of(assessment)
    if version is not None and version != row.version:
        raise _stale(row, said, template)
    _refuse_faults(said, template)
    for name, value in _columns(said).items():
        setattr(row, name, value)
    row.changed_by = by
    changed(row, *_columns(said), "changed_by")
    changed(assessment)
    return row


def _refuse_faults(said: rules.Said, template: rules.Template) -> None:
    if len(said.actions) > rules.MOST_ACTIONS:
        raise Refused(f"Enter no more than {rules.MOST_ACTIONS} actions.", field="action_1_words", status=400)
    if said.rating not in ("", *rules.RATINGS):
        raise Refused("Select one of the ratings.", field="rating", status=400)
    if unknown := [code for code in said.principles if code not in template.principles]:
        raise Refused(f"The template has no principle “{unknown[0]}”.", field="principles", status=400)
    if unknown := [team for team in said.positions if team not in template.teams]:
        raise Refused(f"The template has no team “{unknown[0]}”.", field="positions", status=400)
    refuse_all(
        [
            Refused(sentence, clause=rules.CLAUSE, field=f"action_{place + 1}_{part}", status=400)
            for place, part, sentence in rules.action_faults(said.actions)
        ]
    )


def _stale(row: ReadinessArea, said: rules.Said, template: rules.Template) -> Stale:
    who = row.changed_by.name if row.changed_by else "Someone else"
    return Stale(
        f"{who} changed this area on {words.moment(row.changed_at)}, while you had it open."
        " Nothing you typed has been saved yet.",
        changed_by=who,
        changed_at=words.moment(row.changed_at),
        differences=tuple(
            Difference(one.what, one.before, one.now)
            for one in rules.area_changes(figures.said_in(row), said, template)
        ),
    )


@transaction.atomic
def complete_assessment(*, assessment_id: int, version: int | None, note: str, by: Person, at: datetime) -> Readiness:
    """Complete an assessment in which every area is whole: from then on it never changes."""
    found = _locked(assessment_id, by=by, version=version)
    missing = rules.missing(figures.template_of(found), figures.areas_of(found)) if found.state == "draft" else []
    if missing:
        raise Refused(f"{missing[0]}.", clause=rules.CLAUSE)
    found.completed_on = local_day(at)
    move(found, "complete", by=by, on=found.completed_on, at=at, note=note, fields=("completed_on",))
    return found


@transaction.atomic
def withdraw_assessment(*, assessment_id: int, version: int | None, note: str, by: Person, at: datetime) -> Readiness:
    """Put away an assessment in preparation, with the reason; its day is free again."""
    found = _locked(assessment_id, by=by, version=version)
    move(found, "withdraw", by=by, on=local_day(at), at=at, note=note)
    return found
