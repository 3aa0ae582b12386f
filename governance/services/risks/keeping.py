"""What is done to a risk, whosever it is: raised with its score, changed in words, reviewed, closed.

The caller has locked the row and asked who may; whether a CCG's or a committee's, a row and its record have one shape.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from functions.models import Activity
from governance.rules import risks as rules
from hubportal.organisations.models import Person
from hubportal.web.refusals import Difference, Refused, differences, refuse_all
from hubportal.web.words import long_date


@dataclass(frozen=True, slots=True)
class Words:
    """What a risk says besides its scores. Its owner signs in, or is named."""

    subject: str
    description: str
    mitigation: str = ""
    beside: str = ""
    activity: Activity | None = None
    owner: Person | None = None
    owner_name: str = ""


@dataclass(frozen=True, slots=True)
class Scores:
    """Without mitigation, and as it stands with it."""

    before: rules.Score
    now: rules.Score


@dataclass(frozen=True, slots=True)
class Review:
    """What a review says: when it was held, the scores and the mitigation from then on, and when the next one is."""

    on: date
    scores: Scores
    mitigation: str
    next_on: date
    note: str = ""


def columns_of(words: Words) -> dict[str, Any]:
    """The words as columns of a row."""
    if not words.subject.strip() or not words.description.strip():
        field = "description" if words.subject.strip() else "subject"
        raise Refused(f"Enter the {field}.", field=field, status=400)
    if words.owner is None and not words.owner_name.strip():
        raise Refused("Select or enter who owns it.", clause=rules.SECTION, field="owner", status=400)
    return {
        "subject": words.subject.strip(),
        "description": words.description.strip(),
        "mitigation": words.mitigation.strip(),
        "beside": words.beside.strip(),
        "activity": words.activity,
        "owner": words.owner,
        "owner_name": "" if words.owner else words.owner_name.strip(),
    }


def score_columns(scores: Scores) -> dict[str, int]:
    """The scores as columns of a row or of its record."""
    return {
        "before_likelihood": scores.before.likelihood,
        "before_impact": scores.before.impact,
        "before_score": scores.before.value,
        "likelihood": scores.now.likelihood,
        "impact": scores.now.impact,
        "score": scores.now.value,
    }


def first_columns(*, kind: str, words: Words, scores: Scores, review_on: date, on: date) -> dict[str, Any]:
    """A new row: what it says, its scores and the day of its first review."""
    if kind not in rules.KINDS:
        raise Refused("Select whether it is a risk or an opportunity.", field="kind", status=400)
    if review_on <= on:
        raise Refused("The first review must be after today.", field="review_on", status=400)
    refuse_mitigation(kind, scores, words.mitigation)
    said = {"kind": kind, "state": rules.OPEN, "received_on": on, "reviewed_on": on, "review_on": review_on}
    return said | columns_of(words) | score_columns(scores)


def refuse_mitigation(kind: str, scores: Scores, mitigation: str) -> None:
    """Refuse scores that mitigation does not explain."""
    fault = rules.mitigation_fault(kind, before=scores.before, now=scores.now, mitigation=mitigation)
    if fault is not None:
        raise Refused(fault, clause=rules.CLAUSE, field="mitigation", status=400)


def refuse_closed(risk: Any) -> None:
    """What is closed stands."""
    if risk.state == rules.CLOSED:
        raise Refused("This is closed, and what it says stands. Raise a new one if it comes up again.")


_SAID = {
    "subject": "Name",
    "description": "Description",
    "activity": "Function it is about",
    "before": "Score without mitigation",
    "mitigation": "Mitigation",
    "now": "Score as it stands, with mitigation",
    "beside": "Opportunity beside it",
    "owner": "Owner",
    "reviewed_on": "Reviewed on",
    "review_on": "Next review",
}


def _as_saved(risk: Any) -> dict[str, str]:
    """What is saved of a risk, in words."""
    return {
        "subject": risk.subject,
        "description": risk.description,
        "activity": str(risk.activity.ref) if risk.activity else "",
        "mitigation": risk.mitigation,
        "beside": risk.beside,
        "owner": risk.owned_by,
        "reviewed_on": long_date(risk.reviewed_on),
        "review_on": long_date(risk.review_on),
        **_scores_in_words(Scores(risk.before, risk.now)),
    }


def _scores_in_words(scores: Scores) -> dict[str, str]:
    return {
        name: f"{one.value} (likelihood {one.likelihood}, impact {one.impact})"
        for name, one in (("before", scores.before), ("now", scores.now))
    }


def _beside(risk: Any, typed: dict[str, str]) -> tuple[Difference, ...]:
    labels = {name: label for name, label in _SAID.items() if name in typed}
    return differences(labels=labels, saved=_as_saved(risk), yours=typed)


def words_beside(risk: Any, words: Words) -> tuple[Difference, ...]:
    """What somebody would have it say, beside what somebody else saved meanwhile."""
    typed = {
        "subject": words.subject.strip(),
        "description": words.description.strip(),
        "activity": str(words.activity.ref) if words.activity else "",
        "mitigation": words.mitigation.strip(),
        "beside": words.beside.strip(),
        "owner": words.owner.name if words.owner else words.owner_name.strip(),
    }
    return _beside(risk, typed)


def review_beside(risk: Any, review: Review) -> tuple[Difference, ...]:
    """What somebody's review found, beside what somebody else saved meanwhile."""
    typed = {
        "mitigation": review.mitigation.strip(),
        "reviewed_on": long_date(review.on),
        "review_on": long_date(review.next_on),
    }
    return _beside(risk, typed | _scores_in_words(review.scores))


def close_beside(risk: Any, outcome: str) -> tuple[Difference, ...]:
    """What it is now, beside what somebody would close it as."""
    saved = rules.OUTCOMES[risk.kind].get(risk.outcome, rules.STATES[risk.state])
    yours = rules.OUTCOMES[risk.kind].get(outcome, rules.STATES[rules.CLOSED])
    return (Difference("What became of it", saved, yours),)


def set_words(risk: Any, words: Words) -> tuple[str, ...]:
    """Set what a risk says; its scores move by reviews only. Returns the fields to save."""
    refuse_mitigation(risk.kind, Scores(risk.before, risk.now), words.mitigation)
    said = columns_of(words)
    for name, value in said.items():
        setattr(risk, name, value)
    return tuple(said)


def set_review(risk: Any, review: Review, *, today: date) -> tuple[str, ...]:
    """Set what a review found. Returns the fields to save."""
    faults = rules.review_faults(on=review.on, next_on=review.next_on, last_on=risk.reviewed_on, today=today)
    refuse_all([Refused(words, clause=rules.SECTION, field=field, status=400) for field, words in faults])
    refuse_mitigation(risk.kind, review.scores, review.mitigation)
    risk.was_score = risk.score
    said = score_columns(review.scores) | {
        "mitigation": review.mitigation.strip(),
        "reviewed_on": review.on,
        "review_on": review.next_on,
    }
    for name, value in said.items():
        setattr(risk, name, value)
    return (*said, "was_score")


def set_closed(risk: Any, *, outcome: str, why: str, on: date) -> tuple[str, ...]:
    """Set why a risk is closed. Returns the fields to save besides its state and its day."""
    if outcome not in rules.OUTCOMES[risk.kind]:
        raise Refused("Select what became of it.", field="outcome", status=400)
    if not why.strip():
        raise Refused("Enter why it is closed.", clause=rules.SECTION, field="why", status=400)
    if on < risk.reviewed_on:
        raise Refused("It was reviewed on a later day than that.", status=400)
    risk.outcome, risk.closed_why = outcome, why.strip()
    return ("outcome", "closed_why")


def enter(risk: Any, what: str, *, on: date, note: str, by: Person, at: datetime) -> None:
    """Add an entry to the record of a risk, with its scores as they are from now on."""
    scores = score_columns(Scores(risk.before, risk.now))
    whose = {"hub_id": risk.hub_id} | (
        {"ccg_id": risk.ccg_id} if hasattr(risk, "ccg_id") else {"committee_id": risk.committee_id}
    )
    next_on = None if what == rules.CLOSED else risk.review_on
    number = risk.reviews.count() + 1
    risk.reviews.create(
        **whose, **scores, number=number, what=what, on=on, note=note.strip(), next_on=next_on, by=by, at=at
    )
