"""Telling people once, at once or in the morning, in the portal and by e-mail."""

from datetime import date

import pytest
from django.core import mail
from django.core.mail import EmailMessage, send_mail
from django.db import connection, transaction

from hubportal.clocks.models import Closure
from hubportal.notifications.models import Delivery, Notice, OutboxItem
from hubportal.notifications.services import digests, items
from hubportal.notifications.services.mail import message_id
from hubportal.notifications.services.notices import mark_read, notices_of, tell, unread_count
from hubportal.organisations.models import Assignment, Ccg, Person
from hubportal.tenancy.scope import Scope, scope

pytestmark = pytest.mark.django_db
MONDAY, BOXING_DAY_HOLIDAY = date(2016, 1, 4), date(2015, 12, 28)


@pytest.fixture
def warwick(db: None) -> Ccg:
    return Ccg.objects.select_related("hub").get(ods_code="05R")


@pytest.fixture
def tell_of(warwick):
    """`tell_of("officer", dedupe="due:1")`: the notice of a due date, told by the hub's own work."""

    def told(
        *people: str, dedupe: str = "due:1", text: str = "WM-Q-2016-00042 is due today, Monday 4 January 2016"
    ) -> int:
        found = [Person.objects.get(email=f"{key}@example.org") for key in people]
        with scope(Scope(role="hub_work", hub=warwick.hub_id)), transaction.atomic():
            return tell(
                people=found, hub=warwick.hub, ccg=warwick, kind="due_today", text=text,
                path="/cases/WM-Q-2016-00042/", dedupe=dedupe,
            )  # fmt: skip

    return told


def in_hub(warwick: Ccg) -> Scope:
    return Scope(role="hub_work", hub=warwick.hub_id)


def hear_daily(key: str) -> Person:
    person = Person.objects.get(email=f"{key}@example.org")
    person.digest = Person.Digest.DAILY
    person.save()
    return person


def test_a_notice_reaches_the_portal_and_the_inbox(tell_of, seen_by):
    assert tell_of("officer", "lead") == 2

    items.drain()

    with seen_by("officer") as officer:
        assert unread_count(officer) == 1
        assert notices_of(officer).get().emailed_at is not None
    assert sorted(message.to[0] for message in mail.outbox) == ["lead@example.org", "officer@example.org"]
    assert "WM-Q-2016-00042 is due today" in mail.outbox[0].subject
    assert "/cases/WM-Q-2016-00042/" in mail.outbox[0].body


def test_the_same_fact_is_told_to_a_person_once(tell_of):
    assert tell_of("officer") == 1
    items.drain()
    assert tell_of("officer") == 0
    items.drain()

    assert len(mail.outbox) == 1


def test_a_repeat_after_a_crash_carries_the_same_message_id(tell_of, warwick):
    tell_of("officer")
    items.drain()
    with scope(items.WORKER), transaction.atomic():
        item = OutboxItem.objects.get(kind="notifications.email_notice")

    assert mail.outbox[0].extra_headers["Message-ID"] == message_id(item.dedupe)
    assert message_id(item.dedupe) != message_id("another fact")


def test_somebody_who_has_left_is_not_written_to(tell_of):
    tell_of("officer")
    Person.objects.filter(email="officer@example.org").update(is_active=False)

    items.drain()

    assert mail.outbox == []


def test_somebody_who_no_longer_reads_the_ccg_is_not_written_to(tell_of):
    tell_of("officer")
    Assignment.objects.filter(person__email="officer@example.org").delete()

    items.drain()

    assert mail.outbox == []


def test_a_person_may_hear_once_a_day_in_one_email(tell_of, warwick):
    officer = hear_daily("officer")
    tell_of("officer", dedupe="due:1")
    tell_of("officer", dedupe="due:2", text="WM-Q-2016-00043 is late")
    items.drain()
    assert mail.outbox == []

    with scope(in_hub(warwick)), transaction.atomic():
        assert digests.queue_digests(hub_id=warwick.hub_id, day=MONDAY) == 1
        assert digests.queue_digests(hub_id=warwick.hub_id, day=MONDAY) == 0
    items.drain()

    (message,) = mail.outbox
    assert message.to == [officer.email]
    assert message.subject == "2 notices from Hub Portal"
    assert "WM-Q-2016-00042" in message.body
    assert "WM-Q-2016-00043" in message.body


def test_what_was_sent_is_not_in_the_next_digest(tell_of, warwick):
    hear_daily("officer")
    tell_of("officer")
    for day in (MONDAY, date(2016, 1, 5)):
        with scope(in_hub(warwick)), transaction.atomic():
            digests.queue_digests(hub_id=warwick.hub_id, day=day)
        items.drain()

    assert len(mail.outbox) == 1


@pytest.mark.parametrize("day", [date(2016, 1, 2), BOXING_DAY_HOLIDAY, date(2016, 3, 25)])
def test_no_digest_on_a_day_nobody_works(tell_of, warwick, day):
    hear_daily("officer")
    tell_of("officer")

    with scope(in_hub(warwick)), transaction.atomic():
        assert digests.queue_digests(hub_id=warwick.hub_id, day=day) == 0


def test_no_digest_when_the_hub_is_closed(tell_of, warwick):
    hear_daily("officer")
    tell_of("officer")
    with scope(in_hub(warwick)), transaction.atomic():
        Closure.objects.create(hub=warwick.hub, day=MONDAY, reason="Staff training")
        assert digests.queue_digests(hub_id=warwick.hub_id, day=MONDAY) == 0


def test_somebody_who_changed_to_at_once_gets_what_was_kept(tell_of, warwick):
    officer = hear_daily("officer")
    tell_of("officer")
    with scope(in_hub(warwick)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE notifications_notice SET made_at = made_at - interval '2 days'")
    officer.digest = Person.Digest.AT_ONCE
    officer.save()

    with scope(in_hub(warwick)), transaction.atomic():
        assert digests.queue_digests(hub_id=warwick.hub_id, day=MONDAY) == 1


def test_what_a_practice_causes_is_told_to_the_hub(seen_by, person, warwick):
    officer = person("officer")
    with seen_by("practice"), transaction.atomic():
        tell(
            people=[officer], hub=warwick.hub, ccg=warwick, kind="asked", text="Alder Lane Surgery asked a question",
            path="/cases/", dedupe="asked:1",
        )  # fmt: skip
    items.drain()

    with seen_by("officer"):
        assert Notice.objects.get(person=officer).kind == "asked"


def test_a_message_of_the_portal_waits_for_its_transaction_and_leaves_nothing_behind(settings):
    settings.EMAIL_BACKEND = "hubportal.notifications.email.OutboxEmailBackend"
    send_mail("Set your password", "https://example.org/secret-link", None, ["officer@example.org"])
    assert mail.outbox == []

    items.drain()

    assert mail.outbox[0].body == "https://example.org/secret-link"
    with scope(items.WORKER), transaction.atomic():
        assert OutboxItem.objects.get().payload == {}
        assert Delivery.objects.get().to == "officer@example.org"


def test_a_message_keeps_its_parts_on_the_way_through_the_list(settings):
    settings.EMAIL_BACKEND = "hubportal.notifications.email.OutboxEmailBackend"
    message = EmailMessage(
        "Answer", "Text", to=["officer@example.org"], cc=["lead@example.org"], bcc=["head@example.org"],
        reply_to=["hub@example.org"], headers={"X-Outbox-Key": "answer:1"},
    )  # fmt: skip
    message.attach("letter.pdf", b"%PDF-1.7 \x00\xff", "application/pdf")
    message.send()
    message.extra_headers["X-Outbox-Key"] = "answer:1"
    message.send()

    items.drain()

    (sent,) = mail.outbox
    assert (sent.to, sent.cc, sent.bcc) == (["officer@example.org"], ["lead@example.org"], ["head@example.org"])
    assert sent.reply_to == ["hub@example.org"]
    assert sent.attachments[0].content == b"%PDF-1.7 \x00\xff"
    assert "X-Outbox-Key" not in sent.extra_headers


def test_a_mail_server_that_refuses_leaves_the_message_to_be_tried_again(settings, tell_of):
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    tell_of("officer")
    items.drain()
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with scope(items.WORKER), transaction.atomic():
        assert not Delivery.objects.exists()
        OutboxItem.objects.update(run_after=items.database_now())

    items.drain()

    assert len(mail.outbox) == 1


def test_a_person_marks_only_their_own_notices_as_read(tell_of, seen_by):
    tell_of("officer", "lead")
    with seen_by("officer") as officer:
        assert mark_read(by=officer) == 1
        assert unread_count(officer) == 0
    with seen_by("lead") as lead:
        assert unread_count(lead) == 1
