"""Importing the published numbers of registered patients, in each layout they have had."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hubportal.organisations.models import ListSize, Practice
from hubportal.organisations.rules.list_size_file import quarter_start
from hubportal.organisations.services.list_size_imports import import_list_sizes
from tests.organisations.registers import AGES_HEADING, HEADING, LATER_HEADING, file_of, list_line

pytestmark = pytest.mark.django_db

CODE = "M84901"  # of the cast


def _import(*lines: str, **more: Any) -> Any:
    return import_list_sizes(content=file_of(*lines), by=None, on=date(2026, 7, 1), **more)


def _lists() -> dict[date, int]:
    rows = ListSize.objects.filter(practice__ods_code=CODE)
    return dict(rows.values_list("quarter_start_on", "registered"))


@pytest.mark.parametrize("heading", [HEADING, LATER_HEADING])
def test_both_headings_of_the_practice_totals_are_read(heading: str) -> None:
    report = _import(heading, list_line(CODE, 7421))

    assert _lists() == {date(2016, 1, 1): 7421}
    assert report.counts["list sizes written"] == 1


def test_of_the_file_by_age_only_the_totals_of_practices_are_read() -> None:
    start = "GP_PRAC_PAT_LIST,01APR2017"
    report = _import(
        AGES_HEADING,
        f"{start},CCG,05R,E38000164,,ALL,ALL,276450",
        f"{start},GP,{CODE},,ZZ1 1ZZ,ALL,ALL,7500",
        f"{start},GP,{CODE},,ZZ1 1ZZ,FEMALE,0_4,212",
    )

    assert _lists() == {date(2017, 4, 1): 7500}
    assert report.skipped == {"totals of areas": 1, "lines of one sex or age group": 1}


def test_a_list_taken_inside_a_quarter_stands_in_until_the_first_days_list_comes() -> None:
    _import(HEADING, list_line(CODE, 7000, on="01SEP2017"))
    assert _lists() == {date(2017, 7, 1): 7000}

    _import(HEADING, list_line(CODE, 6990, on="2017-07-01"))
    assert _lists() == {date(2017, 7, 1): 6990}

    _import(HEADING, list_line(CODE, 7010, on="2017-08-01"))
    assert _lists() == {date(2017, 7, 1): 6990}


def test_the_weighted_list_stays_since_it_is_not_published_there() -> None:
    practice = Practice.objects.get(ods_code=CODE)
    ListSize.objects.create(
        practice=practice, quarter_start_on=date(2016, 1, 1), registered=1, weighted=Decimal("6500.25")
    )
    _import(HEADING, list_line(CODE, 7421))

    kept = ListSize.objects.get(practice=practice)
    assert (kept.registered, kept.weighted) == (7421, Decimal("6500.25"))


def test_the_same_file_again_writes_nothing() -> None:
    _import(HEADING, list_line(CODE, 7421))
    report = _import(HEADING, list_line(CODE, 7421))

    assert report.counts["list sizes written"] == 0
    assert report.counts["list sizes already held"] == 1


def test_practices_not_known_here_are_counted() -> None:
    report = _import(HEADING, list_line("A81001", 4000), list_line(CODE, 7421))

    assert report.skipped == {"practices not known here": 1}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("A,B,C", "1,2,3"), "Line 1: The heading has no date column"),
        ((HEADING, list_line(CODE, "many")), "Line 2, NUMBER_OF_PATIENTS: “many” is not a number of patients."),
        ((HEADING, list_line(CODE, -5)), "Line 2, NUMBER_OF_PATIENTS"),
        ((HEADING, list_line(CODE, 7000, on="32JAN2016")), "Line 2, EXTRACT_DATE: “32JAN2016” is not a date."),
        ((HEADING, list_line(CODE, 7000, on="2027-01-01")), "Line 2, EXTRACT_DATE: 01 January 2027 is in the future."),
        ((HEADING, list_line(CODE, 7000), list_line(CODE, 7001)), "Line 3, CODE: M84901 has a total of this quarter"),
        ((HEADING,), "Line 1: No line gives the total of a practice"),
        ((HEADING, list_line(CODE, 7000, age="44")), "Line 1: No line gives the total of a practice"),
        ((HEADING, "GP_PRAC_PAT_LIST,2016-01-01,GP"), "Line 2: There are 3 columns; the heading has 10."),
    ],
)
def test_a_fault_names_line_column_and_reason_and_nothing_is_written(lines: tuple[str, ...], said: str) -> None:
    report = _import(*lines)

    assert str(report.faults[0]).startswith(said)
    assert not report.written
    assert _lists() == {}


def test_a_dry_run_writes_nothing() -> None:
    report = _import(HEADING, list_line(CODE, 7421), dry_run=True)

    assert report.counts["list sizes written"] == 1
    assert _lists() == {}


def test_the_command_imports_and_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "gp-reg-pat-prac-all.csv"
    file.write_bytes(file_of(HEADING, list_line(CODE, 7421)))
    call_command("import_list_sizes", file)

    assert "List sizes written: 1" in capsys.readouterr().out
    file.write_bytes(b"not a register\n")
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_list_sizes", file)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2016, 1, 1), date(2016, 1, 1)),
        (date(2016, 3, 31), date(2016, 1, 1)),
        (date(2016, 12, 31), date(2016, 10, 1)),
    ],
)
def test_the_quarter_of_a_day(day: date, first: date) -> None:
    assert quarter_start(day) == first
