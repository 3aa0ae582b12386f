"""Whether the answer of a case may go, by what the matrix says and what the CCG did."""

from dataclasses import dataclass

from functions.figures.specifications.part import PartOnDate
from functions.figures.turns import told
from functions.models import CaseTurn, Query
from functions.rules.escalation import CLAUSE as LADDER
from functions.rules.specifications.turns import open_steps, refuse_answer, refuse_step
from functions.services.escalation import why_unsettled
from functions.services.specifications.answering import part_for
from hubportal.web.refusals import Refused


def turns_of(case: Query) -> list[CaseTurn]:
    """How a case passed between the hub and its CCG, the oldest first; see `functions.figures.turns.told`."""
    return list(told(CaseTurn.objects.filter(ccg_id=case.ccg_id, query=case)))


def part_of_case(case: Query) -> PartOnDate | None:
    """Whose the case is by its activity, on its day of receipt; None while it has no activity."""
    return part_for(case.ccg, case.activity, case.received_on) if case.activity else None


@dataclass(frozen=True, slots=True)
class Routing:
    """Whose a case is, and how it passed between the hub and its CCG.

    `counted` are the turns under its function since it was last reopened; `waits` says why its answer may not go yet,
    and is empty when it may.
    """

    part: PartOnDate
    turns: list[CaseTurn]
    counted: list[CaseTurn]
    waits: str

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the turns that count were."""
        return _kinds(self.counted)

    @property
    def last_answer(self) -> str:
        """The answer last sent for sign-off; empty where none was."""
        return next((turn.words for turn in reversed(self.counted) if turn.kind == "asked"), "")

    @property
    def sent_back(self) -> str:
        """What the CCG wants changed; empty unless it sent the answer back last."""
        return self.counted[-1].words if self.kinds[-1:] == ("sent_back",) else ""

    @property
    def signed_answer(self) -> str:
        """The answer that the CCG signed off here; empty while it did not, or did it elsewhere."""
        return self.last_answer if self.kinds[-1:] == ("signed_off",) else ""

    def open_steps(self) -> list[str]:
        """The steps that may be taken now."""
        return open_steps(self.part.acts, self.kinds, shared=self.part.answer.shared)

    def refuse_step(self, step: str) -> str | None:
        """Why a step is out of order; None when it is not."""
        return refuse_step(step, self.part.acts, self.kinds, shared=self.part.answer.shared)


def routing_of(case: Query, *, turns: list[CaseTurn] | None = None) -> Routing | None:
    """What the matrix says of a case; None while it has no activity. `turns` are its turns where they are read already.

    A sign-off of the answer before a reopening does not cover the answer after it, nor does what was done under one
    function count for another.
    """
    part = part_of_case(case)
    if part is None:
        return None
    turns = turns_of(case) if turns is None else turns
    counted = [turn for turn in turns if turn.counts and turn.function == part.activity.ref]
    return Routing(part, turns, counted, refuse_answer(part.acts, _kinds(counted)) or "")


def _kinds(turns: list[CaseTurn]) -> tuple[str, ...]:
    return tuple(turn.kind for turn in turns)


def refuse_early_answer(case: Query) -> Routing | None:
    """Refuse a full response that is kept back: by the matrix (not signed off yet, or the CCG's to give), or by the
    ladder, where a concern about the hub is settled first. Returns what the matrix says, for what is asked next.
    """
    routing = routing_of(case)
    if routing is not None and routing.waits:
        raise Refused(routing.waits, clause=routing.part.clause)
    refuse_unsettled(case)
    return routing


def refuse_unsettled(case: Query) -> None:
    """Refuse an answer, the hub's or the CCG's, to a concern that is not settled on the ladder."""
    unsettled = why_unsettled(case)
    if unsettled is not None:
        raise Refused(unsettled, clause=LADDER)
