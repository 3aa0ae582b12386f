"""Importing `epraccur`: who the practices are, and which CCG each belongs to from when until when."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hubportal.organisations.models import Practice, PracticeMembership
from hubportal.organisations.rules.practice_file import read_practice_file
from hubportal.organisations.services.practice_imports import import_practices
from hubportal.web.refusals import Refused
from tests.organisations.registers import file_of, practice_line

pytestmark = pytest.mark.django_db

ON = date(2016, 7, 1)


def _import(*lines: str, **more: Any) -> Any:
    return import_practices(content=file_of(*lines), by=None, on=ON, **more)


def _periods(code: str = "Y98001") -> dict[str, tuple[date, date | None]]:
    rows = PracticeMembership.objects.filter(practice__ods_code=code).select_related("ccg")
    return {row.ccg.ods_code: (row.period.lower, row.period.upper) for row in rows}


def test_a_practice_comes_with_its_ccg_from_the_day_it_joined() -> None:
    report = _import(practice_line())

    practice = Practice.objects.get(ods_code="Y98001")
    assert (practice.name, practice.status, practice.opened_on) == ("ELMGARTH SURGERY", "active", date(1999, 4, 1))
    assert practice.address == "1 KILN STREET, ELMGARTH"
    assert _periods() == {"05R": (date(2013, 4, 1), None)}
    assert report.counts["practices added"] == 1
    assert report.written


def test_another_file_altogether_is_refused_once_and_not_line_by_line() -> None:
    report = _import(*["a,b,c"] * 5_000)
    assert [fault.reason for fault in report.faults] == ["There are 3 columns; the register has 27 and no header."]


def test_the_same_file_again_changes_nothing() -> None:
    _import(practice_line())
    report = _import(practice_line())

    assert dict(report.counts) == {"practices unchanged": 1}


def test_column_24_names_the_ccg_and_column_15_only_where_it_is_empty() -> None:
    report = _import(practice_line(ccg="05Y", commissioner="05R"), practice_line("Y98002", ccg="", commissioner="05C"))

    assert set(_periods("Y98001")) == {"05Y"}
    assert set(_periods("Y98002")) == {"05C"}
    assert report.notes == ["1 took their CCG from column 15, since column 24 is empty"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"setting": "1"}, "organisations other than GP practices"),
        ({"grouping": "W00"}, "practices in Wales"),
        ({"ccg": "99Z"}, "practices of CCGs not known here"),
        ({"closed": "20090331", "status": "C"}, "practices that closed before CCGs began"),
    ],
)
def test_what_is_not_a_practice_of_ours_is_passed_over_and_counted(changes: dict[str, str], words: str) -> None:
    report = _import(practice_line(**changes))

    assert report.skipped == {words: 1}
    assert not Practice.objects.filter(ods_code="Y98001").exists()


def test_a_practice_that_closes_leaves_its_ccg_the_day_after() -> None:
    _import(practice_line())
    _import(practice_line(closed="20160331", status="C"))

    assert Practice.objects.get(ods_code="Y98001").status == "closed"
    assert _periods() == {"05R": (date(2013, 4, 1), date(2016, 4, 1))}


def test_a_practice_that_moves_leaves_one_ccg_on_the_day_it_joins_the_next() -> None:
    _import(practice_line())
    report = _import(practice_line(ccg="05H", joined="20160401"))

    assert _periods() == {"05R": (date(2013, 4, 1), date(2016, 4, 1)), "05H": (date(2016, 4, 1), None)}
    assert report.counts["practices moved to another CCG"] == 1


def test_a_move_without_a_day_is_dated_on_the_day_of_the_import() -> None:
    _import(practice_line())
    _import(practice_line(ccg="05H", joined=""))

    assert _periods() == {"05R": (date(2013, 4, 1), ON), "05H": (ON, None)}


def test_a_practice_that_moves_to_a_ccg_not_known_here_leaves_ours() -> None:
    _import(practice_line())
    report = _import(practice_line(ccg="99Z", joined="20160401"))

    assert _periods() == {"05R": (date(2013, 4, 1), date(2016, 4, 1))}
    assert report.counts["practices that left the CCGs here"] == 1


def test_a_period_in_another_ccg_that_began_the_same_day_keeps_its_first_day() -> None:
    """Cases of that CCG may rest on it, so it cannot vanish."""
    _import(practice_line())
    _import(practice_line(ccg="05H"))

    assert _periods() == {"05R": (date(2013, 4, 1), date(2013, 4, 2)), "05H": (date(2013, 4, 2), None)}


def test_a_practice_back_in_a_ccg_it_had_left_is_noted() -> None:
    _import(practice_line())
    _import(practice_line(ccg="05H", joined="20150401"))
    report = _import(practice_line(ccg="05R", joined="20160401"))

    assert _periods() == {"05R": (date(2016, 4, 1), None), "05H": (date(2015, 4, 1), date(2016, 4, 1))}
    assert report.notes == ["Y98001 is back in South Warwickshire: the new period replaces the earlier one"]


def test_a_practice_that_closed_before_its_ccg_took_it_over_belongs_to_none() -> None:
    _import(practice_line(closed="20150331", joined="20180401", status="C"))

    assert Practice.objects.filter(ods_code="Y98001").exists()
    assert _periods() == {}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (practice_line("X98001"), "Line 2, column 1 (organisation code): “X98001” is not a practice code"),
        (practice_line(name=""), "Line 2, column 2 (name): The name is missing."),
        (practice_line(opened="20151301"), "Line 2, column 11 (open date): “20151301” is not a date"),
        (practice_line(status="Q"), "Line 2, column 13 (status): “Q” is not a status"),
        (practice_line(left="20120101"), "Line 2, column 17 (left date): It left its CCG before it joined it"),
        (practice_line("Y98000"), "Line 2, column 1 (organisation code): Y98000 is on line 1 already."),
        ("Y98001,ELMGARTH SURGERY", "Line 2: There are 2 columns; the register has 27 and no header."),
        ('"Y98001', "Line 2: This is not a line of a CSV file"),
    ],
)
def test_a_fault_names_line_column_and_reason_and_nothing_is_written(line: str, said: str) -> None:
    report = _import(practice_line("Y98000"), line)

    assert [str(fault) for fault in report.faults][0].startswith(said)
    assert not report.written
    assert not Practice.objects.filter(ods_code__startswith="Y980").exists()


def test_an_empty_file_is_a_fault() -> None:
    assert [str(fault) for fault in read_practice_file("").faults] == ["Line 1: The file is empty."]


def test_a_name_in_windows_letters_is_read() -> None:
    import_practices(content=practice_line(name="CAFÉ ROAD SURGERY").encode("cp1252"), by=None, on=ON)

    assert Practice.objects.get(ods_code="Y98001").name == "CAFÉ ROAD SURGERY"


def test_a_dry_run_reports_and_writes_nothing() -> None:
    report = _import(practice_line(), dry_run=True)

    assert report.counts["practices added"] == 1
    assert not report.written
    assert not Practice.objects.filter(ods_code="Y98001").exists()


def test_only_a_system_administrator_imports_through_the_portal(person: Callable[[str], Any]) -> None:
    with pytest.raises(Refused, match="system administrator"):
        import_practices(content=file_of(practice_line()), by=person("head"), on=ON)
    assert import_practices(content=file_of(practice_line()), by=person("admin"), on=ON).written


def test_the_command_fails_with_every_fault(tmp_path: Path) -> None:
    file = tmp_path / "epraccur.csv"
    file.write_bytes(file_of(practice_line(status="Q"), practice_line("Y98002", opened="yesterday")))

    with pytest.raises(CommandError, match=r"(?s)Nothing was imported.*Line 1.*Line 2") as failed:
        call_command("import_practices", file)
    assert failed.value.returncode == 1


def test_the_command_says_what_a_dry_run_would_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "epraccur.csv"
    file.write_bytes(file_of(practice_line()))
    call_command("import_practices", file, dry_run=True)

    said = capsys.readouterr().out
    assert "Practices added: 1" in said
    assert "nothing was written" in said


def test_the_command_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_practices", tmp_path / "none.csv")


def test_a_national_file_takes_a_fixed_number_of_queries(django_assert_max_num_queries: Any) -> None:
    lines = [practice_line(f"Y97{number:03}") for number in range(400)]
    with django_assert_max_num_queries(12):
        _import(*lines)

    assert Practice.objects.filter(ods_code__startswith="Y97").count() == 400
