"""History of accounts, invitations and closures: by trigger, without secrets, shown to those who look after them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hubportal.clocks import calendar_for
from hubportal.clocks.models import Closure
from hubportal.organisations.models import Hub, Invitation, Person
from hubportal.organisations.services import closures
from hubportal.organisations.services.invitations import invite
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
SECRETS = {"password", "last_login", "token_digest"}


def table_words(page: str) -> str:
    found = re.search(r"<tbody.*?</tbody>", page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.group())) if found else ""


def test_history_of_accounts_and_invitations_holds_no_secret() -> None:
    for model in (Person, Invitation):
        kept = {field.name for field in model.pgh_event_model._meta.concrete_fields}  # type: ignore[attr-defined]
        assert kept & SECRETS == set()
        assert {"email", "name"} <= kept


def test_signing_in_or_a_new_password_writes_no_row_and_a_closed_account_does(signed_in: Any, person: Any) -> None:
    history = Person.pgh_event_model.objects.filter(pgh_obj=person("officer").pk)  # type: ignore[attr-defined]
    before = history.count()
    Client().post("/accounts/login/", {"login": "officer@example.org", "password": PASSWORD})
    officer = person("officer")
    assert officer.last_login is not None
    officer.set_password("nine-louder-herons")
    officer.save()
    assert history.count() == before
    Person.objects.filter(pk=officer.pk).update(is_active=False, name="Olive Marsh")
    last = history.latest("pgh_id")
    assert (last.pgh_label, last.is_active, last.name) == ("update", False, "Olive Marsh")


def test_an_administrator_reads_what_was_changed_and_by_whom(signed_in: Any, person: Any, seen_by: Any) -> None:
    hub = Hub.objects.get(code="WM")
    freshly = Client()
    freshly.post("/accounts/login/", {"login": "admin@example.org", "password": PASSWORD})
    officer = person("officer")
    assert freshly.post(f"/people/{officer.public_id}/close/").status_code == 302
    with seen_by("head") as head:
        invite(
            email="nia@example.org", name="Nia Bryn", role="locality_director", organisation=hub, by=head,
            at=timezone.now(),
        )  # fmt: skip
    admin = signed_in("admin")
    page = table_words(admin.get(f"/people/{officer.public_id}/changes/").text)
    assert "Admin Officer The account was closed" in page
    assert "Role given from 1 April 2014: Hub contracting officer, South Warwickshire (05R)" in page
    assert "Nia" not in page
    page = table_words(admin.get("/people/changes/").text)
    assert "Nia Bryn Invited as Locality Director" in page


def test_who_looks_after_one_ccg_reads_no_change_of_another(signed_in: Any, person: Any) -> None:
    Person.objects.filter(email__in=["officer@example.org", "stranger@example.org"]).update(designation="Mole-catcher")
    page = signed_in("lead").get("/people/changes/").text
    assert page.count("Mole-catcher") == 1
    assert "Stranger" not in page
    assert signed_in("lead").get(f"/people/{person('stranger').public_id}/changes/").status_code == 404
    assert signed_in("officer").get("/people/changes/").status_code == 404


def test_the_page_takes_as_many_queries_for_twenty_changes_as_for_one(signed_in: Any, person: Any) -> None:
    admin, officer = signed_in("admin"), person("officer")

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as taken:
            assert admin.get(f"/people/{officer.public_id}/changes/").status_code == 200
        return len(taken)

    asked()
    before = asked()
    for turn in range(20):
        Person.objects.filter(pk=officer.pk).update(designation=f"Officer {turn}")
    assert asked() == before


def test_a_removed_closure_gives_its_day_back_and_stays_in_the_history(signed_in: Any, seen_by: Any) -> None:
    today = timezone.localdate()
    day = calendar_for("england").add_working_days(today, 1)
    with seen_by("head") as head:
        closures.apply(hub=Hub.objects.get(code="WM"), days=[day], reason="Training", by=head, on=today)
    client = signed_in("head")
    shown = client.post("/settings/closures/", {"remove": day.isoformat()}).text
    assert "Nothing is saved yet" in shown
    assert signed_in("officer").post("/settings/closures/", {"remove": day.isoformat()}).status_code == 403
    assert client.post("/settings/closures/", {"remove": day.isoformat(), "apply": "1"}).status_code == 302
    with seen_by("head"):
        assert not Closure.objects.exists()
        labels = Closure.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", flat=True)  # type: ignore[attr-defined]
        assert list(labels) == ["insert", "delete"]
    assert "Training</span>: removed by Head on" in client.get("/settings/closures/").text
    with seen_by("stranger_head"):
        assert not Closure.pgh_event_model.objects.exists()  # type: ignore[attr-defined]


def test_a_closure_that_is_over_stays(signed_in: Any, seen_by: Any) -> None:
    day = calendar_for("england").add_working_days(timezone.localdate() - timedelta(days=20), 1)
    with seen_by("head") as head:
        closures.apply(hub=Hub.objects.get(code="WM"), days=[day], reason="Snow", by=head, on=timezone.localdate())
    answer = signed_in("head").post("/settings/closures/", {"remove": day.isoformat(), "apply": "1"})
    assert answer.status_code == 409
    assert "is over" in answer.text
