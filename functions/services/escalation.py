"""A concern about the hub on its way up the ladder: who holds it, by when, and how it was settled."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from functions.models import EscalationStep, Query
from functions.models.queries import Kind
from functions.rules.escalation import (
    CLAUSE,
    next_rung,
    refuse_answering,
    refuse_date,
    refuse_leaving,
    refuse_passing_on,
    refuse_settling,
    role_that_holds,
)
from functions.services.finding import locked_case
from hubportal.documents.services.circles import circles_open_to
from hubportal.notifications.services.notices import tell
from hubportal.organisations.models import Assignment, Person
from hubportal.organisations.services.holders import leads_of
from hubportal.records.models import RecordFile
from hubportal.records.services.deadlines import drop, meet, set_deadline
from hubportal.records.services.files import keep_files
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, long_date

STEP = "escalation"
PANEL = "panel"
DECISION = "decision"

# What the app above asks before the panel settles a concern: a sentence that says what is to be done first, or None.
Guard = Callable[[Query], str | None]
_guards: list[Guard] = []


def ask_before_panel_settles(guard: Guard) -> None:
    """Have this asked before a concern is settled at the panel; registering it again changes nothing."""
    if guard not in _guards:
        _guards.append(guard)


def may_escalate(person: Person, case: Query) -> bool:
    """Who works the case for the hub, and whoever approves for the CCG, takes a concern further."""
    return person.grants.can("ccg_case_edit", case.ccg_id) or person.grants.can("ccg_approve", case.ccg_id)


def _locked(*, query_id: int, version: int | None, by: Person) -> Query:
    """The case with a new version, so that the same page sent twice takes the concern one rung and not two."""
    edits = Query.objects.filter(pk=query_id, ccg__in=by.grants.ccgs("ccg_case_edit")).exists()
    permission = "ccg_case_edit" if edits else "ccg_approve"
    case = locked_case(query_id=query_id, by=by, version=version, permission=permission)
    case.version += 1
    case.save()
    return case


@transaction.atomic
def pass_on(
    *, query_id: int, version: int | None, by: Person, at: datetime, due_on: date, reason: str
) -> EscalationStep:
    """Give the concern to the next rung, with a day by which it is settled there or goes further.

    The holder, and at the first rung the CCG's lead, are told.
    """
    case, today = _locked(query_id=query_id, version=version, by=by), local_day(at)
    steps = steps_of(case)
    reached = [step.rung for step in steps]
    settled = any(step.outcome for step in steps)
    sentence = refuse_passing_on(kind=case.kind, state=case.state, settled=settled, reached=reached)
    if sentence is not None:
        raise Refused(sentence, clause=CLAUSE)
    late = refuse_date(due_on, today)
    if late is not None:
        raise Refused(late, field="due_on", status=400)
    if not reason.strip():
        raise Refused("Enter why it goes there.", field="reason", status=400)
    rung = next_rung(reached)
    if rung is None:  # refused above
        raise LookupError("no rung above the panel")
    EscalationStep.objects.filter(ccg_id=case.ccg_id, query=case, left_on=None).update(left_on=today)
    holder = _holder(case, rung.code, on=today)
    step = EscalationStep.objects.create(
        hub_id=case.hub_id,
        ccg_id=case.ccg_id,
        query=case,
        rung=rung.code,
        holder=holder,
        since_on=today,
        due_on=due_on,
        reason=reason.strip(),
        by=by,
    )
    set_deadline(
        case,
        STEP,
        due_on=due_on,
        words=f"Settle the concern or pass it on: {rung.words}",
        clause=CLAUSE,
        owner_id=holder.pk if holder else None,
    )
    _tell(case, step, rung.words, on=today)
    return step


@transaction.atomic
def settle(
    *,
    query_id: int,
    version: int | None,
    by: Person,
    at: datetime,
    outcome: str,
    decision: str = "",
    files: Iterable[Any] = (),
) -> EscalationStep:
    """Settle the concern where it stands. The panel's decision comes with its reference and its file."""
    case, today = _locked(query_id=query_id, version=version, by=by), local_day(at)
    step = EscalationStep.objects.filter(ccg_id=case.ccg_id, query=case, left_on=None).first()
    if step is None:
        raise Refused("Nobody holds the concern now.", clause=CLAUSE)
    uploads = list(files)
    sentence = refuse_settling(
        kind=case.kind, state=case.state, rung=step.rung, outcome=outcome, decision=decision, files=len(uploads)
    )
    if sentence is not None:
        raise Refused(sentence, clause=CLAUSE)
    if step.rung == PANEL:
        first = next((said for said in (guard(case) for guard in _guards) if said is not None), None)
        if first is not None:
            raise Refused(first, clause=CLAUSE)
    if uploads:
        keep_files(case, uploads=uploads, by=by, requirement=DECISION)
    step.left_on, step.outcome, step.decision = today, outcome.strip(), decision.strip()
    step.save()
    meet(case, STEP, on=today)
    return step


def at_panel(case: Query) -> bool:
    """Whether the resolution panel holds the concern now."""
    return EscalationStep.objects.filter(ccg_id=case.ccg_id, query=case, rung=PANEL, left_on=None).exists()


def is_held(case: Query) -> bool:
    """Whether somebody holds the concern now."""
    return EscalationStep.objects.filter(ccg_id=case.ccg_id, query=case, left_on=None).exists()


def refuse_leaving_ladder(case: Query) -> None:
    """Refuse what would take a concern off the ladder while somebody holds it."""
    sentence = refuse_leaving(held=case.kind == Kind.CONCERN and is_held(case))
    if sentence is not None:
        raise Refused(sentence, clause=CLAUSE)


def leave_ladder(case: Query, *, on: date) -> None:
    """Whoever holds it has nothing more to do: the concern was withdrawn."""
    EscalationStep.objects.filter(ccg_id=case.ccg_id, query=case, left_on=None).update(left_on=on)
    drop(case, STEP, on=on)


def why_unsettled(case: Query) -> str | None:
    """Why the answer of a concern waits; None for any other case, and once it is settled."""
    if case.kind != Kind.CONCERN:
        return None
    settled = EscalationStep.objects.filter(ccg_id=case.ccg_id, query=case).exclude(outcome="").exists()
    return refuse_answering(kind=case.kind, settled=settled)


def decision_files(case: Query, person: Person) -> list[RecordFile]:
    """The files of the panel's decision that this person may open."""
    kept = RecordFile.objects.of(case).filter(requirement=DECISION)
    seen = kept.filter(document__circle__in=circles_open_to(person, case.ccg_id))
    return list(seen.select_related("document", "document__added_by").order_by("id"))


def steps_of(case: Query) -> list[EscalationStep]:
    """The rungs a concern has been at, in order."""
    return list(EscalationStep.objects.filter(ccg_id=case.ccg_id, query=case).select_related("holder").order_by("id"))


def _holder(case: Query, rung: str, *, on: date) -> Person | None:
    role = role_that_holds(rung, case.stream)
    held = Assignment.objects.filter(role=role, hub_id=case.hub_id, period__contains=on, person__is_active=True)
    found = held.select_related("person").order_by("id").first() if role else None
    return found.person if found else None


def _tell(case: Query, step: EscalationStep, words: str, *, on: date) -> None:
    people = {step.holder_id} if step.holder_id else set()
    if step.rung == "lead":
        people |= leads_of(case.ccg_id, on=on)
    if people - {step.by_id}:
        tell(
            people=people - {step.by_id},
            hub=case.hub_id,
            ccg=case.ccg_id,
            kind="escalated",
            text=f"{case.reference}: a concern about the hub is with you ({words}), to {long_date(step.due_on)}.",
            path=case.get_absolute_url(),
            dedupe=f"escalated:{step.pk}",
        )
