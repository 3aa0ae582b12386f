"""A file is as open as the case it belongs to: by its own address too, for every circle."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from functions.models import Correspondence, Query, QueryDocument
from functions.services.attaching import attach
from hubportal.documents.models import Document
from hubportal.notifications.models import AccessRecord
from tests.conftest import in_scope_of
from tests.functions.cases import NOW, a_case

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
ALL_READERS = {"officer", "finance_officer", "head", "director", "lead", "finance_lead", "auditor", "practice"}
CLEARED = {"head", "director", "lead", "auditor"}  # those with ccg_case_restricted
HUB_ONLY = {"officer", "finance_officer", "head", "director"}


def attached(*, circle: str, restricted: bool) -> tuple[Query, Document]:
    """A file with a case of Alder Lane Surgery."""
    with in_scope_of("head") as head:
        case = a_case(head, practice="M84901", restricted=restricted)
        upload = SimpleUploadedFile("statement.pdf", PDF)
        [row] = attach(query_id=case.pk, version=None, uploads=[upload], by=head, at=NOW, circle=circle)
    return case, row.document


@pytest.fixture
def readers_of(signed_in: Callable[[str], Client]) -> Callable[[Document], set[str]]:
    """Who is given the bytes at the document's own address; everyone else gets 404."""

    def asked(document: Document) -> set[str]:
        found = set()
        for key in (*ALL_READERS, "neighbour_practice", "neighbour_lead", "stranger", "nobody", "admin"):
            answer = signed_in(key).get(f"/documents/{document.public_id}/")
            assert answer.status_code in {200, 404}, key
            if answer.status_code == 200:
                assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
                found.add(key)
        return found

    return asked


@pytest.mark.parametrize(
    ("circle", "readers"), [("all", ALL_READERS), ("hub_ccg", ALL_READERS - {"practice"}), ("hub", HUB_ONLY)]
)
def test_a_file_of_an_open_case_is_read_by_its_circle(circle, readers, readers_of):
    assert readers_of(attached(circle=circle, restricted=False)[1]) == readers


@pytest.mark.parametrize(
    ("circle", "readers"), [("all", CLEARED), ("hub_ccg", CLEARED), ("hub", CLEARED & HUB_ONLY)]
)
def test_a_file_of_a_restricted_case_is_read_by_the_cleared_alone(circle, readers, readers_of):
    assert readers_of(attached(circle=circle, restricted=True)[1]) == readers


def test_restricting_a_case_takes_its_files_back_at_once(readers_of):
    case, document = attached(circle="all", restricted=False)
    assert "practice" in readers_of(document)
    with in_scope_of("head"):
        Query.objects.filter(pk=case.pk).update(is_restricted=True)
    assert readers_of(document) == CLEARED


def test_one_restricted_case_is_enough_to_hold_a_shared_file_back(readers_of):
    case, document = attached(circle="all", restricted=False)
    with in_scope_of("head") as head:
        other = a_case(head, practice="M84901", restricted=True)
        QueryDocument.objects.create(
            hub_id=case.hub_id, ccg_id=case.ccg_id, query=other, practice_id=other.practice_id, document=document
        )
    assert readers_of(document) == CLEARED


def test_the_letter_of_a_restricted_case_follows_the_case(readers_of):
    case, document = attached(circle="all", restricted=True)
    with in_scope_of("head"):
        QueryDocument.objects.filter(document=document).delete()
        Correspondence.objects.create(
            hub_id=case.hub_id, ccg_id=case.ccg_id, query=case, practice_id=case.practice_id, form="letter_out",
            circle="all", body="Please find attached.", document=document, on=case.received_on,
        )  # fmt: skip
    assert readers_of(document) == CLEARED


def test_opening_a_file_of_a_restricted_case_is_recorded(
    signed_in: Callable[[str], Client], django_capture_on_commit_callbacks: Any
):
    case, document = attached(circle="hub_ccg", restricted=True)
    with django_capture_on_commit_callbacks(execute=True):
        assert signed_in("lead").get(f"/documents/{document.public_id}/").status_code == 200
        assert signed_in("officer").get(f"/documents/{document.public_id}/").status_code == 404
    with in_scope_of("head"):
        rows = AccessRecord.objects.filter(reference=case.reference).values_list("person__email", "what")
        assert list(rows) == [("lead@example.org", "File of a restricted case")]


@pytest.mark.parametrize("circle", ["all", "hub_ccg"])
def test_a_practice_reads_its_case_with_the_files_for_all_parties_only(circle, signed_in):
    case, document = attached(circle=circle, restricted=False)
    page = signed_in("practice").get(case.get_absolute_url())
    assert page.status_code == 200
    assert (document.name in page.text) == (circle == "all")


def test_a_practice_reads_a_case_that_is_linked_to_another_without_its_links(signed_in):
    from functions.services.linking import link

    case, _ = attached(circle="all", restricted=False)
    with in_scope_of("head") as head:
        other = a_case(head, practice="M84902", subject="A neighbouring practice asks")
        link(query_id=case.pk, other_id=other.pk, by=head, at=NOW)
    assert other.reference in signed_in("lead").get(case.get_absolute_url()).text
    page = signed_in("practice").get(case.get_absolute_url())
    assert page.status_code == 200
    assert other.reference not in page.text
