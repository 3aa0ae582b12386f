"""The link for whoever asked: what it shows, and that the hub can renew it and end it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from functions.models import FollowLink, Query
from functions.services.correspondence import add_note
from functions.services.following import address_of, make_link
from tests.functions.cases import NOW, a_case
from tests.functions.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(seen_by: Any) -> Query:
    """A query of Alder Lane Surgery received on Saturday 2 January 2016, with a note in two circles."""
    with seen_by("officer") as officer:
        made = a_case(officer, practice="M84901")
        for circle, body in (("hub_ccg", "Us and the CCG"), ("all", "Everybody")):
            add_note(query_id=made.pk, by=officer, body=body, circle=circle, on=NOW.date(), at=NOW)
        return made


def path_of(link: FollowLink) -> str:
    return "/" + address_of(link).split("/", 3)[3]


def test_a_link_shows_the_clock_and_what_is_for_all_parties(client: Any, case: Query, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        path = path_of(make_link(query_id=case.pk, by=officer, at=timezone.now()))
    page = text_of(client.get(path))
    assert case.reference in page
    assert "Friday 29 January 2016" in page
    assert "Everybody" in page
    assert "Us and the CCG" not in page
    assert "ann@example.org" not in page
    forged = client.get(path[:-3] + "xx/")
    assert forged.status_code == 404
    assert "Check that you copied all of it" in text_of(forged)


def test_the_hub_makes_renews_and_ends_a_link_and_the_history_says_so(
    signed_in: Any, client: Any, case: Query, seen_by: Any
) -> None:
    officer, address = signed_in("officer"), f"/cases/{case.reference}/follow-link/"

    def act(name: str) -> str:
        return text_of(officer.post(address, {"act": name}, follow=True))

    assert officer.post(address, {"act": "renew"}).status_code == 409  # there is none yet
    assert "The link works until" in act("make")
    assert officer.post(address, {"act": "make"}).status_code == 409
    with seen_by("officer"):
        link = FollowLink.objects.get()
        assert path_of(link) in text_of(officer.get(f"/cases/{case.reference}/"))
        FollowLink.objects.update(works_until=timezone.localdate() - timedelta(days=1))
    gone = client.get(path_of(link))
    assert gone.status_code == 410
    assert "This link ran out on" in text_of(gone)
    assert case.reference in text_of(gone)
    assert "The link ran out on" in text_of(officer.get(f"/cases/{case.reference}/"))
    act("renew")
    assert client.get(path_of(link)).status_code == 200
    act("end")
    gone = client.get(path_of(link))
    assert gone.status_code == 410
    assert "ended this link on" in text_of(gone)
    assert "Ask the hub for a new link" in text_of(gone)
    act("make")
    assert client.get(path_of(link)).status_code == 410  # the one that was ended stays ended
    history = text_of(signed_in("lead").get(f"/cases/{case.reference}/history/"))
    for entry in ("made", "renewed", "ended"):
        assert f"Link for whoever asked {entry}" in history
    assert "Link for whoever asked" not in text_of(signed_in("lead").get(f"/cases/{case.reference}/"))


def test_a_restricted_case_has_no_link_and_the_one_it_had_opens_nothing(
    signed_in: Any, client: Any, case: Query, seen_by: Any
) -> None:
    with seen_by("head") as head:
        path = path_of(make_link(query_id=case.pk, by=head, at=timezone.now()))
        Query.objects.filter(pk=case.pk).update(is_restricted=True)
    gone = client.get(path)
    assert gone.status_code == 410
    assert case.reference not in text_of(gone)
    assert "Link for whoever asked" not in text_of(signed_in("head").get(f"/cases/{case.reference}/"))
    with seen_by("head") as head:
        other = a_case(head, restricted=True)
    address = f"/cases/{other.reference}/follow-link/"
    assert signed_in("head").post(address, {"act": "make"}).status_code == 409
