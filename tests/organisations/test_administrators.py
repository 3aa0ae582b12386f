"""`make_administrator`: the one way to a first person, since everybody else is invited by somebody."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from hubportal.organisations.models import Person
from tests.cast import PASSWORD

GEESE = "three lovely geese"
pytestmark = pytest.mark.django_db


def make(*words: str, typed: str = f"{GEESE}\n", monkeypatch: pytest.MonkeyPatch) -> str:
    said = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    call_command("make_administrator", *words, stdout=said)
    return said.getvalue()


def test_the_first_person_signs_in_with_the_password_that_was_piped_in(client: Client, monkeypatch: Any) -> None:
    said = make("Ada@Example.org", "Ada Bywater", monkeypatch=monkeypatch)

    assert said == "Ada Bywater (ada@example.org) is a system administrator now.\n"
    ada = Person.objects.get(email="ada@example.org")
    assert ada.is_system_administrator
    assert not ada.is_demo  # so that a signing role must set up a second factor
    client.post("/accounts/login/", {"login": "ada@example.org", "password": GEESE})
    assert client.get("/people/").status_code == 200


def test_a_password_that_can_be_guessed_is_refused_and_nobody_is_made(monkeypatch: Any) -> None:
    with pytest.raises(CommandError, match="too short"):
        make("ada@example.org", "Ada Bywater", typed="geese\n", monkeypatch=monkeypatch)
    assert not Person.objects.filter(email="ada@example.org").exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [(["ada@example.org"], "full name"), (["ada", "Ada Bywater"], "not an email"), (["admin@example.org"], "already")],
)
def test_what_is_missing_or_wrong_is_said(words: list[str], why: str, monkeypatch: Any) -> None:
    with pytest.raises(CommandError, match=why):
        make(*words, monkeypatch=monkeypatch)


def test_two_passwords_that_differ_make_nobody(monkeypatch: Any) -> None:
    typed = iter([GEESE, "three lovely gese"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    command = "hubportal.organisations.management.commands.make_administrator"
    monkeypatch.setattr(f"{command}.getpass", lambda prompt: next(typed))
    with pytest.raises(CommandError, match="not the same"):
        call_command("make_administrator", "ada@example.org", "Ada Bywater")
    assert not Person.objects.filter(email="ada@example.org").exists()


def test_somebody_with_an_account_keeps_password_and_roles(monkeypatch: Any) -> None:
    head = Person.objects.get(email="head@example.org")
    before = head.assignments.count()
    make("head@example.org", typed="", monkeypatch=monkeypatch)

    head.refresh_from_db()
    assert head.is_system_administrator
    assert head.check_password(PASSWORD)
    assert head.assignments.count() == before > 0


def test_a_closed_account_stays_closed(monkeypatch: Any) -> None:
    Person.objects.filter(email="head@example.org").update(is_active=False)
    with pytest.raises(CommandError, match="closed"):
        make("head@example.org", monkeypatch=monkeypatch)
    assert not Person.objects.get(email="head@example.org").is_system_administrator
