"""The files of a ballot: the roll, a result by practice, the evidence, a blank paper form."""

from collections.abc import Iterable
from typing import Any

from governance.figures.ballots import Line
from governance.models import BallotEvent, BallotRound
from governance.presenters.ballots import STANDINGS, entries, responses_words, round_facts, thresholds_words
from governance.rules.ballot_rounds import Standing
from governance.services.ballot_counting import result_of
from hubportal.web.columns import Column

ROLL_COLUMNS = (
    Column("Code", "ods_code"),
    Column("Practice", "name"),
    Column("CCG", "ccg.name"),
    Column("May answer", "is_eligible", kind="yes_no"),
    Column("Left out because", "excluded_because"),
)


def result_columns(asked: BallotRound) -> tuple[Column, ...]:
    """The columns of a result by practice; the answer is one of them only in a named round."""
    columns = (
        Column("Code", "code"),
        Column("Practice", "name"),
        Column("CCG", "ccg"),
        Column("May answer", "eligible", kind="yes_no"),
        Column("Left out because", "because"),
        Column("Responded", "responded", kind="yes_no"),
        Column("How", "how"),
        Column("Came on", "on"),
    )
    return (*columns, Column("Answer", "answer")) if asked.named else columns


def result_lines(asked: BallotRound, lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Each practice of the roll. The answers are those of the frozen result."""
    result = result_of(asked)
    words = {option["code"]: option["words"] for option in result["options"]}
    answers = {row["ods_code"]: words[row["option"]] for row in result["answers"]}
    return [
        {
            "code": line.voter.ods_code,
            "name": line.voter.name,
            "ccg": line.voter.ccg.name,
            "eligible": line.voter.is_eligible,
            "because": line.voter.excluded_because,
            "responded": line.response is not None,
            "how": line.response.get_how_display() if line.response else "",
            "on": line.response.received_on if line.response else None,
            "answer": answers.get(line.voter.ods_code, ""),
        }
        for line in lines
    ]


def evidence(asked: BallotRound, events: list[BallotEvent]) -> dict[str, Any]:
    """What the evidence of a result prints: the frozen content, its digest, and what happened when."""
    result = result_of(asked)
    words = {option["code"]: option["words"] for option in result["options"]}
    return {
        "title": f"{result['ballot']}: result of round {result['round']}",
        "from_name": result["committee"],
        "asked": asked,
        "standing": STANDINGS[Standing(asked.state)][0],
        "result": result,
        "responses": responses_words(result),
        "carried_by": thresholds_words(asked),
        "answers": [{**row, "words": words[row["option"]]} for row in result["answers"]],
        "events": list(reversed(entries(events))),
    }


def paper(asked: BallotRound) -> dict[str, Any]:
    """A blank form of a round."""
    return {
        "title": f"{asked.ballot.title}: round {asked.number}",
        "from_name": asked.committee.name,
        "asked": asked,
        "facts_of": [row for row in round_facts(asked) if row["key"] in {"What carries it", "In the result"}],
    }
