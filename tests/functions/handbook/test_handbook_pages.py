"""The handbook as people write, publish, read and acknowledge it, and the packs made from it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from functions.models import HandbookReading, HandbookVersion
from functions.services.handbook.telling import remind_hub
from functions.services.handbook.writing import PageWords, publish, start_page
from hubportal.notifications.models import Notice
from hubportal.organisations.models import Hub
from tests.functions.pages import asked_of_database, freshly, text_of
from tests.functions.specifications.making import ALONE, agreed, to_be_confirmed

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
NOW = timezone.now()
BODY = "## Rent reviews\n\nInstruct the **District Valuer** in time.\n\n<script>alert(1)</script>\n\nKeep the letter."


def a_page(seen_by: Any, *, title: str = "Rent reviews", must_read: str = "hub_ccg") -> HandbookVersion:
    words = PageWords(title, BODY, ("X.10",), must_read)
    with seen_by("officer") as officer:
        draft = start_page(hub=Hub.objects.get(code="WM"), words=words, by=officer, at=NOW)
    with seen_by("head") as head:
        return publish(page_id=draft.page_id, lock=draft.lock, by=head, at=NOW)


def test_a_page_is_written_published_by_another_read_and_changed(signed_in: SignIn, seen_by: Any) -> None:
    officer, head, lead = signed_in("officer"), signed_in("head"), signed_in("lead")
    typed = {"title": "Rent reviews", "activities": "x.10, X.11", "body": BODY, "must_read": "hub_ccg"}
    refused = officer.post("/handbook/write/", {**typed, "activities": "X.99"})
    assert refused.status_code == 422
    assert "X.99 is not an activity of the function matrix" in text_of(refused)
    assert "Instruct the **District Valuer**" in text_of(refused)
    assert officer.post("/handbook/write/", typed).status_code == 302
    address, draft = "/handbook/pages/rent-reviews/", "/handbook/pages/rent-reviews/versions/1/"
    assert "Drafts" in text_of(officer.get("/handbook/"))
    assert lead.get(address).status_code == 404
    assert lead.get(draft).status_code == 404

    # Whoever wrote it does not publish it; the head who did not write it does, from the draft they read.
    assert officer.post(f"{address}publish/", {"lock": "1"}).status_code == 403
    assert "Publish version 1" in text_of(head.get(draft))
    assert head.post(f"{address}publish/", {"lock": "1"}).url.startswith("/accounts/reauthenticate/")
    head = freshly("head")
    assert head.post(f"{address}publish/", {"lock": "7"}).status_code == 409
    assert head.post(f"{address}publish/", {"lock": "1"}).status_code == 302
    assert head.post(f"{address}publish/", {"lock": "1"}).status_code == 409

    page = text_of(lead.get(address))
    assert "<strong>District Valuer</strong>" in page
    assert "&lt;script&gt;" in page
    assert "Keep a three-yearly rent-review schedule" in page
    assert lead.post(f"{address}read/", {"number": "1"}).status_code == 302
    assert lead.post(f"{address}read/", {"number": "1"}).status_code == 302
    assert lead.post(f"{address}read/", {"number": "x"}).status_code == 404
    assert "You have read this version" in text_of(lead.get(address))

    # A new version: the reader is told what changed since they last read.
    changed = {**typed, "lock": "0", "body": BODY.replace("in time", "six months before"), "change_note": "Earlier"}
    assert officer.post(f"{address}draft/", changed).status_code == 302
    assert officer.post(f"{address}draft/", {**changed, "lock": "0"}).status_code == 409
    assert head.post(f"{address}publish/", {"lock": "1"}).status_code == 302
    assert "Changed since you read it" in text_of(lead.get("/handbook/"))
    said = text_of(lead.get(f"{address}changes/"))
    assert "<del>Instruct the District Valuer in time.</del>" in said
    assert "<ins>Instruct the District Valuer six months before.</ins>" in said
    assert "Older version" in text_of(lead.get(draft))
    assert "first version" in text_of(lead.get(f"{address}changes/?since=0"))

    # A page with the same words is not published anew; taking one out asks why.
    same = officer.post(f"{address}draft/", {**changed, "lock": "0", "change_note": "Nothing"})
    assert same.status_code == 422
    assert "says the same as the version that is published" in text_of(same)
    assert officer.get(f"{address}retire/").status_code == 403
    assert "Take this page out" in text_of(head.get(f"{address}retire/"))
    assert head.post(f"{address}retire/", {"version": "2"}).status_code == 422
    early = head.post(f"{address}retire/", {"version": "1", "note": "Replaced"})
    assert (early.status_code, "Replaced" in text_of(early)) == (409, True)
    assert head.post(f"{address}retire/", {"version": "2", "note": "Replaced"}).status_code == 302
    assert head.get(f"{address}retire/").status_code == 409
    assert "by Head: Replaced" in text_of(lead.get(address))
    assert "Rent reviews" not in text_of(lead.get("/handbook/"))
    assert "No longer in the handbook" in text_of(lead.get(address))


def test_search_finds_words_and_activities_and_shows_where(signed_in: SignIn, seen_by: Any) -> None:
    a_page(seen_by)
    a_page(seen_by, title="Clinical waste")
    client = signed_in("lead")
    found = text_of(client.get("/handbook/?q=district+valuers"))
    assert "2 pages found" in found
    assert "Rent reviews Instruct the <mark>District</mark> <mark>Valuer</mark> in time." in " ".join(found.split())
    assert "1 page found" in text_of(client.get("/handbook/?q=waste&activity=X.10"))
    assert "No page fits" in text_of(client.get("/handbook/?activity=X.11"))
    assert "No page fits" in text_of(client.get("/handbook/?q=dentist"))


def test_heads_see_who_has_still_to_read_what_and_remind_them(signed_in: SignIn, seen_by: Any) -> None:
    version = a_page(seen_by)
    with seen_by("lead") as lead:
        HandbookReading.objects.create(hub_id=version.hub_id, version=version, person=lead, read_at=NOW)
        assert Notice.objects.filter(person=lead, kind="handbook").count() == 1
    head = signed_in("head")
    page = text_of(head.get("/handbook/outstanding/"))
    assert "3 of 8" in page  # the lead, and who wrote and published it
    assert "Finance lead" in page
    assert head.post("/handbook/outstanding/remind/", {"version": version.pk}).status_code == 302
    assert head.post("/handbook/outstanding/remind/", {"version": version.pk}).status_code == 302
    with seen_by("officer") as officer:
        assert not Notice.objects.filter(person=officer, kind="handbook").exists()
    with seen_by("finance_lead") as reader:
        told = list(Notice.objects.filter(person=reader, kind="handbook").order_by("pk").values_list("text", flat=True))
    assert told == [
        "Read in the handbook: Rent reviews, version 1",
        "Still to read in the handbook: Rent reviews, version 1",
    ]

    with seen_by("head"):
        week = timezone.localdate() + timedelta(days=6)
        assert remind_hub(hub_id=version.hub_id, on=week) == 0
        assert remind_hub(hub_id=version.hub_id, on=week + timedelta(days=1)) == 5


def test_the_database_too_wants_two_people_and_one_current_version(seen_by: Any) -> None:
    version = a_page(seen_by)
    with seen_by("head"):
        rows = HandbookVersion.objects.filter(pk=version.pk)
        for wrong in ({"published_by": version.written_by_id}, {"published_by": None}):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(**wrong)


def test_the_directory_and_the_pack_are_read_from_roles_matrix_standards_and_pages(
    signed_in: SignIn, seen_by: Any
) -> None:
    a_page(seen_by)
    lead = signed_in("lead")
    directory = text_of(lead.get("/handbook/contacts/?ccg=05R"))
    assert "mailto:officer@example.org" in directory
    assert "Head of Primary Care" in directory
    assert "neighbour_lead@example.org" not in directory
    assert "stranger" not in text_of(signed_in("head").get("/handbook/contacts/"))
    assert 'href="/handbook/packs/05R/"' in text_of(lead.get("/handbook/packs/"))
    pack = text_of(lead.get("/handbook/packs/05r/"))
    assert "Acknowledge the query in 5 working days" in pack
    assert 'href="/handbook/pages/rent-reviews/"' in pack
    made = lead.get("/handbook/packs/05R/pdf/")
    assert made.content.startswith(b"%PDF")
    assert "communications-pack-05R.pdf" in made["Content-Disposition"]


def test_the_pack_says_who_does_what_as_the_ccg_signed_it_or_else_as_the_standard_has_it(signed_in: SignIn) -> None:
    """X.4 is to be confirmed in the hub’s standard; South Warwickshire agreed to do it alone, its neighbour not."""
    to_be_confirmed("X.4")
    made = agreed(X_4=ALONE)
    head = signed_in("head")
    agreed_by, standard = (text_of(head.get(f"/handbook/packs/{code}/")) for code in ("05R", "05Y"))
    assert f"Specification {made.reference}, agreed by both parties" in agreed_by
    assert row_of(agreed_by, "X.4") == ["Does this", "No part", ""]
    assert "Standard function matrix, version 1.1: no specification of this CCG was in force" in standard
    assert row_of(standard, "X.4") == ["Does this", "To be confirmed", ""]
    assert row_of(standard, "VIII.3") == ["Does this", "Does this (contractual monitoring only)", ""]
    few, many = (len(asked_of_database(head, f"/handbook/packs/{code}/")) for code in ("05Y", "05R"))
    assert few == many


def row_of(pack: str, ref: str) -> list[str]:
    """The cells beside an activity of a pack: the CCG's part, the hub's, and the pages."""
    row = pack.split(f'scope="row">{ref} ')[1].split("</tr>")[0]
    return re.findall(r"<td[^>]*>(.*?)</td>", row)


def test_the_handbook_asks_the_database_the_same_number_of_times(signed_in: SignIn, seen_by: Any) -> None:
    a_page(seen_by)
    client = signed_in("head")
    pages = (
        "/handbook/",
        "/handbook/?q=valuer",
        "/handbook/outstanding/",
        "/handbook/contacts/",
        "/handbook/packs/05R/",
    )
    asked_of_database(client, pages[0])
    before = [len(asked_of_database(client, page)) for page in pages]
    for number in range(6):
        a_page(seen_by, title=f"Page {number}")
    assert [len(asked_of_database(client, page)) for page in pages] == before
    assert max(before) <= 14
