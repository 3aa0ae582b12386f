"""The matrix routes the work: the case page says whose it is, offers just those steps, and an answer waits its turn."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from functions.models import Activity, CaseTurn, Query
from functions.presenters.letters import offers
from functions.services.clock import record_event
from functions.services.correspondence import Written, respond
from functions.services.escalation import pass_on, settle
from functions.services.queries import change_particulars
from functions.services.specifications.passing import take_turn
from hubportal.notifications.models import Notice
from hubportal.web.refusals import Refused
from tests.functions.cases import NOW, a_case, at
from tests.functions.pages import asked_of_database, day_boxes, freshly, text_of
from tests.functions.specifications.making import ALONE, agreed

pytestmark = pytest.mark.django_db
MONDAY = date(2016, 1, 4)


def an_answer(on: date = MONDAY, moment: datetime = NOW, words: str = "Yes.") -> dict[str, Any]:
    """What answering a case is given besides whose it is."""
    written = Written(on, words, subject="Answer", send_by="none")
    return {"at": moment, "written": written, "version": None}


ANSWER = an_answer()


def logged(seen_by: Any, ref: str, **given: Any) -> Query:
    """A case of South Warwickshire that falls under an activity."""
    with seen_by("officer") as officer:
        activity = Activity.objects.get(ref=ref, version__code="1.0")
        return a_case(officer, activity=activity, **given)


def turn(seen_by: Any, who: str, case: Query, step: str, words: str = "") -> CaseTurn:
    with seen_by(who) as person:
        return take_turn(query_id=case.pk, version=None, step=step, words=words, by=person, at=NOW)


def version_on(page: str) -> str:
    """The version of the case that a page carries."""
    return re.findall(r'name="version"[^>]*value="(\d+)"', page)[0]


def test_what_the_hub_prepares_is_signed_off_before_the_answer_goes(seen_by: Any, person: Any) -> None:
    case = logged(seen_by, "X.4")
    with seen_by("officer") as officer:
        with pytest.raises(Refused, match="Send it to the CCG for sign-off first") as refused:
            respond(query_id=case.pk, by=officer, **ANSWER)
        assert refused.value.clause == "West Midlands MOU 4.1 key"
        with pytest.raises(Refused, match="Send it to the CCG"):
            record_event(query_id=case.pk, version=None, kind="responded", on=MONDAY, by=officer, at=NOW)
    with pytest.raises(Refused, match="Enter the answer"):
        turn(seen_by, "officer", case, "asked")
    turn(seen_by, "officer", case, "asked", "We would answer: yes.")
    with seen_by("lead") as lead:
        assert Notice.objects.filter(person=lead, kind="case_turn").count() == 1
    with pytest.raises(Refused, match="You may read this case"):
        turn(seen_by, "officer", case, "signed_off")
    turn(seen_by, "lead", case, "sent_back", "Say by when.")
    with pytest.raises(Refused, match="Nothing of this case waits"):
        turn(seen_by, "lead", case, "signed_off")
    turn(seen_by, "officer", case, "asked", "Yes, by May.")
    turn(seen_by, "lead", case, "signed_off")
    with seen_by("officer") as officer:
        with pytest.raises(Refused, match="send the changed answer for sign-off again") as refused:
            respond(query_id=case.pk, by=officer, **ANSWER)
        assert (refused.value.clause, refused.value.field) == ("West Midlands MOU 4.1 key", "body")
        with pytest.raises(Refused, match="send the changed answer for sign-off again"):
            record_event(query_id=case.pk, version=None, kind="responded", on=MONDAY, by=officer, at=NOW)
        respond(query_id=case.pk, by=officer, **an_answer(words="Dear Ann\n\nYes,\nby May.\n\nYours sincerely"))
        case.refresh_from_db()
        assert case.state == "closed"
        kinds = list(CaseTurn.objects.filter(query=case).order_by("id").values_list("kind", flat=True))
        assert kinds == ["asked", "sent_back", "asked", "signed_off"]
    with pytest.raises(Refused, match="no longer open"):
        turn(seen_by, "officer", case, "asked", "Again")
    with seen_by("officer") as officer:
        tuesday = date(2016, 1, 5)
        record_event(
            query_id=case.pk, version=None, kind="reopened", on=tuesday, by=officer, at=at(tuesday), reason="x"
        )
        with pytest.raises(Refused, match="Send it to the CCG for sign-off first"):
            respond(query_id=case.pk, by=officer, **an_answer(tuesday, at(tuesday)))


def test_a_sign_off_of_the_day_of_the_reopening_counts_only_if_it_came_after(seen_by: Any) -> None:
    case = logged(seen_by, "X.4")
    turn(seen_by, "officer", case, "asked", "Yes, by May.")
    turn(seen_by, "lead", case, "signed_off")
    with seen_by("officer") as officer:
        respond(query_id=case.pk, by=officer, **an_answer(words="Yes, by May."))
        record_event(query_id=case.pk, version=None, kind="reopened", on=MONDAY, by=officer, at=NOW, reason="x")
        with pytest.raises(Refused, match="Send it to the CCG for sign-off first"):
            respond(query_id=case.pk, by=officer, **an_answer(words="Yes, by May."))
    turn(seen_by, "officer", case, "asked", "No, by June.")
    turn(seen_by, "lead", case, "signed_off")
    with seen_by("officer") as officer:
        respond(query_id=case.pk, by=officer, **an_answer(words="No, by June."))


def test_a_lead_signs_off_the_answer_on_their_page_and_no_other(signed_in: Any, seen_by: Any) -> None:
    now = timezone.now()
    case = logged(seen_by, "X.4", received_at=now - timedelta(hours=2), at=now)
    address = f"{case.get_absolute_url()}turns/signed_off/"
    turn(seen_by, "officer", case, "asked", "Answer one.")
    page = text_of(signed_in("lead").get(address))
    assert "Answer one." in page
    seen = version_on(page)
    turn(seen_by, "lead", case, "sent_back", "Say by when.")
    turn(seen_by, "officer", case, "asked", "Answer two.")

    asked = signed_in("lead").post(address, {"version": seen})
    assert asked.url.startswith("/accounts/reauthenticate/")
    lead = freshly("lead")
    stale = lead.post(address, {"version": seen})
    assert stale.status_code == 409
    assert "Answer two." in text_of(stale)
    assert "Sent to the CCG for sign-off on" in text_of(stale)
    with seen_by("officer"):
        assert not CaseTurn.objects.filter(query=case, kind="signed_off").exists()
    assert lead.post(address, {"version": version_on(text_of(stale))}).url == case.get_absolute_url()


def test_the_answer_that_was_signed_off_is_in_the_form_and_a_changed_one_is_signed_off_again(
    signed_in: Any, seen_by: Any
) -> None:
    now = timezone.now()
    case = logged(seen_by, "X.4", received_at=now - timedelta(hours=2), at=now)
    turn(seen_by, "officer", case, "asked", "Yes, by May.")
    turn(seen_by, "lead", case, "signed_off")
    officer = signed_in("officer")
    form = text_of(officer.get(f"{case.get_absolute_url()}respond/"))
    assert "received on" in form
    assert "Yes, by May." in form
    typed = {"version": "3", "send_by": "none", "subject": "Answer", "circle": "all", **day_boxes("on")}
    other = officer.post(f"{case.get_absolute_url()}respond/", typed | {"body": "Yes, by June."})
    assert other.status_code == 422
    assert "send the changed answer for sign-off again" in text_of(other)
    assert "Send a changed answer for sign-off" in text_of(officer.get(case.get_absolute_url()))
    changed = {"version": "3", "words": "Yes, by June."}
    assert officer.post(f"{case.get_absolute_url()}turns/asked/", changed).status_code == 302
    assert "The CCG has not signed it off yet" in text_of(officer.get(case.get_absolute_url()))


def test_the_letter_goes_as_it_was_drafted_around_the_answer_that_was_signed_off(signed_in: Any, seen_by: Any) -> None:
    now = timezone.now()
    case = logged(seen_by, "X.4", received_at=now - timedelta(hours=2), at=now)
    turn(seen_by, "officer", case, "asked", "Yes, by May.")
    turn(seen_by, "lead", case, "signed_off")
    with seen_by("officer") as officer:
        (drafted,) = offers("respond", case, by=officer, today=timezone.localdate(), answer="Yes, by May.")
    typed = {
        "version": "3", "send_by": "none", "subject": "Answer", "circle": "all", "body": drafted.body,
        "template": drafted.code, **day_boxes("on"),
    }  # fmt: skip
    answer = signed_in("officer").post(f"{case.get_absolute_url()}respond/", typed)
    assert answer.status_code == 302, text_of(answer)


def test_the_ccg_s_step_with_a_case_that_nobody_owns_is_told_to_whoever_passed_it_on(seen_by: Any) -> None:
    case = logged(seen_by, "X.4")
    turn(seen_by, "officer", case, "asked", "Yes, by May.")
    turn(seen_by, "lead", case, "sent_back", "Say by when.")
    with seen_by("officer") as officer:
        assert Notice.objects.filter(person=officer, text__contains="sent back").count() == 1


def test_what_was_done_under_one_function_does_not_count_under_another(signed_in: Any, seen_by: Any) -> None:
    case = logged(seen_by, "X.4")
    turn(seen_by, "officer", case, "asked", "Yes.")
    turn(seen_by, "lead", case, "signed_off")
    with seen_by("officer") as officer:
        with pytest.raises(Refused, match="Choose another function, or keep it") as refused:
            change_particulars(query_id=case.pk, version=None, by=officer, changes={"activity": None}, at=NOW)
        assert (refused.value.clause, refused.value.field) == ("West Midlands MOU 4.1 key", "activity")
        other = Activity.objects.get(ref="X.5", version__code="1.0")
        change_particulars(query_id=case.pk, version=None, by=officer, changes={"activity": other}, at=NOW)
        with pytest.raises(Refused, match="Send it to the CCG for sign-off first"):
            respond(query_id=case.pk, by=officer, **ANSWER)
    page = text_of(signed_in("officer").get(case.get_absolute_url()))
    assert "Signed off by the CCG under X.4, which no longer counts" in page


def test_words_that_a_step_needs_are_not_called_optional_and_what_was_sent_back_is_changed(
    signed_in: Any, seen_by: Any
) -> None:
    now = timezone.now()
    case = logged(seen_by, "X.4", received_at=now - timedelta(hours=2), at=now)
    officer, lead, turns = signed_in("officer"), signed_in("lead"), f"{case.get_absolute_url()}turns/"
    assert "(optional)" not in text_of(officer.get(f"{turns}asked/"))
    turn(seen_by, "officer", case, "asked", "Answer one.")
    assert "Words to the hub (optional)" in text_of(lead.get(f"{turns}signed_off/"))
    assert "(optional)" not in text_of(lead.get(f"{turns}sent_back/"))
    wanting = lead.post(f"{turns}sent_back/", {"version": "2", "words": " "})
    assert wanting.status_code == 422
    assert "Enter what has to change." in text_of(wanting)
    turn(seen_by, "lead", case, "sent_back", "Say by when.")
    page = text_of(officer.get(f"{turns}asked/"))
    assert ">Answer one.</textarea>" in page.replace("\n", "")
    assert "Say by when." in page

    given = logged(seen_by, "XII.14", received_at=now - timedelta(hours=2), at=now)
    turns = f"{given.get_absolute_url()}turns/"
    assert "Words to the CCG (optional)" in text_of(officer.get(f"{turns}handed_over/"))
    turn(seen_by, "officer", given, "handed_over")
    for step in ("answered", "returned"):
        assert "(optional)" not in text_of(lead.get(f"{turns}{step}/"))


def test_a_case_without_a_function_is_nobodys_to_pass_on(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer)
    with pytest.raises(Refused, match="Choose the function this case falls under first"):
        turn(seen_by, "officer", case, "asked", "Yes")
    with seen_by("officer") as officer:
        respond(query_id=case.pk, by=officer, **ANSWER)


def test_a_sign_off_given_outside_the_portal_is_recorded_by_a_head(signed_in: Any, seen_by: Any) -> None:
    case = logged(seen_by, "X.4")
    with pytest.raises(Refused, match="You may read this case"):
        turn(seen_by, "officer", case, "signed_elsewhere", "At the meeting")
    elsewhere = f"{case.get_absolute_url()}turns/signed_elsewhere/"
    said = {"version": "1", "words": "At the meeting of 4 January, minute 7"}
    assert signed_in("head").post(elsewhere, said).url.startswith("/accounts/reauthenticate/")
    assert freshly("head").post(elsewhere, said).url == case.get_absolute_url()
    with seen_by("officer") as officer:
        respond(query_id=case.pk, by=officer, **ANSWER)


def test_what_is_the_ccgs_is_handed_over_and_its_answer_closes_the_case(seen_by: Any) -> None:
    case = logged(seen_by, "XII.14")
    with seen_by("officer") as officer, pytest.raises(Refused, match="Hand the case over to the CCG"):
        respond(query_id=case.pk, by=officer, **ANSWER)
    turn(seen_by, "officer", case, "handed_over", "Yours by the matrix")
    turn(seen_by, "lead", case, "returned", "The hub knows better")
    turn(seen_by, "officer", case, "handed_over")
    turn(seen_by, "lead", case, "answered", "Told the practice by phone.")
    with seen_by("officer"):
        case.refresh_from_db()
        assert (case.state, case.responded_on) == ("closed", MONDAY)


def test_a_case_is_routed_by_what_was_agreed_on_its_day_of_receipt(seen_by: Any) -> None:
    agreed(XII_15=ALONE)
    before = logged(seen_by, "XII.15", received_at=at(date(2016, 3, 31)), at=at(date(2016, 4, 1)))
    after = logged(seen_by, "XII.15", received_at=at(date(2016, 4, 1)), at=at(date(2016, 4, 4)))
    core = logged(seen_by, "XII.5", received_at=at(date(2016, 4, 1)), at=at(date(2016, 4, 4)))
    none = None
    with seen_by("officer") as officer:
        for case, said in ((before, "Send it to the CCG for sign-off"), (after, "Hand the case over"), (core, none)):
            answer = an_answer(date(2016, 4, 5), at(date(2016, 4, 5)))
            if said is None:
                respond(query_id=case.pk, by=officer, **answer)
                continue
            with pytest.raises(Refused, match=said):
                respond(query_id=case.pk, by=officer, **answer)


def test_the_case_page_says_whose_it_is_and_offers_just_those_steps(signed_in: Any, seen_by: Any) -> None:
    now = timezone.now()
    case = logged(seen_by, "X.4", received_at=now - timedelta(hours=2), at=now)
    officer, lead = signed_in("officer"), signed_in("lead")
    page = text_of(officer.get(case.get_absolute_url()))
    assert "The hub prepares; the CCG signs off" in page
    assert "West Midlands MOU 4.1 key" in page
    assert "from the standard matrix, not signed by the CCG" in page
    assert "Send to the CCG for sign-off" in page
    assert "Respond in full" not in page
    assert officer.get(f"{case.get_absolute_url()}respond/").status_code == 409
    wanting = officer.post(f"{case.get_absolute_url()}turns/asked/", {"version": "1", "words": ""})
    assert "Enter the answer that the CCG is asked to sign off" in text_of(wanting)
    sent = officer.post(
        f"{case.get_absolute_url()}turns/asked/", {"version": "1", "words": "Yes, from Monday"}, follow=True
    )
    assert "Sent to the CCG for sign-off." in text_of(sent)
    assert officer.get(f"{case.get_absolute_url()}turns/asked/").status_code == 409
    assert officer.get(f"{case.get_absolute_url()}turns/nothing/").status_code == 404
    sheet = text_of(lead.get(f"{case.get_absolute_url()}turns/signed_off/"))
    assert "Yes, from Monday" in sheet
    freshly("lead").post(f"{case.get_absolute_url()}turns/signed_off/", {"version": "2"})
    page = text_of(officer.get(case.get_absolute_url()))
    assert "Respond in full" in page
    assert "Signed off by the CCG" in page

    hub = logged(seen_by, "XII.5", received_at=now - timedelta(hours=2), at=now)
    assert "The hub acts" in text_of(officer.get(hub.get_absolute_url()))
    ccg = logged(seen_by, "XII.14", received_at=now - timedelta(hours=2), at=now)
    assert "Hand over to the CCG" in text_of(officer.get(ccg.get_absolute_url()))
    plain = logged(seen_by, "XII.5", received_at=now - timedelta(hours=2), at=now, practice="M84901")
    assert "Whose it is" not in text_of(signed_in("practice").get(plain.get_absolute_url()))


def test_the_api_answers_whose_it_is_and_refuses_an_early_answer(signed_in: Any, seen_by: Any) -> None:
    made = agreed(XII_15=ALONE)
    lead = signed_in("lead")
    found = lead.get("/api/v1/functions/XII.15/whose/?ccg=05R&on=2016-04-01").json()
    assert (found["acts"], found["signed"], found["specification"], found["hub"]) == (
        "ccg_acts", True, made.reference, None,
    )  # fmt: skip
    assert lead.get("/api/v1/functions/XII.15/whose/?ccg=05R&on=2016-03-31").json()["acts"] == "hub_prepares"
    early = lead.get("/api/v1/functions/XII.15/whose/?ccg=05R&on=2010-01-01").json()
    assert (found["unlisted"], early["unlisted"]) == ("", "No list was in force that day")
    assert lead.get("/api/v1/functions/XII.15/whose/?ccg=05Y").status_code == 404
    assert lead.get("/api/v1/functions/ZZ.1/whose/?ccg=05R").status_code == 404
    (line,) = lead.get("/api/v1/specifications/?ccg=05R&state=agreed").json()["results"]
    assert (line["reference"], line["effective_from"]) == (made.reference, "2016-04-01")
    assert lead.get("/api/v1/specifications/?state=nothing").status_code == 400
    whole = lead.get(f"/api/v1/specifications/{made.reference}/").json()
    assert (len(whole["rows"]), whole["signed"], whole["to_sign"]["ccg"]) == (
        121, {"ccg": True, "nhs_england": True}, [],
    )  # fmt: skip
    rows = {row["ref"]: row for row in lead.get("/api/v1/functions/?ccg=05R&on=2016-05-01").json()["results"]}
    assert (len(rows), rows["XII.15"]["hub"], rows["XII.15"]["differs"]) == (77, None, True)
    assert len(lead.get("/api/v1/functions/?on=2016-05-01&schedule=finance").json()["results"]) == 44
    assert lead.get("/api/v1/functions/?schedule=other").status_code == 400
    case = logged(seen_by, "X.4")
    early = signed_in("officer").post(
        f"/api/v1/queries/{case.reference}/events/",
        {"kind": "responded", "on": "2016-01-05"},
        content_type="application/json",
        headers={"If-Match": '"1"'},
    )
    assert early.status_code == 409, early.content
    assert early.json()["clause"] == "West Midlands MOU 4.1 key"


def test_the_ccg_answers_a_concern_about_the_hub_once_it_is_settled(seen_by: Any) -> None:
    case = logged(seen_by, "XII.14", kind="concern")
    turn(seen_by, "officer", case, "handed_over", "Yours by the matrix")
    with pytest.raises(Refused, match="Settle the concern first"):
        turn(seen_by, "lead", case, "answered", "Told the practice by phone.")
    with seen_by("officer") as officer:
        held: dict[str, Any] = {"query_id": case.pk, "version": None, "by": officer, "at": NOW}
        pass_on(**held, due_on=NOW.date(), reason="Late")
        settle(**held, outcome="Put right")
    turn(seen_by, "lead", case, "answered", "Told the practice by phone.")


def test_the_case_page_asks_one_statement_more_for_its_function(signed_in: Any, seen_by: Any) -> None:
    agreed(XII_15=ALONE)
    now = timezone.now()
    case = logged(seen_by, "XII.15", received_at=now - timedelta(hours=2), at=now)
    with seen_by("officer") as officer:
        plain = a_case(officer, received_at=now - timedelta(hours=2), at=now)
    client = signed_in("officer")
    client.get(plain.get_absolute_url())
    without = asked_of_database(client, plain.get_absolute_url())
    assert len(asked_of_database(client, case.get_absolute_url())) == len(without) + 1 <= 12


def test_the_case_page_reads_the_turns_of_a_reopened_case_in_the_same_statement(signed_in: Any, seen_by: Any) -> None:
    case = logged(seen_by, "X.4")
    client = signed_in("officer")
    client.get(case.get_absolute_url())
    before = asked_of_database(client, case.get_absolute_url())
    turn(seen_by, "officer", case, "asked", "Yes.")
    turn(seen_by, "lead", case, "signed_off")
    with seen_by("officer") as officer:
        respond(query_id=case.pk, by=officer, **ANSWER)
        tuesday = date(2016, 1, 5)
        record_event(
            query_id=case.pk, version=None, kind="reopened", on=tuesday, by=officer, at=at(tuesday), reason="x"
        )
    assert len(asked_of_database(client, case.get_absolute_url())) == len(before)
    page = client.get(case.get_absolute_url()).content.decode()
    assert ">Yes.<" in page
    assert ", Officer" in page
    assert "Send it to the CCG for sign-off first" in page
