"""Passing a case between the hub and its CCG: sign-off before the answer goes, and handing over what is the CCG's."""

from datetime import datetime

from django.db import transaction

from functions.figures.turns import reopenings_of
from functions.models import CaseTurn, Query
from functions.models.queries import State
from functions.rules.specifications.turns import CCG_STEPS
from functions.services.clock import add_event
from functions.services.finding import locked_case
from functions.services.specifications.gate import refuse_unsettled, routing_of, turns_of
from hubportal.clocks.events import ClockEvent, EventKind
from hubportal.notifications.services.notices import tell
from hubportal.organisations.models import Person
from hubportal.organisations.services.holders import leads_of
from hubportal.web.refusals import Difference, Refused
from hubportal.web.words import local_day, long_date, lower_first

PERMISSION = dict.fromkeys(CCG_STEPS, "ccg_approve") | {
    "asked": "ccg_case_edit",
    "handed_over": "ccg_case_edit",
    "signed_elsewhere": "ccg_hub_approve",
}
SIGN_OFFS = frozenset({"signed_off", "signed_elsewhere"})
TO_THE_CCG = frozenset({"asked", "handed_over"})
NEEDS_WORDS = {
    "asked": "Enter the answer that the CCG is asked to sign off.",
    "sent_back": "Enter what has to change.",
    "signed_elsewhere": "Enter who signed it off, when and where that is recorded.",
    "returned": "Enter why the hub is to answer.",
    "answered": "Enter what the CCG answered.",
}


@transaction.atomic
def take_turn(*, query_id: int, version: int | None, step: str, words: str, by: Person, at: datetime) -> CaseTurn:
    """Take one step with a case; out of order, or by somebody who may not, it is refused with the clause.

    Every step raises the case's version, so that nobody signs off an answer other than the one on their page. The
    CCG's own answer closes the case on its clock. Whoever is to act next is told.
    """
    case = locked_case(query_id=query_id, by=by, version=version, permission=PERMISSION[step], yours=_passed_since)
    if case.state != State.OPEN:
        raise Refused("The case is no longer open. Reopen it first.")
    routing = routing_of(case)
    if routing is None:
        raise Refused("Choose the function this case falls under first.", field="activity")
    sentence = routing.refuse_step(step)
    if sentence is not None:
        raise Refused(sentence, clause=routing.part.clause)
    if step == "answered":
        refuse_unsettled(case)
    if step in NEEDS_WORDS and not words.strip():
        raise Refused(NEEDS_WORDS[step], field="words", status=400)
    on = local_day(at)
    turn = CaseTurn.objects.create(
        hub_id=case.hub_id,
        ccg_id=case.ccg_id,
        query=case,
        kind=step,
        words=words.strip(),
        function=routing.part.activity.ref,
        reopenings=reopenings_of(case),
        on=on,
        by=by,
        at=at,
    )
    if step == "answered":
        add_event(case=case, event=ClockEvent(EventKind.RESPONDED, on, note="Answered by the CCG"), by=by, at=at)
    else:
        case.version += 1
        case.save()
    _tell(case, turn)
    return turn


def _passed_since(case: Query) -> tuple[Difference, ...]:
    """What a page that grew old did not show: the last step, and the state."""
    last = turns_of(case)[-1:]
    said = f"{last[0].get_kind_display()} on {long_date(last[0].on)}" if last else "None yet"
    return (
        Difference("Last step between the hub and the CCG", said, ""),
        Difference("State", case.get_state_display(), ""),
    )


def _tell(case: Query, turn: CaseTurn) -> None:
    """The CCG's leads of what waits for them; of what the CCG did the case's owner, or where nobody owns it whoever
    passed it on.
    """
    if turn.kind in TO_THE_CCG:
        people = leads_of(case.ccg_id, on=turn.on)
    else:
        passed_on = (one.by_id for one in reversed(turns_of(case)) if one.kind in TO_THE_CCG)
        told = case.owner_id or next(passed_on, None)
        people = {told} if told and told != turn.by_id else set()
    tell(
        people=people,
        hub=case.hub_id,
        ccg=case.ccg_id,
        kind="case_turn",
        text=f"{case.reference}: {lower_first(CaseTurn.Kind(turn.kind).label)}",
        path=case.get_absolute_url(),
        dedupe=f"turn:{turn.pk}",
    )
