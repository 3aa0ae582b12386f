"""The pages on people: who sees whom, inviting, ending a role, closing an account; and one's own account."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from hubportal.organisations.models import Assignment, Ccg, Invitation, Person
from hubportal.organisations.services.assignments import assign
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
FindPerson = Callable[[str], Person]
INVITE = {
    "name": "Nia Bryn", "email": "nia@example.org", "role": "ccg_finance_lead", "place": "South Warwickshire (05R)",
}  # fmt: skip


def freshly(key: str) -> Client:
    """Signed in by the page, so that it counts as a fresh sign-in."""
    client = Client()
    client.post("/accounts/login/", {"login": f"{key}@example.org", "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    "key", ["officer", "finance_officer", "finance_lead", "secretary", "practice", "auditor", "nobody"]
)
def test_people_without_the_right_to_look_after_people_find_no_such_pages(
    signed_in: SignedIn, person: FindPerson, key: str
) -> None:
    client = signed_in(key)
    own = person(key)
    assert client.get("/people/").status_code == 404
    assert client.get("/people/invite/").status_code == 404
    assert client.post("/people/invite/", INVITE).status_code == 404
    assert client.get(f"/people/{own.public_id}/").status_code == 404


def test_a_ccg_lead_sees_the_people_of_their_ccg_its_practices_and_committees_only(signed_in: SignedIn) -> None:
    page = signed_in("lead").get("/people/").text
    for key in ("officer", "lead", "auditor", "practice", "secretary"):
        assert f"{key}@example.org" in page
    for key in ("neighbour_lead", "neighbour_practice", "stranger", "stranger_head", "nobody", ">head"):
        assert f"{key}@example.org" not in page


def test_the_hub_sees_its_own_and_its_ccgs_people_and_nobody_of_another_hub(signed_in: SignedIn) -> None:
    page = signed_in("head").get("/people/").text
    for key in ("head", "neighbour_lead", "neighbour_practice", "member"):
        assert f"{key}@example.org" in page
    assert "stranger" not in page


def test_a_system_administrator_sees_everybody_and_no_cases(signed_in: SignedIn, person: FindPerson) -> None:
    page = signed_in("admin").get("/people/").text
    assert "stranger@example.org" in page
    assert "nobody@example.org" in page
    assert person("admin").grants.ccgs() == frozenset()


def test_a_person_of_another_ccg_is_not_found(signed_in: SignedIn, person: FindPerson) -> None:
    client = signed_in("lead")
    assert client.get(f"/people/{person('officer').public_id}/").status_code == 200
    assert client.get(f"/people/{person('neighbour_lead').public_id}/").status_code == 404


def test_people_are_found_by_part_of_name_or_address(signed_in: SignedIn) -> None:
    page = signed_in("head").get("/people/", {"q": "audit"}).text
    assert "auditor@example.org" in page
    assert "director@example.org" not in page
    assert "Nobody found" in signed_in("head").get("/people/", {"q": "zzz"}).text


def test_inviting_from_the_page_sends_the_link_and_lists_the_invitation(signed_in: SignedIn) -> None:
    client = signed_in("lead")
    page = client.post("/people/invite/", INVITE, follow=True)
    assert "We have sent Nia Bryn an invitation" in page.text
    assert mail.outbox[0].to == ["nia@example.org"]
    assert "Invitations not yet accepted" in page.text
    digest = Invitation.objects.get().token_digest
    assert signed_in("neighbour_lead").post(f"/people/invitations/{digest}/withdraw/").status_code == 404
    assert "is withdrawn" in client.post(f"/people/invitations/{digest}/withdraw/", follow=True).text


def test_an_invitation_that_breaks_a_rule_keeps_what_was_typed(signed_in: SignedIn) -> None:
    page = signed_in("head").post("/people/invite/", {**INVITE, "role": "auditor"})
    assert "Give the last day and the reason for the role Auditor" in page.text
    assert 'value="Nia Bryn"' in page.text
    assert mail.outbox == []


def test_a_ccg_lead_cannot_name_another_ccg(signed_in: SignedIn) -> None:
    page = signed_in("lead").post("/people/invite/", {**INVITE, "place": "05Y"})
    assert "matches “05Y”" in page.text
    assert not Invitation.objects.exists()


def held(key: str) -> Assignment:
    return Assignment.objects.get(person__email=f"{key}@example.org")


def test_ending_a_role_asks_first_and_keeps_the_record(signed_in: SignedIn, person: FindPerson) -> None:
    client, who, role = signed_in("lead"), person("auditor"), held("auditor")
    address = f"/people/{who.public_id}/roles/{role.pk}/end/"
    assert "End this role?" in client.get(address).text
    client.post(address)
    ended = held("auditor")
    assert ended.pk == role.pk
    assert ended.period.upper is not None
    assert ended.period.upper < date(2099, 12, 31)


def test_a_role_of_another_ccg_cannot_be_ended(signed_in: SignedIn, person: FindPerson) -> None:
    who, role = person("neighbour_lead"), held("neighbour_lead")
    assert signed_in("lead").post(f"/people/{who.public_id}/roles/{role.pk}/end/").status_code == 404
    assert held("neighbour_lead").period == role.period


def test_a_ccg_lead_cannot_end_a_role_the_hub_gives(signed_in: SignedIn, person: FindPerson) -> None:
    who, role = person("officer"), held("officer")
    assert signed_in("lead").post(f"/people/{who.public_id}/roles/{role.pk}/end/").status_code == 403
    assert held("officer").period == role.period


def test_closing_an_account_is_for_system_administrators_after_a_fresh_sign_in(
    signed_in: SignedIn, person: FindPerson
) -> None:
    address = f"/people/{person('officer').public_id}/close/"
    assert freshly("head").post(address).status_code == 404
    assert signed_in("admin").post(address).url.startswith("/accounts/reauthenticate/")  # type: ignore[attr-defined]
    assert person("officer").is_active
    admin = freshly("admin")
    assert "signed out everywhere" in admin.post(address, follow=True).text
    assert not person("officer").is_active
    admin.post(f"/people/{person('officer').public_id}/open/")
    assert person("officer").is_active


def test_a_person_changes_their_name_job_title_and_digest(signed_in: SignedIn, person: FindPerson) -> None:
    said = {"name": "Olive Marsh", "designation": "Contracts officer", "digest": "daily"}
    page = signed_in("officer").post("/accounts/me/", said, follow=True)
    assert "Your account is changed" in page.text
    changed = person("officer")
    assert (changed.name, changed.designation, changed.digest) == ("Olive Marsh", "Contracts officer", "daily")


def test_an_empty_name_is_refused_and_the_rest_kept(signed_in: SignedIn) -> None:
    page = signed_in("officer").post("/accounts/me/", {"name": "", "designation": "Officer of note", "digest": "daily"})
    assert "Enter your full name" in page.text
    assert "Officer of note" in page.text


@pytest.fixture
def two_roles(person: FindPerson) -> Person:
    """An officer of one CCG who is also another's lead."""
    officer = person("officer")
    assign(person=officer, role="ccg_lead", organisation=Ccg.objects.get(ods_code="05Y"), on=date(2014, 4, 1))
    return officer


def test_somebody_with_different_roles_is_asked_after_signing_in(two_roles: Person) -> None:
    client = Client()
    answer: Any = client.post("/accounts/login/", {"login": two_roles.email, "password": PASSWORD})
    assert answer.url == "/accounts/role/"
    page = client.get(answer.url).text
    assert "All my roles" in page
    assert "CCG co-commissioning lead, Walsall (05Y)" in page


def test_an_officer_of_several_ccgs_of_one_hub_is_not_asked(person: FindPerson) -> None:
    officer = person("officer")
    ccg = Ccg.objects.get(ods_code="05Y")
    assign(person=officer, role="hub_contracting_officer", organisation=ccg, on=date(2014, 4, 1))
    answer: Any = Client().post("/accounts/login/", {"login": officer.email, "password": PASSWORD})
    assert answer.url == "/"


def test_working_in_one_role_narrows_what_is_seen_until_all_are_chosen_again(
    two_roles: Person, signed_in: SignedIn
) -> None:
    client = signed_in("officer")
    assert client.get("/people/").status_code == 200  # as lead of 05Y
    officer_role = two_roles.assignments.get(role="hub_contracting_officer")
    client.post("/accounts/role/", {"assignment": officer_role.pk})
    assert client.get("/people/").status_code == 404
    assert "Hub contracting officer, South Warwickshire (05R)" in client.get("/accounts/me/").text
    client.post("/accounts/role/", {"assignment": "all"})
    assert client.get("/people/").status_code == 200


def test_a_chosen_role_that_ends_gives_way_to_the_others(two_roles: Person, signed_in: SignedIn) -> None:
    client = signed_in("officer")
    lead_role = two_roles.assignments.get(role="ccg_lead")
    client.post("/accounts/role/", {"assignment": lead_role.pk})
    lead_role.delete()
    client.get("/accounts/me/")
    assert "chosen_assignment" not in client.session


def test_somebody_elses_role_cannot_be_chosen(signed_in: SignedIn) -> None:
    client = signed_in("officer")
    page = client.post("/accounts/role/", {"assignment": held("head").pk})
    assert "must be one of those listed" in page.text
    assert "chosen_assignment" not in client.session


def test_the_way_on_leads_only_to_our_own_pages(signed_in: SignedIn) -> None:
    client = signed_in("officer")
    answer: Any = client.post("/accounts/role/?next=https://elsewhere.example/", {"assignment": "all"})
    assert answer.url == "/"
    answer = client.post("/accounts/role/?next=/accounts/me/", {"assignment": "all"})
    assert answer.url == "/accounts/me/"
