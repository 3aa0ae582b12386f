"""The decision register in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from governance.figures.register import body_of_entry
from governance.models import RegisterEntry
from governance.rules.register import KIND_WORDS, TREATMENTS, EntryKind
from hubportal.organisations.models import Committee
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date

OUTCOMES = {"carried": "Carried", "not_carried": "Not carried", "agreed": "Agreed"}
WAYS = {
    "recorded": "Recorded vote",
    "counted": "Show of hands",
    "consensus": "Consensus",
    "ballot": "Ballot of member practices",
}
VOTES = {"for": "For", "against": "Against", "abstain": "Abstained"}


def title_of(entry: RegisterEntry, body: Mapping[str, Any]) -> str:
    """What an entry is called in a list."""
    if entry.kind == EntryKind.CORRECTION:
        return f"Correction of entry {entry.corrects.number if entry.corrects else ''}".strip()
    return str(body.get("title") or body.get("resolution") or f"Entry {entry.number}")


def state_of(entry: RegisterEntry) -> str:
    """Whether an entry still stands as it was entered."""
    corrections = list(entry.corrections.all())
    if any(body_of_entry(one).get("taken_back") for one in corrections):
        return "Taken back"
    return "Corrected" if corrections else "Stands"


def _link(committee: Committee) -> Any:
    def cell(entry: RegisterEntry) -> Markup:
        address = reverse("decisions:entry", args=[committee.public_id, entry.number])
        return Markup('<a href="{}">{}</a>').format(address, title_of(entry, body_of_entry(entry)))

    return cell


def _outcome(entry: RegisterEntry) -> str:
    return OUTCOMES.get(body_of_entry(entry).get("outcome", ""), "")


def columns(committee: Committee) -> tuple[Column, ...]:
    """The columns of the list."""
    return (
        Column("Number", "number", "number"),
        Column("Date", "decided_on", "date"),
        Column("Decision", _link(committee)),
        Column("Kind", lambda entry: KIND_WORDS[EntryKind(entry.kind)]),
        Column("Outcome", _outcome),
        Column("State", state_of),
        Column("Heard", lambda entry: "In private" if entry.is_private else "In public"),
    )


EXPORTED = (
    Column("Number", "number", "number"),
    Column("Date", "decided_on", "date"),
    Column("Kind", lambda entry: KIND_WORDS[EntryKind(entry.kind)]),
    Column("Meeting", lambda entry: entry.meeting.number if entry.meeting else ""),
    Column("Title", lambda entry: title_of(entry, body_of_entry(entry))),
    Column("Resolution or correction", lambda entry: body_of_entry(entry).get("resolution") or _words(entry)),
    Column("Outcome", _outcome),
    Column("Corrects entry", lambda entry: entry.corrects.number if entry.corrects else ""),
    Column("State", state_of),
    Column("Heard in private", "is_private", "yes_no"),
    Column("Digest", "digest"),
)


def _words(entry: RegisterEntry) -> str:
    return str(body_of_entry(entry).get("words", ""))


def entries_table(committee: Committee, rows: Iterable[RegisterEntry]) -> Table:
    """The list."""
    return table(caption="Decision register", columns=columns(committee), rows=rows)


def facts_of(entry: RegisterEntry, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """An entry's particulars, as pairs."""
    rows = [
        ("Number", str(entry.number)),
        ("Kind", KIND_WORDS[EntryKind(entry.kind)]),
        ("Date", long_date(entry.decided_on)),
        ("Heard", "In private" if entry.is_private else "In public"),
        ("Resolution", body.get("resolution", "")),
        ("Correction", body.get("words", "")),
        ("Outcome", OUTCOMES.get(body.get("outcome", ""), "")),
        ("How decided", WAYS.get(body.get("way", ""), "")),
        ("Answers", ", ".join(f"{one['words']}: {one['count']}" for one in body.get("options", ()))),
        ("Responses", f"{body['responses']} of {body['eligible']}" if "eligible" in body else ""),
        ("Moved by", body.get("mover", "")),
        ("Seconded by", body.get("seconder", "")),
        ("Why it could not wait", body.get("urgency", "")),
        ("Agreed by", ", ".join(body.get("agreed_by", ()))),
        ("Casting vote", body.get("casting_why", "")),
    ]
    return [{"key": name, "value": value} for name, value in rows if value]


def votes_table(body: Mapping[str, Any]) -> Table:
    """Who voted how, and what each vote weighed; empty where hands were counted or nobody spoke against."""
    given = body.get("given") or {}
    people, weights = body.get("people", {}), body.get("verdict", {}).get("weights", {})
    named = body.get("way") == "recorded"
    rows = [
        (people.get(seat, seat), VOTES[vote], weights.get(seat, ""))
        for seat, vote in sorted(given.get("votes", {}).items())
        if named
    ]
    return table(caption="Votes", columns=(Column("Member"), Column("Vote"), Column("Weight")), rows=rows)


def declarations_table(body: Mapping[str, Any]) -> Table:
    """The interests that were declared, and what the chair decided."""
    rows = [
        (one["name"] or one["seat"], one["words"], TREATMENTS.get(one["treatment"], one["treatment"]), one["why"])
        for one in body.get("declarations", ())
    ]
    heads = (Column("Member"), Column("Interest"), Column("What the chair decided"), Column("Why"))
    return table(caption="Interests declared", columns=heads, rows=rows)
