"""`manage.py clauses`: the page as it is printed, written and checked."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hubportal.clauses.management.commands import clauses as command
from hubportal.clauses.register import register


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A project whose one test file is marked with every clause registered so far."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "tests").mkdir()
    monkeypatch.setattr(command, "tests_and_page", lambda: (tmp_path / "tests", tmp_path / "docs" / "clauses.md"))
    run()
    mark_all(tmp_path, register.all())
    return tmp_path


def mark_all(project, clauses):
    marks = "\n".join(f"@pytest.mark.clause({item.title!r})" for item in clauses)
    (project / "tests" / "test_all.py").write_text(f"{marks}\ndef test_all(): ...\n")


def run(*options):
    said = StringIO()
    try:
        call_command("clauses", *options, stdout=said)
    except CommandError as error:
        return said.getvalue(), str(error)
    return said.getvalue(), ""


def test_the_page_written_is_the_page_printed_and_passes_the_check(project):
    printed, fault = run()
    assert "| London MOU, standard 3 (update) |" in printed
    assert fault == ""
    assert run("--write") == ("", "")
    assert (project / "docs" / "clauses.md").read_text() == printed
    assert run("--check") == ("", "")


@pytest.mark.parametrize("stale", [None, "# Clauses\n"], ids=["absent", "old"])
def test_a_stale_page_fails_the_check(project, stale):
    if stale:
        (project / "docs" / "clauses.md").write_text(stale)
    assert "out of step" in run("--check")[1]


@pytest.mark.parametrize("option", ["--write", "--check"])
def test_a_clause_without_a_marked_test_fails_by_name(project, option):
    mark_all(project, [item for item in register.all() if item.part != "update"])
    run("--write")
    assert run(option)[1] == (
        "No test is marked with @pytest.mark.clause for:"
        " London MOU, standard 3 (update) (hubportal.clocks.timeline._update_given)."
    )


def test_services_are_read_for_clauses_too(project):
    assert "`hubportal.organisations.services.closures.apply`" in run()[0]
