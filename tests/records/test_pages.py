"""Pages that every kind of record shares, tried on a case: letters, files, links and the dates to keep."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from functions.models import Query
from hubportal.records.models import Letter, RecordFile
from hubportal.records.services import deadlines
from tests.functions.cases import a_case

pytestmark = pytest.mark.django_db


def test_a_letter_is_written_read_approved_by_another_and_issued(case: Query, signed_in: Any) -> None:
    officer, head = signed_in("officer"), signed_in("head")
    typed = {
        "to_name": "Alder Lane Surgery", "to_address": "1 Alder Lane", "to_email": "", "send_by": "letter",
        "subject": "About your hours", "body": "Dear colleague\n\nYes.", "circle": "hub_ccg",
    }  # fmt: skip
    answer = officer.post(f"/records/{case.reference}/letters/", typed, follow=True)
    letter = Letter.objects.get()
    page = answer.content.decode()
    assert "Draft" in page
    assert "Approve" not in page
    assert officer.get(f"/records/letters/{letter.public_id}/preview/").content.startswith(b"%PDF")
    assert "Approve" in head.get(f"/records/letters/{letter.public_id}/").content.decode()
    head.post(f"/records/letters/{letter.public_id}/change/", {"act": "approve"})
    officer.post(f"/records/letters/{letter.public_id}/change/", {"act": "issue"})
    letter.refresh_from_db()
    assert letter.state == "issued"
    assert letter.approved_by is not None
    again = officer.post(f"/records/letters/{letter.public_id}/change/", {"act": "issue"})
    assert again.status_code == 409


def test_what_was_typed_in_a_letter_comes_back_with_the_fault(case: Query, signed_in: Any) -> None:
    typed = {"to_name": "Alder", "send_by": "email", "subject": "Words I typed", "body": "More words", "circle": "all"}
    answer = signed_in("officer").post(f"/records/{case.reference}/letters/", typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Enter an email address, or send it by post" in page
    assert "Words I typed" in page


def test_two_cases_are_linked_and_unlinked_from_the_page_and_a_strangers_is_unknown(
    case: Query, officer: Any, signed_in: Any
) -> None:
    other = a_case(officer, subject="Another matter")
    client = signed_in("officer")
    client.post(f"/records/{case.reference}/link/", {"version": case.version, "other": other.reference})
    page = client.get(other.get_absolute_url()).content.decode()
    assert case.reference in page
    answer = client.post(f"/records/{case.reference}/link/", {"version": case.version, "other": "ES-Q-2016-1"})
    assert answer.status_code == 422
    assert "No record of yours has the reference ES-Q-2016-00001" in answer.content.decode()
    client.post(f"/records/{case.reference}/unlink/", {"other": other.reference})
    assert case.reference not in client.get(other.get_absolute_url()).content.decode()


def test_files_are_added_from_the_page(case: Query, signed_in: Any, tmp_path: Any) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"%PDF-1.7 x")
    with file.open("rb") as upload:
        signed_in("officer").post(
            f"/records/{case.reference}/files/",
            {"version": case.version, "attachments": upload, "circle": "hub"},
        )
    assert RecordFile.objects.get().document.circle == "hub"


def test_the_dates_to_keep_ask_the_database_as_often_for_thirty_as_for_three(case: Query, signed_in: Any) -> None:
    client = signed_in("head")
    counts = []
    for upto in (3, 30):
        for number in range(upto):
            deadlines.set_deadline(case, f"step{number}", due_on=date(2016, 3, 1), words=f"Step {number}")
        client.get("/records/due/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.get("/records/due/").content.decode()
        counts.append(len(asked))
        assert "Step 2" in page
    assert counts[0] == counts[1] <= 8
