"""Specifications of the demo data in every state, made, decided and signed by the people who would have done it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from functions.figures.specifications.lines import lines_of
from functions.models import Specification
from functions.rules.specifications.parts import Allocation
from functions.services.specifications.agreeing import party_of, propose, sign, standings
from functions.services.specifications.making import Decision, decide, start
from hubportal.organisations.models import Ccg, Person
from hubportal.organisations.services.tables import read_yaml
from hubportal.web.words import LONDON, local_day
from reporting.demo.acting import acting

_MARKS = {"alone": ("", True), "core": ("CORE", False), "support": ("SUPPORT", True), "tbc": ("TBC", True)}


@dataclass(frozen=True, slots=True)
class _Cast:
    officer: Person
    lead: Person
    director: Person


def make_specifications(*, today: date) -> int:
    """One agreed last year and again this year, one more agreed, two proposed, some drafts; returns how many."""
    told = read_yaml("demo/specifications.yaml")
    this_year = date(today.year if today.month >= 4 else today.year - 1, 4, 1)
    people = {person.email: person for person in Person.objects.filter(is_demo=True)}
    for entry in told:
        begins = this_year.replace(year=this_year.year + entry.get("year", 0))
        ccg = Ccg.objects.select_related("hub").get(ods_code=entry["ccg"])
        cast = _Cast(
            people["contracting@hub.example.org"],
            people[f"lead@{entry['ccg'].lower()}.example.org"],
            people["director@hub.example.org"],
        )
        on = min(begins - timedelta(days=20), today - timedelta(days=9))
        _make(entry, ccg, cast, begins=begins, at=datetime.combine(on, time(10), tzinfo=LONDON), today=today)
    return len(told)


def _make(entry: dict[str, object], ccg: Ccg, cast: _Cast, *, begins: date, at: datetime, today: date) -> None:
    officer = cast.officer
    with acting(officer):
        made = start(ccg=ccg, effective_from=begins, by=officer, at=at)
        decisions = {
            ref: _decision(row, cast, made, ref, today=max(today, local_day(at))) for ref, row in _rows(entry).items()
        }
        decide(specification_id=made.pk, version=None, decisions=decisions, by=officer, at=at + timedelta(hours=1))
        if entry["state"] != "draft":
            later = at + timedelta(hours=2)
            propose(specification_id=made.pk, version=None, by=officer, on=later.date(), at=later)
    signatories = {"agreed": (cast.lead, cast.director), "half": (cast.lead,)}.get(str(entry["state"]), ())
    for number, person in enumerate(signatories, start=1):
        with acting(person):
            _sign(made, person, at=at + timedelta(days=number))


def _rows(entry: dict[str, object]) -> dict[str, dict[str, object]]:
    rows = entry["rows"]
    return rows if isinstance(rows, dict) else {}


def _decision(row: dict[str, object], cast: _Cast, made: Specification, ref: str, *, today: date) -> Decision:
    part, tick = _MARKS[str(row["part"])]
    standard = next(line.standard for line in lines_of(made) if line.ref == ref)
    if part == standard.hub_part:
        marks = standard
    else:
        limit, asks = (standard.qualifier, standard.needs_sign_off) if part else ("", False)
        marks = Allocation(standard.ccg_acts if part in {"SUPPORT", "TBC"} else tick, part, limit, asks)
    if part != "TBC":
        return Decision(marks, str(row.get("comment", "")))
    days = row.get("in_days")
    until = today + timedelta(days=days if isinstance(days, int) else 30)
    return Decision(
        marks, str(row.get("comment", "")), cast.lead if row.get("owner") == "lead" else cast.officer, until
    )


def _sign(made: Specification, person: Person, *, at: datetime) -> None:
    found = Specification.objects.select_related("ccg", "standard").get(pk=made.pk)
    seen = standings(found, lines_of(found))[party_of(person, found)].digest
    sign(specification_id=made.pk, seen=seen, by=person, at=at)
