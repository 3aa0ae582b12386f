"""A hub's settings: closures shown before they are saved, policies by version, letters to read."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from functions.models import Query
from hubportal.clocks import calendar_for
from hubportal.clocks.models import Closure, PolicyVersion
from tests.functions.cases import a_case
from tests.functions.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _strict(settings: Any) -> None:
    settings.STRICT_TEMPLATES = True


@pytest.mark.parametrize("page", ["", "closures/", "policies/", "policies/query/", "letters/"])
@pytest.mark.parametrize(("who", "status"), [("head", 200), ("officer", 200), ("lead", 403), ("practice", 403)])
def test_the_hubs_own_people_read_its_settings(signed_in: Any, page: str, who: str, status: int) -> None:
    assert signed_in(who).get(f"/settings/{page}").status_code == status


def tomorrow_at_work() -> date:
    """The next working day."""
    return calendar_for("england").add_working_days(timezone.localdate(), 1)


def test_a_closure_shows_each_case_that_moves_and_then_moves_it(signed_in: Any, seen_by: Any) -> None:
    now = timezone.now()
    with seen_by("officer") as officer:
        case = a_case(officer, received_at=now - timedelta(minutes=5), at=now)
    typed = {"day": tomorrow_at_work().isoformat(), "reason": "Training"}
    head = signed_in("head")
    page = text_of(head.post("/settings/closures/", typed))
    assert case.reference in page
    assert "Nothing is saved yet" in page
    with seen_by("head"):
        assert not Closure.objects.exists()
    assert head.post("/settings/closures/", {**typed, "apply": "1"}).status_code == 302
    with seen_by("head"):
        assert Query.objects.get().acknowledge_due_on == calendar_for("england").add_working_days(
            case.acknowledge_due_on, 1
        )


def test_a_closure_on_a_sunday_is_refused_at_its_day(signed_in: Any) -> None:
    answer = signed_in("head").post("/settings/closures/", {"day": "2026-11-29", "reason": "Training"})
    assert answer.status_code == 422
    assert "is not a working day: Sunday" in text_of(answer)


def test_an_officer_changes_no_setting(signed_in: Any, seen_by: Any) -> None:
    officer = signed_in("officer")
    assert "Add a closure" not in text_of(officer.get("/settings/closures/"))
    typed = {"day": tomorrow_at_work().isoformat(), "reason": "Training", "apply": "1"}
    assert officer.post("/settings/closures/", typed).status_code == 422
    with seen_by("officer"):
        assert not Closure.objects.exists()


NEW = {
    "length_acknowledge": "3",
    "length_respond": "15",
    "due_soon_days": "2",
    "cut_off": "17:00",
    "note": "Agreed with all",
}


def test_a_policy_gets_a_new_version_and_cases_received_before_keep_theirs(signed_in: Any, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        before = a_case(officer)
    typed = {**NEW, "effective_from": timezone.localdate().isoformat()}
    assert signed_in("head").post("/settings/policies/query/", typed).status_code == 302
    with seen_by("officer") as officer:
        now = timezone.now()
        after = a_case(officer, received_at=now, at=now)
        version = PolicyVersion.objects.get(hub__isnull=False)
        assert version.definition["cut_off"] == "17:00:00"
        assert (before.policy.hub_id, after.policy) == (None, version)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"effective_from": "2016-01-04"}, "must be today or in the future"),
        ({"length_acknowledge": "0"}, "must be 1 or more"),
        ({"cut_off": "soon"}, "Enter a real time, like 17:00"),
        ({"note": ""}, "Enter why it changes"),
    ],
)
def test_a_wrong_version_says_what_to_do(signed_in: Any, changed: dict[str, str], said: str) -> None:
    typed = {**NEW, "effective_from": timezone.localdate().isoformat(), **changed}
    answer = signed_in("head").post("/settings/policies/query/", typed)
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_an_officer_adds_no_version(signed_in: Any) -> None:
    typed = {**NEW, "effective_from": timezone.localdate().isoformat()}
    answer = signed_in("officer").post("/settings/policies/query/", typed)
    assert answer.status_code == 422
    assert not PolicyVersion.objects.filter(hub__isnull=False).exists()
