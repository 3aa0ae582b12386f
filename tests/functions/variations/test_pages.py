"""The pages of variations: a flow walked through, what is typed wrong, the list, its exports and its query counts."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from functions.models import StatutoryChange, Variation, VariationPractice
from functions.services.variations import statutory
from hubportal.records.models import Letter
from hubportal.records.services.letter_templates import filled, template_called
from tests.conftest import in_scope_of
from tests.functions.pages import asked_of_database, day_boxes, text_of
from tests.functions.variations.steps import WORDING, a_file, freshly, new, practice, register_contracts_and_lists

pytestmark = pytest.mark.django_db


def days(name: str, day: date) -> dict[str, str]:
    """The boxes of a date."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def version(record: Variation) -> dict[str, Any]:
    with in_scope_of("head"):
        record.refresh_from_db()
    return {"version": record.version}


def kept(model: type[Any], **by: Any) -> Any:
    """One row, as the head of the hub sees it."""
    with in_scope_of("head"):
        return model.objects.get(**by)


def test_a_partner_change_from_the_first_page_to_the_notice(signed_in: Any) -> None:
    officer, head = signed_in("officer"), freshly("head")
    assert "At least 28 days after the notice was received" in text_of(officer.get("/variations/new/"))
    soon, typed = timezone.localdate() + timedelta(days=5), {
        "practice": "M84901", "contract_kind": "GMS", **day_boxes("received_on"),
    }  # fmt: skip
    page = officer.post("/variations/new/partner_joining/", typed | days("requested_on", soon))
    assert page.status_code == 422
    assert "The notice period is too short" in text_of(page)
    assert f'value="{soon.year}"' in text_of(page)
    made = officer.post("/variations/new/partner_joining/", typed)
    variation = kept(Variation)
    assert made["Location"] == f"/variations/{variation.reference}/"
    at = f"/variations/{variation.reference}"
    page = text_of(officer.get(f"{at}/"))
    assert "Still missing" in page.replace("still missing", "Still missing")
    assert f'href="{at}/do/complete/"' not in page
    assert officer.get(f"{at}/do/complete/").status_code == 409
    for code in variation.wanted:
        given = {"attachments": a_file(f"{code}.pdf"), "requirement": code, "circle": "hub_ccg", **version(variation)}
        assert officer.post(f"/records/{variation.reference}/files/", given).status_code == 302
    assert f'href="{at}/do/complete/"' in text_of(officer.get(f"{at}/"))
    today = day_boxes("on")
    assert officer.post(f"{at}/do/complete/", today | version(variation)).status_code == 302
    assert officer.post(f"{at}/do/assess/", today | version(variation)).status_code == 422
    assert officer.post(f"{at}/tick/", {"step": "performers_list", "done": "1"}).status_code == 302
    assert officer.post(f"{at}/do/assess/", today | version(variation)).status_code == 302
    assert officer.get(f"{at}/do/determine/").status_code == 403
    assert officer.get(f"{at}/do/approve/").status_code == 409
    effective = timezone.localdate() + timedelta(days=40)
    decided = day_boxes("decided_on") | days("effective_on", effective)
    asked = signed_in("head").post(f"{at}/do/determine/", decided | version(variation))
    assert "reauthenticate" in asked["Location"]
    assert head.post(f"{at}/do/determine/", decided | version(variation))["Location"] == f"{at}/"
    assert "It takes effect on" in text_of(officer.get(f"{at}/do/issue/"))
    sent = {"to_name": "Alder Lane Surgery", "send_by": "letter", "subject": "Agreed", "body": "Agreed.",
            "circle": "hub_ccg"}  # fmt: skip
    assert officer.post(f"{at}/do/issue/", sent | version(variation)).status_code == 302
    assert kept(Letter, kind="variation").state == "issued"
    page = text_of(officer.get(f"{at}/"))
    assert "Notice issued" in page
    assert "Agreed it for the hub" in page
    assert officer.post(f"{at}/do/take_effect/", version(variation)).status_code == 422


def test_a_stale_page_says_who_changed_it(signed_in: Any, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        (variation,) = new(officer)
    at = f"/variations/{variation.reference}"
    client = signed_in("officer")
    typed = {**day_boxes("on"), "note": "The doctor stays.", "version": "1"}
    unsaid = text_of(client.post(f"{at}/do/withdraw/", typed | {"note": ""}))
    assert "Enter the reason" in unsaid
    assert "Enter the note" not in unsaid
    assert client.post(f"{at}/do/withdraw/", typed).status_code == 302
    again = client.post(f"{at}/do/withdraw/", typed)
    assert again.status_code in {409, 422}
    assert "The doctor stays." in text_of(again)


def test_a_dispersal_plan_is_read_line_by_line(signed_in: Any, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        (closure,) = new(officer, "practice_closure")
    at = f"/variations/{closure.reference}/plan/"
    client = signed_in("officer")
    wrong = client.post(at, {"list_size": "5,000", "places": "M84902 3000\nsomewhere", "version": "1"})
    assert wrong.status_code == 422
    assert "Line 2 must be a code and a number" in text_of(wrong)
    typed = {"list_size": "5,000", "places": "M84902 3,000\nElsewhere 2000", "version": "1"}
    assert client.post(at, typed).status_code == 302
    assert kept(VariationPractice, practice=practice("M84902")).patients == 3_000
    assert "Elsewhere 2000" in text_of(client.get(at))


def test_a_merger_across_ccgs_is_recorded_for_both(signed_in: Any) -> None:
    register_contracts_and_lists()
    typed = {"practice": "M84901", **day_boxes("received_on")}
    wrong = signed_in("officer").post("/variations/new/merger/", typed | {"joining": "M84901"})
    assert "cannot merge with itself" in text_of(wrong)
    refused = signed_in("officer").post("/variations/new/merger/", typed | {"joining": "M91901"})
    assert "Ask somebody who also works for" in text_of(refused)
    unknown = signed_in("officer").post("/variations/new/merger/", typed | {"joining": "M99999"})
    assert "There is no practice with the code M99999" in text_of(unknown)
    assert signed_in("head").post("/variations/new/merger/", typed | {"joining": "M91901"}).status_code == 302
    seen = text_of(signed_in("neighbour_lead").get("/variations/"))
    assert "WM-V-" in seen
    assert kept(Variation, ccg__ods_code="05R").reference not in seen


def test_the_records_of_a_merger_lead_to_each_other_and_wait_for_each_other(signed_in: Any, seen_by: Any) -> None:
    register_contracts_and_lists()
    with seen_by("head") as head:
        here, there = new(head, "merger", joining=[practice("M91901")])
        day = timezone.localdate() + timedelta(days=60)
        Variation.objects.filter(pk=here.pk).update(state="approved", effective_on=day)
    link = f'<a href="/variations/{here.reference}/">{here.reference}</a>'
    assert f"The record of {here.ccg.name}: {link}" in text_of(signed_in("head").get(f"/variations/{there.reference}/"))
    seen = text_of(signed_in("neighbour_lead").get(f"/variations/{there.reference}/"))
    assert here.ccg.name in seen
    assert here.reference not in seen
    at, client = f"/variations/{here.reference}", signed_in("officer")
    waits = f"Issue the notice: this merger crosses CCGs: {there.ccg.name} has a record of its own"
    page = text_of(client.get(f"{at}/"))
    assert waits in page
    assert f'href="{at}/do/issue/"' not in page
    assert f'href="{at}/date/"' in page
    assert client.get(f"{at}/do/issue/").status_code == 409
    with seen_by("head"):
        Variation.objects.filter(pk=there.pk).update(state="notified", effective_on=day)
    page = text_of(client.get(f"{at}/"))
    assert f'href="{at}/do/issue/"' in page
    assert f'href="{at}/date/"' not in page
    assert "Withdraw it: the notice of" in page
    with seen_by("head"):
        Variation.objects.filter(pk=there.pk).update(state="approved")
        Variation.objects.filter(pk=here.pk).update(state="notified")
    letter = text_of(signed_in("head").get(f"/variations/{there.reference}/do/issue/"))
    assert "Your own contract ends" in letter


def test_the_same_variation_is_recorded_again_only_by_whoever_says_it_is_another(signed_in: Any) -> None:
    client, address = signed_in("officer"), "/variations/new/partner_joining/"
    typed = {"practice": "M84901", "contract_kind": "GMS", **day_boxes("received_on")}
    assert "This is another one" not in text_of(client.get(address))
    assert client.post(address, typed).status_code == 302
    again = client.post(address, typed)
    assert again.status_code == 422
    page = text_of(again)
    assert f"{kept(Variation).reference} is an open variation of the type “Partner joining” for" in page
    assert "This is another one" in page
    assert client.post(address, typed | {"is_another": "on"}).status_code == 302


def test_a_statutory_change_is_previewed_made_and_told_by_a_second_person(signed_in: Any, seen_by: Any) -> None:
    register_contracts_and_lists()
    head, director = signed_in("head"), signed_in("director")
    typed = {"title": "Regulations 2016", "law": "SI 2016/211", "wording": WORDING, "contracts": ["GMS"]}
    typed |= days("effective_on", timezone.localdate() + timedelta(days=30))
    page = text_of(head.post("/variations/statutory/", typed | {"preview": "1"}))
    assert "It would concern 3 contracts" in page
    at = head.post("/variations/statutory/", typed | {"make": "1"})["Location"]
    assert "being made in the background" in text_of(head.get(at))
    with seen_by("head"):
        statutory.make_variations(change_id=StatutoryChange.objects.get().pk, at=timezone.now())
    assert head.post(at).status_code == 403
    assert "A second person of the hub issues" in text_of(head.get(at))
    assert director.post(at).status_code == 302
    with seen_by("director"):
        assert statutory.tell(change_id=StatutoryChange.objects.get().pk, at=timezone.now()) == 3
    assert "Notices issued" in text_of(head.get("/variations/statutory/"))


def test_a_statutory_change_with_too_little_notice_is_refused_and_keeps_what_was_typed(signed_in: Any) -> None:
    register_contracts_and_lists()
    soon = timezone.localdate() + timedelta(days=3)
    typed = {"title": "Regulations 2016", "law": "SI 2016/211", "wording": WORDING, "contracts": ["GMS"]}
    typed |= days("effective_on", soon)
    for act in ("preview", "make"):
        answer = signed_in("head").post("/variations/statutory/", typed | {act: "1"})
        assert answer.status_code == 422
        page = text_of(answer)
        assert "If that much notice is not reasonably practicable, say why" in page
        assert 'value="SI 2016/211"' in page
        assert f'value="{soon.year}"' in page
        assert "It would concern 3 contracts" in page


def test_a_statutory_change_whose_notices_are_late_asks_why_and_can_be_withdrawn(signed_in: Any, seen_by: Any) -> None:
    register_contracts_and_lists()
    head, director = signed_in("head"), signed_in("director")
    typed = {"title": "Regulations 2016", "law": "SI 2016/211", "wording": WORDING, "contracts": ["GMS"]}
    typed |= days("effective_on", timezone.localdate() + timedelta(days=14))
    at = head.post("/variations/statutory/", typed | {"make": "1"})["Location"]
    with seen_by("head"):
        statutory.make_variations(change_id=StatutoryChange.objects.get().pk, at=timezone.now())
        StatutoryChange.objects.update(effective_on=timezone.localdate() + timedelta(days=5))
    assert "Why less notice" in text_of(director.get(at))
    late = director.post(at)
    assert late.status_code == 422
    assert "Say why that much notice is not reasonably practicable" in text_of(late)
    empty = head.post(at, {"withdraw": "1"})
    assert empty.status_code == 422
    assert "Enter the reason" in text_of(empty)
    assert head.post(at, {"withdraw": "1", "note": "The law was changed again."}).status_code == 302
    page = text_of(head.get(at))
    assert "Withdraw the change" not in page
    assert "Issue all notices" not in text_of(director.get(at))
    assert "Withdrawn" in text_of(head.get("/variations/statutory/"))


def test_a_refusal_is_proved_by_a_file_and_leads_to_the_letter_that_says_why(signed_in: Any, seen_by: Any) -> None:
    register_contracts_and_lists()
    with seen_by("officer") as officer:
        (closure,) = new(officer, "list_closure", until_on=timezone.localdate() + timedelta(days=200))
        Variation.objects.filter(pk=closure.pk).update(state="on_agenda")
    client, at = signed_in("officer"), f"/variations/{closure.reference}"
    typed = {
        **days("decided_on", timezone.localdate()),
        "body": "The committee",
        "reference": "8",
        "notes": "Too full.",
    }
    without = client.post(f"{at}/do/refuse/", typed | version(closure))
    assert without.status_code == 422
    assert "Select the file that proves the decision" in text_of(without)
    given = typed | version(closure) | {"attachments": a_file("minutes.pdf")}
    assert client.post(f"{at}/do/refuse/", given).status_code == 302
    letter = f"/records/{closure.reference}/letters/?template=list_closure_refused"
    assert f'href="{letter}"' in text_of(client.get(f"{at}/"))
    assert "your list stays open" in text_of(client.get(letter))


@pytest.mark.parametrize("code", ["variation_agreed", "variation_approved", "list_closure_approved", "closure_agreed"])
def test_a_letter_that_agrees_says_under_which_conditions(code: str, seen_by: Any) -> None:
    template = template_called(code)
    assert template is not None
    with seen_by("officer") as officer:
        (variation,) = new(officer)
        variation.decision_notes = "A nurse is there every day."
        _, body = filled(template, variation, by=officer, today=timezone.localdate())
    assert "A nurse is there every day." in body


def test_an_appeal_that_succeeded_asks_whose_decision_it_is(signed_in: Any, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        (closure,) = new(officer, "boundary_change")
        Variation.objects.filter(pk=closure.pk).update(
            state="appealed", decided_on=closure.received_on, decision_body="The committee",
            decision_notes="Too far to drive.",
        )  # fmt: skip
    client, at = signed_in("officer"), f"/variations/{closure.reference}"
    assert "Who decided the appeal" in text_of(client.get(f"{at}/do/allow_appeal/"))
    typed = {**day_boxes("on"), "note": "The roads are good.", "version": "1"}
    assert "Enter who decided the appeal" in text_of(client.post(f"{at}/do/allow_appeal/", typed))
    long = client.post(f"{at}/do/allow_appeal/", typed | {"note": "x" * 4001, "body": "The appeal unit"})
    assert "The reason must be 4,000 characters or fewer" in text_of(long)
    assert client.post(f"{at}/do/allow_appeal/", typed | {"body": "The appeal unit"}).status_code == 302
    page = text_of(client.get(f"{at}/"))
    assert "The appeal unit" in page
    assert "The refusal by The committee on 4 January 2016: Too far to drive." in page


def test_the_list_narrows_and_exports_what_it_shows(signed_in: Any, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        new(officer)
        new(officer, "main_contact", "M84902", subject="=cmd|calc")
    client = signed_in("officer")
    page = text_of(client.get("/variations/?type=main_contact&state=received&q=cmd&practice=M84902&ccg=05R"))
    assert "WM-V-2016-00002" in page
    assert "WM-V-2016-00001" not in page
    assert "Remove filter" in page
    assert "Nothing fits these filters" in text_of(client.get("/variations/?q=nowhere"))
    csv = b"".join(client.get("/variations/export/csv/?route=routine").streaming_content).decode()
    assert csv.count("WM-V-2016-") == 2
    assert '"\'=cmd|calc"' in csv
    assert b"".join(client.get("/variations/export/xlsx/").streaming_content).startswith(b"PK")
    assert client.get("/variations/export/pdf/").status_code == 404


def test_pages_ask_the_database_as_often_with_many_as_with_few(signed_in: Any, seen_by: Any) -> None:
    client = signed_in("head")

    def more(count: int) -> Variation:
        with seen_by("head") as head:
            return [new(head, code=code, is_another=True)[0] for _ in range(count) for code in ("M84901", "M91901")][0]

    one = more(3)
    for address, most in (("/variations/", 7), (f"/variations/{one.reference}/", 20)):
        asked_of_database(client, address)
        few = asked_of_database(client, address)
        more(10)
        assert len(asked_of_database(client, address)) == len(few) <= most
