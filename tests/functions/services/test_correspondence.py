"""Writing to the requester: words, event and sending in one transaction; notes; what comes in."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from functions.models import Correspondence, Query, QueryEvent
from functions.services.clock import record_event
from functions.services.clock_reading import reading_of
from functions.services.correspondence import (
    TELLS_WHY,
    Written,
    acknowledge,
    add_note,
    give_update,
    record_incoming,
    respond,
)
from hubportal.notifications.models import OutboxItem
from hubportal.web.refusals import Refused
from tests.functions.cases import a_case, at

MONDAY = date(2016, 1, 4)


def words(case: Query, by: Any, on: date = MONDAY, **more: Any) -> dict[str, Any]:
    """What a page submits for a letter or e-mail."""
    moment = more.pop("at", at(on))
    plain = Written(on, "Dear Ann Example,\n\nThank you.", "Your query", "email")
    return {"query_id": case.pk, "version": None, "by": by, "at": moment, "written": replace(plain, **more)}


def test_acknowledging_writes_the_words_the_event_and_the_sending_together(case: Query, officer: Any) -> None:
    said = acknowledge(**words(case, officer, template="acknowledgement"))
    case.refresh_from_db()
    assert case.acknowledged_on == MONDAY
    assert (said.to, said.form, said.circle) == ("ann@example.org", "email_out", "all")
    item = OutboxItem.objects.get()
    assert (item.kind, item.payload, item.dedupe) == (
        "functions.send_email", {"correspondence": said.pk}, said.outbox_key,
    )  # fmt: skip


def test_a_letter_is_made_from_the_work_list(case: Query, officer: Any) -> None:
    respond(**words(case, officer, send_by="letter"))
    assert OutboxItem.objects.get().kind == "functions.make_letter"
    assert Query.objects.get(pk=case.pk).state == "closed"


def test_a_refused_event_leaves_no_words_and_sends_nothing(case: Query, officer: Any) -> None:
    respond(**words(case, officer))
    before = Correspondence.objects.count(), OutboxItem.objects.count()
    with pytest.raises(Refused):
        acknowledge(**words(case, officer, on=date(2016, 1, 5)))
    assert (Correspondence.objects.count(), OutboxItem.objects.count()) == before


def test_what_was_already_sent_is_recorded_on_its_day_and_not_sent_again(case: Query, officer: Any) -> None:
    said = give_update(**words(case, officer, send_by="none", at=at(date(2016, 1, 8))))
    assert said.on == MONDAY
    assert not OutboxItem.objects.exists()
    assert Query.objects.get(pk=case.pk).respond_due_on == date(2016, 2, 1)


def test_what_is_sent_is_sent_today(case: Query, officer: Any) -> None:
    with pytest.raises(Refused, match="sent today") as refused:
        acknowledge(**words(case, officer, at=at(date(2016, 1, 8))))
    assert refused.value.field == "on"


def test_an_email_needs_an_address(officer: Any) -> None:
    from functions.services.queries import Contact

    with pytest.raises(Refused, match="no email address"):
        acknowledge(**words(a_case(officer, contact=Contact("Ann Example")), officer))


def test_a_reply_that_arrives_while_a_case_is_paused_ends_the_pause_that_day(case: Query, officer: Any) -> None:
    record_event(query_id=case.pk, version=None, kind="paused", on=MONDAY, by=officer, at=at(MONDAY))
    record_incoming(
        query_id=case.pk, version=None, by=officer, form="email_in", subject="Re: rota", body="Here it is.",
        on=date(2016, 1, 6), at=at(date(2016, 1, 7)),
    )  # fmt: skip
    case.refresh_from_db()
    assert case.paused_on is None
    assert case.respond_due_on == date(2016, 2, 3)  # three working days later
    assert QueryEvent.objects.filter(kind="requester_message").count() == 1
    assert reading_of(case, today=date(2016, 1, 7)).pauses_over_messages == ()  # a reply is no overlap


def test_a_pause_that_overlaps_the_requesters_own_message_is_flagged(case: Query, officer: Any) -> None:
    record_incoming(
        query_id=case.pk, version=None, by=officer, form="call", subject="", body="Sent the rota.",
        on=date(2016, 1, 6), at=at(date(2016, 1, 6)),
    )  # fmt: skip
    record_event(query_id=case.pk, version=None, kind="paused", on=MONDAY, by=officer, at=at(date(2016, 1, 7)))
    case.refresh_from_db()
    reading = reading_of(case, today=date(2016, 1, 7))
    assert [wait.message_on for wait in reading.pauses_over_messages] == [date(2016, 1, 6)]
    assert case.paused_on is None


def test_a_ccg_lead_may_comment_but_not_for_the_hub_only(case: Query, seen_by: Any) -> None:
    with seen_by("lead") as lead:
        note = {"query_id": case.pk, "by": lead, "body": "Seen.", "on": MONDAY, "at": at(MONDAY)}
        assert add_note(circle="hub_ccg", **note).circle == "hub_ccg"
        with pytest.raises(Refused, match="all parties"):
            add_note(circle="hub", **note)


def test_a_note_is_not_dated_before_receipt_or_in_the_future(case: Query, officer: Any) -> None:
    note = {"query_id": case.pk, "by": officer, "body": "Seen.", "circle": "hub", "at": at(MONDAY)}
    with pytest.raises(Refused, match="day of receipt"):
        add_note(on=date(2016, 1, 1), **note)
    with pytest.raises(Refused, match="today or in the past"):
        add_note(on=date(2016, 1, 5), **note)
    with pytest.raises(Refused, match="Enter the message"):
        add_note(on=MONDAY, **(note | {"body": " "}))


def test_a_note_sent_twice_by_a_double_click_is_kept_once(case: Query, officer: Any) -> None:
    note = {"query_id": case.pk, "by": officer, "body": "Rang.\n", "circle": "hub", "on": MONDAY, "at": at(MONDAY)}
    assert add_note(**note) == add_note(**note)
    add_note(**(note | {"circle": "all"}))
    Correspondence.objects.update(at=timezone.now() - timedelta(minutes=2))
    add_note(**note)  # rang again
    assert Correspondence.objects.filter(form="note").count() == 3


def test_what_went_out_elsewhere_is_not_called_a_note(case: Query, officer: Any) -> None:
    said = respond(**words(case, officer, send_by="none", at=at(date(2016, 1, 8))))
    assert said.get_form_display() == "Sent or said outside the portal"


@pytest.mark.clause("2009 complaints regulations, reg. 14", part="told why")
def test_an_update_that_tells_a_complainant_why_meets_the_six_months(officer: Any) -> None:
    complaint = a_case(officer, kind="complaint")
    told = at(date(2016, 6, 27))
    give_update(**words(complaint, officer, on=date(2016, 6, 27), at=told), reason=TELLS_WHY)
    complaint.refresh_from_db()
    assert complaint.next_step == "acknowledge"
    warned = next(one for one in reading_of(complaint, today=date(2016, 7, 5)).steps if one.step == "six_months")
    assert warned.state == "met"
