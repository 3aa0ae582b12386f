"""Readiness assessments in words: the list, the areas of one, and comparisons over time and across CCGs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from governance.figures.readiness import AcrossCcgs
from governance.models import Readiness
from governance.presenters.record_lists import heading_cell, tag
from governance.rules import readiness as rules
from hubportal.records.presenters.page import Step
from hubportal.web.columns import Column
from hubportal.web.tables import Heading, Table, table
from hubportal.web.words import long_date

NONE = "Nothing said yet"


def rating_tag(rating: str) -> Markup:
    """A rating in words and in colour."""
    return Markup('<strong class="nhsuk-tag nhsuk-tag--{}">{}</strong>').format(
        rules.RATING_COLOURS.get(rating, "grey"), rules.RATINGS.get(rating, rules.NOT_RATED)
    )


LIST_COLUMNS = (
    Column("Assessment", heading_cell),
    Column("CCG", "ccg.name"),
    Column("State", lambda row: tag(row.state, rules.STATES, rules.COLOURS)),
    Column("Red", "red", "number"),
    Column("Amber", "amber", "number"),
    Column("Green", "green", "number"),
    Column(
        "Over time",
        lambda row: Markup('<a href="{}">Compare<span class="nhsuk-u-visually-hidden"> those of {}</span></a>').format(
            reverse("readiness:over-time", args=[row.ccg.ods_code]), row.ccg.name
        ),
    ),
)


def assessments_table(rows: Iterable[Any]) -> Table:
    """The assessments of a list."""
    return table(caption="Readiness assessments", columns=LIST_COLUMNS, rows=rows)


@dataclass(frozen=True, slots=True)
class AreaInWords:
    """One area of an assessment, as its page shows it."""

    code: str
    name: str
    number: int
    about: str
    rating: Markup
    moved: str
    facts: list[dict[str, str]]
    actions: Sequence[rules.Action]
    missing: str
    href: str


def areas(
    template: rules.Template,
    said: Mapping[str, rules.Said],
    *,
    before: Mapping[str, rules.Said] | None,
    reference: str,
    answers: bool,
) -> list[AreaInWords]:
    """The areas in order, each with how its rating moved since the assessment it was copied from."""
    made = []
    for area in template.areas:
        one = said.get(area.code, rules.NOTHING)
        was = before.get(area.code, rules.NOTHING).rating if before is not None else ""
        faults = rules.area_faults(one, template) if answers else []
        made.append(
            AreaInWords(
                code=area.code,
                name=area.name,
                number=area.number,
                about=area.about,
                rating=rating_tag(one.rating),
                moved=rules.movement(was, one.rating),
                facts=_facts(one, template),
                actions=one.actions,
                missing="; ".join(faults),
                href=reverse("readiness:area", args=[reference, area.code]) if answers else "",
            )
        )
    return made


def _facts(said: rules.Said, template: rules.Template) -> list[dict[str, str]]:
    rows = [(words, said.positions.get(team, "") or NONE) for team, words in template.teams.items()]
    rows.append(("Resources", said.resources or NONE))
    served = [words for code, words in template.principles.items() if code in said.principles]
    rows.append(("Principles served", "\n".join(served) or "None ticked yet"))
    rows.append(("Patient involvement", said.patients or NONE))
    return [{"key": key, "value": value} for key, value in rows]


def particulars(assessment: Readiness, template: rules.Template, counts: Mapping[str, int]) -> list[dict[str, str]]:
    """The facts beside an assessment."""
    rated = ", ".join(f"{count} {rating}" for rating, count in counts.items())
    rows = [
        ("Says how things stood on", long_date(assessment.assessed_on)),
        ("Rated", f"{rated}, of {len(template.areas)} areas"),
        ("Completed on", long_date(assessment.completed_on)),
        ("Begun as a copy of", assessment.before.reference if assessment.before else ""),
        ("Template", f"{template.version}: {template.source}"),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def steps(assessment: Readiness, *, may: bool, whole: bool) -> tuple[list[Step], list[Step]]:
    """What can be done next, and what else."""
    if assessment.state != "draft" or not may:
        return [], []
    ready = [Step("Complete the assessment", reverse("readiness:complete", args=[assessment.reference]))]
    away = [Step("Withdraw the assessment", reverse("readiness:withdraw", args=[assessment.reference]))]
    return ready if whole else [], away


def heading_of(assessment: Readiness) -> str:
    """Its day."""
    return long_date(assessment.assessed_on) + (" (in preparation)" if assessment.state == "draft" else "")


def time_table(
    template: rules.Template, rows: Sequence[Readiness], said: Mapping[int, Mapping[str, rules.Said]]
) -> Table:
    """The areas by a CCG's assessments, the oldest first, and where the last two differ in words."""
    named = ["Area", *(heading_of(one) for one in rows), "Since the one before"]
    headings = [Heading(one, "text") for one in named]
    drawn: list[list[str | Markup]] = []
    for area in template.areas:
        ratings = [said[one.pk].get(area.code, rules.NOTHING).rating for one in rows]
        moved = rules.movement(ratings[-2], ratings[-1]) if len(ratings) > 1 else ""
        drawn.append([f"{area.number} {area.name}", *(rating_tag(one) for one in ratings), moved or "Not comparable"])
    return Table("Ratings over time", headings, drawn)


@dataclass(frozen=True, slots=True)
class AreaChanges:
    """An area and what a later assessment says otherwise of it."""

    name: str
    moved: str
    changes: list[rules.Change]


def changes(
    template: rules.Template, before: Mapping[str, rules.Said], now: Mapping[str, rules.Said]
) -> list[AreaChanges]:
    """The areas that two assessments do not say the same of."""
    made = []
    for area in template.areas:
        was, said = before.get(area.code, rules.NOTHING), now.get(area.code, rules.NOTHING)
        found = rules.area_changes(was, said, template)
        if found:
            made.append(AreaChanges(f"{area.number} {area.name}", rules.movement(was.rating, said.rating), found))
    return made


CHANGE_COLUMNS = (
    Column("Area", "area", width=36),
    Column("Rating moved", "moved"),
    Column("What", "what", width=30),
    Column("Before", "before", width=60),
    Column("Now", "now", width=60),
)


def change_lines(found: Iterable[AreaChanges]) -> Iterator[dict[str, str]]:
    """The same, a line each, for a file."""
    for area in found:
        for one in area.changes:
            said = {"what": one.what, "before": one.before, "now": one.now}
            yield {"area": area.name, "moved": area.moved} | said


def across_table(found: AcrossCcgs, template: rules.Template) -> Table:
    """The areas by the CCGs that have an assessment, each in words and colour; the last row says of what day."""
    ccgs = [ccg for ccg in found.ccgs if ccg.pk in found.assessments]
    headings = [Heading("Area", "text"), *(Heading(ccg.name, "text") for ccg in ccgs)]
    drawn: list[list[str | Markup]] = [
        [f"{area.number} {area.name}", *(rating_tag(_rating(found, ccg.pk, area.code)) for ccg in ccgs)]
        for area in template.areas
    ]
    drawn.append(["Assessed on", *(_assessed(found.assessments[ccg.pk]) for ccg in ccgs)])
    return Table(f"Readiness by CCG as at {long_date(found.on)}", headings, drawn)


def _rating(found: AcrossCcgs, ccg_id: int, code: str) -> str:
    return found.said[ccg_id].get(code, rules.NOTHING).rating


def _assessed(one: Readiness) -> Markup:
    return Markup('<a href="{}">{}</a>').format(one.get_absolute_url(), long_date(one.assessed_on))


def across_columns(found: AcrossCcgs) -> list[Column]:
    """The columns of the comparison as a file: a line an area, a column a CCG."""
    ccgs = [ccg for ccg in found.ccgs if ccg.pk in found.assessments]
    named = [Column(ccg.name, lambda row, key=ccg.pk: row[key], width=22) for ccg in ccgs]  # type: ignore[misc]
    return [
        Column("Number", lambda row: row["number"], "number"),
        Column("Area", lambda row: row["area"], width=36),
        *named,
    ]


def across_lines(found: AcrossCcgs, template: rules.Template) -> Iterator[dict[Any, Any]]:
    """The lines of the comparison as a file, the day of each CCG's assessment last."""
    held = found.assessments
    for area in template.areas:
        ratings = {ccg: rules.RATINGS.get(_rating(found, ccg, area.code), rules.NOT_RATED) for ccg in held}
        yield {"number": area.number, "area": area.name} | ratings
    yield {"number": None, "area": "Assessed on"} | {ccg: one.assessed_on for ccg, one in held.items()}


def without(found: AcrossCcgs) -> list[str]:
    """The CCGs that have no completed assessment by that day."""
    return [ccg.name for ccg in found.ccgs if ccg.pk not in found.assessments]
