"""Sending what was written on a case: the e-mail handed over, the letter made, each once, from the outbox."""

import hashlib

from django.conf import settings
from django.core.mail import EmailMessage

from functions.models import Correspondence
from hubportal.documents.services.files import store_made
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.services.mail import send_once
from hubportal.web.pdf import render_pdf


def send_email(item: OutboxItem) -> None:
    """Hand the e-mail of one piece of correspondence to the mail server, once for its address."""
    said = _said(item)
    message = EmailMessage(
        subject=said.subject,
        body=said.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[said.to],
        headers={"X-Case-Reference": said.query.reference},
    )
    send_once(item=item, message=message)


def make_letter(item: OutboxItem) -> None:
    """Make the letter of one piece of correspondence as a PDF kept with it; made again, it is the same file."""
    said = _said(item)
    if said.document_id is not None:
        return
    case = said.query
    pdf = render_pdf(
        "letters/case.jinja",
        {
            "title": said.subject or f"Our letter about {case.reference}",
            "reference": case.reference,
            "sent_on": said.on,
            "to": [line for line in (case.contact_name, case.contact_organisation) if line],
            "from_name": case.hub.name,
            "from_lines": [],
            "paragraphs": [part.strip().split("\n") for part in said.body.split("\n\n") if part.strip()],
        },
        identifier=hashlib.sha256(item.dedupe.encode()).digest()[:16],
    )
    said.document = store_made(
        name=f"{case.reference} letter {said.on:%Y-%m-%d}.pdf",
        content_type="application/pdf",
        content=pdf,
        hub=said.hub_id,
        ccg=said.ccg_id,
        practice=said.practice_id,
        circle=said.circle,
        by=said.by_id,
    )
    said.save(update_fields=["document"])


def _said(item: OutboxItem) -> Correspondence:
    return Correspondence.objects.select_related("query", "query__hub").get(pk=item.payload["correspondence"])
