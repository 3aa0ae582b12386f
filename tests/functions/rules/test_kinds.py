"""Kinds, references, categories and what may be done in which state."""

import pytest

from functions.models.queries import Kind, State, Stream
from functions.rules.acts import ACT_OF_EVENT, ALLOWED, Act, refuse_act
from functions.rules.categories import CATEGORIES, CATEGORY_NAMES, category_of, filed_under, is_of_another_stream
from functions.rules.kinds import LETTER_OF_KIND, LETTER_OF_RECORD, POLICY_OF_KIND, Reference, read_reference
from functions.rules.similarity import is_alike
from hubportal.clocks.events import EventKind
from hubportal.notifications.rules.escalation import ESCALATION_ROLE
from hubportal.organisations.roles import ROLES


def test_every_kind_has_a_policy_and_a_letter_of_its_own() -> None:
    assert set(POLICY_OF_KIND) == set(LETTER_OF_KIND) == set(Kind.values)
    letters = [*LETTER_OF_KIND.values(), *LETTER_OF_RECORD.values()]
    assert len(set(letters)) == len(letters)


def test_every_stream_escalates_to_a_role_that_exists() -> None:
    assert set(ESCALATION_ROLE) == set(Stream.values) == set(CATEGORIES)
    assert set(ESCALATION_ROLE.values()) <= set(ROLES)


@pytest.mark.parametrize("typed", ["WM-Q-2016-00042", " wm-q-2016-42 ", "WM-q-2016-0042"])
def test_a_reference_is_read_however_it_is_typed(typed: str) -> None:
    assert str(read_reference(typed)) == "WM-Q-2016-00042"


@pytest.mark.parametrize("typed", ["", "42", "WM-Q-16-1", "WM-Q-2016-", "WM-QQ-2016-1", "WM-Q-2016-١٢"])
def test_what_is_no_reference_is_not_read(typed: str) -> None:
    assert read_reference(typed) is None


def test_a_reference_past_99999_keeps_all_its_digits() -> None:
    assert str(Reference("WM", "Q", 2016, 123_456)) == "WM-Q-2016-123456"


def test_a_category_belongs_to_one_stream() -> None:
    assert len(CATEGORY_NAMES) == sum(len(listed) for listed in CATEGORIES.values())
    assert category_of(" qof achievement  and aspiration", "finance") == "qof"
    assert category_of("qof", "contracting") is None
    assert category_of("qof", "no stream") is None


def test_every_state_and_event_has_its_acts() -> None:
    assert set(ALLOWED) == set(State.values)
    assert set(ACT_OF_EVENT) == set(EventKind)


def test_a_merged_case_takes_only_notes_and_the_undoing() -> None:
    assert {act for act in Act if refuse_act("merged", act) is None} == {Act.NOTE, Act.UNDO_MERGE}
    assert refuse_act("open", Act.REOPEN) == "The case is still open."


@pytest.mark.parametrize(
    ("shared", "ours", "theirs", "alike"), [(0, 0, 0, False), (0, 3, 3, False), (1, 2, 2, True), (1, 2, 3, False)]
)
def test_half_of_all_word_stems_shared_is_alike(shared: int, ours: int, theirs: int, alike: bool) -> None:
    assert is_alike(shared, ours, theirs) is alike


def test_another_systems_words_for_a_category_are_kept_as_they_were_given() -> None:
    assert filed_under("  Payments   and claims ", "finance") == "Payments and claims"
    assert filed_under("QOF achievement and aspiration", "finance") == "qof"


def test_a_category_of_the_other_stream_is_known_as_such() -> None:
    assert is_of_another_stream("qof", "contracting")
    assert not is_of_another_stream("qof", "finance")
    assert not is_of_another_stream("Payments and claims", "contracting")
