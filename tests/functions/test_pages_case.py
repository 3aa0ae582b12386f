"""The page of a case and its acts: who sees what, what may be done, and two people on one case."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone

from functions.models import Correspondence, Query, QueryEvent
from functions.presenters.letters import offers
from functions.services.clock import record_event
from functions.services.correspondence import add_note
from functions.services.queries import change_particulars
from hubportal.notifications.models import AccessRecord
from hubportal.web.refusals import Refused
from tests.functions.cases import NOW, SATURDAY, a_case, at
from tests.functions.pages import asked_of_database, day_boxes, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _strict(settings: Any) -> None:
    settings.STRICT_TEMPLATES = True


@pytest.fixture
def case(seen_by: Any) -> Query:
    """A query of Alder Lane Surgery received on Saturday 2 January 2016, with a note in each circle."""
    with seen_by("officer") as officer:
        made = a_case(officer, practice="M84901")
        for circle, body in (("hub", "Only us"), ("hub_ccg", "Us and the CCG"), ("all", "Everybody")):
            add_note(query_id=made.pk, by=officer, body=body, circle=circle, on=NOW.date(), at=NOW)
        return made


def page_of(case: Query, act: str = "") -> str:
    return f"/cases/{case.reference}/{act}"


def test_the_clock_panel_shows_both_dates_the_reasons_and_every_day(signed_in: Any, case: Query) -> None:
    page = text_of(signed_in("officer").get(page_of(case)))
    assert "Friday 8 January 2016" in page
    assert "Friday 29 January 2016" in page
    assert "This is day 0, though not a working day; day 1 is Monday 4 January 2016" in page
    assert "Working day 5" in page
    assert "Not counted: Saturday" in page


def test_the_days_of_an_old_case_are_folded_and_all_of_them_are_in_a_file(signed_in: Any, case: Query) -> None:
    practice = signed_in("practice")
    page = text_of(practice.get(page_of(case)))
    assert page.count("Not counted: ") < 60
    assert "Sun 24 Jan 2016 to" in page
    assert "days at weekends" in page
    address = page.split("Every day counted")[1].split("/days/")[0].rsplit('"', 1)[1] + "/days/"
    lines = list(csv.DictReader(io.StringIO(b"".join(practice.get(address).streaming_content).decode("utf-8-sig"))))
    whole = [line for line in lines if line["Step"] == lines[0]["Step"]]
    assert len(whole) == (timezone.localdate() - SATURDAY).days + 1
    assert whole[2] == {
        "Step": whole[0]["Step"], "Day": "2016-01-04", "Weekday": "Monday", "Working day": "1",
        "How it counts": "Working day 1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "read"),
    [
        ("officer", {"Only us", "Us and the CCG", "Everybody"}),
        ("lead", {"Us and the CCG", "Everybody"}),
        ("practice", {"Everybody"}),
    ],
)
def test_each_reads_what_is_said_in_their_circles(signed_in: Any, case: Query, who: str, read: set[str]) -> None:
    page = text_of(signed_in(who).get(page_of(case)))
    assert {words for words in ("Only us", "Us and the CCG", "Everybody") if f">{words}<" in page} == read


def test_the_standard_words_alone_are_no_answer(signed_in: Any, case: Query, seen_by: Any) -> None:
    officer = signed_in("officer")
    with seen_by("officer") as person:
        (offer,) = offers("respond", case, by=person, today=timezone.localdate())
    typed = {
        "version": case.version, "send_by": "email", "subject": "Answer", "body": offer.body, "circle": "all",
        "template": "response", **day_boxes("on"),
    }  # fmt: skip
    answer = officer.post(page_of(case, "respond/"), typed)
    assert answer.status_code == 422
    assert "these are the standard words alone" in text_of(answer)
    assert officer.post(page_of(case, "respond/"), {**typed, "body": "Yes, they may."}).status_code == 302


def test_pausing_says_what_it_does_under_the_policy_of_the_case(signed_in: Any, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        request = a_case(officer, kind="foi")
        query = a_case(officer, received_at=datetime(2016, 1, 4, 9, tzinfo=UTC))
    client = signed_in("officer")
    assert "the time to answer begins again on that day" in text_of(client.get(page_of(request, "pause/")))
    late = {"version": query.version, "reason": "Waiting", **day_boxes("on")}
    answer = client.post(page_of(query, "pause/"), late, follow=True)
    assert "The wait is recorded. It changes no date." in text_of(answer)
    refused = client.get(page_of(query, "pause/"))
    assert refused.status_code == 409
    assert "It has been paused since" in text_of(refused)


@pytest.mark.parametrize("kind", ["complaint", "incident", "foi", "concern"])
def test_a_practice_reads_its_own_questions_and_not_what_others_say_of_it(
    kind: str, signed_in: Any, seen_by: Any
) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer, kind=kind, practice="M84901")
        add_note(query_id=case.pk, by=officer, at=NOW, on=NOW.date(), circle="all", body="About the practice")
        record_event(query_id=case.pk, version=None, kind="update_given", on=NOW.date(), by=officer, at=NOW)
        with pytest.raises(Refused, match="does not read a case of this kind"):
            change_particulars(query_id=case.pk, version=None, by=officer, at=NOW, changes={"kind": "query"})
    client = signed_in("practice")
    assert client.get(page_of(case)).status_code == 404
    assert case.reference not in text_of(client.get("/cases/?state=any"))
    with seen_by("practice"):  # nor behind row security
        assert not Query.objects.exists()
        assert not QueryEvent.objects.exists()
        assert not Correspondence.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "neighbour_lead", "neighbour_practice", "nobody", "admin"])
@pytest.mark.parametrize("act", ["", "history/", "acknowledge/", "edit/", "note/"])
def test_a_stranger_gets_404(signed_in: Any, case: Query, who: str, act: str) -> None:
    assert signed_in(who).get(page_of(case, act)).status_code == 404


@pytest.mark.parametrize(
    ("who", "act", "status"),
    [
        ("lead", "acknowledge/", 403),
        ("lead", "edit/", 403),
        ("lead", "note/", 200),
        ("lead", "history/", 200),
        ("auditor", "note/", 403),
        ("auditor", "history/", 200),
        ("practice", "note/", 403),
        ("practice", "history/", 403),
        ("practice", "", 200),
    ],
)
def test_readers_do_only_what_their_role_allows(signed_in: Any, case: Query, who: str, act: str, status: int) -> None:
    client = signed_in(who)
    assert client.get(page_of(case, act)).status_code == status
    if status == 403 and act != "history/":
        assert client.post(page_of(case, act), {}).status_code == 403


def test_nobody_signed_in_is_asked_to_sign_in(client: Any, case: Query) -> None:
    answer = client.get(page_of(case, "acknowledge/"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_an_acknowledgement_is_offered_in_the_cases_own_words_shown_and_sent(
    signed_in: Any, case: Query, seen_by: Any
) -> None:
    officer = signed_in("officer")
    page = text_of(officer.get(page_of(case, "acknowledge/")))
    assert "Dear Ann Example" in page
    assert "To ann@example.org" in page
    typed = {
        "version": case.version, "send_by": "email", "subject": "Received", "body": "We have it.", "circle": "all",
        "template": "acknowledgement", **day_boxes("on"),
    }  # fmt: skip
    assert "As it will go" in text_of(officer.post(page_of(case, "acknowledge/"), {**typed, "preview": "1"}))
    answer = officer.post(page_of(case, "acknowledge/"), typed, follow=True)
    assert "Acknowledged. The email is on its way." in text_of(answer)
    with seen_by("officer"):
        assert Correspondence.objects.get(form="email_out").to == "ann@example.org"
        assert QueryEvent.objects.get().kind == "acknowledged"


def test_a_refusal_keeps_the_words_and_names_the_clause(signed_in: Any, case: Query) -> None:
    early = {**day_boxes("on", datetime(2015, 12, 31, 12, tzinfo=UTC))}
    typed = {"version": case.version, "reason": "the contract file", "note": "asked by phone", **early}
    answer = signed_in("officer").post(page_of(case, "pause/"), typed)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "The date must be Saturday 2 January 2016, the day of receipt, or later. (London MOU, standard 3)" in page
    assert "asked by phone" in page


def test_an_act_out_of_turn_is_not_offered_and_is_refused(signed_in: Any, case: Query) -> None:
    officer = signed_in("officer")
    assert f"{page_of(case)}reopen/" not in text_of(officer.get(page_of(case)))
    refused = officer.get(page_of(case, "reopen/"))
    assert refused.status_code == 409
    assert "The case is still open." in text_of(refused)


def test_the_second_of_two_people_sees_both_versions_and_loses_nothing(
    signed_in: Any, case: Query, seen_by: Any
) -> None:
    first, second = signed_in("officer"), signed_in("head")
    typed = {
        "version": case.version, "subject": "As the first says", "detail": case.detail, "kind": "query",
        "category": "access", "priority": "normal", "practice": "M84901", "contact_email": "ann@example.org",
    }  # fmt: skip
    assert first.post(page_of(case, "edit/"), typed).status_code == 302
    answer = second.post(page_of(case, "edit/"), {**typed, "subject": "As the second says"})
    page = text_of(answer)
    assert answer.status_code == 409
    assert "As the first says" in page
    assert page.count("As the second says") >= 2  # beside the other, and still in the box
    version = page.split('name="version"')[1].split('value="')[1].split('"')[0]
    again = second.post(page_of(case, "edit/"), {**typed, "version": version, "subject": "As the second says"})
    assert again.status_code == 302
    with seen_by("officer"):
        assert Query.objects.get().subject == "As the second says"


def test_the_history_says_who_changed_what_from_what_to_what(signed_in: Any, case: Query) -> None:
    head = signed_in("head")
    typed = {"version": case.version, "owner": "", "team": "", "note": ""}
    officer = head.get(page_of(case, "assign/"))
    key = text_of(officer).split("Officer</option>")[0].rsplit('value="', 1)[1].split('"')[0]
    assert head.post(page_of(case, "assign/"), {**typed, "owner": key}).status_code == 302
    page = text_of(signed_in("lead").get(page_of(case, "history/")))
    assert "Case logged" in page
    assert "Owner: from" in page
    assert "nothing" in page
    assert "Only us" not in page
    assert "Note (hub only)" not in page


def test_each_view_of_a_restricted_case_is_recorded_and_shown(
    signed_in: Any, seen_by: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with seen_by("head") as head:
        case = a_case(head, restricted=True)
    with django_capture_on_commit_callbacks(execute=True):
        assert signed_in("head").get(page_of(case)).status_code == 200
    assert signed_in("officer").get(page_of(case)).status_code == 404
    with seen_by("head"):
        assert AccessRecord.objects.get().reference == case.reference
    page = text_of(signed_in("lead").get(page_of(case, "views/")))
    assert "Who has looked" in page
    assert ">Head</th>" in page


def test_merging_keeps_the_earlier_receipt_and_can_be_undone(signed_in: Any, case: Query, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        later = a_case(
            officer,
            practice="M84901",
            received_at=at(datetime(2016, 1, 6, tzinfo=UTC).date()),
            at=at(datetime(2016, 1, 7, tzinfo=UTC).date()),
        )
    officer = signed_in("officer")
    typed = {"version": case.version, "into": later.reference.lower(), "reason": "asked twice"}
    assert officer.post(page_of(case, "merge/"), typed).status_code == 302
    assert "is merged into" in text_of(officer.get(page_of(later)))
    with seen_by("officer"):
        merged = Query.objects.get(pk=case.pk)
        assert Query.objects.get(pk=later.pk).received_on.isoformat() == "2016-01-02"
    undone = {"version": merged.version, "reason": "two questions after all"}
    assert officer.post(page_of(case, "undo-merge/"), undone).status_code == 302
    with seen_by("officer"):
        assert Query.objects.get(pk=later.pk).received_on.isoformat() == "2016-01-06"


def test_an_unknown_other_case_is_an_error_at_its_field(signed_in: Any, case: Query) -> None:
    officer = signed_in("officer")
    typed = {"version": case.version, "sort": "related", "other": "WM-Q-2016-99999"}
    answer = officer.post(page_of(case, "link/"), typed)
    assert answer.status_code == 422
    assert "No case of yours has the reference WM-Q-2016-99999" in text_of(answer)


def test_a_case_page_asks_the_database_as_often_with_thirty_notes_as_with_three(
    signed_in: Any, case: Query, seen_by: Any
) -> None:
    officer = signed_in("officer")
    officer.get(page_of(case))
    few = asked_of_database(officer, page_of(case))
    with seen_by("officer") as person:
        for number in range(27):
            add_note(query_id=case.pk, by=person, body=f"Note {number}", circle="hub", on=NOW.date(), at=NOW)
    assert len(asked_of_database(officer, page_of(case))) == len(few) <= 12
