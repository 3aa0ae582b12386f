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
    """Whose a case is, and how it passed between the hub and its CCG; `kinds` are the turns since it was last reopened.

    `waits` says why its answer may not go yet; empty when it may.
    """

    part: PartOnDate
    turns: list[CaseTurn]
    kinds: tuple[str, ...]
    waits: str

    def open_steps(self) -> list[str]:
        """The steps that may be taken now."""
        return open_steps(self.part.acts, self.kinds, shared=self.part.answer.shared)

    def refuse_step(self, step: str) -> str | None:
        """Why a step is out of order; None when it is not."""
        return refuse_step(step, self.part.acts, self.kinds, shared=self.part.answer.shared)


def routing_of(case: Query, *, turns: list[CaseTurn] | None = None) -> Routing | None:
    """What the matrix says of a case; None while it has no activity. `turns` are its turns where they are read already.

    A sign-off of the answer before a reopening does not cover the answer after it.
    """
    part = part_of_case(case)
    if part is None:
        return None
    turns = turns_of(case) if turns is None else turns
    kinds = tuple(turn.kind for turn in turns if turn.counts)
    return Routing(part, turns, kinds, refuse_answer(part.acts, kinds) or "")


def refuse_early_answer(case: Query) -> None:
    """Refuse a full response that is kept back: by the matrix (not signed off yet, or the CCG's to give), or by the
    ladder, where a concern about the hub is settled first.
    """
    routing = routing_of(case)
    if routing is not None and routing.waits:
        raise Refused(routing.waits, clause=routing.part.clause)
    unsettled = why_unsettled(case)
    if unsettled is not None:
        raise Refused(unsettled, clause=LADDER)
