"""The walls are fed from one value and agree for everybody; an ended role grants nothing from the next request."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from guardian.shortcuts import get_objects_for_user
from psycopg2.extras import DateRange

from hubportal.organisations.grants import load_grants
from hubportal.organisations.models import (
    Assignment,
    Ccg,
    CcgUserPermission,
    CommitteeUserPermission,
    PracticeUserPermission,
)
from hubportal.organisations.roles import ROLES
from hubportal.organisations.services.roles import organisation_of, provision_group
from tests.cast import CAST
from tests.conftest import find_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", CAST)
def test_the_scope_is_what_the_grants_say(key):
    grants = find_person(key).grants
    opened = grants.scope()
    assert set(opened.ccgs) == grants.ccgs("ccg_read")
    assert set(opened.committees) == grants.on("committee_read")
    assert set(opened.practices) == grants.on("practice_read")


@pytest.mark.parametrize("key", CAST)
def test_guardian_and_the_grants_say_the_same(key):
    person = find_person(key)
    assert set(
        get_objects_for_user(person, "organisations.ccg_read", accept_global_perms=False).values_list("pk", flat=True)
    ) == (person.grants.ccgs("ccg_read"))


def test_grants_are_read_in_one_statement(django_assert_num_queries):
    person = find_person("head")
    with django_assert_num_queries(1):
        load_grants(person)


def test_a_hub_role_covers_every_ccg_of_the_hub_and_no_other():
    head = find_person("head").grants
    assert head.ccgs("ccg_read") == set(Ccg.objects.filter(hub__code="WM").values_list("pk", flat=True))
    assert head.scope(reading=True).role == "hub_wide"
    assert head.scope().role == "hub_app"


def test_an_ended_role_grants_nothing():
    officer = find_person("officer")
    yesterday = timezone.localdate() - timedelta(days=1)
    Assignment.objects.filter(person=officer).update(period=DateRange(date(2014, 4, 1), yesterday))
    assert find_person("officer").grants.ccgs() == frozenset()


def test_a_role_that_begins_tomorrow_grants_nothing_yet():
    officer = find_person("officer")
    tomorrow = timezone.localdate() + timedelta(days=1)
    Assignment.objects.filter(person=officer).update(period=DateRange(tomorrow, None))
    assert find_person("officer").grants.ccgs() == frozenset()


def test_a_disabled_person_has_no_grants():
    officer = find_person("officer")
    officer.is_active = False
    officer.save()
    assert find_person("officer").grants.held == {}


def test_hub_staff_never_approve_for_a_ccg():
    # West Midlands MOU 4.2: restricted access to CCG ledgers, zero approval limit.
    for code, role in ROLES.items():
        if role.held_at in {"hub", "hub_ccgs"}:
            assert "ccg_approve" not in role.permissions, code


def test_an_auditor_changes_nothing():
    assert not {
        name for name in ROLES["auditor"].permissions if name.endswith(("_edit", "_sign", "_approve", "_comment"))
    }


def test_the_database_holds_exactly_the_table_of_roles():
    for assignment in Assignment.objects.select_related("group"):
        organisation = organisation_of(assignment.group)
        assert organisation is not None
        kind = next(iter(ROLES[assignment.role].permissions)).split("_")[0]
        held = Permission.objects.filter(**{f"{kind}grouppermission__group": assignment.group})
        names = set(held.values_list("codename", flat=True))
        assert names == ROLES[assignment.role].permissions, assignment.group.name


def test_provisioning_mends_a_group_that_was_tampered_with():
    lead = find_person("lead")
    group = lead.groups.get()
    organisation = organisation_of(group)
    group.ccggrouppermission_set.create(
        permission=Permission.objects.get(codename="ccg_case_edit"), content_object=organisation
    )
    assert find_person("lead").grants.any("ccg_case_edit")
    provision_group(role="ccg_lead", organisation=organisation)
    assert not find_person("lead").grants.any("ccg_case_edit")


def test_nobody_holds_a_permission_directly():
    for table in (CcgUserPermission, CommitteeUserPermission, PracticeUserPermission):
        assert not table.objects.exists()


def test_permissions_are_asked_of_the_grants_alone():
    from pathlib import Path

    import hubportal

    root = Path(hubportal.__file__).parent.parent
    offenders = [
        str(path.relative_to(root))
        for app in ("hubportal", "functions", "finance", "governance", "reporting")
        for path in (root / app).rglob("*.py")
        if any(word in path.read_text() for word in (".has_perm(", "get_objects_for_user(", "permission_required"))
    ]
    assert offenders == []
