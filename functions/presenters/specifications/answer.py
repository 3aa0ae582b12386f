"""The answer to "whose is it, on this date?" in words."""

from dataclasses import dataclass

from functions.figures.specifications.part import PartOnDate
from functions.presenters.specifications.words import ACTS_COLOURS
from functions.rules.specifications.parts import ACTS_WORDS, code_in_full
from hubportal.web.words import long_date, lower_first


@dataclass(frozen=True, slots=True)
class AnswerInWords:
    """Who acts, as a few words with a colour; why; and the facts beside."""

    title: str
    colour: str
    sentence: str
    clause: str
    facts: list[tuple[str, str]]
    href: str


def answer_in_words(part: PartOnDate) -> AnswerInWords:
    """The answer with everything it rests on."""
    undecided = (
        f"{part.owner or 'Nobody yet'}{f', by {long_date(part.decide_by)}' if part.decide_by else ''}"
        if part.answer.undecided
        else ""
    )
    facts = [
        ("On", long_date(part.on)),
        ("In the matrix", code_in_full(part.marks)),
        ("Signed by the CCG", "Yes" if part.signed else "No"),
        ("From", part.source),
        ("Who decides for the CCG", f"{part.column.decides}. {part.column.sentence}"),
        ("To be decided by", undecided),
        ("Comment", part.comment),
        ("Clause", part.clause),
    ]
    return AnswerInWords(
        title=part.unlisted or ACTS_WORDS[part.acts],
        colour="grey" if part.unlisted else ACTS_COLOURS[part.acts],
        sentence=f"{_by_another_list(part)} {part.answer.sentence}" if part.unlisted else part.answer.sentence,
        clause=part.clause,
        facts=[(name, value) for name, value in facts if value],
        href=part.specification.get_absolute_url() if part.specification else "",
    )


def _by_another_list(part: PartOnDate) -> str:
    """By which list the question is answered, where none in force that day answers it."""
    version = part.activity.version
    begins = f", which begins on {long_date(version.effective_from)}" if version.effective_from else ""
    return f"By version {version.code} of the standard matrix{begins}: {lower_first(ACTS_WORDS[part.acts])}."
