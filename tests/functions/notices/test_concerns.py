"""Practices of concern for whoever reads the CCG; individual performers for those cleared, and nobody else."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from functions.models import Concern, PerformerConcern
from functions.services import concerns
from functions.services.concerns import CONCERN, PERFORMERS, Opened
from hubportal.audit.searching import Asked
from hubportal.documents.models import Document
from hubportal.notifications.models import Notice
from hubportal.organisations.models import Person
from hubportal.organisations.services.assignments import assign
from hubportal.records.kinds import find_by_reference
from hubportal.records.models import Deadline
from hubportal.records.services.deadlines import set_deadline
from hubportal.records.services.files import keep_files
from hubportal.records.services.letters import Addressee, LetterWords, write
from hubportal.records.services.sweep import sweep
from hubportal.records.services.threads import link
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.refusals import Refused
from reporting.figures.history import history_page
from tests.conftest import in_scope_of
from tests.functions.cases import at
from tests.functions.pages import asked_of_database, day_boxes, text_of
from tests.functions.variations.steps import a_file, practice

pytestmark = pytest.mark.django_db
DAY = date(2016, 1, 4)
SECRET = "Zephyrine"  # a word that stands nowhere else
ATTACKERS = ("officer", "finance_officer", "lead", "finance_lead", "auditor", "neighbour_lead", "stranger")


def opened(**more: Any) -> Opened:
    plain = {"subject": "Late referrals", "detail": "Referrals wait.", "received_on": DAY, "sort": "quality"}
    return Opened(practice=practice("M84901"), **{**plain, **more})


def test_a_practice_of_concern_moves_between_stages_and_keeps_its_next_step(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        concern = concerns.open_concern(
            opened=opened(next_step="Visit", next_on=date(2016, 1, 20), owner=officer), by=officer, at=at(DAY)
        )
        assert (concern.reference, concern.state) == ("WM-P-2016-00001", "stage_1")
        assert Deadline.objects.of(concern).open().get().words == "Visit"
        given = {"kind": CONCERN, "record_id": concern.pk, "by": officer}
        with pytest.raises(Refused, match="out of order"):
            concerns.make_move(act="to_stage_3", on=DAY, at=at(DAY), note="x", **given)
        concerns.make_move(act="to_stage_2", on=DAY, at=at(DAY), note="No change.", **given)
        with pytest.raises(Refused, match="Enter the next step"):
            concerns.set_next_step(on=DAY, next_step="", next_on=DAY, owner=None, **given)
        concerns.set_next_step(on=date(2016, 1, 7), next_step="", next_on=None, owner=None, **given)
        assert Deadline.objects.of(concern).get().dropped_on == date(2016, 1, 7)
        report = {"concern_id": concern.pk, "by": officer, "at": at(DAY, 15)}
        concerns.report_to_forum(forum="ppigg", on=DAY, said="Agreed to visit.", **report)
        for wrong in ({"forum": "club"}, {"said": " "}, {"on": date(2015, 1, 1)}):
            with pytest.raises(Refused):
                concerns.report_to_forum(**{"forum": "qsg", "on": DAY, "said": "x", **report, **wrong})
        concerns.make_move(act="close", on=DAY, at=at(DAY), note="Better.", **given)
        with pytest.raises(Refused, match="there is no next step"):
            concerns.set_next_step(on=DAY, next_step="x", next_on=None, owner=None, **given)
        for wrong, said in (
            ({"sort": "other"}, "Select whether"),
            ({"subject": ""}, "Enter a title"),
            ({"next_on": DAY}, "Enter the next step, or leave its date empty"),
            ({"received_on": date(2016, 1, 5)}, "today or in the past"),
            ({"practice": practice("M91901")}, "not a practice you work for"),
        ):
            with pytest.raises(Refused, match=said):
                concerns.open_concern(opened=Opened(**{**vars_of(opened()), **wrong}), by=officer, at=at(DAY))


def vars_of(given: Opened) -> dict[str, Any]:
    return {name: getattr(given, name) for name in Opened.__slots__}


def test_the_pages_of_a_practice_of_concern(signed_in: Any) -> None:
    client = signed_in("officer")
    typed = {"practice": "M84901", "sort": "quality", "subject": "Late referrals", "detail": "They wait.",
             **day_boxes("received_on")}  # fmt: skip
    assert client.post("/practices-of-concern/new/", typed | {"subject": ""}).status_code == 422
    at_page = client.post("/practices-of-concern/new/", typed)["Location"]
    with in_scope_of("head"):
        version = {"version": Concern.objects.get().version}
    assert client.post(f"{at_page}next/", {"next_step": "Visit", **day_boxes("next_on")} | version).status_code == 302
    report = {"forum": "qsg", "said": "Told them.", **day_boxes("on")}
    assert client.post(f"{at_page}report/", report | version).status_code == 302
    moved = client.post(f"{at_page}do/to_stage_2/", {**day_boxes("on"), "note": "Worse.", "version": 2})
    assert moved.status_code == 302
    page = text_of(client.get(at_page))
    assert "Stage 2" in page
    assert "Told them." in page
    assert "Individual performers" not in text_of(client.get("/practices-of-concern/"))
    assert "Individual performers" in text_of(signed_in("head").get("/practices-of-concern/"))
    csv = b"".join(client.get("/practices-of-concern/export/csv/").streaming_content).decode()
    assert "Late referrals" in csv


@pytest.fixture
def performer(db: None) -> PerformerConcern:
    """A concern about an individual, with a file, a letter, a link and a date to keep: its word is in each."""
    with in_scope_of("head") as head:
        found = concerns.open_performer_concern(
            opened=opened(subject=f"{SECRET} subject", detail=f"{SECRET} detail", performer=f"Dr {SECRET}",
                          owner=head, next_step=f"{SECRET} step", next_on=DAY), by=head, at=at(DAY),
        )  # fmt: skip
        other = concerns.open_concern(opened=opened(), by=head, at=at(DAY))
        keep_files(found, uploads=[a_file(f"{SECRET}.pdf")], by=head)
        write(found, to=Addressee(SECRET), words=LetterWords(SECRET, SECRET), by=head, at=at(DAY))
        set_deadline(found, "next", due_on=DAY, words=f"{SECRET} step")
        link(other, found, by=head)
    return found


@pytest.mark.parametrize("attacker", ATTACKERS)
def test_a_performer_concern_is_absent_for_whoever_lacks_the_permission(
    attacker: str, performer: PerformerConcern, signed_in: Any
) -> None:
    reference = performer.reference
    with in_scope_of("head"):
        other = Concern.objects.get()
        document = Document.objects.get()
    client = signed_in(attacker)
    at_page = f"/practices-of-concern/performers/{reference}/"
    for address in (
        at_page, f"{at_page}next/", f"{at_page}do/refer/", "/practices-of-concern/performers/",
        "/practices-of-concern/performers/export/csv/", "/practices-of-concern/performers/new/",
        f"/documents/{document.public_id}/", f"/records/{reference}/", f"/records/{reference}/letters/",
        f"/records/{reference}/files/", f"/practices-of-concern/{reference}/", f"/notices-to-practices/{reference}/",
        f"/variations/{reference}/", f"/cases/{reference}/",
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address
    for address in (f"{at_page}do/refer/", f"{at_page}next/", f"/records/{reference}/unlink/"):
        assert client.post(address, {"note": "x", "version": 1, **day_boxes("on")}).status_code == 404, address
    for address in (
        "/practices-of-concern/?state=any", f"/practices-of-concern/?q={SECRET[:-1]}", f"/cases/?q={SECRET[:-1]}",
        "/records/due/", f"/practices-of-concern/{other.reference}/", "/", "/notices/", "/history/",
        f"/history/?reference={reference}", "/notices-to-practices/", "/variations/",
    ):  # fmt: skip
        page = client.get(address)
        assert page.status_code in {200, 302, 403, 404}, address
        assert SECRET not in text_of(page), address
        assert reference not in text_of(page).replace(f"reference={reference}", "").replace(f'value="{reference}"', "")
    export = client.get("/practices-of-concern/export/csv/?state=any")
    assert SECRET not in b"".join(export.streaming_content).decode()
    with in_scope_of(attacker, reading=True) as person:
        assert find_by_reference(reference, person=person) is None
        assert not PERFORMERS.visible_to(person).exists()
        assert not Deadline.objects.visible_to(person).filter(reference=reference).exists()
        assert not Notice.objects.filter(text__contains=reference).exists()
        changes, _, _ = history_page(person, Asked(), after="")
        assert reference not in {change.reference for change in changes}
        assert not {change.table for change in changes} & {"functions.PerformerConcern"}
    with in_scope_of(attacker) as person, pytest.raises(Exception, match="No record of yours|not a practice"):
        concerns.make_move(
            kind=PERFORMERS, record_id=performer.pk, act="refer", by=person, on=DAY, at=at(DAY), note="x"
        )
    if attacker in {"officer", "lead"}:
        with in_scope_of(attacker) as person, pytest.raises(Refused, match="not a practice you work for"):
            concerns.open_performer_concern(opened=opened(performer="x"), by=person, at=at(DAY))


def test_whoever_has_the_permission_works_it_and_each_view_is_kept(performer: PerformerConcern, signed_in: Any) -> None:
    client = signed_in("head")
    page = f"/practices-of-concern/performers/{performer.reference}/"
    assert SECRET in text_of(client.get(page))
    assert SECRET in text_of(client.get("/practices-of-concern/performers/"))
    assert SECRET in text_of(client.get("/records/due/"))
    assert performer.reference in text_of(client.get("/history/"))
    assert SECRET in b"".join(client.get("/practices-of-concern/performers/export/csv/").streaming_content).decode()
    typed = {**day_boxes("on"), "note": "Told the medical directorate.", "version": 1}
    assert client.post(f"{page}do/refer/", typed).status_code == 302
    step = {"next_step": "Ring them", "version": 2, **day_boxes("next_on")}
    assert client.post(f"{page}next/", step).status_code == 302
    new = {"practice": "M84901", "performer": "Dr Other", "subject": "Records", "detail": "Records are poor.",
           **day_boxes("received_on", timezone.now())}  # fmt: skip
    assert client.post("/practices-of-concern/performers/new/", new | {"performer": ""}).status_code == 422
    assert client.post("/practices-of-concern/performers/new/", new).status_code == 302
    with in_scope_of("head") as head:
        assert PERFORMERS.visible_to(head).count() == 2


def test_only_whoever_may_see_it_is_offered_to_hold_it_and_none_is_asked_about_one_by_one(
    performer: PerformerConcern, signed_in: Any
) -> None:
    client = signed_in("head")
    address = f"/practices-of-concern/performers/{performer.reference}/next/"
    for asked in (address, "/practices-of-concern/performers/new/"):
        page = text_of(client.get(asked))
        assert "Finance head</option>" in page
        assert "Officer</option>" not in page
    assert "Officer</option>" in text_of(client.get("/practices-of-concern/new/"))
    few = len(asked_of_database(client, address))
    for number in range(4):
        person = Person.objects.create_user(f"head{number}@example.org", None, name=f"Head {number}")
        assign(person=person, role="head_of_primary_care", organisation=performer.hub, on=DAY)
    assert "Head 3</option>" in text_of(client.get(address))
    assert len(asked_of_database(client, address)) == few


def told_of(concern: PerformerConcern, *days: date) -> list[int]:
    """How many are told by the sweep of each day."""
    with scope(None):
        return [sweep(hub_id=concern.hub_id, today=day) for day in days]


def notices_about(concern: PerformerConcern) -> set[tuple[str, str, str]]:
    """To whom, what, and where it leads."""
    with scope(Scope(role="hub_work", hub=concern.hub_id, reason="test")):
        found = Notice.objects.filter(text__contains=concern.reference)
        return set(found.values_list("person__name", "text", "path"))


@pytest.mark.parametrize("words", ["as the service keeps them", SECRET])
def test_the_owner_is_reminded_of_the_next_step_by_reference_and_link_alone_once_each(words: str) -> None:
    """Due on a Monday: told on the Friday before, on the day, and once it is late, whatever words the date has."""
    with in_scope_of("finance_head") as owner:
        concern = concerns.open_performer_concern(
            opened=opened(subject=SECRET, detail=SECRET, performer=SECRET, owner=owner, next_step=f"{SECRET} step",
                          next_on=date(2016, 1, 18)), by=owner, at=at(DAY),
        )  # fmt: skip
        if words == SECRET:
            Deadline.objects.of(concern).update(words=SECRET)
    before, due, late = date(2016, 1, 15), date(2016, 1, 18), date(2016, 1, 19)
    assert told_of(concern, date(2016, 1, 14), before, before, due, due, late, late) == [0, 1, 0, 1, 0, 2, 0]
    page = concern.get_absolute_url()
    assert notices_about(concern) == {
        ("Finance head", f"{concern.reference} is due on Monday 18 January 2016", page),
        ("Finance head", f"{concern.reference} is due today, Monday 18 January 2016", page),
        ("Finance head", f"{concern.reference} is late: it was due on Monday 18 January 2016", page),
        ("Head", f"{concern.reference} is late: it was due on Monday 18 January 2016", page),
    }


def test_an_owner_who_may_no_longer_see_it_is_not_told_and_the_head_is(performer: PerformerConcern) -> None:
    with in_scope_of("head"):
        officer = Person.objects.get(email="officer@example.org")
        Deadline.objects.of(performer).update(owner=officer)
    assert told_of(performer, DAY) == [1]
    assert {name for name, _, _ in notices_about(performer)} == {"Head"}


def test_a_next_step_moved_is_told_anew_and_one_taken_away_or_closed_is_not(performer: PerformerConcern) -> None:
    with in_scope_of("head") as head:
        given: dict[str, Any] = {"kind": PERFORMERS, "record_id": performer.pk, "by": head}
        concerns.set_next_step(on=DAY, next_step="Ring", next_on=date(2016, 2, 1), owner=head, **given)
    assert told_of(performer, DAY, date(2016, 2, 1)) == [0, 1]
    with in_scope_of("head") as head:
        concerns.set_next_step(on=DAY, next_step="", next_on=None, owner=head, **given)
    assert told_of(performer, date(2016, 2, 2)) == [0]
    with in_scope_of("head") as head:
        concerns.set_next_step(on=DAY, next_step="Write", next_on=date(2016, 3, 1), owner=head, **given)
        concerns.make_move(act="close", on=DAY, at=at(DAY), note="Done.", **given)
        assert not Deadline.objects.of(performer).open().exists()
    assert told_of(performer, date(2016, 3, 1)) == [0]


def test_whoever_has_the_permission_elsewhere_finds_nothing_here(performer: PerformerConcern, signed_in: Any) -> None:
    client = signed_in("stranger_head")
    assert client.get(f"/practices-of-concern/performers/{performer.reference}/").status_code == 404
    assert SECRET not in text_of(client.get("/practices-of-concern/performers/?state=any"))
    assert SECRET not in text_of(client.get("/records/due/"))
    assert performer.reference not in text_of(client.get("/history/"))
