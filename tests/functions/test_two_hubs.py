"""Somebody who works for CCGs of two hubs: each case goes by its own hub's days, and both hubs' rows are theirs."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict

from functions.models import Query, SavedView
from functions.services.clock_reading import reading_of
from functions.services.queries import assign
from functions.services.saved_views import save_view
from hubportal.clocks.models import Closure
from hubportal.notifications.models import Notice, OutboxItem
from hubportal.organisations.models import Ccg, Hub
from hubportal.organisations.services.assignments import assign as assign_role
from hubportal.organisations.services.closures import apply
from hubportal.web.refusals import Refused
from tests.cast import START
from tests.conftest import find_person, in_scope_of
from tests.functions.cases import NOW, a_case
from tests.functions.pages import text_of

pytestmark = pytest.mark.django_db
HERE, THERE = "05R", "06Q"


@pytest.fixture
def _both_hubs_closed(db: None) -> None:
    """The officer of South Warwickshire also works for Mid Essex; each hub is closed on a day of its own."""
    assign_role(
        person=find_person("officer"), role="hub_contracting_officer", organisation=Ccg.objects.get(ods_code=THERE),
        on=START,
    )  # fmt: skip
    for key, code, day in (("head", HERE, date(2016, 1, 6)), ("stranger_head", THERE, date(2016, 1, 7))):
        with in_scope_of(key) as head, transaction.atomic():
            hub = Ccg.objects.select_related("hub").get(ods_code=code).hub
            apply(hub=hub, days=[day], reason=f"Closed in {code}", by=head, on=date(2016, 1, 4))


@pytest.mark.usefixtures("_both_hubs_closed")
def test_closures_of_both_hubs_are_seen_and_each_case_keeps_its_own(signed_in: Any) -> None:
    with in_scope_of("officer") as officer:
        assert len(officer.grants.hubs) == 2
        assert Closure.objects.count() == 2
        for code, uncounted in ((HERE, "6 January 2016"), (THERE, "7 January 2016")):
            case = a_case(officer, ccg=Ccg.objects.select_related("hub").get(ods_code=code))
            assert case.acknowledge_due_on == date(2016, 1, 11)  # five working days and the one closed
            said = " ".join(day.text for day in reading_of(case, today=date(2016, 1, 12)).steps[0].explanation)
            assert f"{uncounted} is not counted: Closed in {code}" in said
        assert Query.objects.count() == 2
    page = text_of(signed_in("officer").get("/settings/closures/"))
    assert "Closed in 05R" in page
    assert "Closed in 06Q" in page
    client = signed_in("officer")
    home = text_of(client.get("/settings/?hub=ES"))
    assert "These are the settings of" in home
    assert client.get("/settings/policies/").status_code == 200


@pytest.mark.usefixtures("_both_hubs_closed")
def test_others_still_see_their_own_hub_alone(signed_in: Any) -> None:
    for key, own, other in (("stranger", "Closed in 06Q", "Closed in 05R"), ("head", "Closed in 05R", "Closed in 06Q")):
        with in_scope_of(key):
            assert [closure.reason for closure in Closure.objects.all()] == [own]
        page = text_of(signed_in(key).get("/settings/closures/"))
        assert own in page
        assert other not in page


@pytest.mark.usefixtures("_both_hubs_closed")
def test_work_is_put_on_the_list_of_either_hub() -> None:
    for key in ("finance_officer", "stranger"):
        code = HERE if key == "finance_officer" else THERE
        with in_scope_of("officer") as officer:
            case = a_case(officer, ccg=Ccg.objects.select_related("hub").get(ods_code=code))
            assign(query_id=case.pk, version=None, owner=officer, team="", by=officer, at=NOW)
            a_case(officer, ccg=Ccg.objects.select_related("hub").get(ods_code=code), owner=find_person(key))
        with in_scope_of(key) as person:
            assert Notice.objects.filter(person=person, kind="assigned").count() == 1
            assert OutboxItem.objects.filter(ccg__ods_code=code).exists()


@pytest.mark.usefixtures("_both_hubs_closed")
def test_a_saved_view_belongs_to_the_hub_of_the_ccgs_it_is_filtered_for(signed_in: Any) -> None:
    client = signed_in("officer")
    there = Hub.objects.get(ccgs__ods_code=THERE)
    first = Hub.objects.filter(ccgs__ods_code__in=[HERE, THERE]).order_by("pk").distinct()[0]
    for name, parameters in (
        ("There", f"view=late&ccg={THERE}"),
        ("Both", f"view=late&ccg={HERE}&ccg={THERE}"),
        ("None", "view=late"),
        ("Moved", "view=late"),
        ("Moved", f"view=week&ccg={THERE}"),
    ):
        sent = {"name": name, "parameters": parameters, "is_shared": "on"}
        assert client.post("/cases/views/", sent).status_code == 302
    with in_scope_of("officer"):
        held = {view.name: view for view in SavedView.objects.select_related("hub")}
        assert SavedView.objects.count() == len(held) == 4
    assert [held[name].hub for name in ("There", "Both", "None", "Moved")] == [there, first, first, there]
    assert f"The view “Moved” is saved and shared with {there.name}." in text_of(client.get("/cases/"))
    address = f"/cases/views/{held['There'].public_id}/"
    assert f"Everyone of {there.name} can open this view." in text_of(client.get(address))
    client.post(address, {"act": "share"})
    assert f"is shared with {there.name}." in text_of(client.get("/cases/"))
    assert ">There</a>" in text_of(signed_in("stranger").get("/cases/?view=all"))
    elsewhere = "stranger" if first != there else "head"
    assert ">Both</a>" not in text_of(signed_in(elsewhere).get("/cases/?view=all"))


def test_somebody_without_a_hub_has_nowhere_to_keep_a_view() -> None:
    with in_scope_of("nobody") as nobody, pytest.raises(Refused, match="belongs to no hub"):
        save_view(by=nobody, name="x", parameters=QueryDict("view=late"), shared=False)
