"""The pages of the register."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from governance.models import RegisterEntry
from governance.services.register import correct
from tests.conftest import find_person, in_scope_of
from tests.governance.register.test_register import AT, committee, decide

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries() -> list[RegisterEntry]:
    """Three entries, the second corrected."""
    with in_scope_of("secretary"), transaction.atomic():
        made = [decide(words, is_private=words == "the lease") for words in ("the merger", "the lease", "the closure")]
        correct(entry_id=made[1].pk, words="The sum is £12,400.", by=find_person("secretary"), at=AT)
    return made


def at(name: str, *more: Any) -> str:
    return reverse(f"decisions:{name}", args=[committee().public_id, *more])


def read(answer: Any) -> str:
    streamed = getattr(answer, "streaming_content", None)
    return (b"".join(streamed) if streamed is not None else answer.content).decode("utf-8-sig")


def test_the_list_says_what_stands(signed_in: Callable[[str], Client], entries: list[RegisterEntry]) -> None:
    page = read(signed_in("member").get(at("list")))

    for words in ("the merger", "the lease", "Correction of entry 2", "Corrected", "In private", "Carried"):
        assert words in page


def test_the_list_is_narrowed_by_words_and_kind(
    signed_in: Callable[[str], Client], entries: list[RegisterEntry]
) -> None:
    client = signed_in("member")

    found = read(client.get(at("list"), {"q": "merger"}))
    assert "the merger" in found
    assert "the closure" not in found
    corrections = read(client.get(at("list"), {"kind": "correction"}))
    assert "Correction of entry 2" in corrections
    assert "the merger" not in corrections
    assert "No decision here" in read(client.get(at("list"), {"q": "nothing like it"}))


def test_the_list_needs_as_many_statements_for_many_as_for_few(
    signed_in: Callable[[str], Client], entries: list[RegisterEntry], django_assert_max_num_queries: Any
) -> None:
    client = signed_in("member")
    client.get(at("list"))
    with in_scope_of("secretary"), transaction.atomic():
        for number in range(30):
            decide(f"matter {number}")

    with django_assert_max_num_queries(12):
        client.get(at("list"))


def test_an_entry_shows_its_correction_and_its_seal(
    signed_in: Callable[[str], Client], entries: list[RegisterEntry]
) -> None:
    page = read(signed_in("member").get(at("entry", 2)))

    assert "The sum is £12,400." in page
    assert entries[1].digest in page
    assert "Correct this entry" not in page, "a member reads it"
    assert signed_in("member").get(at("entry", 99)).status_code == 404


def test_the_secretary_corrects(signed_in: Callable[[str], Client], entries: list[RegisterEntry]) -> None:
    client = signed_in("secretary")
    assert "Correct this entry" in read(client.get(at("entry", 1)))

    empty = client.post(at("correct", 1), {"words": ""})
    assert empty.status_code == 422
    done = client.post(at("correct", 1), {"words": "The practice is Elm Tree."}, follow=True)
    assert "The practice is Elm Tree." in read(done)
    assert client.get(at("correct", 4)).status_code == 409, "a correction is not corrected"
    assert signed_in("member").post(at("correct", 1), {"words": "No"}).status_code == 403


def test_the_register_is_verified_on_the_page(signed_in: Callable[[str], Client], entries: list[RegisterEntry]) -> None:
    assert "All 4 entries match" in read(signed_in("member").post(at("verify")))


def test_csv_and_proof(signed_in: Callable[[str], Client], entries: list[RegisterEntry]) -> None:
    client = signed_in("member")

    lines = read(client.get(at("export"))).splitlines()
    assert len(lines) == 5
    assert "The sum is £12,400." in lines[4]
    zipped = b"".join(client.get(at("proof")))
    with zipfile.ZipFile(BytesIO(zipped)) as archive:
        assert set(archive.namelist()) == {"README.txt", "verify.py", "register.jsonl", "anchors.jsonl"}
