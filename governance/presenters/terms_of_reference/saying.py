"""Everything one version of the terms says, thing by thing: for its page, and to compare it with another."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from governance.figures.terms_of_reference import composed_of
from governance.models import Seat, TermsOfReference
from governance.rules.terms_of_reference.comparing import Said
from governance.rules.terms_of_reference.membership import among_words, elections_from
from governance.rules.terms_of_reference.wording import (
    decision_words,
    in_words,
    single_words,
    weights_words,
    whole_quorum,
)
from governance.rules.urgent import who_agrees
from governance.rules.voting.reading import terms_from
from governance.rules.voting.words import named
from hubportal.web.words import long_date

PARTICULARS, SEATS, RULES = "Particulars", "Seats", "Rules"
LIST_HEADINGS = {
    "delegated": "Functions delegated to it",
    "left_to_others": "Left to other bodies",
    "reports_to": "Reporting lines",
    "elections": "Elected offices",
}
RULE_NAMES = {
    "quorum": "Quorum",
    "weights": "Weight of votes",
    "decision": "Decision",
    "single_ccg": "Business of one CCG",
}


def with_clause(words: str, clause: str) -> str:
    """Words with the clause that says them."""
    if not clause:
        return words
    return f"{words} (clause {clause})" if clause[0].isdigit() else f"{words} ({clause})"


def particulars_of(terms: TermsOfReference) -> list[Said]:
    """What a version says besides seats, rules and lists."""
    clear = "clear working day"
    reviews = "Within six months of establishment, then every April"
    rows = (
        ("Kind", terms.get_kind_display(), "kind"),
        ("Committee established", long_date(terms.established_on), "established_on"),
        ("In force from", long_date(terms.in_force_from), "in_force_from"),
        ("Source", terms.source or "Not named yet", "source"),
        ("Purpose", terms.purpose or "Not said", "purpose"),
        ("What it does", "Recommends only" if terms.recommends_only else "Decides", "recommends_only"),
        ("Meetings a year", str(terms.meetings_a_year), "meetings_a_year"),
        ("Notice of a meeting", in_words(terms.notice_days, clear), "notice_days"),
        ("Papers sent before", in_words(terms.papers_days, clear), "papers_days"),
        ("Minutes sent within", in_words(terms.minutes_days, "working day"), "minutes_days"),
        ("Meets in public", "Yes" if terms.in_public else "No", "in_public"),
        ("Reviews", reviews, "reviews"),
        ("Urgent decisions", f"{who_agrees(terms.urgent_decisions).words} agree", "urgent_decisions"),
        ("Ballots by exception", "Allowed" if terms.allows_ballots_by_exception else "Not allowed", "ballots"),
    )
    return [Said(PARTICULARS, about, with_clause(words, terms.clauses.get(key, ""))) for about, words, key in rows]


def seat_words(seat: Seat, titles: Mapping[str, str]) -> str:
    """A seat in one line."""
    said = [seat.title, seat.organisation, seat.get_role_display(), "voting" if seat.voting else "not voting"]
    if seat.office:
        said.append(f"holds the office of {named(seat.office)}")
    if seat.deputies_allowed:
        said.append("may send a deputy")
    if seat.stands_in_for:
        said.append(f"stands in for {titles.get(seat.stands_in_for, seat.stands_in_for)} when conflicted")
    return with_clause(", ".join(said), seat.clause)


def entry_words(which: str, row: Mapping[str, Any]) -> tuple[str, str]:
    """What an entry of a list is about, and what it says of it."""
    if which == "delegated":
        about = f"{row['ref']}: {row['words']}" if row.get("ref") else row["words"]
        return about, "Delegated to it"
    if which == "left_to_others":
        return row["words"], f"Left to {row['body']}"
    if which == "reports_to":
        return row["body"], row.get("how") or "Reports to it"
    (election,) = elections_from([row])
    how = f". {election.how}" if election.how else ""
    return named(election.office).capitalize(), f"Elected among the {among_words(election)}{how}"


def _listed(terms: TermsOfReference) -> Iterable[Said]:
    for which, heading in LIST_HEADINGS.items():
        for row in getattr(terms, which):
            about, words = entry_words(which, row)
            yield Said(heading, about, with_clause(words, row.get("clause", "")))


def rules_of(terms: TermsOfReference) -> list[Said]:
    """The rules, each in one sentence with its clause and reading."""
    read = terms_from(terms.rules)
    said = {
        "quorum": whole_quorum(read.quorum),
        "weights": weights_words(read.weights),
        "decision": decision_words(read.decision),
        "single_ccg": single_words(read.single_ccg),
    }
    composed = composed_of(terms)

    def whole(place: str, words: str) -> str:
        notes = [text for at, text in sorted(composed.readings.items()) if at.partition(".")[0] == place]
        clauses = [text for at, text in sorted(composed.clauses.items()) if at.partition(".")[0] == place]
        told = with_clause(words, ", ".join(dict.fromkeys(clauses)))
        return f"{told}. Read so: {' '.join(notes)}" if notes else told

    return [Said(RULES, RULE_NAMES[place], whole(place, words)) for place, words in said.items()]


def everything_said(terms: TermsOfReference, seats: Sequence[Seat]) -> list[Said]:
    """All of a version, as `comparing.changes` takes it."""
    titles = {seat.code: seat.title for seat in seats}
    of_seats = [Said(SEATS, seat.title, seat_words(seat, titles), key=seat.code) for seat in seats]
    return [*particulars_of(terms), *of_seats, *rules_of(terms), *_listed(terms)]
