"""When an agreement has to be extended, how it is left, and when it is reviewed.

Months are calendar months. The figures (six months, 1 September) are those of the agreement's version; the sentences
are here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from governance.rules.terms import add_months, next_financial_year, period_ends
from hubportal.clauses import clause
from hubportal.clocks.wording import in_words
from hubportal.web.words import long_date

NOTICE_MONTHS = 6
ON_EXPIRY, NEXT_FINANCIAL_YEAR = "on_expiry", "next_financial_year"
LEAVING = {
    ON_EXPIRY: "When the notice period ends",
    NEXT_FINANCIAL_YEAR: "At the start of the next financial year after the notice period ends",
}
EXTENSION = "London MOU, period of the agreement"
LEAVE_LATE = "Mid Essex constitution 6.5.2(k)"
# The documents that are read with an agreement (London MOU, associated documents).
DOCUMENTS = {
    "roles": "Roles and responsibilities",
    "delegation_scheme": "Scheme of delegation",
    "local_agreement": "Local agreement for joint or integrated arrangements",
    "terms_of_reference": "Terms of reference of a committee",
    "guidance": "National guidance",
}
CCG_PARTY, HUB_PARTY = "ccg", "nhs_england"


@clause(EXTENSION, part="extension")
def extend_by(term_until: date) -> date:
    """An extension is agreed by the 1 September before the term ends: for a term ending 31 March 2016, by 1 September
    2015.

    A term that ends on 1 September itself, or after it, has that year's.
    """
    this_year = date(term_until.year, 9, 1)
    return this_year if this_year <= term_until else date(term_until.year - 1, 9, 1)


@dataclass(frozen=True, slots=True)
class Extension:
    """Whether an extension may be agreed on a day: `refused` says why not, `late` that its date has passed."""

    refused: str = ""
    late: bool = False


@clause(EXTENSION, part="late extension")
def may_extend(*, on: date, term_until: date, by: date, new_until: date) -> Extension:
    """An extension runs past the present term and is agreed before that ends; after its date it needs a reason."""
    if new_until <= term_until:
        return Extension(f"The new last day must be after {in_words(term_until)}, the end of the present term.")
    if on > term_until:
        return Extension(f"The term ended on {in_words(term_until)}, so it cannot be extended. Make a new agreement.")
    return Extension(late=on > by)


@clause(EXTENSION, part="notice")
def notice_ends(given_on: date, *, months: int = NOTICE_MONTHS) -> date:
    """A party leaves on six months' notice: calendar months from the day it is given, to the last day of a shorter
    month.
    """
    return add_months(given_on, months)


@clause(EXTENSION, part="notice recorded late")
def notice_fault(*, given_on: date, ends_on: date, in_force_from: date, recorded_on: date) -> str | None:
    """Notice is given to leave an agreement that binds: on its first day in force or later. A notice may be recorded
    after the day it was given, but its end must not lie before the day it is recorded.

    The sources say nothing of late recording (ours): a notice nobody had recorded by its end has not run against
    anybody.
    """
    if given_on < in_force_from:
        return f"Notice is given from the day the agreement came into force: {in_words(in_force_from)}, or later."
    if ends_on < recorded_on:
        return (
            f"A notice given on {in_words(given_on)} would have ended on {in_words(ends_on)}, before it was recorded."
            " Enter a later day."
        )
    return None


@clause(LEAVE_LATE)
def new_arrangement_on(notice_ends_on: date) -> date:
    """After notice to leave, the new arrangement starts with the next financial year that begins after the notice
    period has ended.
    """
    return next_financial_year(notice_ends_on)


@dataclass(frozen=True, slots=True)
class Working:
    """One step of a computation: the date, what it is, and the clause it rests on."""

    on: date
    words: str
    clause: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """What follows from a notice: its end, the first day of the new arrangement, and how they were found.

    `leaves_on` is None where the term ends before a new arrangement could start.
    """

    notice_ends_on: date
    leaves_on: date | None
    working: tuple[Working, ...]


@clause(EXTENSION, part="term or notice")
def ends_with_term(*, term_until: date, begins: date) -> bool:
    """An agreement ends with its term, or by notice: by whichever comes first."""
    return term_until < begins - timedelta(days=1)


def leave(
    *, given_on: date, months: int = NOTICE_MONTHS, start: str = ON_EXPIRY, term_until: date | None = None
) -> Leaving:
    """The end of a notice and the start of the new arrangement, with its working."""
    ends = notice_ends(given_on, months=months)
    next_year = start == NEXT_FINANCIAL_YEAR
    begins = new_arrangement_on(ends) if next_year else ends + timedelta(days=1)
    term_first = term_until is not None and ends_with_term(term_until=term_until, begins=begins)
    starts = "would start" if term_first else "starts"
    steps = [
        Working(given_on, "Notice is given", EXTENSION),
        Working(ends, f"The notice of {months} calendar months ends", EXTENSION),
    ]
    if next_year:
        steps.append(Working(begins, f"The new arrangement {starts}, with the next financial year", LEAVE_LATE))
    else:
        steps.append(Working(begins, f"The new arrangement {starts}, the day after the notice period", EXTENSION))
    if term_until is not None and term_first:
        steps.append(Working(term_until, "The term ends before that, and the agreement with it", EXTENSION))
        return Leaving(ends, None, tuple(steps))
    return Leaving(ends, begins, tuple(steps))


def what_follows(*, notice_ends_on: date | None, leaves_on: date | None, term_until: date) -> str:
    """What follows from a notice, in a sentence."""
    if leaves_on is None:
        return f"The agreement ends with its term, on {long_date(term_until)}."
    return f"It ends on {long_date(notice_ends_on)}; the new arrangement starts on {long_date(leaves_on)}."


def begin_fault(*, on: date, term_from: date) -> str | None:
    """An agreement comes into force on the first day of its term or later."""
    if on >= term_from:
        return None
    return f"It comes into force on the first day of its term or later: {long_date(term_from)}."


def end_fault(*, on: date, term_until: date, leaves_on: date | None) -> str | None:
    """The end of the term is recorded on its last day or later, unless the agreement is left before that."""
    if leaves_on is not None and leaves_on <= term_until:
        return f"The agreement is left on {long_date(leaves_on)}, before its term ends. Record the withdrawal then."
    if on < term_until:
        return (
            "The term has not ended yet. To leave before, give notice."
            f" Its end can be recorded from {long_date(term_until)}."
        )
    return None


def withdrawal_fault(*, on: date, leaves_on: date | None) -> str | None:
    """A withdrawal is recorded on the first day of the new arrangement or later."""
    if leaves_on is None:
        return "The term ends before the new arrangement would start. Record the end of the term."
    if on < leaves_on:
        return (
            "The agreement holds until the new arrangement starts."
            f" The withdrawal can be recorded from {long_date(leaves_on)}."
        )
    return None


@dataclass(frozen=True, slots=True)
class ReviewKind:
    """A kind of review: what it is called, how many months it covers, and who meets."""

    name: str
    months: int
    who: str
    clause: str


REVIEWS = {
    "quarterly": ReviewKind(
        "Quarterly review", 3, "The parties, in the agreement’s user group", "London MOU, dispute resolution and review"
    ),
    "half_yearly": ReviewKind(
        "Half-yearly joint review",
        6,
        "The hub’s Head of Primary Care and Assistant Head of Finance with the CCG",
        "West Midlands MOU 5.1",
    ),
    "annual": ReviewKind("Annual report", 12, "The hub, for every party", "Mid Essex constitution 6.5.2(j)"),
}


@clause("Specification of governance, section 1", part="reviews")
def next_review(kind: str, *, after: date) -> date:
    """An agreement is reviewed each quarter, by hub and CCG jointly each half-year, and reported on each year.

    The sources say how often, not on which day: by the last day of the quarter, half-year or financial year (ours).
    `after` is the last day the review before covered, or the first day in force: what ended by then is not reviewed.
    """
    return period_ends(after + timedelta(days=1), months=REVIEWS[kind].months)


@clause("Specification of governance, section 1", part="named signatories")
def signatory_fault(*, of: str, email: str, sides: Collection[str], side: str) -> str | None:
    """Whoever is named to sign by an address can sign for that party: an address nobody of the party signs in with
    would leave the signature to nobody.

    `of` says for whom in words, `sides` are the parties that somebody who uses the address signs for, none for nobody.
    """
    if not email or side in sides:
        return None
    return f"Nobody who signs for {of} signs in with {email}. Correct the address, or have them invited first."


@clause("Specification of governance, section 1", part="who signs for a party")
def signing_fault(*, party: str, side: str, named: str, email: str) -> str | None:
    """Each party's own signatory signs: the CCG's for the CCG, NHS England's for NHS England, and where a sign-in was
    named for the signatory, that one only.

    `side` is the party whose role the person holds. Other parties have no sign-in here: their signature is recorded
    from paper.
    """
    if named and named.lower() != email.lower():
        return f"Only the person named as signatory signs for this party: {named}."
    if party not in {CCG_PARTY, HUB_PARTY}:
        return "This party has no sign-in here. Record its signature from the signed paper."
    if party != side:
        whose = "the CCG" if party == CCG_PARTY else "NHS England"
        return f"Your role does not sign for {whose}."
    return None


def term_fault(*, first: date, last: date) -> str | None:
    """A term has its last day after its first."""
    if last <= first:
        return "The last day of the term must be after its first day."
    return None
