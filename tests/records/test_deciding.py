"""A record that waits for a decision tells whoever decides, and says on its page whose turn it is."""

import re
from typing import Any

import pytest

from functions.rules.variations.moves import VARIATION_MOVES
from functions.services.variations.deciding import hub_determination, record_decision
from hubportal.notifications.models import Notice
from hubportal.records.rules.deciding import DECIDERS, turn_of
from tests.functions.cases import at
from tests.functions.variations.steps import CAME, moved, new, with_documents

APRIL = CAME.replace(month=4)


@pytest.mark.clause("Specification of tenancy and access, Roles", part="preparing and approving are two people")
@pytest.mark.parametrize(
    ("state", "waits_for"),
    [("received", None), ("assessed", "ccg_lead"), ("refused", None), ("approved", None), ("closed", None)],
)
def test_a_decision_is_asked_of_one_role_and_a_refusal_is_no_question(state: str, waits_for: str | None) -> None:
    turn = turn_of(VARIATION_MOVES.open_in(state))
    assert (turn[1].role if turn else None) == waits_for


def test_refusing_and_sending_back_are_never_what_a_record_waits_for() -> None:
    answers = [move for move in VARIATION_MOVES.moves if move.permission in DECIDERS and move.needs_reason]
    assert answers
    assert turn_of(answers) is None


@pytest.mark.django_db
def test_the_head_is_told_what_waits_and_the_owner_what_was_decided(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        (variation,) = new(officer, owner=officer)
        with_documents(variation, officer)
        moved(variation, officer, "complete", "assess")
        told = set(Notice.objects.filter(kind="record_turn").values_list("person__email", "text", "path"))
    words = f"{variation.reference} waits for you: agree it for the hub."
    assert told == {("head@example.org", words, variation.get_absolute_url())}
    with seen_by("head") as head:
        yes = hub_determination(approved=True, by=head, on=CAME, notes="")
        record_decision(
            variation_id=variation.pk, act="determine", decision=yes, effective_on=APRIL, by=head, at=at(CAME, 13)
        )
        of_owner = list(Notice.objects.filter(kind="record_turn", person__email="officer@example.org"))
    assert [notice.text for notice in of_owner] == [f"{variation.reference}: “Agree it for the hub” is done, by Head."]


@pytest.mark.django_db
def test_what_the_head_recorded_is_asked_of_the_other_heads(seen_by: Any) -> None:
    with seen_by("head") as head:
        (variation,) = new(head)
    with seen_by("officer") as officer:
        with_documents(variation, officer)
        moved(variation, officer, "complete", "assess")
    with seen_by("head"):
        told = set(Notice.objects.filter(kind="record_turn").values_list("person__email", flat=True))
    assert told == {"finance_head@example.org", "director@example.org"}


@pytest.mark.django_db
def test_the_page_says_whose_decision_it_waits_for_and_offers_it_to_them_only(seen_by: Any, signed_in: Any) -> None:
    with seen_by("officer") as officer:
        (variation,) = new(officer)
        with_documents(variation, officer)
        moved(variation, officer, "complete", "assess")
    for key, waits in (("officer", True), ("head", False), ("lead", True)):
        page = signed_in(key).get(variation.get_absolute_url()).content.decode()
        assert ("Waiting for the Head of Primary Care: agree it for the hub." in page) is waits
        assert ("/do/determine/" in page) is not waits
        # Withdrawing takes nothing on, so it is never the green button.
        withdraw = re.findall(r'class="([^"]*nhsuk-button[^"]*)"[^>]*do/withdraw/"', page)
        assert withdraw == ([] if key == "lead" else ["nhsuk-button nhsuk-button--secondary"])
