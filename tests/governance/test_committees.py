"""Committees are shown to the people who hold a role at them, and to nobody else."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from psycopg2.extras import DateRange

from governance.presenters.committees import last_day
from hubportal.organisations.models import Assignment, Committee

pytestmark = pytest.mark.django_db

NAME = "South Warwickshire Primary Care Committee"


def _address() -> str:
    return reverse("governance:committee", args=[Committee.objects.get(name=NAME).public_id])


@pytest.mark.parametrize("key", ["secretary", "member"])
def test_people_of_a_committee_find_it_in_their_list(signed_in: Callable[[str], Client], key: str) -> None:
    page = signed_in(key).get(reverse("governance:committees")).content.decode()

    assert NAME in page
    assert _address() in page


def test_a_committee_shows_its_ccgs_by_period_and_its_people(signed_in: Callable[[str], Client]) -> None:
    page = signed_in("member").get(_address()).content.decode()

    assert "South Warwickshire" in page
    assert "1 April 2014" in page
    assert "No end" in page
    assert "Committee secretary" in page


@pytest.mark.parametrize("key", ["officer", "lead", "neighbour_lead", "stranger", "practice"])
def test_a_committee_is_not_there_for_people_without_a_role_at_it(signed_in: Callable[[str], Client], key: str) -> None:
    client = signed_in(key)

    assert client.get(_address()).status_code == 404
    assert NAME not in client.get(reverse("governance:committees")).content.decode()


def test_a_role_that_ended_yesterday_opens_nothing(signed_in: Callable[[str], Client]) -> None:
    held = Assignment.objects.get(person__email="member@example.org")
    held.period = DateRange(held.period.lower, date.today())
    held.save()

    assert signed_in("member").get(_address()).status_code == 404


def test_the_last_day_of_a_period_is_the_day_before_its_end() -> None:
    end = date(2016, 4, 1)

    assert last_day(DateRange(date(2015, 4, 1), end)) == "31 March 2016"
    assert last_day(DateRange(end - timedelta(days=1), None)) == "No end"
