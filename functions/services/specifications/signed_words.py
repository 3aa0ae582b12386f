"""What holds once the CCG was asked: the words it signed off, and the function that they were signed off under."""

from functions.models import Query
from functions.rules.specifications.parts import KEY
from functions.rules.specifications.turns import refuse_other_words
from functions.services.specifications.gate import Routing, turns_of
from hubportal.web.refusals import Refused


def refuse_other_answer(routing: Routing | None, said: str, *, field: str) -> None:
    """Refuse a full response without the words that the CCG signed off."""
    if routing is None:
        return
    sentence = refuse_other_words(routing.part.acts, routing.kinds, signed=routing.last_answer, said=said)
    if sentence is not None:
        raise Refused(sentence, clause=routing.part.clause, field=field)


def refuse_no_function(case: Query) -> None:
    """Refuse to leave a case without a function once it passed to the CCG or back: its answer would wait for nobody."""
    if case.activity_id and turns_of(case):
        raise Refused(
            "The case was passed between the hub and the CCG under its function. Choose another function, or keep it.",
            clause=KEY,
            field="activity",
        )
