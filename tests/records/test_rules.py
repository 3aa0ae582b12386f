"""Moves as a table, what a signature covers, and letters filled in."""

from datetime import date
from decimal import Decimal

import pytest

from hubportal.records.kinds import tidy_reference
from hubportal.records.rules.filling import fill, names_in
from hubportal.records.rules.moves import Move, Moves, refuse_before_last, refuse_same_eyes
from hubportal.records.rules.signing import canonical, digest_of, refuse_signing

APPROVE = Move("approve", "Approve", frozenset({"draft", "returned"}), "approved", four_eyes=True)
TABLE = Moves(
    {"draft": "Draft", "returned": "Returned", "approved": "Approved"},
    (APPROVE, Move("return", "Return", frozenset({"draft"}), "returned", needs_reason=True)),
    "draft",
)


def test_a_step_out_of_order_is_refused_with_the_states_in_which_it_can_be_done() -> None:
    assert TABLE.refuse("draft", "approve") is None
    assert TABLE.refuse("approved", "approve") == (
        "“Approve” is out of order: the record is approved. It can be done while it is draft or returned."
    )


def test_only_the_moves_of_the_state_are_open_and_a_state_without_any_is_an_end() -> None:
    assert [move.act for move in TABLE.open_in("returned")] == ["approve"]
    assert TABLE.ended() == {"approved"}


def test_a_table_that_names_an_unknown_state_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="gone"):
        Moves({"draft": "Draft"}, (Move("end", "End", frozenset({"draft"}), "gone"),), "draft")


def test_a_move_holds_from_the_day_of_the_last_one_or_later() -> None:
    said = refuse_before_last(date(2016, 1, 4), last=date(2016, 1, 5))
    assert said == "The date must not be before 5 January 2016, the day of the step before this one."
    assert refuse_before_last(date(2016, 1, 5), last=date(2016, 1, 5)) is None
    assert refuse_before_last(date(2016, 1, 4), last=None) is None


@pytest.mark.parametrize(("made_by", "last"), [(7, None), (3, 7), (7, 7)])
def test_four_eyes_are_not_two_of_the_same_person(made_by: int, last: int | None) -> None:
    assert "second person" in (refuse_same_eyes(APPROVE, actor=7, made_by=made_by, last_actor=last) or "")
    assert refuse_same_eyes(APPROVE, actor=8, made_by=made_by, last_actor=last) is None


def test_the_same_content_has_the_same_canonical_text_whatever_its_order() -> None:
    one = canonical({"b": date(2016, 4, 1), "a": Decimal("1.50"), "c": ["é"]})
    other = canonical({"c": ["é"], "a": Decimal("1.50"), "b": date(2016, 4, 1)})
    assert one == other == '{"a":"1.50","b":"2016-04-01","c":["é"]}'
    assert digest_of(one) != digest_of(one.replace("é", "e"))


def test_what_has_no_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        canonical({"a": object()})


@pytest.mark.clause("Specification of governance, section 1 (what a signature covers)")
def test_a_signature_never_covers_what_was_not_seen_and_is_given_once() -> None:
    assert refuse_signing(seen="a", now="a", already=False) is None
    assert "changed since you opened it" in (refuse_signing(seen="a", now="b", already=False) or "")
    assert "already signed" in (refuse_signing(seen="a", now="a", already=True) or "")


def test_a_letter_is_filled_once_and_an_unknown_name_stays_for_the_writer_to_see() -> None:
    assert names_in("{reference} {x} {reference}") == ["reference", "x"]
    assert fill("{reference}: {x}", {"reference": "{x}"}) == "{x}: {x}"


def test_a_reference_is_tidied_and_what_is_none_is_not() -> None:
    assert tidy_reference(" wm-v-2016-12 ") == "WM-V-2016-00012"
    assert tidy_reference("12") is None
