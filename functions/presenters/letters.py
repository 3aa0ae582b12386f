"""Templates of letters and e-mails as they are offered on a page, filled in from the case."""

from dataclasses import dataclass
from datetime import date

from functions.models import Query
from functions.rules.placeholders import fill
from functions.services.letters import templates_for, values_of
from hubportal.organisations.models import Person
from hubportal.web.words import long_date

PROMISED = "{promised_on}"


@dataclass(frozen=True, slots=True)
class Offer:
    """One template with the case's words in it; a date still to be promised keeps its place."""

    code: str
    name: str
    subject: str
    body: str


def offers(act: str, case: Query, *, by: Person, today: date, answer: str = "") -> list[Offer]:
    """The templates offered for an act on a case, its own kind's first, around the answer that the CCG signed off."""
    values = {**values_of(case, by=by, today=today, answer=answer), "promised_on": PROMISED}
    found = templates_for(act=act, kind=case.kind)
    return [Offer(row.code, row.name, fill(row.subject, values), fill(row.body, values)) for row in found]


def with_promise(text: str, promised_on: date | None) -> str:
    """The words with the promised date in its place."""
    return text.replace(PROMISED, long_date(promised_on)) if promised_on else text
