"""What was written is sent once: the e-mail handed over, the letter made."""

from datetime import date
from typing import Any

from django.core import mail

from functions.models import Query
from functions.services.correspondence import acknowledge, respond
from functions.services.letters import filled, letter_templates, templates_for
from functions.services.mailing import make_letter, send_email
from hubportal.notifications.models import OutboxItem
from tests.functions.cases import at
from tests.functions.services.test_correspondence import words

MONDAY = date(2016, 1, 4)


def test_an_email_is_handed_over_once_however_often_it_is_tried(case: Query, officer: Any) -> None:
    acknowledge(**words(case, officer))
    item = OutboxItem.objects.get()
    send_email(item)
    send_email(item)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["ann@example.org"], "Your query")
    assert sent.extra_headers["X-Case-Reference"] == case.reference


def test_a_letter_is_a_pdf_kept_with_the_words(case: Query, officer: Any) -> None:
    said = respond(**words(case, officer, send_by="letter", body="Dear Ann\n\n<b>{{ 7 * 7 }}</b>\nSecond line."))
    item = OutboxItem.objects.get()
    make_letter(item)
    make_letter(item)
    said.refresh_from_db()
    assert said.document is not None
    assert said.document.name == "WM-Q-2016-00001 letter 2016-01-04.pdf"
    assert (said.document.circle, said.document.content_type) == ("all", "application/pdf")


def test_each_kind_of_case_has_an_acknowledgement_of_its_own(case: Query, officer: Any) -> None:
    for kind in ("query", "information_request", "complaint", "incident", "dispute", "foi", "concern"):
        assert templates_for(act="acknowledge", kind=kind), kind
    subject, body = filled(templates_for(act="acknowledge", kind="query")[0], query=case, by=officer, today=MONDAY)
    assert subject == "WM-Q-2016-00001: we have received your query"
    assert "2 January 2016" in body
    assert "29 January 2016" in body
    assert "{" not in body


def test_every_template_can_be_filled(case: Query, officer: Any) -> None:
    for template in letter_templates():
        subject, body = filled(template, query=case, by=officer, today=at(MONDAY).date(), promised_on=MONDAY)
        assert "{" not in subject + body, template.code
