"""Every public page, as a visitor walks them: nothing private is in a page, a PDF, a feed, a file or the search."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from governance.models import Meeting, Publication
from governance.presenters.terms_of_reference.publishing import terms_content
from governance.services import ballot_results
from governance.services.meetings import planning, sending
from governance.services.meetings.publishing import Withholding
from governance.services.terms_of_reference.publishing import publish_terms
from tests.conftest import in_scope_of
from tests.governance import ballots
from tests.governance.interests.room import declared
from tests.governance.meetings import making
from tests.governance.meetings.making import moment

pytestmark = pytest.mark.django_db

# Words that stand in nothing but what is private; Albatross and its like are public.
PRIVATE = (
    "Basilisk", "Cormorant", "Dodo", "Egret", "Contract sanctions", "Confidential paper", "Secret ledger",
    "Private paper", "Withheld prices", "Acme Hidden", "Kestrel", "Flamingo", "secretary@example.org", "M84902 said",
    "Jo Tarrant", "Undeclared interest", "Birch Court Medical Centre answered",
)  # fmt: skip
PUBLIC = ("Albatross", "Merger of two practices", "Names a GP", "Joint commissioning", "Council chamber")
IN_TIME, LAST_DAY = date(2015, 12, 21), date(2016, 1, 6)


@dataclass(frozen=True)
class Seen:
    """What a visitor was given at an address."""

    status: int
    kind: str
    text: str
    headers: dict[str, str]


def fetched(client: Client, address: str) -> Seen:
    """The words of an answer: of a PDF what its pages and particulars say."""
    answer: Any = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith("application/pdf"):
        reader = PdfReader(BytesIO(body))
        outline = " ".join(str(one.title) for one in _flat(reader.outline))
        text = " ".join(page.extract_text() for page in reader.pages) + outline + str(reader.metadata)
    else:
        text = body.decode("utf-8-sig")
    return Seen(answer.status_code, kind, unescape(text), dict(answer.headers))


def _flat(outline: list[Any]) -> Iterator[Any]:
    for one in outline:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one


def walked() -> dict[str, Seen]:
    """Everything a visitor reaches from the first public page."""
    client, found, ahead = Client(), {}, [reverse("public:committees")]
    while ahead:
        address = ahead.pop()
        if address in found:
            continue
        found[address] = seen = fetched(client, address)
        for href in re.findall(r'(?:href|link)="?([^"<> ]+)"', seen.text):
            full = urlsplit(urljoin(settings.BASE_URL + address, href))
            if full.path.startswith("/public/"):
                ahead.append(full.path + (f"?{full.query}" if full.query else ""))
    return found


@pytest.fixture
def everything_published() -> Meeting:
    """A meeting with something of every marking, a ballot, terms of reference; and much that nobody published."""
    terms = making.with_terms()
    with in_scope_of("secretary") as by:
        sitting = planning.Sitting(
            moment(making.MEETING_ON, 14), moment(making.MEETING_ON, 16), "Council chamber", "Kestrel by telephone"
        )
        meeting = planning.plan_meetings(
            committee_id=making.committee().pk, by=by, sittings=[sitting], at=making.PLANNED
        )[0]
    first = making.item(meeting)
    second = making.item(
        meeting, "Contract sanctions", is_private=True, ground="Names a GP", asks="Flamingo", names=("Acme Hidden",)
    )
    making.paper(first, "Albatross one", "Albatross two", title="Public paper", author="Contracting team")
    making.paper(first, "Basilisk", title="Confidential paper", marking="confidential")
    making.paper(first, "Cormorant", title="Secret ledger", marking="restricted")
    making.paper(second, "Dodo", title="Private paper")
    withheld = making.paper(first, "Egret", title="Withheld prices")
    with in_scope_of("secretary") as by:
        sending.give_notice(meeting_id=meeting.pk, version=None, by=by, at=moment(IN_TIME))
        sending.issue_papers(
            meeting_id=meeting.pk, version=None, by=by, at=moment(LAST_DAY),
            withheld=Withholding(frozenset({withheld.public_id}), why="Flamingo prices"),
        )  # fmt: skip
        publish_terms(
            terms_id=terms.pk, content=terms_content(terms, list(terms.seats.order_by("position"))), by=by,
            at=moment(LAST_DAY),
        )  # fmt: skip
    making.done_in_background()
    declared(nature="Undeclared interest")  # entered, and its register not published
    asked = ballots.a_round(named=True)
    ballots.answer(asked, "M84902", "no", comment="M84902 said Flamingo")
    ballots.answer(asked, "M84901", "yes")
    counted = ballots.closed(asked)
    with ballots.at_desk() as by:
        ballot_results.certify(round_id=counted.pk, seen=counted.digest, by=by, at=ballots.AFTER)
        ballot_results.publish(round_id=counted.pk, by=by, at=ballots.AFTER)
    return meeting


@pytest.mark.clause("Specification of reporting, Publication", part="nothing private")
def test_no_private_word_is_on_any_public_page(everything_published: Meeting) -> None:
    found = walked()
    for address, seen in found.items():
        for word in PRIVATE:
            assert word.casefold() not in seen.text.casefold(), f"{word} at {address}"
    whole = " ".join(seen.text for seen in found.values())
    for word in PUBLIC:
        assert word in whole, word
    assert {seen.status for seen in found.values()} == {200}
    kinds = {seen.kind.split(";")[0] for seen in found.values()}
    assert kinds == {"text/html", "text/csv", "text/calendar", "application/atom+xml", "application/pdf"}


def test_a_ballots_public_result_names_nobody(everything_published: Meeting) -> None:
    row = Publication.objects.get(kind="ballot")
    shown = fetched(Client(), reverse("public:publication", args=[row.public_id])).text
    assert "Shall we apply for joint commissioning?" in shown
    for word in ("Alder Lane", "M84901", "M84902"):
        assert word not in shown


def test_no_private_word_is_found_and_public_ones_are(everything_published: Meeting) -> None:
    client = Client()
    for word in PRIVATE:
        shown = fetched(client, f"{reverse('public:search')}?q=%22{word}%22").text  # these words in a row
        assert "Nothing that is published has these words." in shown, word
    for word, what in (("albatross", "Public paper"), ("commissioning", "Result of the ballot"), ("quorum", "Terms")):
        assert what in fetched(client, f"{reverse('public:search')}?q={word}").text
    narrowed = fetched(client, f"{reverse('public:search')}?q=albatross&kind=terms").text
    assert "Nothing that is published has these words." in narrowed
    listed = fetched(client, f"{reverse('public:listing')}?q=albatross").text
    assert listed.splitlines()[1].startswith(f'"{making.NAME}","Public papers","Public paper"')
    for wrong in ("x", "00000000-0000-4000-8000-000000000000"):
        assert client.get(f"{reverse('public:search')}?committee={wrong}").status_code == 404


def test_every_public_page_may_be_kept_and_is_not_sent_twice(everything_published: Meeting) -> None:
    client = Client()
    for address, seen in walked().items():
        assert seen.headers["Cache-Control"] == "public, max-age=300", address
        assert "Set-Cookie" not in seen.headers
        same = client.get(address, headers={"If-None-Match": seen.headers["ETag"]})
        assert (same.status_code, same.content) == (304, b""), address


def test_nothing_of_a_committee_that_meets_in_private_is_published() -> None:
    making.with_terms(in_public=False)
    meeting = making.planned()
    making.paper(making.item(meeting), "Albatross")
    with in_scope_of("secretary") as by:
        sending.give_notice(meeting_id=meeting.pk, version=None, by=by, at=moment(IN_TIME))
        sending.issue_papers(meeting_id=meeting.pk, version=None, by=by, at=moment(LAST_DAY))
    making.done_in_background()
    assert not Publication.objects.exists()
