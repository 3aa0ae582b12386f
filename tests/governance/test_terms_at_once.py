"""Two secretaries at the same moment, in transactions of their own."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from governance.models import OfficeHeld
from governance.services import membership
from governance.services.membership import Member
from governance.services.terms_of_reference import drafts, seats
from governance.services.terms_of_reference.drafts import SeatWords
from hubportal.web.refusals import Refused
from tests.conftest import in_scope_of
from tests.governance.terms import FIRST, appoint, at_work, make_seat, make_terms, the_committee


def at_once(act: Callable[[Any, str], Any]) -> list[str]:
    """What came of an act that two secretaries do at once, each told by a name."""
    outcomes: list[str] = []
    gate = threading.Barrier(2)

    def run(name: str) -> None:
        try:
            with in_scope_of("secretary") as secretary:
                gate.wait()
                act(secretary, name)
            outcomes.append("done")
        except Refused as refused:
            outcomes.append(refused.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(name,)) for name in ("Ada", "Bea")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes, key=lambda said: said != "done")


def test_two_drafts_are_not_begun(committed: str) -> None:
    committee = the_committee()
    first, second = at_once(lambda by, name: drafts.begin_draft(committee_id=committee.pk, by=by, on=FIRST))
    assert first == "done"
    assert "draft already" in second


def test_one_seat_is_not_filled_twice(committed: str) -> None:
    committee = the_committee()
    with at_work(committee), transaction.atomic():
        make_seat(make_terms(committee), "lay")
    first, second = at_once(
        lambda by, name: membership.appoint(
            committee_id=committee.pk, by=by, seat_code="lay", member=Member(name), first=FIRST
        )
    )
    assert first == "done"
    assert "holds this seat" in second


def test_one_office_is_not_given_twice_from_one_day(committed: str) -> None:
    committee = the_committee()
    with at_work(committee), transaction.atomic():
        terms = make_terms(committee, elections=[{"office": "chair"}])
        for code in ("Ada", "Bea"):
            make_seat(terms, code)
            appoint(committee, code, code)
    first, second = at_once(
        lambda by, name: membership.elect(
            committee_id=committee.pk, by=by, office="chair", seat_code=name, first=FIRST, how="Show of hands"
        )
    )
    assert first == "done"
    assert "already" in second
    with at_work(committee), transaction.atomic():
        assert OfficeHeld.objects.count() == 1


def test_a_draft_is_not_changed_on_top_of_a_change_nobody_saw(committed: str) -> None:
    committee = the_committee()
    with at_work(committee), transaction.atomic():
        draft = make_terms(committee, state="draft")
    first, second = at_once(
        lambda by, name: seats.add_seat(
            terms_id=draft.pk, version=1, by=by, words=SeatWords(name.lower(), name, "CCG", "lay")
        )
    )
    assert first == "done"
    assert "Someone else changed this" in second


def test_two_entries_are_both_added_to_a_list(committed: str) -> None:
    committee = the_committee()
    with at_work(committee), transaction.atomic():
        draft = make_terms(committee, state="draft", delegated=[])
    said = at_once(
        lambda by, name: drafts.keep_entry(
            terms_id=draft.pk, version=None, by=by, which="delegated", place=None, entry={"words": name}
        )
    )
    assert said == ["done", "done"]
    with at_work(committee), transaction.atomic():
        draft.refresh_from_db()
    assert sorted(row["words"] for row in draft.delegated) == ["Ada", "Bea"]


@pytest.mark.parametrize("way", ["adopt", "change"])
def test_what_is_being_adopted_is_not_changed_under_the_secretarys_hands(committed: str, way: str) -> None:
    committee = the_committee()
    with at_work(committee), transaction.atomic():
        draft = make_terms(committee, state="draft", source="Terms")
        make_seat(draft, "chair")

    def act(by: Any, name: str) -> None:
        if (name == "Ada") == (way == "adopt"):
            drafts.adopt(terms_id=draft.pk, version=1, by=by, adopted_on=FIRST, adopted_by="Board", in_force_from=FIRST)
        else:
            seats.remove_seat(terms_id=draft.pk, version=1, by=by, code="chair")

    first, second = at_once(act)
    assert first == "done"
    assert "Someone else changed this" in second or "never change" in second
