"""Votes decided again, in words and tables."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from governance.figures.replays import Replayed
from governance.presenters.desk_words import TREATMENTS, VOTES, Words, tally_words
from hubportal.organisations.models import Committee
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date


def replay_table(found: Iterable[Replayed], *, committee: Committee) -> Table:
    """A row for each stored result."""

    def link(one: Replayed) -> Markup:
        entry = one.entry
        address = reverse("desk:motion", args=[committee.public_id, entry.meeting.number, entry.facts["motion"]])
        return Markup('<a href="{}">Meeting {}, motion {}</a>').format(
            address, entry.meeting.number, entry.facts["motion"]
        )

    columns = (
        Column("Motion", link),
        Column("Held on", lambda one: long_date(one.entry.meeting.starts_at)),
        Column("Stored result", lambda one: outcome(one.entry.facts["verdict"])),
        Column("Decided again", lambda one: outcome(one.again) if one.again else "Cannot be decided"),
        Column("", lambda one: "The same" if one.is_same else one.fault),
    )
    return table(caption="Stored results decided again", columns=columns, rows=found)


def outcome(verdict: Mapping[str, Any]) -> str:
    """Carried: 4 for, 2 against, 0 abstained."""
    if verdict["carried"] is None:
        return "Not quorate"
    return f"{'Carried' if verdict['carried'] else 'Not carried'}: {tally_words(verdict)}"


def verdict_words(verdict: Mapping[str, Any], words: Words) -> list[dict[str, str]]:
    """A verdict as pairs of a name and words."""
    weights = [f"{words.who(seat)} {weight}" for seat, weight in verdict["weights"].items()]
    rows = [
        {"key": "Outcome", "value": outcome(verdict)},
        {"key": "Quorate", "value": "Yes" if verdict["quorate"] else f"No: {'; '.join(verdict['shortfall'])}"},
        {"key": "More than half of", "value": str(verdict["base"])},
        {"key": "Weights", "value": ", ".join(weights)},
    ]
    if verdict["tie"]:
        used = "decided by the casting vote" if verdict["casting_used"] else "with no casting vote"
        rows.append({"key": "Tie", "value": used.capitalize()})
    return rows


def given_words(given: Mapping[str, Any], words: Words) -> list[dict[str, str]]:
    """What a verdict rests on, as pairs of a name and words."""
    present = [words.who(seat["id"]) for seat in given["seats"] if seat["present"]]
    rows = [{"key": "Present", "value": ", ".join(present) or "Nobody"}]
    if given["conflicts"]:
        said = [f"{words.who(one['seat'])}: {TREATMENTS[one['treatment']]}" for one in given["conflicts"]]
        rows.append({"key": "Interests", "value": "; ".join(said)})
    if given["stand_ins"]:
        said = [f"{words.who(one['seat'])} for {words.who(one['for'])}" for one in given["stand_ins"]]
        rows.append({"key": "Stand-ins", "value": "; ".join(said)})
    if given["business_of"]:
        rows.append({"key": "Business of", "value": given["business_of"]})
    if given["casting"]:
        cast = given["casting"]
        rows.append({"key": "Casting vote", "value": f"{words.who(cast['seat'])}: {VOTES[cast['vote']].lower()}"})
    return rows
