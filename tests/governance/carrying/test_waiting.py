"""The list of decisions that wait for a person, and marking one as dealt with."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from functions.models import Variation
from governance.models import RecordDecision
from governance.services.carrying import settling
from hubportal.web.refusals import Refused
from tests.conftest import in_scope_of
from tests.governance.carrying import steps
from tests.governance.terms import at_work, the_committee

pytestmark = pytest.mark.django_db
Signing = Callable[[str], Client]
OTHER = "That it be put off to the next meeting."


@pytest.fixture(autouse=True)
def _committee(db: None) -> None:
    steps.committee_at_work()


def one_that_waits() -> tuple[Variation, RecordDecision]:
    variation, item = steps.on_agenda()
    steps.decide(item, words=OTHER)
    steps.work()
    with in_scope_of("officer"):
        return variation, RecordDecision.objects.get()


def listed(client: Client) -> str:
    return client.get(reverse("carrying:waiting")).content.decode()


def settle(key: str, decision: RecordDecision, words: str = "The committee hears it again in May.") -> None:
    with in_scope_of(key) as by, transaction.atomic():
        settling.settle(decision_id=decision.pk, by=by, words=words, at=timezone.now())


def test_it_lists_what_waits_with_why_and_the_first_page_leads_to_it(signed_in: Signing) -> None:
    officer = signed_in("officer")
    assert "No decision waits for you" in listed(officer)
    assert "committee decision" not in officer.get(reverse("home")).content.decode()
    variation, _ = one_that_waits()

    page = listed(officer)
    assert f'href="{variation.get_absolute_url()}#committees"' in page
    assert "in other words than the resolution" in page
    assert f"Decision 1 of {the_committee().name}" in page
    home = officer.get(reverse("home")).content.decode()
    assert "1 committee decision waits for you." in home
    assert reverse("carrying:waiting") in home


def test_it_is_for_those_who_work_on_the_ccgs_records_or_approve(signed_in: Signing) -> None:
    variation, _ = one_that_waits()
    assert variation.reference in listed(signed_in("lead"))
    assert "1 committee decision waits for you." in signed_in("lead").get(reverse("home")).content.decode()
    assert variation.reference not in listed(signed_in("stranger"))
    for key in ("auditor", "secretary"):
        assert signed_in(key).get(reverse("carrying:waiting")).status_code == 403


def test_a_restricted_record_is_absent_for_who_may_not_see_it(signed_in: Signing) -> None:
    variation, _ = one_that_waits()
    with in_scope_of("head"):
        Variation.objects.filter(pk=variation.pk).update(is_restricted=True)
    assert variation.reference not in listed(signed_in("officer"))
    assert variation.reference in listed(signed_in("head"))


def test_marked_as_dealt_with_it_leaves_the_list_and_the_record_says_by_whom(signed_in: Signing) -> None:
    variation, decision = one_that_waits()
    officer = signed_in("officer")
    page = reverse("carrying:settle", args=[variation.reference, decision.public_id])
    assert f'href="{page}"' in officer.get(variation.get_absolute_url()).content.decode()
    asked = officer.get(page).content.decode()
    assert OTHER in asked
    empty = officer.post(page, {"words": " "})
    assert empty.status_code == 422
    assert "Enter what was done" in empty.content.decode()
    assert officer.post(page, {"words": "It is heard again in May."}).status_code == 302
    assert "No decision waits for you" in listed(officer)
    shown = officer.get(variation.get_absolute_url()).content.decode()
    assert "Dealt with by hand" in shown
    assert "It is heard again in May." in shown
    assert officer.get(page).status_code == 409


def test_who_may_mark_it(signed_in: Signing) -> None:
    variation, decision = one_that_waits()
    page = reverse("carrying:settle", args=[variation.reference, decision.public_id])
    assert signed_in("auditor").get(page).status_code == 403
    assert signed_in("stranger").get(page).status_code == 404
    assert signed_in("lead").get(page).status_code == 200
    other = steps.an_assessed_variation(is_another=True)
    assert (
        signed_in("officer").get(reverse("carrying:settle", args=[other.reference, decision.public_id])).status_code
        == 404
    )
    with pytest.raises(Refused, match="does not mark"):
        settle("auditor", decision)
    settle("lead", decision)


def test_it_is_marked_once() -> None:
    _, decision = one_that_waits()
    settle("officer", decision)
    with pytest.raises(Refused, match="marked it as dealt with on"):
        settle("head", decision)


def test_what_was_carried_out_waits_for_nobody(signed_in: Signing) -> None:
    _, item = steps.on_agenda()
    steps.decide(item)
    steps.work()
    with in_scope_of("officer"):
        decision = RecordDecision.objects.get()
    with pytest.raises(Refused, match="does not wait for anybody"):
        settle("officer", decision)
    assert "No decision waits for you" in listed(signed_in("officer"))


def test_one_taken_back_while_it_waits_leaves_the_list(signed_in: Signing) -> None:
    variation, item = steps.on_agenda()
    steps.decide(item, words=OTHER)
    steps.work()
    steps.take_back(item)
    steps.work()
    assert variation.reference not in listed(signed_in("officer"))


@pytest.mark.clause("Specification of governance, section 5", part="a decision that is taken back")
def test_one_taken_back_after_it_was_dealt_with_waits_again(signed_in: Signing) -> None:
    variation, item = steps.on_agenda()
    steps.decide(item, words=OTHER)
    steps.work()
    with in_scope_of("officer"):
        settle("officer", RecordDecision.objects.get())
    steps.take_back(item)
    steps.work()
    page = listed(signed_in("officer"))
    assert variation.reference in page
    assert "took its decision back" in page


def test_the_list_asks_the_same_however_many_wait(signed_in: Signing, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    one_that_waits()
    officer = signed_in("officer")
    listed(officer)
    with CaptureQueriesContext(connection) as few:
        listed(officer)
    with at_work(the_committee()):
        one = RecordDecision.objects.get()
        for number in range(2, 22):
            one.pk, one.public_id, one.number = None, steps.key(), number
            one.decided_on += timedelta(days=1)
            one.save(force_insert=True)
    with django_assert_num_queries(len(few)):
        assert listed(officer).count("in other words than the resolution") == 21
