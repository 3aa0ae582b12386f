"""Applications to change level in words, and what a level would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from functions.figures.specifications.lines import Line
from functions.models import Activity
from governance.models import LevelApplication
from governance.presenters.agreements import SignatureInWords
from governance.presenters.record_lists import heading_cell, next_date, tag
from governance.rules import levels as rules
from governance.rules.level_moves import COLOURS, MOVES, PANELS, STATES
from governance.services.level_signing import capacities_open_to
from governance.services.preparing import prepares
from hubportal.organisations.models import Person
from hubportal.records.models import Signature
from hubportal.records.presenters.page import Step
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date, plural

# What sends an application back or ends it stands after what takes it on.
BACKWARDS = frozenset({"take-back", "refuse", "withdraw"})
CSV_COLUMNS = (
    Column("Reference", "reference"),
    Column("CCG", "ccg.name"),
    Column("CCG code", "ccg.ods_code"),
    Column("Level before", lambda row: row.get_level_before_display()),
    Column("Level applied for", lambda row: row.get_level_display()),
    Column("From", "go_live_on", "date"),
    Column("State", lambda row: STATES[row.state]),
    Column("Begun", "received_on", "date"),
    Column("Submitted", "submitted_on", "date"),
    Column("Decided", "decided_on", "date"),
    Column("Next date", "next_on", "date"),
    Column("What is next", "next_words", width=40),
    Column("Owner", lambda row: row.owner.name if row.owner else ""),
)
LIST_COLUMNS = (
    Column("Application", heading_cell),
    Column("CCG", "ccg.name"),
    Column("State", lambda row: tag(row.state, STATES, COLOURS)),
    Column("Level before", lambda row: row.get_level_before_display()),
    Column("Next date", next_date),
)
LEVEL_COLUMNS = (
    Column("CCG", "name"),
    Column("Level", "level_words"),
    Column("Since", "since", "date"),
    Column("Who decides", "decides"),
    Column("Approved change", "coming"),
)


def applications_table(rows: Iterable[LevelApplication]) -> Table:
    """The applications of a list."""
    return table(caption="Applications to change level", columns=LIST_COLUMNS, rows=rows)


def levels_table(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Each CCG's level today."""
    return table(caption="Levels today", columns=LEVEL_COLUMNS, rows=rows)


def steps(
    person: Person, application: LevelApplication, signed: Mapping[str, Signature], *, complete: bool
) -> list[Step]:
    """What a person can do next with an application; it is submitted once it is `complete`."""

    def at(name: str, *more: Any) -> str:
        return reverse(f"levels:{name}", args=[application.reference, *more])

    found = []
    if capacities_open_to(person, application, signed):
        found.append(Step("Read and sign", at("sign")))
    all_named = len(application.signatories) == len(rules.SIGNATORIES)
    if application.state == "draft" and not all_named and prepares(person, application.ccg_id):
        found.append(Step("Name the signatories", at("signatories")))
    offered = [move for move in MOVES.open_in(application.state) if complete or move.act != "submit"]
    for move in sorted(offered, key=lambda move: move.act in BACKWARDS):
        if person.grants.can(move.permission, application.ccg_id):
            page = "panel" if move.act in PANELS else "move"
            found.append(Step(move.words, at(page, move.act), forward=move.act not in BACKWARDS))
    return found


def others(person: Person, application: LevelApplication) -> list[Step]:
    """What else can be done while it is prepared."""
    if application.state != "draft":
        return []

    def at(name: str) -> str:
        return reverse(f"levels:{name}", args=[application.reference])

    rates = [Step("Enter the assurance ratings", at("ratings"))]
    return [
        Step("Change what is applied for", at("edit")),
        Step("Name the signatories", at("signatories")),
        *(rates if person.grants.can("ccg_approve", application.ccg_id) else []),
    ]


@dataclass(frozen=True, slots=True)
class PointInWords:
    """One point of the checklist."""

    words: str
    standing: str
    colour: str
    note: str
    href: str


def checklist(application: LevelApplication, content: Mapping[str, Any], *, prepares: bool) -> list[PointInWords]:
    """The checklist with how each point stands."""
    made = []
    for code, words in rules.CHECKLIST.items():
        point = content["checklist"][code]
        files = len(point["evidence"])
        if point["is_met"] and files:
            standing, colour = f"Met, {plural(files, 'file')}", "green"
        elif point["is_met"]:
            standing, colour = "Met, evidence is missing", "orange"
        else:
            standing, colour = "Not yet met", "yellow"
        if point.get("submitted_on"):
            standing = f"{standing}, submitted {long_date(date.fromisoformat(point['submitted_on']))}"
        href = reverse("levels:point", args=[application.reference, code]) if prepares else ""
        made.append(PointInWords(words, standing, colour, point["note"], href))
    return made


def signatories(application: LevelApplication, signed: Mapping[str, Signature]) -> list[SignatureInWords]:
    """The three signatories and their signatures under the present content."""
    made = []
    for capacity, words in rules.SIGNATORIES.items():
        named = application.signatories.get(capacity, {})
        who = named.get("name") or named.get("email", "")
        if capacity in signed:
            row = signed[capacity]
            made.append(SignatureInWords(words, row.name, f"Signed {long_date(row.signed_on)}", "green"))
        elif who:
            made.append(SignatureInWords(words, who, "Not signed yet", "yellow"))
        else:
            made.append(SignatureInWords(words, "Not named yet", "Not signed yet", "yellow"))
    return made


def ratings(application: LevelApplication) -> list[tuple[str, str]]:
    """The assurance rating of each component; none where the level asks for none."""
    if application.level != rules.DELEGATED:
        return []
    given = application.ratings
    return [
        (words, rules.RATINGS.get(given.get(code, ""), "Not given yet")) for code, words in rules.COMPONENTS.items()
    ]


def particulars(application: LevelApplication, *, today: date) -> list[dict[str, str]]:
    """The facts beside an application; of one in preparation, whether the days to keep have passed."""
    window = rules.window_for(application.go_live_on)

    def by(day: date) -> str:
        passed = application.state == "draft" and day < today
        return f"{long_date(day)} (passed)" if passed else long_date(day)

    rows = [
        ("Level before", application.get_level_before_display()),
        ("Level applied for", application.get_level_display()),
        ("From", long_date(application.go_live_on)),
        ("Constitution changed by", by(window.constitution_by)),
        ("Submitted by", by(window.submit_by)),
        ("Submitted", long_date(application.submitted_on)),
        ("Decided", long_date(application.decided_on)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


CHANGE_COLUMNS = (
    Column("What", "aspect"),
    Column("Now", "now"),
    Column("Then", "then"),
    Column("Changes", "differs", "yes_no"),
)
FUNCTION_COLUMNS = (
    Column("Function", "ref"),
    Column("Activity", "activity.activity"),
    Column("Hub", lambda line: Activity.HubPart(line.decided.marks.hub_part).label),
)


def changes_table(changes: Iterable[rules.Change]) -> Table:
    """What a level would change."""
    return table(caption="What would change", columns=CHANGE_COLUMNS, rows=changes)


def functions_table(lines: Iterable[Line]) -> Table:
    """The functions that CCG and hub settle afresh."""
    return table(caption="Functions to settle afresh", columns=FUNCTION_COLUMNS, rows=lines)


def window_rows(window: rules.Window, *, today: date) -> list[tuple[str, str, bool]]:
    """The dates on the way to a level, each with what happens by then and whether it has passed."""
    dates = (
        (window.constitution_by, "Changes to the constitution are submitted"),
        (window.warn_from, "The application is begun: 8 weeks before submission"),
        (window.begin_by, "It is well under way: 6 weeks before"),
        (window.submit_by, "The application is submitted, signed by three people"),
        (window.go_live_on, "The new level begins"),
    )
    return [(long_date(on), what, on < today) for on, what in dates]
