"""The pages: what waits for the agenda, a request, the record's panel, the decision's page, urgent decisions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from governance.models import AgendaRequest, RecordDecision, RecordRequest, RegisterEntry
from tests.conftest import in_scope_of
from tests.functions.variations.steps import freshly
from tests.governance.carrying import steps
from tests.governance.terms import at_work, of, the_committee

pytestmark = pytest.mark.django_db
Signing = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _committee(db: None) -> None:
    steps.committee_at_work()


def at(name: str, *more: Any) -> str:
    return reverse(f"carrying:{name}", args=[the_committee().public_id, *more])


def read(answer: Any) -> str:
    return str(answer.content.decode())


def the_request() -> AgendaRequest:
    with at_work(the_committee()):
        return AgendaRequest.objects.select_related("committee").get()


def test_an_officer_asks_from_the_record_and_sees_how_it_stands(signed_in: Signing) -> None:
    variation = steps.an_assessed_variation()
    officer = signed_in("officer")
    ask = reverse("carrying:ask", args=[variation.reference])
    assert f'href="{ask}"' in read(officer.get(variation.get_absolute_url()))
    form = read(officer.get(ask))
    assert the_committee().name in form
    typed = {
        "version": variation.version, "committee": the_committee().pk, "title": "A smaller area",
        "asks": steps.RESOLUTION, "if_carried": "approve", "document": "", "upload": steps.a_pdf(),
    }  # fmt: skip
    answer = officer.post(ask, typed)
    assert answer.status_code == 302
    page = read(officer.get(variation.get_absolute_url()))
    assert "was asked on" in page
    assert "Paper: paper.pdf" in page
    assert f'href="{ask}"' not in page


def test_what_was_typed_is_kept_when_the_paper_is_missing(signed_in: Signing) -> None:
    variation = steps.an_assessed_variation()
    typed = {
        "version": variation.version, "committee": the_committee().pk, "title": "A smaller area",
        "asks": "That it be so.", "if_carried": "approve", "document": "",
    }  # fmt: skip
    answer = signed_in("officer").post(reverse("carrying:ask", args=[variation.reference]), typed)

    assert answer.status_code == 422
    assert "Select a paper of the record, or add one as a PDF" in read(answer)
    assert "That it be so." in read(answer)


def test_the_secretary_places_a_request_by_its_page(signed_in: Signing) -> None:
    variation = steps.an_assessed_variation()
    steps.ask(variation)
    steps.work()
    meeting = steps.a_meeting()
    secretary, request = signed_in("secretary"), the_request()
    assert "A smaller area" in read(secretary.get(at("requests")))
    page = read(secretary.get(at("request", request.public_id)))
    assert variation.reference in page
    assert variation.get_absolute_url() not in page, "the secretary may not see the record"
    typed = {"version": request.version, "meeting": meeting.pk, "minutes": 10, "marking": "public", "ground": ""}
    assert secretary.post(at("place", request.public_id), typed).status_code == 302
    again = secretary.post(at("place", request.public_id), typed)
    assert again.status_code in {409, 422}
    assert "On an agenda" in read(secretary.get(at("requests")))


def test_a_stale_form_is_refused_and_keeps_what_was_typed(signed_in: Signing) -> None:
    steps.ask(steps.an_assessed_variation())
    steps.work()
    request = the_request()
    with at_work(the_committee()):
        AgendaRequest.objects.update(version=7)
    typed = {"version": request.version, "why": "The survey is missing."}
    answer = signed_in("secretary").post(at("decline", request.public_id), typed)

    assert answer.status_code == 409
    assert "The survey is missing." in read(answer)
    assert "Someone else changed this" in read(answer)


def test_the_thread_is_walked_both_ways_by_who_sees_both(signed_in: Signing) -> None:
    variation, item = steps.on_agenda()
    entry = steps.decide(item)
    steps.work()
    href = reverse("decisions:entry", args=[the_committee().public_id, entry.number])
    officer = read(signed_in("officer").get(variation.get_absolute_url()))
    assert "Decision 1 of" in officer
    assert f'href="{href}"' not in officer, "an officer without a role at the committee reads words"
    assert "3 for, 1 against, 0 abstained" in officer
    assert "PDF of decision 1" in officer
    secretary = read(signed_in("secretary").get(href))
    assert variation.reference in secretary
    assert variation.get_absolute_url() not in secretary
    assert "/files/" in secretary, "the paper is a link"
    both(signed_in, variation.get_absolute_url(), href)


def both(signed_in: Signing, record: str, entry: str) -> None:
    """Somebody with a role on both sides has a link each way."""
    from hubportal.organisations.models import Person
    from hubportal.organisations.services.assignments import assign
    from tests.cast import START

    with in_scope_of("head"):
        pass
    person = Person.objects.get(email="officer@example.org")
    with at_work(the_committee()):
        assign(person=person, role="committee_member", organisation=the_committee(), on=START)
    client = signed_in("officer")
    assert f'href="{entry}"' in read(client.get(record))
    assert f'href="{record}"' in read(client.get(entry))


def test_a_waiting_decision_prefills_the_form_that_records_it(signed_in: Signing) -> None:
    variation, item = steps.on_agenda(requested_on=None)
    steps.decide(item)
    steps.work()
    officer = freshly("officer")
    page = read(officer.get(variation.get_absolute_url()))
    assert "No date is set" in page
    with in_scope_of("officer"):
        made = RecordDecision.objects.select_related("document").get()
    assert made.document is not None
    assert "Record the committee’s approval" in page
    form = read(
        officer.get(
            reverse("variations:move", args=[variation.reference, "approve"]),
            {"body": the_committee().name, "reference": "Decision 1", "decided_on": "2016-02-03", "notes": "N",
             "proof": str(made.document.public_id)},
        )
    )  # fmt: skip
    assert f'value="{the_committee().name}"' in form
    assert "is kept as the proof" in form
    with in_scope_of("officer"):
        version = type(variation).objects.get(pk=variation.pk).version
    typed = {
        "version": version, "body": the_committee().name, "reference": "Decision 1", "decided_on_day": "3",
        "decided_on_month": "2", "decided_on_year": "2016", "effective_on_day": "2", "effective_on_month": "4",
        "effective_on_year": "2040", "notes": "N", "proof": str(made.document.public_id),
    }  # fmt: skip
    answer = officer.post(reverse("variations:move", args=[variation.reference, "approve"]), typed)
    assert answer.status_code == 302, read(answer)
    assert "Recorded by hand" in read(officer.get(variation.get_absolute_url()))


def test_a_proof_of_another_ccg_is_not_taken(signed_in: Signing) -> None:
    variation, _ = steps.on_agenda()
    form = read(
        freshly("officer").get(
            reverse("variations:move", args=[variation.reference, "approve"]),
            {"proof": "6a1f5f9e-0000-4000-8000-000000000000", "decided_on": "yesterday"},
        )
    )
    assert "is kept as the proof" not in form


def test_an_urgent_decision_is_entered_by_its_page(signed_in: Signing) -> None:
    from django.utils import timezone

    meeting = steps.a_meeting(at=timezone.now().replace(year=2040))
    secretary = signed_in("secretary")
    today = timezone.localdate()
    typed = {
        "title": "Cover for a surgery", "resolution": "That cover be paid for.", "decided_on_day": today.day,
        "decided_on_month": today.month, "decided_on_year": today.year, "agreed": ["lay"], "ground": "continuity",
        "why": "Nobody else could open it.",
    }  # fmt: skip
    refused = secretary.post(at("urgent"), typed)
    assert refused.status_code == 422
    assert "The terms of reference ask for: the chair or vice-chair" in read(refused)
    assert "Nobody else could open it." in read(refused)
    unread = secretary.post(at("urgent"), typed | {"decided_on_month": "13"})
    assert unread.status_code == 422
    assert "must be a real date" in read(unread)
    answer = secretary.post(at("urgent"), typed | {"agreed": ["lay", "chair"]})
    assert answer.status_code == 302
    page = read(secretary.get(answer["Location"]))
    for words in ("Urgent decision", "Member chair, Member lay", "Continuity of services: Nobody else", "Report"):
        assert words in page
    assert f"On the agenda of meeting {meeting.number}" in page


@pytest.mark.parametrize("name", ["requests", "request"])
def test_pages_of_requests_ask_the_same_however_many_wait(
    name: str, signed_in: Signing, django_assert_max_num_queries: Any
) -> None:
    steps.ask(steps.an_assessed_variation())
    steps.work()
    request, member = the_request(), signed_in("member")
    path = at(name, *([request.public_id] if name == "request" else []))
    member.get(path)
    with at_work(the_committee()):
        for number in range(2, 32):
            AgendaRequest.objects.create(
                **of(the_committee()), number=number, source="record", origin=steps.key(), title=f"T {number}",
                asks="A", asked_on=steps.MET,
            )  # fmt: skip
    with django_assert_max_num_queries(13):
        assert member.get(path).status_code == 200


def test_the_records_panel_asks_the_same_for_many_decisions(
    signed_in: Signing, django_assert_max_num_queries: Any
) -> None:
    variation, item = steps.on_agenda()
    steps.decide(item)
    steps.work()
    officer = signed_in("officer")
    officer.get(variation.get_absolute_url())
    with in_scope_of("officer"):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext
    with CaptureQueriesContext(connection) as few:
        officer.get(variation.get_absolute_url())
    with at_work(the_committee()):
        one, asked = RecordDecision.objects.get(), RecordRequest.objects.get()
        for number in range(2, 12):
            one.pk, one.public_id, one.number = None, steps.key(), number
            one.save(force_insert=True)
            asked.pk, asked.public_id = None, steps.key()
            asked.save(force_insert=True)
    with django_assert_max_num_queries(len(few)):
        assert "Decision 11 of" in read(officer.get(variation.get_absolute_url()))


def test_an_entry_asks_the_same_however_long_the_register(
    signed_in: Signing, django_assert_max_num_queries: Any
) -> None:
    _, item = steps.on_agenda()
    entry = steps.decide(item)
    steps.work()
    member = signed_in("member")
    path = reverse("decisions:entry", args=[the_committee().public_id, entry.number])
    member.get(path)
    with django_assert_max_num_queries(18):
        assert member.get(path).status_code == 200
    with at_work(the_committee()):
        assert RegisterEntry.objects.count() == 1
