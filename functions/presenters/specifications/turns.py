"""The steps between the hub and its CCG in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from functions.models import CaseTurn, Query
from functions.models.queries import State
from functions.presenters.specifications.answer import AnswerInWords, answer_in_words
from functions.services.specifications.gate import Routing
from functions.services.specifications.passing import PERMISSION
from hubportal.organisations.models import Person
from hubportal.web.words import long_date

STEP_WORDS = {
    "asked": "Send to the CCG for sign-off",
    "signed_off": "Sign off",
    "sent_back": "Send back to the hub",
    "signed_elsewhere": "Record a sign-off given elsewhere",
    "handed_over": "Hand over to the CCG",
    "returned": "Give back to the hub",
    "answered": "Record the CCG’s answer",
}
LABELS = {
    "asked": "The answer to be signed off",
    "signed_off": "Words to the hub",
    "sent_back": "What has to change",
    "signed_elsewhere": "Who signed it off, when and where that is recorded",
    "handed_over": "Words to the CCG",
    "returned": "Why the hub is to answer",
    "answered": "What the CCG answered",
}
HELP = {
    "asked": "The CCG’s lead is told. The answer can go once they have signed it off.",
    "signed_off": "The hub can then send the answer.",
    "sent_back": "The hub changes the answer and sends it to you again.",
    "signed_elsewhere": "For a sign-off that the CCG gave outside Hub Portal, such as at a meeting.",
    "handed_over": "The CCG’s lead is told, and answers. The clock goes on.",
    "returned": "The hub may then answer the case.",
    "answered": "This is the full response: it stops the clock and closes the case.",
}
DONE = {
    "asked": "Sent to the CCG for sign-off.",
    "signed_off": "Signed off. The hub is told.",
    "sent_back": "Sent back to the hub.",
    "signed_elsewhere": "The sign-off is recorded.",
    "handed_over": "Handed over to the CCG.",
    "returned": "Given back to the hub.",
    "answered": "The answer is recorded and the case is closed.",
}


@dataclass(frozen=True, slots=True)
class TurnInWords:
    """One step that was taken."""

    title: str
    on: str
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class TurnStep:
    """One step that can be taken now."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class RoutingInWords:
    """Whose a case is, what was done, and just the steps that this person may take now."""

    answer: AnswerInWords
    function: str
    signed: bool
    turns: list[TurnInWords]
    steps: list[TurnStep]
    waits: str


def routing(found: Routing | None, person: Person, case: Query) -> RoutingInWords | None:
    """The panel of a case's page; None for a case without an activity, or whoever does not read the CCG's records."""
    if found is None:
        return None
    is_open = case.state == State.OPEN
    offered = found.open_steps() if is_open else []
    return RoutingInWords(
        answer=answer_in_words(found.part),
        function=f"{found.part.activity.ref} {found.part.activity.activity}",
        signed=found.part.signed,
        turns=taken(found.turns, found.part.activity.ref),
        steps=steps(
            [step for step in offered if person.grants.can(PERMISSION[step], case.ccg_id)],
            case,
            again="asked" in offered and not found.waits,
        ),
        waits=found.waits if is_open else "",
    )


def taken(turns: Iterable[CaseTurn], ref: str) -> list[TurnInWords]:
    """What was done, the newest first; what was done under another function says so."""
    said = [TurnInWords(_title(row, ref), long_date(row.on), row.by_name, row.words) for row in turns]
    return said[::-1]


def _title(row: CaseTurn, ref: str) -> str:
    done = row.get_kind_display()
    return done if row.function == ref else f"{done} under {row.function}, which no longer counts"


def steps(names: Iterable[str], case: Query, *, again: bool) -> list[TurnStep]:
    """Steps as links to the pages that ask; `again` where an answer is signed off already."""
    said = STEP_WORDS | ({"asked": "Send a changed answer for sign-off"} if again else {})
    return [TurnStep(said[name], reverse("functions:turn", args=[case.reference, name])) for name in names]
