"""Invitations: a role offered through a link that works once, for seven days (specification 02, Sign-in)."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client

from hubportal.organisations.models import Assignment, Ccg, Committee, Hub, Invitation, Person
from hubportal.organisations.services.invitations import accept, invite, withdraw
from hubportal.organisations.services.people import deactivate
from hubportal.tenancy.scope import scope
from hubportal.web.refusals import Refused
from tests.cast import PASSWORD
from tests.conftest import in_scope_of

MONDAY = datetime(2016, 1, 4, 9, 0, tzinfo=UTC)
NEW = {"name": "Nia Bryn", "password": "three lovely geese"}


def token_sent() -> str:
    """The secret part of the newest link."""
    line = next(line for line in mail.outbox[-1].body.splitlines() if "/people/invitation/" in line)
    return line.rstrip("/").rpartition("/")[2]


def offer(by: str = "head", role: str = "ccg_lead", ccg: str = "05Y", at: datetime = MONDAY, **more: Any) -> str:
    with in_scope_of(by) as inviter:
        invite(
            email="nia@example.org", name="Nia Bryn", role=role, organisation=Ccg.objects.get(ods_code=ccg),
            by=inviter, at=at, **more,
        )  # fmt: skip
    return token_sent()


@pytest.mark.django_db
def test_the_letter_names_role_place_and_last_moment_and_keeps_only_a_digest_of_the_link() -> None:
    token = offer()
    body = mail.outbox[0].body
    assert "CCG co-commissioning lead at Walsall (05Y)" in body
    assert "until 11 January 2016 at 9am" in body
    kept = Invitation.objects.get()
    assert token not in (kept.token_digest, str(kept.__dict__))


@pytest.mark.django_db
def test_accepting_makes_the_person_and_the_role_together() -> None:
    held = accept(token=offer(), at=MONDAY, **NEW)
    nia = Person.objects.get(email="nia@example.org")
    assert nia.check_password(NEW["password"])
    assert (held.person, held.role, held.approved_by.email) == (nia, "ccg_lead", "head@example.org")  # type: ignore[union-attr]
    assert not nia.is_demo  # so that a signing role must set up a second factor


@pytest.mark.django_db
def test_the_link_works_once() -> None:
    token = offer()
    accept(token=token, at=MONDAY, **NEW)
    with pytest.raises(Refused, match="can no longer be used"):
        accept(token=token, at=MONDAY, **NEW)


def test_two_people_pressing_at_the_same_moment_make_one_account(committed: str) -> None:
    token = offer()
    said: list[str] = []
    start = threading.Barrier(2)

    def press() -> None:
        start.wait()
        try:
            accept(token=token, at=MONDAY, **NEW)
            said.append("accepted")
        except Refused:
            said.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["accepted", "refused"]
    assert Assignment.objects.filter(person__email="nia@example.org").count() == 1


@pytest.mark.django_db
def test_the_link_expires_after_seven_days() -> None:
    token = offer()
    with pytest.raises(Refused):
        accept(token=token, at=MONDAY + timedelta(days=7), **NEW)
    accept(token=token, at=MONDAY + timedelta(days=6, hours=23), **NEW)


@pytest.mark.django_db
def test_a_withdrawn_invitation_gives_nothing() -> None:
    token = offer()
    with in_scope_of("head") as head:
        withdraw(digest=Invitation.objects.get().token_digest, by=head, at=MONDAY)
    with pytest.raises(Refused):
        accept(token=token, at=MONDAY, **NEW)
    assert not Person.objects.filter(email="nia@example.org").exists()


@pytest.mark.django_db
def test_a_second_invitation_to_the_same_role_replaces_the_first() -> None:
    first, second = offer(), offer()
    with pytest.raises(Refused):
        accept(token=first, at=MONDAY, **NEW)
    accept(token=second, at=MONDAY, **NEW)


@pytest.mark.django_db
def test_an_inviter_who_has_left_meanwhile_gives_nothing(person: Callable[[str], Person]) -> None:
    token = offer()
    deactivate(person=person("head"), by=person("admin"), at=MONDAY)
    with pytest.raises(Refused):
        accept(token=token, at=MONDAY, **NEW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("by", "role", "ccg"),
    [
        ("officer", "hub_contracting_officer", "05R"),  # works cases, looks after nobody
        ("lead", "ccg_finance_lead", "05Y"),  # another CCG
        ("lead", "hub_contracting_officer", "05R"),  # the hub's roles are the hub's to give
        ("stranger_head", "ccg_lead", "05R"),  # another hub
    ],
)
def test_people_invite_only_where_they_look_after_people(by: str, role: str, ccg: str) -> None:
    with pytest.raises(Refused, match="may not give"):
        offer(by, role, ccg)
    assert mail.outbox == []


@pytest.mark.django_db
def test_nobody_invites_themselves() -> None:
    ccg = Ccg.objects.get(ods_code="05R")
    with in_scope_of("head") as head, pytest.raises(Refused, match="themselves"):
        invite(email="HEAD@example.org", name="Head", role="ccg_lead", organisation=ccg, by=head, at=MONDAY)


@pytest.mark.django_db
def test_a_committees_roles_are_given_by_those_who_manage_every_ccg_it_serves() -> None:
    committee = Committee.objects.get()
    words = {"email": "nia@example.org", "name": "Nia", "role": "committee_member", "organisation": committee}
    for by in ("head", "lead"):
        with in_scope_of(by) as inviter:
            invite(by=inviter, at=MONDAY, **words)
    for by in ("neighbour_lead", "stranger_head"):
        with in_scope_of(by) as inviter, pytest.raises(Refused, match="may not give"):
            invite(by=inviter, at=MONDAY, **words)


@pytest.mark.django_db
def test_an_auditor_is_lent_the_role_with_a_reason_and_a_last_day() -> None:
    with pytest.raises(Refused, match="last day and the reason"):
        offer(role="auditor", ccg="05R")
    accept(token=offer(role="auditor", ccg="05R", until=date(2016, 3, 31), reason="Year end"), at=MONDAY, **NEW)
    assert Assignment.objects.get(person__email="nia@example.org").period.upper == date(2016, 4, 1)


@pytest.mark.django_db
def test_a_role_is_held_only_at_its_kind_of_organisation() -> None:
    hub = Hub.objects.get(code="WM")
    with in_scope_of("head") as head, pytest.raises(Refused, match="not held at"):
        invite(email="nia@example.org", name="Nia", role="ccg_lead", organisation=hub, by=head, at=MONDAY)


@pytest.mark.django_db
def test_the_page_makes_the_account_and_leads_to_signing_in(client: Client) -> None:
    with time_machine.travel(MONDAY):
        address = f"/people/invitation/{offer()}/"
        page = client.get(address)
        assert "Walsall (05Y)" in page.text
        short = client.post(address, {"name": "Nia Bryn", "password": "short"})
        assert "at least 12 characters" in short.text
        assert 'value="Nia Bryn"' in short.text
        done = client.post(address, NEW, follow=True)
        assert "Your account is ready" in done.text
        over = client.get(address)
        assert (over.status_code, "has been accepted" in over.text) == (410, True)


@pytest.mark.django_db
def test_looking_at_the_link_uses_nothing_up(client: Client) -> None:
    with time_machine.travel(MONDAY):
        address = f"/people/invitation/{offer()}/"
        assert [client.get(address).status_code for _ in range(3)] == [200, 200, 200]


@pytest.mark.django_db
def test_withdrawn_and_expired_links_say_so(client: Client) -> None:
    with time_machine.travel(MONDAY) as clock:
        address = f"/people/invitation/{offer()}/"
        clock.shift(timedelta(days=8))
        assert "has expired" in client.get(address).text
        Invitation.objects.update(withdrawn_at=MONDAY)
        assert "has been withdrawn" in client.get(address).text
    assert client.get("/people/invitation/no-such-link/").status_code == 404


@pytest.mark.django_db
def test_somebody_with_an_account_signs_in_and_gets_the_role_added(client: Client) -> None:
    with time_machine.travel(MONDAY):
        with in_scope_of("head") as head:
            ccg = Ccg.objects.get(ods_code="05Y")
            invite(email="lead@example.org", name="Lead", role="ccg_lead", organisation=ccg, by=head, at=MONDAY)
        address = f"/people/invitation/{token_sent()}/"
        assert "You have an account already" in client.get(address).text
        client.post("/accounts/login/", {"login": "stranger@example.org", "password": PASSWORD})
        assert "sent to another address" in client.get(address).text
        client.post(address)
        assert not Assignment.objects.filter(person__email="stranger@example.org", ccg=ccg).exists()
        client.post("/accounts/logout/")
        client.post("/accounts/login/", {"login": "lead@example.org", "password": PASSWORD})
        client.post(address)
        assert Assignment.objects.filter(person__email="lead@example.org", ccg=ccg).exists()


def test_no_scope_of_the_inviter_is_left_open_after_accepting(committed: str) -> None:
    from hubportal.tenancy.scope import current_scope

    accept(token=offer(), at=MONDAY, **NEW)
    assert current_scope() is None
    with scope(None):
        assert Person.objects.filter(email="nia@example.org").exists()
