"""Every address × method × role, against one's own and another tenant's objects (see rules.py).

The addresses come from the resolver, so a new route without a rule fails here, and so does a rule without a route.
"""

import pytest

from tests.tenancy.access_table import TABLE, room_of, unruled, wrong_abroad, wrong_at_home

pytestmark = pytest.mark.django_db


def test_every_address_has_a_rule_and_every_rule_an_address():
    without_rule, without_address = unruled()
    assert without_rule == set()
    assert without_address == set()
    assert len(TABLE) > 150


ROOMS = sorted({room_of(name) for name, _ in TABLE})


@pytest.mark.parametrize("room", ROOMS)
def test_each_role_gets_its_answer_and_nobody_anothers_rows(room, worlds, ask):
    assert wrong_at_home([cell for cell in TABLE if room_of(cell[0]) == room], worlds, ask) == []


@pytest.mark.parametrize("room", ROOMS)
def test_each_role_is_a_stranger_to_another_tenants_objects(room, worlds, ask):
    assert wrong_abroad([cell for cell in TABLE if room_of(cell[0]) == room], worlds, ask) == []
