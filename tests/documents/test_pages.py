"""A document leaves the portal as a download, and only for those who may read it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from hubportal.documents.services.files import store_made
from hubportal.organisations.models import Ccg

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(seen_by):
    warwick = Ccg.objects.select_related("hub").get(ods_code="05R")
    with seen_by("officer"):
        return store_made(
            name='Answer "final" – ü.pdf', content_type="application/pdf", content=b"%PDF-1.7 x", hub=warwick.hub,
            ccg=warwick,
        )  # fmt: skip


def test_a_document_is_a_download_that_no_browser_opens_as_a_page(letter, signed_in):
    answer = signed_in("officer").get(reverse("documents:document", args=[letter.public_id]))

    assert b"".join(answer.streaming_content) == b"%PDF-1.7 x"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox;")
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("key", ["stranger", "stranger_head", "neighbour_lead", "practice", "nobody"])
def test_to_others_there_is_no_such_document(letter, signed_in, key):
    assert signed_in(key).get(reverse("documents:document", args=[letter.public_id])).status_code == 404


def test_a_document_that_never_was_answers_the_same(signed_in):
    assert signed_in("officer").get(reverse("documents:document", args=[uuid4()])).status_code == 404


def test_nobody_signed_in_is_asked_to(letter, client):
    assert client.get(reverse("documents:document", args=[letter.public_id])).status_code == 302


def test_a_document_is_only_read(letter, signed_in):
    assert signed_in("officer").post(reverse("documents:document", args=[letter.public_id])).status_code == 405
