"""The readiness assessment: its template by date, what an area says, when it is whole, and what changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from hubportal.clauses import clause
from hubportal.records.rules.moves import Move, Moves
from hubportal.web.words import long_date

CLAUSE = "Trafford readiness assessment"
SECTION = "Specification of governance, section 9"
RED, AMBER, GREEN = "red", "amber", "green"
RATINGS = {RED: "Red: not ready", AMBER: "Amber: ready in part", GREEN: "Green: ready"}
RATING_COLOURS = {RED: "red", AMBER: "yellow", GREEN: "green"}
NOT_RATED = "Not rated yet"
BETTER_LAST = (RED, AMBER, GREEN)
MOST_ACTIONS = 12
LONGEST = 8000
STATES = {"draft": "In preparation", "completed": "Completed", "withdrawn": "Withdrawn"}
COLOURS = {"draft": "yellow", "completed": "green", "withdrawn": "grey"}
PERMISSION = "ccg_case_comment"  # the CCG's lead and the hub's people hold it; the service asks for more
MOVES = Moves(
    states=STATES,
    colours=COLOURS,
    first="draft",
    moves=(
        Move(
            "complete", "Complete the assessment", frozenset({"draft"}), "completed", clause=CLAUSE,
            permission=PERMISSION, ends=True,
        ),
        Move(
            "withdraw", "Withdraw the assessment", frozenset({"draft"}), "withdrawn", clause=CLAUSE,
            permission=PERMISSION, needs_reason=True, ends=True,
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AreaWords:
    """One area of a template, counted from 1."""

    number: int
    code: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Template:
    """What is asked of a CCG by assessments dated from `begins`, and where it comes from."""

    version: str
    begins: date
    source: str
    teams: Mapping[str, str]
    principles: Mapping[str, str]
    areas: tuple[AreaWords, ...]

    def area(self, code: str) -> AreaWords | None:
        """The area with this code."""
        return next((area for area in self.areas if area.code == code), None)


@dataclass(frozen=True, slots=True)
class Action:
    """What is done in an area, by whom and by when."""

    words: str = ""
    owner: str = ""
    by: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it was said."""
        return not self.words.strip() and not self.owner.strip() and self.by is None


@dataclass(frozen=True, slots=True)
class Said:
    """What an assessment says of one area: team to position, and the rest."""

    positions: Mapping[str, str] = field(default_factory=dict)
    resources: str = ""
    actions: tuple[Action, ...] = ()
    principles: tuple[str, ...] = ()
    patients: str = ""
    rating: str = ""


NOTHING = Said()


@clause(CLAUSE, part="the template of a day")
def template_on(templates: Iterable[Template], day: date) -> Template | None:
    """An assessment is made by the latest template whose first day is not after its own; None before the first."""
    begun = [one for one in templates if one.begins <= day]
    return max(begun, key=lambda one: one.begins, default=None)


@clause(SECTION, part="one readiness assessment a CCG and date")
def date_fault(day: date, *, today: date, latest: date | None) -> str | None:
    """An assessment says how things stand on a day, not a later one than today; it begins as a copy of the latest, so
    its day is after that one's.
    """
    if day > today:
        return "The date of the assessment must be today or in the past."
    if latest is not None and day <= latest:
        return f"The date must be after {long_date(latest)}, the date of the latest assessment of this CCG."
    return None


@clause(SECTION, part="the next readiness assessment begins as a copy")
def begun_from(template: Template, before: Mapping[str, Said]) -> dict[str, Said]:
    """Each area begins as the latest completed assessment left it; an area, team or principle that the template of
    that day does not have is left behind, and one that is new begins empty.
    """
    return {area.code: _kept(before.get(area.code, NOTHING), template) for area in template.areas}


def _kept(said: Said, template: Template) -> Said:
    return Said(
        positions={team: words for team, words in said.positions.items() if team in template.teams},
        resources=said.resources,
        actions=said.actions,
        principles=tuple(code for code in template.principles if code in said.principles),
        patients=said.patients,
        rating=said.rating,
    )


@clause(CLAUSE, part="an action has an owner and a date")
def action_faults(actions: Sequence[Action]) -> list[tuple[int, str, str]]:
    """An action that is named says what is done, who does it and by when: (place from 0, part, sentence)."""
    faults = []
    for place, one in enumerate(actions):
        if one.is_empty:
            continue
        if not one.words.strip():
            faults.append((place, "words", "Enter what is done."))
        if not one.owner.strip():
            faults.append((place, "owner", "Enter who does it."))
        if one.by is None:
            faults.append((place, "by", "Enter the day by which it is done."))
    return faults


@clause(CLAUSE, part="each area is rated")
def area_faults(said: Said, template: Template) -> list[str]:
    """An area is whole when it is rated and every team has said its position; red and amber need an action too, since
    they say that something is still to be done (our reading).
    """
    faults = [] if said.rating in RATINGS else ["rate it"]
    silent = [words for team, words in template.teams.items() if not said.positions.get(team, "").strip()]
    if silent:
        faults.append(f"say the position of {_listed(silent)}")
    if said.rating in (RED, AMBER) and not said.actions:
        faults.append(f"enter an action, since it is {said.rating}")
    return faults


def _listed(words: Sequence[str]) -> str:
    said = [f"{one[:1].lower()}{one[1:]}" for one in words]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


@clause(CLAUSE, part="completed when every area is whole")
def missing(template: Template, areas: Mapping[str, Said]) -> list[str]:
    """What is still to be said before the assessment can be completed, area by area."""
    found = []
    for area in template.areas:
        faults = area_faults(areas.get(area.code, NOTHING), template)
        if faults:
            found.append(f"{area.name}: {'; '.join(faults)}")
    return found


@clause(SECTION, part="rated red, amber, green")
def counted(areas: Iterable[Said]) -> dict[str, int]:
    """How many areas have each rating."""
    found = dict.fromkeys(RATINGS, 0)
    for said in areas:
        if said.rating in found:
            found[said.rating] += 1
    return found


def movement(before: str, now: str) -> str:
    """How a rating moved, in a word; empty where one of the two is not rated."""
    if before not in RATINGS or now not in RATINGS:
        return ""
    step = BETTER_LAST.index(now) - BETTER_LAST.index(before)
    return "The same" if step == 0 else "Better" if step > 0 else "Worse"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing of an area that two assessments say differently, both as words; empty where nothing was said."""

    what: str
    before: str
    now: str


@clause(SECTION, part="readiness compared over time")
def area_changes(before: Said, now: Said, template: Template) -> list[Change]:
    """What an area says otherwise than in an earlier assessment, in the order of the template."""
    found = [Change("Rating", _rating(before), _rating(now))]
    found += [
        Change(f"Position: {words}", before.positions.get(team, ""), now.positions.get(team, ""))
        for team, words in template.teams.items()
    ]
    found.append(Change("Resources", before.resources, now.resources))
    found.append(Change("Actions", action_lines(before.actions), action_lines(now.actions)))
    found.append(Change("Principles", _principles(before, template), _principles(now, template)))
    found.append(Change("Patient involvement", before.patients, now.patients))
    return [one for one in found if one.before != one.now]


def action_lines(actions: Iterable[Action]) -> str:
    """Actions in words, one a line."""
    return "\n".join(f"{one.words} ({one.owner}, by {long_date(one.by)})" for one in actions if one.by is not None)


def _rating(said: Said) -> str:
    return RATINGS.get(said.rating, NOT_RATED)


def _principles(said: Said, template: Template) -> str:
    return "\n".join(words for code, words in template.principles.items() if code in said.principles)
