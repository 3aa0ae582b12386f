"""Stored versions of the clock policies: the hub's own where it has one, otherwise the agreement's."""

from datetime import date

import pytest

from hubportal.clocks.models import PolicyVersion
from hubportal.clocks.services.policies import all_in_force, as_policy, in_force, standard_policies
from hubportal.organisations.models import Hub

pytestmark = pytest.mark.django_db
APRIL = date(2016, 4, 1)


@pytest.fixture
def own_version(seen_by):
    """The West Midlands hub's query policy from April 2016, with a cut-off at 17:00."""
    with seen_by("head") as head:
        hub = Hub.objects.get(code="WM")
        standard = in_force(code="query", hub_id=hub.pk, on=APRIL)
        yield PolicyVersion.objects.create(
            hub=hub,
            code="query",
            version=1,
            effective_from=APRIL,
            definition={**standard.definition, "cut_off": "17:00"},
            clause=standard.clause,
            made_by=head,
        )


def test_a_hubs_version_applies_from_its_first_day_and_only_to_that_hub(own_version):
    assert in_force(code="query", hub_id=own_version.hub_id, on=APRIL) == own_version
    assert in_force(code="query", hub_id=own_version.hub_id, on=date(2016, 3, 31)).hub_id is None
    elsewhere = Hub.objects.exclude(pk=own_version.hub_id).first()
    assert in_force(code="query", hub_id=elsewhere.pk, on=APRIL).hub_id is None
    assert in_force(code="query", hub_id=elsewhere.pk, on=date(2009, 12, 31)) is None


def test_a_stored_version_reads_as_a_policy(own_version):
    policy = as_policy(own_version)
    assert (policy.cut_off.hour, [step.length for step in policy.steps]) == (17, [5, 20])
    assert policy.clause == "London MOU, standard 3"


def test_every_policy_in_force_by_code(own_version):
    assert all_in_force(hub_id=own_version.hub_id, on=APRIL)["query"].cut_off is not None
    assert all_in_force(hub_id=None, on=APRIL)["query"].cut_off is None
    assert all_in_force(hub_id=own_version.hub_id, on=date(2009, 1, 1)) == {}


def test_the_standard_policies_are_those_of_the_agreements(own_version):
    found = standard_policies(["query", "foi", "holiday"])
    assert sorted(found) == ["foi", "query"]
    assert found["query"].cut_off is None
