"""The page of a person's own notices."""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from hubportal.notifications.models import Notice
from hubportal.notifications.services.notices import tell_each
from hubportal.organisations.models import Ccg, Person
from hubportal.tenancy.scope import Scope, scope

pytestmark = pytest.mark.django_db
PAGE = "notifications:notices"


@pytest.fixture
def told(db):
    """`told("officer", 3)`: so many notices for somebody of South Warwickshire."""

    def tell(key: str, count: int = 1) -> None:
        warwick = Ccg.objects.get(ods_code="05R")
        facts = """
        fact AS (SELECT %(hub)s::bigint AS hub_id, %(ccg)s::bigint AS ccg_id, %(person)s::bigint AS person_id,
          'late' AS kind, 'Case ' || n || ' is late' AS text, '/cases/' AS path, 'due:' || n AS dedupe
          FROM generate_series(1, %(count)s) AS n)
        """
        person = Person.objects.get(email=f"{key}@example.org")
        known = {"hub": warwick.hub_id, "ccg": warwick.pk, "person": person.pk, "count": count}
        with scope(Scope(role="hub_work", hub=warwick.hub_id)), transaction.atomic():
            tell_each(found=facts, parameters=known)

    return tell


def test_a_person_sees_their_own_notices_newest_first(told, signed_in):
    told("officer", 2)
    told("lead", 3)

    page = signed_in("officer").get(reverse(PAGE)).content.decode()

    assert page.index("Case 2 is late") < page.index("Case 1 is late")
    assert "Case 3 is late" not in page
    assert "Change how you hear" in page


def test_without_notices_the_page_says_so(signed_in):
    assert "You have no notices" in signed_in("lead").get(reverse(PAGE)).content.decode()


def test_a_practices_person_is_told_by_email_and_has_an_empty_page(signed_in):
    answer = signed_in("practice").get(reverse(PAGE))

    assert answer.status_code == 200
    assert "You have no notices" in answer.content.decode()


def test_many_notices_come_in_pages_at_a_constant_cost(told, signed_in, django_assert_max_num_queries):
    told("officer", 120)
    client = signed_in("officer")
    client.get(reverse(PAGE))

    with django_assert_max_num_queries(8):
        first = client.get(reverse(PAGE)).content.decode()
    older = re.search(r"before=([0-9]+)", first)
    assert older is not None
    second = client.get(reverse(PAGE), {"before": older[1]}).content.decode()

    assert re.findall(r">(Case [0-9]+ is late)</a>", first) == [f"Case {n} is late" for n in range(120, 70, -1)]
    assert "Case 70 is late" in second
    assert "Case 71 is late" not in second


def test_marking_one_and_then_all_as_read(told, signed_in, seen_by):
    told("officer", 3)
    client = signed_in("officer")
    with seen_by("officer") as officer:
        one = Notice.objects.filter(person=officer).first()

    assert client.post(reverse("notifications:read", args=[one.pk])).status_code == 302
    with seen_by("officer") as officer:
        assert Notice.objects.filter(person=officer, read_at__isnull=True).count() == 2
    client.post(reverse("notifications:read-all"))
    with seen_by("officer") as officer:
        assert not Notice.objects.filter(person=officer, read_at__isnull=True).exists()


def test_another_persons_notice_does_not_exist(told, signed_in, seen_by):
    told("lead")
    with seen_by("lead") as lead:
        theirs = Notice.objects.get(person=lead)

    assert signed_in("officer").post(reverse("notifications:read", args=[theirs.pk])).status_code == 404
    with seen_by("lead") as lead:
        assert Notice.objects.get(person=lead).read_at is None


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30])
def test_a_broken_address_shows_the_newest(told, signed_in, before):
    told("officer")

    assert "Case 1 is late" in signed_in("officer").get(reverse(PAGE), {"before": before}).content.decode()


def test_nobody_signed_in_has_notices(client):
    assert client.get(reverse(PAGE)).status_code == 302
