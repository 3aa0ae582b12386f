"""Agreements in words: lists, the page of one, and what can be done with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from governance.models import Agreement, AgreementReview, AgreementVersion, CommissioningPriority
from governance.presenters.record_lists import heading_cell, next_date, tag
from governance.rules.agreement_moves import COLOURS, HELD_IN, MADE_BY_OTHERS, MOVES, RUNNING, STATES
from governance.rules.agreements import LEAVING, Working
from governance.services.agreement_leaving import why_too_early
from governance.services.agreement_signing import ToSign, out_for_signature, parties_open_to, side_of
from hubportal.organisations.models import Person
from hubportal.records.presenters.page import Step
from hubportal.records.rules.moves import Move
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date, moment, plural

CSV_COLUMNS = (
    Column("Reference", "reference"),
    Column("Title", "subject", width=40),
    Column("Code", "code"),
    Column("Kind", lambda row: row.get_kind_display()),
    Column("CCG", "ccg.name"),
    Column("CCG code", "ccg.ods_code"),
    Column("State", lambda row: STATES[row.state]),
    Column("First day", "term_from", "date"),
    Column("Last day", "term_until", "date"),
    Column("Extension by", "extend_by", "date"),
    Column("Notice ends", "notice_ends_on", "date"),
    Column("New arrangement from", "leaves_on", "date"),
    Column("Next date", "next_on", "date"),
    Column("What is next", "next_words", width=40),
    Column("Owner", lambda row: row.owner.name if row.owner else ""),
)


LIST_COLUMNS = (
    Column("Agreement", heading_cell),
    Column("CCG", "ccg.name"),
    Column("State", lambda row: tag(row.state, STATES, COLOURS)),
    Column("Next date", next_date),
    Column("Term", lambda row: f"{long_date(row.term_from)} to {long_date(row.term_until)}"),
)


def agreements_table(rows: Iterable[Agreement]) -> Table:
    """The agreements of a list."""
    return table(caption="Agreements", columns=LIST_COLUMNS, rows=rows)


def _moves(agreement: Agreement, today: date) -> list[Move]:
    elsewhere = {*MADE_BY_OTHERS, "notice"}
    moves = [move for move in MOVES.open_in(agreement.state) if move.act not in elsewhere]
    return [move for move in moves if why_too_early(agreement, move.act, on=today) is None]


def steps(person: Person, agreement: Agreement, asked: ToSign, *, today: date) -> list[Step]:
    """What a person can do next with an agreement, the likeliest first; nothing that would be refused today."""

    def at(name: str, *more: Any) -> str:
        return reverse(f"agreements:{name}", args=[agreement.reference, *more])

    can = {name: person.grants.can(name, agreement.ccg_id) for name in ("ccg_case_edit", "ccg_sign", "ccg_read")}
    edits, awaits = can["ccg_case_edit"], out_for_signature(agreement)
    found = []
    if parties_open_to(person, agreement, asked):
        found.append(Step("Read and sign", at("sign")))
    if edits and awaits and any(not party.signatory_email for party in asked.missing):
        found.append(Step("Record a signature on paper", at("paper")))
    offered = [move for move in _moves(agreement, today) if can.get(move.permission)]
    ended = agreement.notice_ends_on is not None and today > agreement.notice_ends_on
    if ended or agreement.notice_by != side_of(person, agreement.hub_id):
        offered = [move for move in offered if move.act != "keep"]
    offered.sort(key=lambda move: move.needs_reason)
    found += [Step(move.words, at("move", move.act), forward=not move.needs_reason) for move in offered]
    if edits and agreement.state == "draft":
        found.insert(1, Step("Edit the draft", at("edit")))
    if edits and agreement.state in RUNNING:
        if awaits:
            found.append(Step("Withdraw the amendment", at("drop-amendment"), forward=False))
        else:
            found += [Step("Extend the term", at("extend")), Step("Amend", at("amend"))]
    if can["ccg_sign"] and agreement.state in RUNNING:
        found.append(Step("Give notice to leave", at("notice"), forward=False))
    return found


def others(agreement: Agreement) -> list[Step]:
    """What else whoever works the agreement can do with it."""
    at = [agreement.reference]
    more = [Step("Name the hub’s leads", reverse("agreements:leads", args=at))]
    if agreement.closed_on is None:
        more.append(Step("Add a commissioning priority", reverse("agreements:new-priority", args=at)))
    if agreement.state in HELD_IN:
        more.append(Step("Record a review", reverse("agreements:review", args=at)))
    return more


@dataclass(frozen=True, slots=True)
class SignatureInWords:
    """For whom or in which capacity somebody signs, who it is, and whether they have."""

    signs_as: str
    who: str
    standing: str
    colour: str


def parties(asked: ToSign) -> list[SignatureInWords]:
    """The parties to a version and their signatures under it."""
    made = []
    for party in asked.parties:
        signature = asked.signatures.get(party.code)
        who = ", ".join(part for part in (party.signatory_name, party.signatory_designation) if part)
        if signature is None:
            made.append(SignatureInWords(party.organisation, who, "Not signed yet", "yellow"))
        else:
            by = ", ".join(part for part in (signature.name, signature.designation) if part)
            made.append(SignatureInWords(party.organisation, by, f"Signed {long_date(signature.signed_on)}", "green"))
    return made


def _over(agreement: Agreement) -> tuple[str, str]:
    """How an agreement comes into force or to its end, and from when that can be recorded."""
    if agreement.state == "signed":
        return "Comes into force", f"Can be recorded from {long_date(agreement.term_from)}"
    if agreement.state not in HELD_IN:
        return "", ""
    left, last = agreement.leaves_on, agreement.term_until
    if left is not None and left <= last + timedelta(days=1):
        return "Withdrawal", f"Can be recorded from {long_date(left)}"
    return "End of the term", f"Can be recorded from {long_date(last)}"


def particulars(agreement: Agreement, version: AgreementVersion) -> list[dict[str, str]]:
    """The facts beside an agreement."""
    rows = [
        ("Kind", agreement.get_kind_display()),
        ("Code", agreement.code),
        ("Term", f"{long_date(agreement.term_from)} to {long_date(agreement.term_until)}"),
        ("Extension agreed by", long_date(agreement.extend_by)),
        _over(agreement),
        ("Notice to leave", f"{plural(version.notice_months, 'calendar month')}. {LEAVING[version.leaving]}"),
        ("Contracting lead", _lead(agreement.contracting_lead)),
        ("Finance lead", _lead(agreement.finance_lead)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _lead(person: Person | None) -> str:
    return f"{person.name}, {person.designation}" if person else "Not named yet"


def working(follows: Sequence[Working]) -> list[tuple[str, str, str]]:
    """The steps by which a date was found: the day, what it is, the clause."""
    return [(long_date(step.on), step.words, step.clause) for step in follows]


@dataclass(frozen=True, slots=True)
class VersionInWords:
    """One version in the list of versions."""

    name: str
    note: str
    href: str


def versions(agreement: Agreement, rows: Iterable[AgreementVersion]) -> list[VersionInWords]:
    """The versions of an agreement, the latest first."""
    return [
        VersionInWords(
            f"Version {row.number}",
            standing(agreement, row),
            reverse("agreements:version", args=[agreement.reference, row.number]),
        )
        for row in rows
    ]


def standing(agreement: Agreement, version: AgreementVersion) -> str:
    """How a version stands."""
    if version.number == agreement.binding and agreement.closed_on is None:
        return f"In force, signed {long_date(version.signed_on)}"
    if version.dropped_on:
        return f"Withdrawn {long_date(version.dropped_on)}"
    if version.number == agreement.current and version.signed_on is None:
        return f"Circulated {long_date(version.circulated_on)}" if version.circulated_on else "Draft"
    return f"Signed {long_date(version.signed_on)}" if version.signed_on else "Replaced before it was signed"


@dataclass(frozen=True, slots=True)
class ReviewInWords:
    """A review that was held."""

    title: str
    held: str
    present: str
    outcome: str
    actions: str


def reviews(rows: Iterable[AgreementReview]) -> list[ReviewInWords]:
    """The reviews held, the latest first."""
    return [
        ReviewInWords(
            f"{row.get_kind_display()} to {long_date(row.due_on)}",
            f"Held {long_date(row.held_on)}",
            row.present,
            row.outcome,
            row.actions,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class PriorityInWords:
    """A priority of the CCG, and how the hub supports it."""

    title: str
    detail: str
    support: str
    state: str
    colour: str
    href: str


def priorities(agreement: Agreement, rows: Iterable[CommissioningPriority], *, edits: bool) -> list[PriorityInWords]:
    """The CCG's commissioning priorities."""
    colours = {"open": "blue", "met": "green", "dropped": "grey"}
    return [
        PriorityInWords(
            row.title,
            row.detail,
            row.support,
            row.get_state_display(),
            colours[row.state],
            reverse("agreements:priority", args=[agreement.reference, row.pk]) if edits else "",
        )
        for row in rows
    ]


def printed(agreement: Agreement, asked: ToSign) -> dict[str, Any]:
    """A version as it is printed: its words, its parties, and the signatures under exactly these words."""
    version = asked.version
    return {
        "title": agreement.subject,
        "agreement_title": agreement.subject,
        "code": agreement.code,
        "reference": agreement.reference,
        "sent_on": None,
        "to": [],
        "kind": agreement.get_kind_display(),
        "ccg": agreement.ccg.name,
        "version": version,
        "standing": standing(agreement, version),
        "sections": version.sections,
        "notice": f"{plural(version.notice_months, 'calendar month')}. {LEAVING[version.leaving]}.",
        "parties": parties(asked),
        "digest": asked.digest,
        "signed_at": [(row.name, moment(row.signed_at)) for row in asked.signatures.values()],
    }
