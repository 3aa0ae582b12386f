"""The rules of a draft: put, joined and taken out one by one, each with its clause and reading."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from governance.figures.terms_of_reference import composed_of
from governance.models import TermsOfReference
from governance.rules.terms_of_reference import composing
from governance.rules.terms_of_reference.composing import Composed, NoSuchRule
from governance.rules.voting.reading import WrongTerms
from governance.services.finding import changed
from governance.services.terms_of_reference.drafts import locked_draft
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused

HOWS = {
    "set": "Instead of this rule",
    "and": "A rule that must be met as well",
    "or": "An alternative to this rule",
}
_GROUP = {"and": composing.ALL, "or": composing.ANY}


@dataclass(frozen=True, slots=True)
class RuleWords:
    """One rule as it is stored, the clause that says it and how that is read."""

    rule: Mapping[str, Any]
    clause: str = ""
    reading: str = ""


@transaction.atomic
def put_rule(
    *, terms_id: int, version: int | None, by: Person, place: str, words: RuleWords, how: str = "set"
) -> TermsOfReference:
    """Write a rule at a place of a draft, or join it to the one there (`and`, `or`)."""

    def compose(composed: Composed) -> Composed:
        said = {"clause": words.clause, "reading": words.reading}
        if how == "set":
            return composing.put(composed, place, words.rule, **said)
        return composing.join(composed, place, _GROUP[how], words.rule, **said)

    return _compose(terms_id, version, by, compose)


@transaction.atomic
def take_out_rule(*, terms_id: int, version: int | None, by: Person, place: str) -> TermsOfReference:
    """Take one rule out of a group of the quorum, or what the terms say of single-CCG business."""

    def compose(composed: Composed) -> Composed:
        if place == "single_ccg":
            return composing.forget(composed, place)
        return composing.take_out(composed, place)

    return _compose(terms_id, version, by, compose)


def _compose(
    terms_id: int, version: int | None, by: Person, compose: Callable[[Composed], Composed]
) -> TermsOfReference:
    draft = locked_draft(terms_id, by=by, version=version)
    try:
        composed = compose(composed_of(draft))
    except NoSuchRule as missing:
        raise Refused(missing.sentence) from missing
    except WrongTerms as wrong:
        field = wrong.place.rpartition(".")[2]
        raise Refused(wrong.sentence, field=field, status=400) from wrong
    draft.rules, draft.clauses, draft.readings = (
        dict(composed.rules), dict(composed.clauses), dict(composed.readings),
    )  # fmt: skip
    changed(draft, "rules", "clauses", "readings")
    return draft
