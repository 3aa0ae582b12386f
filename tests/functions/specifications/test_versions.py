"""The next version of the standard matrix: drafted, changed and published by a head of the hub."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from functions.figures.matrix import activities_on, version_on
from functions.models import Activity, MatrixVersion
from functions.services.specifications.versions import RowChange, change_rows, draft_version, publish, put_away
from hubportal.organisations.models import Hub
from hubportal.web.refusals import Refused, Stale
from tests.functions.pages import freshly, text_of

pytestmark = pytest.mark.django_db
MARCH = datetime(2016, 3, 1, 10, tzinfo=UTC)
TBC = RowChange("Review proposals in detail", True, "TBC")


def drafted(seen_by: Any, code: str = "1.1") -> MatrixVersion:
    with seen_by("head") as head:
        return draft_version(hub=Hub.objects.get(code="WM"), code=code, source="Hub board", by=head, at=MARCH)


def test_the_agreements_version_holds_both_tables() -> None:
    version = version_on(date(2015, 10, 1))
    assert version is not None
    assert (version.code, version.hub, version.activities.count()) == ("1.0", None, 121)
    assert list(version.activities.filter(needs_sign_off=True).values_list("ref", flat=True)) == [
        "X.8", "X.12", "X.16", "X.17",
    ]  # fmt: skip
    assert version.activities.get(ref="OTH.7").frequency == "as needed"


def test_a_published_version_holds_for_its_hub_from_its_day(seen_by: Any) -> None:
    made = drafted(seen_by)
    april = date(2016, 4, 1)
    with seen_by("head") as head:
        hub = Hub.objects.get(code="WM")
        with pytest.raises(Refused, match="There is a draft of the next version already"):
            draft_version(hub=hub, code="1.2", source="x", by=head, at=MARCH)
        assert change_rows(version_id=made.pk, revision=1, changes={"X.4": TBC}, by=head) == ["X.4"]
        assert change_rows(version_id=made.pk, revision=2, changes={"X.4": TBC}, by=head) == []
        with pytest.raises(Stale):
            change_rows(version_id=made.pk, revision=1, changes={"X.4": TBC}, by=head)
        nobody = RowChange("x", False, "")
        with pytest.raises(Refused, match="every activity is the CCG’s, the hub’s or both"):
            change_rows(version_id=made.pk, revision=None, changes={"X.4": nobody}, by=head)
        with pytest.raises(Refused, match="enter what the activity is"):
            change_rows(version_id=made.pk, revision=None, changes={"X.4": RowChange(" ", True, "")}, by=head)
        with pytest.raises(Refused, match="ZZ.1 is not in this version"):
            change_rows(version_id=made.pk, revision=None, changes={"ZZ.1": TBC}, by=head)
        with pytest.raises(Refused, match="today or later"):
            publish(version_id=made.pk, revision=None, effective_from=date(2016, 2, 1), by=head, at=MARCH)
        publish(version_id=made.pk, revision=2, effective_from=april, by=head, at=MARCH)
        with pytest.raises(Refused, match="A published version is not changed"):
            put_away(version_id=made.pk, by=head)
        with pytest.raises(Refused, match="There is a version 1.1 already"):
            draft_version(hub=hub, code="1.1", source="x", by=head, at=MARCH)
        later = draft_version(hub=hub, code="1.2", source="x", by=head, at=MARCH)
        with pytest.raises(Refused, match="Version 1.1 begins on 1 April 2016"):
            publish(version_id=later.pk, revision=None, effective_from=april, by=head, at=MARCH)
        put_away(version_id=later.pk, by=head)
        first = MatrixVersion.objects.get(code="1.0")
        with pytest.raises(Refused, match="The agreement’s own version is not changed here"):
            put_away(version_id=first.pk, by=head)
    assert activities_on(april, hub.pk).get(ref="X.4").hub_part == "TBC"
    assert activities_on(date(2016, 3, 31), hub.pk).get(ref="X.4").hub_part == "SUPPORT"
    assert activities_on(april, Hub.objects.get(code="ES").pk).get(ref="X.4").hub_part == "SUPPORT"


def test_only_the_heads_of_the_hub_draw_it_up(seen_by: Any) -> None:
    made = drafted(seen_by)
    with seen_by("officer") as officer, pytest.raises(Refused, match="Only the heads of a hub"):
        draft_version(hub=Hub.objects.get(code="WM"), code="1.2", source="x", by=officer, at=MARCH)
    with seen_by("stranger_head") as stranger, pytest.raises(Http404):
        put_away(version_id=made.pk, by=stranger)


def test_the_pages_draft_change_and_publish_for_heads_only(signed_in: Any, seen_by: Any) -> None:
    head, officer = signed_in("head"), signed_in("officer")
    began = head.post("/specifications/versions/draft/", {"code": "1.1", "source": "Hub board"}, follow=True)
    assert "Version 1.1 is a draft" in text_of(began)
    address = began.redirect_chain[-1][0]
    assert officer.get(address).status_code == 404
    made = MatrixVersion.objects.get(code="1.1")
    rows = Activity.objects.filter(version=made, area__startswith="V ")
    typed: dict[str, str] = {"revision": "1"}
    for row in rows:
        typed |= {f"{row.ref.replace('.', '_')}-activity": row.activity, f"{row.ref.replace('.', '_')}-part": "TBC"}
    assert "2 rows changed" in text_of(head.post(f"{address}areas/5/", typed, follow=True))
    stale = head.post(f"{address}areas/5/", typed | {"V_1-part": "CORE"})
    assert stale.status_code == 422
    assert "Someone else changed this" in text_of(stale)
    again = head.post("/specifications/versions/draft/", {"code": "1.2", "source": "x"})
    assert "There is a draft of the next version already" in text_of(again)
    assert head.get(f"{address}areas/99/").status_code == 404
    today = timezone.localdate().isoformat()
    now = {"revision": "2", "effective_from": today}
    assert head.post(f"{address}publish/", now).url.startswith("/accounts/reauthenticate/")
    head = freshly("head")
    early = head.post(f"{address}publish/", {"revision": "2", "effective_from": "2016-01-01"})
    assert early.status_code == 422
    assert "holds from" in text_of(head.post(f"{address}publish/", now, follow=True))
    for page in ("publish/", "areas/5/"):
        refused = head.get(f"{address}{page}")
        assert refused.status_code == 409
        assert "A published version is not changed" in text_of(refused)
    assert head.post(f"{address}areas/5/", typed).status_code == 422
    listed = text_of(officer.get("/specifications/versions/"))
    assert "Version 1.1" in listed
    two = MatrixVersion.objects.get(code="1.0")
    differ = text_of(officer.get(f"/specifications/against/?before={two.public_id}&after={made.public_id}"))
    assert "To be confirmed instead of Core" in differ
