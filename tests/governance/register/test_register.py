"""Entering, correcting, anchoring and proving; what a superuser of the database does is found."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, connections, transaction

from governance.models import RegisterAnchor, RegisterEntry
from governance.rules.register import EntryKind
from governance.services.register import anchor, correct, enter, verify
from governance.services.register_export import bundle
from hubportal.notifications.models import OutboxItem
from hubportal.organisations.models import Committee
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.refusals import Refused
from tests.conftest import find_person, in_scope_of

NAME = "South Warwickshire Primary Care Committee"
AT = datetime(2016, 5, 4, 14, tzinfo=UTC)


def committee() -> Committee:
    return Committee.objects.get(name=NAME)


def decide(words: str, *, is_private: bool = False) -> RegisterEntry:
    return enter(
        committee=committee(),
        kind=EntryKind.DECISION,
        decided_on=date(2016, 5, 4),
        body={"title": words, "resolution": f"That {words} be approved", "outcome": "carried"},
        at=AT,
        by=find_person("secretary"),
        is_private=is_private,
    )


@pytest.fixture
def three(db: None) -> Iterator[list[RegisterEntry]]:
    """Three entries, in the secretary's scope."""
    with in_scope_of("secretary"), transaction.atomic():
        yield [decide(words) for words in ("the first", "the second", "the third")]


def test_entries_are_numbered_and_chained(three: list[RegisterEntry]) -> None:
    assert [entry.number for entry in three] == [1, 2, 3]
    assert three[0].previous == "0" * 64
    assert [entry.previous for entry in three[1:]] == [entry.digest for entry in three[:2]]
    assert verify(committee()) is None


def test_a_whole_register_is_proved_without_reading_it_entry_by_entry(
    three: list[RegisterEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = anchor(committee=committee(), at=AT)
    correct(entry_id=three[1].pk, words="The sum is £12,400.", by=find_person("secretary"), at=AT)
    monkeypatch.setattr("governance.services.register.links_of", lambda committee: pytest.fail("read"))

    assert verify(committee()) is None
    assert made is not None
    assert verify(committee(), also=((made.number, made.digest),)) is None


def test_the_application_cannot_change_or_remove_an_entry(three: list[RegisterEntry]) -> None:
    for act in ("UPDATE governance_registerentry SET content = ''", "DELETE FROM governance_registerentry"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as sql,
        ):
            sql.execute(act)


class TestCorrecting:
    def test_a_correction_is_a_further_entry_that_refers_to_the_first(self, three: list[RegisterEntry]) -> None:
        made = correct(entry_id=three[1].pk, words=" The sum is £12,400. ", by=find_person("secretary"), at=AT)

        assert (made.number, made.kind, made.corrects_id) == (4, "correction", three[1].pk)
        assert "The sum is £12,400." in made.content
        assert three[1].digest in made.content
        assert verify(committee()) is None

    def test_not_without_words_and_not_of_a_correction(self, three: list[RegisterEntry]) -> None:
        secretary = find_person("secretary")
        with pytest.raises(Refused, match="what is right"):
            correct(entry_id=three[0].pk, words=" ", by=secretary, at=AT)
        made = correct(entry_id=three[0].pk, words="Another sum.", by=secretary, at=AT)
        with pytest.raises(Refused, match="Correct the entry it refers to"):
            correct(entry_id=made.pk, words="No.", by=secretary, at=AT)

    def test_not_by_a_member(self, three: list[RegisterEntry]) -> None:
        with pytest.raises(Refused) as refused:
            correct(entry_id=three[0].pk, words="No.", by=find_person("member"), at=AT)
        assert refused.value.status == 403


class TestAnchoring:
    def test_a_chain_that_grew_is_anchored_once_and_the_anchor_sent(self, three: list[RegisterEntry]) -> None:
        made = anchor(committee=committee(), at=AT, addresses=("moira@example.org",))

        assert made is not None
        assert (made.number, made.digest) == (3, three[2].digest)
        assert anchor(committee=committee(), at=AT, addresses=("moira@example.org",)) is None
        with scope(Scope(role="hub_work", hub=committee().hub_id)), transaction.atomic():
            (message,) = OutboxItem.objects.filter(dedupe__contains="anchor:3:")
        assert f"3:{three[2].digest}" in json.dumps(message.payload)

    def test_every_night_each_register_by_itself(self, three: list[RegisterEntry]) -> None:
        from governance.services.register import anchor_and_tell, anchor_hub

        hub_id, pk = committee().hub_id, committee().pk
        with scope(Scope(role="hub_work", hub=hub_id)), transaction.atomic():
            anchor_hub(hub_id=hub_id, on=date(2016, 5, 5))
            anchor_hub(hub_id=hub_id, on=date(2016, 5, 5))
            queued = OutboxItem.objects.filter(kind="governance.anchor_register")
            assert queued.count() == Committee.objects.filter(hub_id=hub_id).count()
            made = anchor_and_tell(committee_id=pk, at=datetime.now(UTC))
        assert made is not None
        assert made.told == "secretary@example.org"


def as_superuser(statement: str) -> None:
    """What somebody does who owns the database, past every wall and every right."""
    with connections["owner"].cursor() as sql:
        sql.execute(statement)


@pytest.fixture
def committed_three(committed: str) -> list[int]:
    """Three entries and an anchor that are really there."""
    with in_scope_of("secretary"), transaction.atomic():
        made = [
            decide(words, is_private=words == "the second").pk for words in ("the first", "the second", "the third")
        ]
        anchor(committee=committee(), at=AT)
    return made


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        ("UPDATE governance_registerentry SET content = replace(content, 'approved', 'refused') WHERE number = 2",
         "The content of entry 2"),
        ("UPDATE governance_registerentry SET decided_on = '2016-06-01' WHERE number = 3",
         "What entry 3 says of itself"),
        ("UPDATE governance_registerentry SET is_private = false WHERE number = 2", "What entry 2 says of itself"),
        ("UPDATE governance_registerentry SET kind = 'recommendation' WHERE number = 1", "What entry 1 says of itself"),
        ("DELETE FROM governance_registerentry WHERE number = 1", "Entry 1 is missing"),
        ("DELETE FROM governance_registerentry WHERE number = 3", "Entry 3 is missing: 3 entries were anchored"),
        ("DELETE FROM governance_registerentry", "Entry 1 is missing: 3 entries were anchored"),
    ],
)  # fmt: skip
def test_what_a_superuser_does_is_found(committed_three: list[int], tampering: str, said: str) -> None:
    as_superuser(tampering)

    with pytest.raises(CommandError) as found:
        call_command("verify_register", NAME)

    assert said in str(found.value)
    assert NAME in str(found.value)
    assert found.value.returncode == 1


def test_a_superuser_who_cuts_the_chain_and_its_anchors_is_found_by_the_anchor_that_was_sent(
    committed_three: list[int],
) -> None:
    with in_scope_of("secretary"), transaction.atomic():
        sent = RegisterAnchor.objects.get()
    as_superuser("DELETE FROM governance_registeranchor")
    as_superuser("DELETE FROM governance_registerentry WHERE number = 3")

    call_command("verify_register", NAME, stdout=StringIO())
    with pytest.raises(CommandError, match="Entry 3 is missing"):
        call_command("verify_register", NAME, anchor=[f"{sent.number}:{sent.digest}"])


def test_the_command_proves_every_register(committed_three: list[int]) -> None:
    said = StringIO()
    call_command("verify_register", stdout=said)
    assert said.getvalue().startswith("3 entries of ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Nobody’s committee",), "There is no committee called"),
        ((NAME, "--anchor", "3"), "is no anchor"),
        (("--anchor", "3:" + "a" * 64), "An anchor is of one committee"),
    ],
)
def test_the_command_asked_wrongly(committed: str, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("verify_register", *arguments)


def test_decisions_entered_at_once_never_fork_the_chain(committed: str) -> None:
    def one(number: int) -> None:
        with in_scope_of("secretary"), transaction.atomic():
            decide(f"matter {number}")
        connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(one, range(24)))

    with in_scope_of("secretary"), transaction.atomic():
        assert list(RegisterEntry.objects.values_list("number", flat=True)) == list(range(1, 25))
        assert verify(committee()) is None


def test_the_export_proves_itself_with_nothing_but_python(three: list[RegisterEntry], tmp_path: Path) -> None:
    anchor(committee=committee(), at=AT)
    with zipfile.ZipFile(bundle(committee())) as archive:
        archive.extractall(tmp_path)

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-I", "-S", "verify.py", "register.jsonl", "--anchors", "anchors.jsonl"],
            cwd=tmp_path, capture_output=True, text=True, check=False, env={},
        )  # fmt: skip

    assert run().stdout == "Every entry matches.\n"
    file = tmp_path / "register.jsonl"
    file.write_text(file.read_text("utf-8").replace("the second", "the  second"), "utf-8")
    assert run().stdout == "The content of entry 2 is not what was entered.\n"
    assert "Python 3 and nothing else" in (tmp_path / "README.txt").read_text()
