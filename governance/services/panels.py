"""Resolution panels: choosing one for a concern, its decision, and the actions that follow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import Http404

from functions.models import Query
from functions.services.escalation import at_panel, may_escalate, settle
from functions.services.finding import locked_case
from governance.figures.panels import as_candidates, candidates_at, concern_of
from governance.models import PanelAction, PanelMember, ResolutionPanel
from governance.rules.panels import CLAUSE, OFFICES, PLACES, Candidate, fault_of, fault_of_decision
from hubportal.notifications.services.notices import tell
from hubportal.organisations.models import Person
from hubportal.organisations.services.holders import holders_at, leads_of
from hubportal.records.services.deadlines import meet, set_deadline
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, long_date

HUB_LEADS = ("head_of_primary_care", "assistant_head_of_finance", "locality_director")


def sets_up_panels(person: Person, ccg_id: int) -> bool:
    """A panel is set up by both parties: a head of the hub, or whoever approves for the CCG."""
    return person.grants.can("ccg_hub_approve", ccg_id) or person.grants.can("ccg_approve", ccg_id)


def sets_up_any(person: Person) -> bool:
    """Whether a person sets up panels at all."""
    return person.grants.any("ccg_hub_approve") or person.grants.any("ccg_approve")


@transaction.atomic
def choose(
    *,
    query_id: int,
    version: int | None,
    chosen: Mapping[str, int | None],
    by: Person,
    at: datetime,
    also: Iterable[str] = (),
    why: str = "",
) -> ResolutionPanel:
    """Choose who sits, by place; `also` are further organisations and areas that the concern touches. Chosen anew
    before it decided, with the reason, the panel before stays on record.
    """
    case, today = _locked(query_id, version=version, by=by), local_day(at)
    named = [one.strip() for one in also if one.strip()]
    if not at_panel(case):
        raise Refused("A panel is chosen once the concern is passed on to the resolution panel.", clause=CLAUSE)
    before = current_panel(case)
    if before is not None and before.decided_on is not None:
        raise Refused("The panel has decided.", clause=CLAUSE)
    if before is not None and not why.strip():
        raise Refused("Enter why the panel is chosen anew.", field="why", status=400)
    known = {one.key: one for one in as_candidates(candidates_at(case.hub_id), on=today)}
    seats = {place: known.get(chosen.get(place) or 0) for place in PLACES}
    fault = fault_of(seats, concern_of(case, also=named), on=today)
    if fault is not None:
        raise Refused(fault[1], field=fault[0], clause=CLAUSE)
    case.version += 1  # the same page sent twice is stale
    case.save()
    if before is not None:
        before.is_current = False
        before.save(update_fields=["is_current"])
    made = ResolutionPanel.objects.create(
        **_of(case), query=case, number=(before.number if before else 0) + 1, why=why.strip(), also=named,
        chosen_on=today, chosen_by=by,
    )  # fmt: skip
    for place, one in seats.items():
        if one is not None:
            _seat(made, place, one)
    _tell(case, made, f"{case.reference}: the resolution panel is chosen.", fact="chosen", on=today)
    return made


def _seat(panel: ResolutionPanel, place: str, one: Candidate) -> None:
    PanelMember.objects.create(
        hub_id=panel.hub_id, ccg_id=panel.ccg_id, panel=panel, place=place, candidate_id=one.key, name=one.name,
        office=OFFICES[one.office], organisation=one.organisation,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActionWords:
    """What somebody has to do, and by when."""

    words: str
    owner: str
    due_on: date


@transaction.atomic
def decide(
    *,
    query_id: int,
    version: int | None,
    decided_on: date,
    decision: str,
    reference: str,
    actions: Sequence[ActionWords],
    files: Iterable[Any],
    by: Person,
    at: datetime,
) -> ResolutionPanel:
    """Record what the panel decided, with its actions: it binds every party and closes the concern on its ladder.

    Each action is a date to keep of the case. The concern is then answered to whoever raised it.
    """
    case, today = _locked(query_id, version=version, by=by), local_day(at)
    panel = current_panel(case)
    if panel is None:
        raise Refused("Choose who sits on the panel first.", clause=CLAUSE)
    if panel.decided_on is not None:
        raise Refused("The panel has decided: its decision stands.", clause=CLAUSE)
    fault = fault_of_decision(
        decided_on=decided_on, chosen_on=panel.chosen_on, today=today, decision=decision, actions=len(actions)
    )
    if fault is not None:
        raise Refused(fault, clause=CLAUSE)
    panel.decided_on, panel.decision, panel.decided_by = decided_on, decision.strip(), by
    panel.decision_reference = reference.strip()
    panel.save(update_fields=["decided_on", "decision", "decision_reference", "decided_by"])
    for number, action in enumerate(actions, start=1):
        _act(case, panel, number, action, today=today)
    owed = "\n".join(f"{one.words} ({one.owner}, by {long_date(one.due_on)})" for one in actions)
    settle(
        query_id=case.pk, version=None, by=by, at=at, outcome=f"{decision.strip()}\n{owed}", decision=reference,
        files=files,
    )  # fmt: skip
    _tell(case, panel, f"{case.reference}: the resolution panel has decided. It binds both.", fact="decided", on=today)
    return panel


def _act(case: Query, panel: ResolutionPanel, number: int, action: ActionWords, *, today: date) -> None:
    if not action.words.strip() or not action.owner.strip():
        raise Refused(f"Action {number}: enter what is to be done, and who does it.", field="actions", status=400)
    if action.due_on < today:
        raise Refused(f"Action {number}: its date must be today or later.", field="actions", status=400)
    made = PanelAction.objects.create(
        **_of(case), panel=panel, number=number, words=action.words.strip()[:300], owner=action.owner.strip()[:160],
        due_on=action.due_on,
    )  # fmt: skip
    set_deadline(
        case, step_of(made), due_on=action.due_on, clause=CLAUSE,
        words=f"Panel’s action {number}: {made.words}"[:160],
    )  # fmt: skip


@transaction.atomic
def finish_action(*, query_id: int, number: int, done_on: date, words: str, by: Person, at: datetime) -> PanelAction:
    """Record that an action of the panel's decision was done, and how."""
    case = _seen(query_id, by=by)
    if not may_escalate(by, case):
        raise Refused("You may read this case but not change it.", status=403)
    rows = PanelAction.objects.select_for_update().filter(ccg_id=case.ccg_id, panel__query=case, number=number)
    found = rows.filter(panel__is_current=True).select_related("panel").first()
    if found is None:
        raise Http404("The panel set no such action.")
    if found.done_on is not None:
        raise Refused("This action is done already.")
    if not (found.panel.decided_on or done_on) <= done_on <= local_day(at):
        raise Refused("It was done between the day of the decision and today.", field="done_on", status=400)
    if not words.strip():
        raise Refused("Enter what was done.", field="words", status=400)
    found.done_on, found.done_words, found.done_by = done_on, words.strip()[:300], by
    found.save(update_fields=["done_on", "done_words", "done_by"])
    meet(case, step_of(found), on=done_on)
    return found


def step_of(action: PanelAction) -> str:
    """The name of an action's date among the dates of its case."""
    return f"panel-action-{action.number}"


def current_panel(case: Query) -> ResolutionPanel | None:
    """The panel of a concern; None before one is chosen."""
    return ResolutionPanel.objects.filter(ccg_id=case.ccg_id, query=case, is_current=True).first()


def why_panel_waits(case: Query) -> str | None:
    """What has to be done before a concern is settled at the panel; None once its decision is recorded."""
    panel = current_panel(case)
    if panel is None:
        return "Choose who sits on the panel first."
    return None if panel.decided_on else "Record what the panel decided on its own page, with the actions."


def _locked(query_id: int, *, version: int | None, by: Person) -> Query:
    case = _seen(query_id, by=by)
    if not sets_up_panels(by, case.ccg_id):
        raise Refused("Heads of the hub and those who approve for the CCG set up a panel.", status=403)
    permission = "ccg_hub_approve" if by.grants.can("ccg_hub_approve", case.ccg_id) else "ccg_approve"
    return locked_case(query_id=query_id, by=by, version=version, permission=permission)


def _seen(query_id: int, *, by: Person) -> Query:
    found = Query.objects.visible_to(by).select_related("ccg", "hub", "practice").filter(pk=query_id).first()
    if found is None:
        raise Http404("No case of yours has this number.")
    return found


def _of(case: Query) -> dict[str, Any]:
    return {"hub_id": case.hub_id, "ccg_id": case.ccg_id}


def _tell(case: Query, panel: ResolutionPanel, text: str, *, fact: str, on: date) -> None:
    people = holders_at(case.hub_id, *HUB_LEADS, on=on) | leads_of(case.ccg_id, on=on)
    if people:
        tell(
            people=sorted(people),
            hub=case.hub_id,
            ccg=case.ccg_id,
            kind="escalated",
            text=text,
            path=panel.get_absolute_url(),
            dedupe=f"panel:{panel.pk}:{fact}",
        )
