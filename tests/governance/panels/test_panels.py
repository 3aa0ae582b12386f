"""A resolution panel from the list of people to the last action, by service and by page."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from functions.models import EscalationStep, Query
from functions.services.escalation import pass_on, settle
from governance.models import PanelCandidate, ResolutionPanel
from governance.services import panel_candidates, panels
from governance.services.panel_candidates import CandidateWords
from governance.services.panels import ActionWords
from hubportal.organisations.models import Hub
from hubportal.records.models import Deadline
from hubportal.web.refusals import Refused, Stale
from tests.conftest import find_person, in_scope_of
from tests.functions.cases import a_case
from tests.functions.pages import day_boxes, text_of

pytestmark = pytest.mark.django_db
NOW = datetime(2016, 5, 4, 10, tzinfo=UTC)
TODAY = NOW.date()


def on_list(name: str, office: str = "lay_member", **more: Any) -> PanelCandidate:
    said: dict[str, Any] = {"organisation": "Tower Hamlets", "ccgs": ("08V",)}
    with in_scope_of("head") as by:
        words = CandidateWords(name=name, office=office, **(said | more))
        return panel_candidates.add_candidate(hub=Hub.objects.get(code="WM"), words=words, by=by, at=NOW)


def everybody() -> dict[str, int | None]:
    """Four who may sit, and by name two who may not."""
    on_list("Tied", ccgs=("05R",))
    on_list("Locality Director", "nhs_director", organisation="The hub", ccgs=(), person=find_person("director"))
    return {
        "lay_1": on_list("Ann").pk,
        "lay_2": on_list("Ben", ccgs=("06Q",)).pk,
        "director": on_list("Cleo", "nhs_director", organisation="NHS England North", ccgs=()).pk,
        "officer": on_list("Dev", "accountable_officer").pk,
    }


def at_the_panel(**given: Any) -> Query:
    with in_scope_of("officer") as by:
        case = a_case(by, kind="concern", **given)
        for _ in range(3):
            pass_on(
                query_id=case.pk, version=None, by=by, at=NOW, due_on=TODAY + timedelta(days=14), reason="Not agreed"
            )
    return case


def chosen(case: Query, seats: dict[str, int | None], *, by: str = "head", **more: Any) -> ResolutionPanel:
    with in_scope_of(by) as person:
        return panels.choose(
            **({"query_id": case.pk, "version": None, "chosen": seats, "by": person, "at": NOW} | more)
        )


def decided(case: Query, *, by: str = "head", **more: Any) -> ResolutionPanel:
    said: dict[str, Any] = {
        "query_id": case.pk, "version": None, "decided_on": TODAY, "decision": "Schedules by day four",
        "reference": "RP/1", "actions": [ActionWords("Move the cut-off", "The hub", TODAY + timedelta(days=9))],
        "files": [SimpleUploadedFile("decision.txt", b"Decided.", content_type="text/plain")], "at": NOW,
    }  # fmt: skip
    with in_scope_of(by) as person:
        return panels.decide(**(said | {"by": person} | more))


def test_heads_of_the_hub_keep_the_list(seen_by: Any) -> None:
    row = on_list("Ann", areas=("Kent",), bodies=("Alder Lane Surgery",))
    assert row.ccgs == ["08V"]
    assert row.areas == ["Kent", "WEL (Waltham Forest, East London)"]
    for more, field in (
        ({"name": " "}, "name"),
        ({"organisation": ""}, "organisation"),
        ({"office": "chief"}, "office"),
        ({"ccgs": ("99X",)}, "ccgs"),
        ({"ccgs": ()}, "ccgs"),
    ):
        with pytest.raises(Refused) as refused:
            on_list(**({"name": "Ben"} | more))
        assert refused.value.field == field
    words = CandidateWords("Cleo", "lay_member", "Essex", ("06Q",))
    hub = Hub.objects.get(code="WM")
    for key in ("officer", "lead", "stranger_head"):
        with seen_by(key) as by, pytest.raises(Refused, match="Heads of the hub keep"):
            panel_candidates.add_candidate(hub=hub, words=words, by=by, at=NOW)
    act: dict[str, Any] = {"candidate_id": row.pk, "last_day": TODAY, "why": "Retired"}
    with seen_by("stranger_head") as by, pytest.raises(Http404):
        panel_candidates.end_candidate(**act, by=by)
    with seen_by("officer") as by, pytest.raises(Refused, match="Heads of the hub keep"):
        panel_candidates.end_candidate(**act, by=by)
    with seen_by("head") as by:
        with pytest.raises(Refused, match="why they leave"):
            panel_candidates.end_candidate(**(act | {"why": ""}), by=by)
        assert panel_candidates.end_candidate(**act, by=by).until_on == TODAY
        with pytest.raises(Refused, match="already"):
            panel_candidates.end_candidate(**act, by=by)


def test_only_who_may_sit_is_chosen_and_only_at_the_panel(seen_by: Any) -> None:
    seats = everybody()
    with seen_by("officer") as by:
        early = a_case(by, kind="concern")
    with pytest.raises(Refused, match="once the concern is passed on"):
        chosen(early, seats)
    case = at_the_panel()
    tied = PanelCandidate.objects
    with seen_by("head"):
        wrong = {name: tied.get(name=name).pk for name in ("Tied", "Locality Director")}
    with pytest.raises(Refused, match="Tied may not sit. Belongs to South Warwickshire") as refused:
        chosen(case, seats | {"lay_2": wrong["Tied"]})
    assert refused.value.field == "lay_2"
    with pytest.raises(Refused, match="Held this concern as the Locality Director"):
        chosen(case, seats | {"director": wrong["Locality Director"]})
    with pytest.raises(Refused, match="Tower Hamlets, which the concern touches"):
        chosen(case, seats, also=["Tower Hamlets"])
    with pytest.raises(Refused, match="Select the second lay member"):
        chosen(case, seats | {"lay_2": 0})
    for key in ("officer", "auditor"):
        with pytest.raises(Refused, match="set up a panel"):
            chosen(case, seats, by=key)
    with pytest.raises(Http404):
        chosen(case, seats, by="stranger_head")
    made = chosen(case, seats, by="lead")
    with seen_by("lead"):
        assert [(one.place, one.name) for one in made.members.order_by("pk")] == [
            ("lay_1", "Ann"), ("lay_2", "Ben"), ("director", "Cleo"), ("officer", "Dev"),
        ]  # fmt: skip


def test_a_panel_chosen_anew_says_why_and_the_one_before_stays(seen_by: Any) -> None:
    seats, case = everybody(), at_the_panel()
    first = chosen(case, seats)
    with seen_by("head"):
        version = Query.objects.get(pk=case.pk).version
    with pytest.raises(Stale):
        chosen(case, seats, version=version - 1, why="Again")
    with pytest.raises(Refused, match="why the panel is chosen anew"):
        chosen(case, seats, version=version)
    second = chosen(case, seats | {"lay_1": on_list("Eve").pk}, why="Ann is ill")
    with seen_by("head"):
        first.refresh_from_db()
        assert (first.is_current, second.number, second.why) == (False, 2, "Ann is ill")
        assert ResolutionPanel.objects.filter(query=case).count() == 2


def test_its_decision_binds_and_closes_the_concern_with_actions(seen_by: Any) -> None:
    seats, case = everybody(), at_the_panel()
    file = SimpleUploadedFile("decision.txt", b"Decided.", content_type="text/plain")
    plain: dict[str, Any] = {"query_id": case.pk, "version": None, "at": NOW, "outcome": "x", "decision": "RP/1"}
    with seen_by("head") as by, pytest.raises(Refused, match="Choose who sits on the panel first"):
        settle(**plain, by=by, files=[file])
    with pytest.raises(Refused, match="Choose who sits"):
        decided(case)
    chosen(case, seats)
    with seen_by("head") as by, pytest.raises(Refused, match="on its own page"):
        settle(**plain, by=by, files=[file])
    with pytest.raises(Refused, match="at least one action"):
        decided(case, actions=[])
    with pytest.raises(Refused, match="between the day it was chosen and today"):
        decided(case, decided_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="Action 1: enter what"):
        decided(case, actions=[ActionWords("Move", " ", TODAY)])
    with pytest.raises(Refused, match="Action 1: its date"):
        decided(case, actions=[ActionWords("Move", "Hub", TODAY - timedelta(days=1))])
    with pytest.raises(Refused, match="reference of the panel"):
        decided(case, reference="")
    with pytest.raises(Refused, match="as a file"):
        decided(case, files=[])
    made = decided(case, by="lead")
    with seen_by("head"):
        step = EscalationStep.objects.get(query=case, rung="panel")
        assert step.outcome.startswith("Schedules by day four\nMove the cut-off (The hub, by 13 May 2016)")
        assert (step.decision, step.left_on) == ("RP/1", TODAY)
        assert Deadline.objects.get(step="panel-action-1").due_on == TODAY + timedelta(days=9)
        assert made.decided_by == find_person("lead")
    with pytest.raises(Refused, match="panel has decided|does not"):
        decided(case)
    with pytest.raises(Refused, match="once the concern is passed on"):
        chosen(case, seats, why="Again")


def test_an_action_is_done_once_and_its_date_is_met(seen_by: Any) -> None:
    seats, case = everybody(), at_the_panel()
    chosen(case, seats)
    decided(case)
    act: dict[str, Any] = {"query_id": case.pk, "number": 1, "done_on": TODAY, "words": "Moved", "at": NOW}
    with seen_by("auditor") as by, pytest.raises(Refused, match="not change it"):
        panels.finish_action(**act, by=by)
    with seen_by("stranger") as by, pytest.raises(Http404):
        panels.finish_action(**act, by=by)
    with seen_by("officer") as by:
        with pytest.raises(Http404):
            panels.finish_action(**(act | {"number": 9}), by=by)
        with pytest.raises(Refused, match="between the day of the decision"):
            panels.finish_action(**(act | {"done_on": date(2016, 5, 1)}), by=by)
        with pytest.raises(Refused, match="what was done"):
            panels.finish_action(**(act | {"words": ""}), by=by)
        assert panels.finish_action(**act, by=by).done_words == "Moved"
        assert Deadline.objects.get(step="panel-action-1").met_on == TODAY
        with pytest.raises(Refused, match="done already"):
            panels.finish_action(**act, by=by)


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_the_list_is_kept_on_its_page(signed_in: Any) -> None:
    client = signed_in("head")
    add = reverse("panels:add-person")
    typed = {
        "name": "Ann Fairlop", "office": "lay_member", "organisation": "Tower Hamlets committee", "ccgs": "08v, 08M",
        "areas": "", "bodies": "", "email": "nobody.here@example.org",
    }  # fmt: skip
    refused = client.post(add, typed)
    assert (refused.status_code, "Nobody signs in with this address" in text_of(refused)) == (422, True)
    assert "Ann Fairlop" in refused.content.decode()
    shown = text_of(client.post(add, typed | {"email": ""}, follow=True))
    assert "Ann Fairlop is on the list" in shown
    assert "08V, 08M" in shown
    with in_scope_of("head"):
        row = PanelCandidate.objects.get()
    end = reverse("panels:end-person", args=[row.public_id])
    assert "Ann Fairlop" in text_of(client.get(end))
    ended = text_of(client.post(end, {**day_boxes("last_day", timezone.now()), "why": "Retired"}, follow=True))
    assert "Retired" in ended
    assert client.get(end).status_code == 409


def test_the_picker_offers_who_may_sit_and_says_of_the_others_why_not(signed_in: Any) -> None:
    seats, case = everybody(), at_the_panel()
    client = signed_in("lead")
    page = case.get_absolute_url()
    assert "Choose who sits on the panel" in text_of(client.get(page))
    assert "Settle the concern" not in text_of(client.get(page))
    at = reverse("panels:choose", args=[case.reference])
    shown = client.get(at)
    assert "Belongs to South Warwickshire, whose concern it is." in text_of(shown)
    assert "Held this concern as the Locality Director." in text_of(shown)
    assert f'value="{seats["lay_1"]}"' in shown.content.decode()
    typed = {name: str(key) for name, key in seats.items()} | {"version": str(case.version + 3), "also": ""}
    looked = client.post(at, typed | {"also": "Tower Hamlets", "look": "1"})
    assert looked.status_code == 200
    assert "Holds office at Tower Hamlets, which the concern touches." in text_of(looked)
    assert "Nobody is left for" in text_of(looked)
    refused = client.post(at, typed | {"also": "Tower Hamlets"})
    assert (refused.status_code, "may not sit now" in text_of(refused)) == (422, True)
    assert client.post(at, typed | {"lay_2": typed["lay_1"]}).status_code == 422
    told = text_of(client.post(at, typed, follow=True))
    assert "The panel is chosen" in told
    assert "Cleo" in told
    assert "Ann" in text_of(client.get(page))
    assert case.reference in text_of(client.get(reverse("panels:list")))


def test_the_decision_is_recorded_on_the_panels_page(signed_in: Any) -> None:
    seats = everybody()
    case = at_the_panel()
    with in_scope_of("head") as by:
        panels.choose(query_id=case.pk, version=None, chosen=seats, by=by, at=timezone.now())
        version = Query.objects.get(pk=case.pk).version
    client, at = signed_in("head"), reverse("panels:decide", args=[case.reference])
    today = timezone.now()
    typed: dict[str, Any] = {
        "version": str(version), **day_boxes("decided_on", today), "decision": "Schedules by day four",
        "reference": "RP/1", "words_1": "Move the cut-off", "owner_1": "The hub",
        **day_boxes("due_1", today + timedelta(days=9)), "words_2": "Report monthly",
    }  # fmt: skip
    refused = client.post(at, typed)
    assert refused.status_code == 422
    assert "or leave the action empty" in text_of(refused)
    assert "Report monthly" in refused.content.decode()
    file = SimpleUploadedFile("decision.txt", b"Decided.", content_type="text/plain")
    told = text_of(client.post(at, typed | {"words_2": "", "attachments": file}, follow=True))
    assert "The decision is recorded" in told
    assert "decision.txt" in told
    done = reverse("panels:done", args=[case.reference, 1])
    assert "Move the cut-off" in text_of(client.get(done))
    finished = text_of(client.post(done, {**day_boxes("done_on", today), "words": "Moved"}, follow=True))
    assert "Decided and done" in finished
    assert client.get(done).status_code == 409
    assert client.get(at).status_code == 409
    assert "Decided and done" in text_of(client.get(case.get_absolute_url()))


def test_the_list_of_concerns_asks_as_often_for_many_as_for_few(signed_in: Any) -> None:
    seats, client = everybody(), signed_in("head")
    chosen(at_the_panel(), seats)
    client.get(reverse("panels:list"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("panels:list"))
    for _ in range(3):
        chosen(at_the_panel(), seats)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("panels:list"))
    assert len(many) == len(few)
