"""Applying for another co-commissioning level: what is applied for, the checklist, ratings and who signs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from functions.services.references import take_reference
from governance.models import LevelApplication
from governance.rules import levels as rules
from governance.rules.agreements import signatory_fault
from governance.services.agreement_signing import sides_signed_for
from governance.services.kinds import LEVEL_APPLICATION
from governance.services.preparing import prepares
from governance.services.telling import tell_signatories_of_level
from hubportal.organisations.models import Ccg, CcgLevel, Person
from hubportal.records.services.deadlines import drop, meet, set_deadline
from hubportal.records.services.files import keep_files
from hubportal.records.services.finding import changed, locked_record
from hubportal.records.services.moving import begin
from hubportal.web.refusals import Refused

CONSTITUTION = "Mid Essex paper, section 2.1"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a CCG applies for and why."""

    level: str
    go_live_on: date
    objectives: str
    benefits: str = ""


def locked(*, application_id: int, by: Person, version: int | None) -> LevelApplication:
    """The application, locked, for somebody who prepares it."""
    worker = by.grants.ccgs("ccg_case_edit")
    found = LevelApplication.objects.visible_to(by).filter(pk=application_id).values_list("ccg_id", flat=True).first()
    permission = "ccg_case_edit" if found in worker else "ccg_sign"
    application: LevelApplication = locked_record(
        kind=LEVEL_APPLICATION, record_id=application_id, by=by, version=version, permission=permission
    )
    return application


def in_preparation(*, application_id: int, by: Person, version: int | None) -> LevelApplication:
    """The same, refused once it has been submitted."""
    application = locked(application_id=application_id, by=by, version=version)
    if application.state != "draft":
        raise Refused("The application has been submitted. Take it back to change it.")
    return application


def coming_changes(ccg: Ccg, *, after: date) -> list[rules.ComingChange]:
    """The changes of a CCG's level that begin after a day, the next first."""
    periods = CcgLevel.objects.filter(ccg=ccg, period__startswith__gt=after).order_by("period")
    return [rules.ComingChange(row.get_level_display(), row.period.lower) for row in periods]


def _refuse_wish(wish: Wish, *, ccg: Ccg, on: date) -> str:
    """The level the CCG will have by then, where the wish can be granted."""
    if wish.level not in rules.LEVELS:
        raise Refused("Select the level.", field="level", status=400)
    before, first = CcgLevel.on(ccg, wish.go_live_on), wish.go_live_on
    coming = coming_changes(ccg, after=on)
    for field, fault in (
        ("level", rules.level_fault(before=before, wanted=wish.level, go_live_on=first)),
        ("go_live_on", rules.go_live_fault(first) or rules.coming_fault(go_live_on=first, coming=coming)),
        ("objectives", None if wish.objectives.strip() else "Enter the objectives."),
    ):
        if fault:
            raise Refused(fault, field=field, status=400)
    return before


def title_of(wish: Wish) -> str:
    """The subject of an application: "Delegated from 1 April 2016"."""
    day = wish.go_live_on
    return f"{rules.LEVELS[wish.level]} from {day.day} {day:%B} {day.year}"


@transaction.atomic
def make_application(*, by: Person, ccg: Ccg, wish: Wish, on: date, at: datetime) -> LevelApplication:
    """Begin an application; a CCG has one at a time. Its window becomes dates to keep."""
    if not prepares(by, ccg.pk):
        raise Refused("Your role does not apply for this CCG.", status=403)
    Ccg.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    before = _refuse_wish(wish, ccg=ccg, on=on)
    if LevelApplication.objects.filter(ccg_id=ccg.pk).open().exists():
        raise Refused("This CCG has an application already. Change that one, or withdraw it first.", field="ccg")
    fault = rules.submission_fault(on=on, go_live_on=wish.go_live_on)
    if fault:
        raise Refused(fault, clause=rules.APPLICATION, field="go_live_on", status=400)
    application = LevelApplication.objects.create(
        hub=ccg.hub,
        ccg=ccg,
        reference=str(take_reference(hub=ccg.hub, kind="level_application", year=on.year)),
        subject=title_of(wish),
        state="draft",
        owner=by,
        received_on=on,
        made_by=by,
        level=wish.level,
        level_before=before,
        go_live_on=wish.go_live_on,
        objectives=wish.objectives.strip(),
        benefits=wish.benefits.strip(),
    )
    begin(application, by=by, on=on, at=at, words="Application begun")
    keep_window(application, on=on)
    return application


def constitution_submitted_on(application: LevelApplication) -> date | None:
    """The day the change to the constitution was submitted, where the checklist says so."""
    said = application.checklist.get("constitution", {}).get("submitted_on")
    return date.fromisoformat(said) if said else None


def constitution_fault(application: LevelApplication, *, on: date) -> str | None:
    """Why the change to the constitution does not do for the first day applied for; None when it does."""
    return rules.constitution_fault(
        submitted_on=constitution_submitted_on(application), on=on, go_live_on=application.go_live_on
    )


def keep_window(application: LevelApplication, *, on: date) -> None:
    """The dates of the window: begin by 6 weeks before, the constitution, and submission."""
    window = rules.window_for(application.go_live_on)
    if window.begin_by >= on:
        set_deadline(
            application, "begin", due_on=window.begin_by, warn_on=window.warn_from, clause=rules.APPLICATION,
            words="Have the application under way: 6 to 8 weeks before submission",
        )  # fmt: skip
    else:
        drop(application, "begin", on=on)
    if window.constitution_by >= on:
        set_deadline(
            application, "constitution", due_on=window.constitution_by, clause=CONSTITUTION,
            words="Submit the changes to the constitution",
        )  # fmt: skip
    else:
        drop(application, "constitution", on=on)
    set_deadline(
        application, "submit", due_on=window.submit_by, warn_on=window.warn_from, clause=rules.APPLICATION,
        words="Submit the application",
    )  # fmt: skip


@transaction.atomic
def change_application(
    *, application_id: int, version: int | None, by: Person, wish: Wish, on: date
) -> LevelApplication:
    """Change what is applied for and why; signatures given before no longer hold."""
    application = in_preparation(application_id=application_id, by=by, version=version)
    application.level_before = _refuse_wish(wish, ccg=application.ccg, on=on)
    moved = application.go_live_on != wish.go_live_on
    application.level, application.go_live_on = wish.level, wish.go_live_on
    application.objectives, application.benefits = wish.objectives.strip(), wish.benefits.strip()
    application.subject = title_of(wish)
    changed(application, "level", "level_before", "go_live_on", "objectives", "benefits", "subject")
    if moved:
        keep_window(application, on=on)
    return application


@transaction.atomic
def answer_point(
    *, application_id: int, version: int | None, by: Person, point: str, is_met: bool, note: str, uploads: list[Any],
    on: date, submitted_on: date | None = None,
) -> LevelApplication:  # fmt: skip
    """Answer one point of the checklist, with files that prove it; of the constitution also when its change was
    submitted, without which it is not met once its window has passed.
    """
    application = in_preparation(application_id=application_id, by=by, version=version)
    if point not in rules.CHECKLIST:
        raise Refused("Select the point of the checklist.", field="point", status=400)
    answer: dict[str, Any] = {"is_met": is_met, "note": note.strip()}
    if point == "constitution" and submitted_on is not None:
        if submitted_on > on:
            raise Refused("The date must be today or in the past.", field="submitted_on", status=400)
        answer["submitted_on"] = submitted_on.isoformat()
    application.checklist = {**application.checklist, point: answer}
    fault = constitution_fault(application, on=on) if point == "constitution" and is_met else None
    if fault:
        raise Refused(fault, clause=CONSTITUTION, field="submitted_on", status=400)
    if uploads:
        keep_files(application, uploads=uploads, by=by, requirement=point)
    changed(application, "checklist")
    if point == "constitution" and is_met:
        meet(application, "constitution", on=on)
    meet(application, "begin", on=on)
    return application


@transaction.atomic
def rate(
    *, application_id: int, version: int | None, by: Person, ratings: Mapping[str, str], as_at: str
) -> LevelApplication:
    """Enter the assurance ratings; nobody of the hub does."""
    application = in_preparation(application_id=application_id, by=by, version=version)
    fault = rules.may_rate(of_ccg=by.grants.can("ccg_approve", application.ccg_id))
    if fault is not None:
        raise Refused(fault, clause="West Midlands MOU, section 2", status=403)
    if not set(ratings) <= rules.COMPONENTS.keys() or not set(ratings.values()) <= rules.RATINGS.keys():
        raise Refused("Select one of the ratings.", status=400)
    application.ratings, application.ratings_as_at = dict(ratings), as_at.strip()
    changed(application, "ratings", "ratings_as_at")
    return application


def _refuse_signatories(application: LevelApplication) -> None:
    ccg_id, hub_id = application.ccg_id, application.hub_id
    for capacity, named in application.signatories.items():
        side, email = rules.SIDE_OF[capacity], named["email"]
        sides = sides_signed_for(email, ccg_id=ccg_id, hub_id=hub_id)
        of = application.ccg.name if side == rules.CCG_SIDE else "NHS England"
        fault = signatory_fault(of=of, email=email, sides=sides, side=side)
        if fault is not None:
            raise Refused(fault, clause=rules.CHECKLIST_CLAUSE, field=f"{capacity}_email", status=400)


@transaction.atomic
def name_signatories(
    *, application_id: int, version: int | None, by: Person, named: Mapping[str, Mapping[str, str]]
) -> LevelApplication:
    """Name who signs in each of the three capacities, by their sign-in: a name alone is not enough."""
    application = in_preparation(application_id=application_id, by=by, version=version)
    for capacity, words in rules.SIGNATORIES.items():
        typed = named.get(capacity, {})
        if typed.get("name", "").strip() and not typed.get("email", "").strip():
            raise Refused(f"Enter the email address of the {words}.", field=f"{capacity}_email", status=400)
    application.signatories = {
        capacity: {"name": named[capacity]["name"].strip(), "email": named[capacity]["email"].strip().lower()}
        for capacity in rules.SIGNATORIES
        if named.get(capacity, {}).get("email", "").strip()
    }
    emails = [entry["email"] for entry in application.signatories.values()]
    if len(set(emails)) < len(emails):
        raise Refused("Three different people sign an application.", clause=rules.CHECKLIST_CLAUSE)
    _refuse_signatories(application)
    changed(application, "signatories")
    tell_signatories_of_level(application)
    return application
