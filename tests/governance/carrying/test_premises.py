"""Committees decide on premises payments and rent reviews: a refusal moves the row, an approval waits."""

from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from functions.models import RegisterRow
from functions.services.registers.adding import NewRow, add_row
from functions.services.registers.changing import move_row
from functions.services.registers.declared import registers
from governance.models import AgendaItem, RecordDecision
from governance.presenters.recording import forms_that_record
from governance.services.carrying import asking
from hubportal.organisations.models import Ccg, Practice
from hubportal.records.models import RecordFile
from hubportal.web.refusals import Refused
from tests.conftest import in_scope_of
from tests.functions.pages import as_shown
from tests.functions.variations.steps import freshly
from tests.governance.carrying import steps
from tests.governance.terms import at_work, the_committee

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clause("Specification of governance, section 5", part="a decision on a record moves it"),
]
RESOLUTION = "That the payment be agreed."
GRANT = {"work": "A lift", "proposed_on": "2016-01-04", "cost": "40000.00", "reviewed_on": "2016-01-05"}
ROWS: dict[str, tuple[str, dict[str, Any]]] = {
    "improvement-grants": ("committee", GRANT),
    "pcif-schemes": ("bid", {"scheme": "A wing", "bid_on": "2016-01-04"}),
    "premises-issues": ("open", {"matter": "rates", "raised_on": "2016-01-04"}),
    "rent-reviews": ("letter", {"old_rent": "10000.00", "new_rent": "12000.00"}),
}


@pytest.fixture(autouse=True)
def _committee(db: None) -> None:
    steps.committee_at_work()


def a_row(code: str, state: str = "") -> RegisterRow:
    due, values = ROWS[code]
    with in_scope_of("officer") as by:
        ccg, practice = Ccg.objects.select_related("hub").get(ods_code="05R"), Practice.objects.get(ods_code="M84901")
        row = add_row(
            registers()[code], NewRow(ccg, practice, values), by=by, on=steps.ASKED_AT.date(), at=steps.ASKED_AT
        )
        RegisterRow.objects.filter(pk=row.pk).update(state=state or due)
        row.refresh_from_db()
        return row


def ask(row: RegisterRow, *, by: str = "officer") -> None:
    with in_scope_of(by) as person, transaction.atomic():
        asking.ask_for_place(
            kind="register", record_id=row.pk, version=None, by=person, at=steps.ASKED_AT, upload=steps.a_pdf(),
            asked=asking.Asked(the_committee().pk, "A payment", RESOLUTION),
        )  # fmt: skip
    steps.work()


def on_agenda(code: str) -> tuple[RegisterRow, AgendaItem]:
    row = a_row(code)
    ask(row)
    item = steps.place(steps.a_meeting())
    steps.work()
    return row, item


def decided(row: RegisterRow) -> RecordDecision:
    with in_scope_of("officer"):
        return RecordDecision.objects.select_related("document").get(record_id=row.pk, kind="register")


def state_of(row: RegisterRow) -> str:
    with in_scope_of("officer"):
        return str(RegisterRow.objects.get(pk=row.pk).state)


@pytest.mark.clause("Specification of casework, section 9", part="what an approval leaves to a person")
@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("improvement-grants", "record the approval with grant agreed and to be complete by."),
        ("pcif-schemes", "record the approval with amount awarded."),
        ("premises-issues", "Enter on the row what was agreed and when"),
        ("rent-reviews", "A letter is signed off by a person, by name"),
    ],
)
def test_an_approval_waits_for_a_person_with_what_is_to_be_entered(code: str, sentence: str) -> None:
    row, item = on_agenda(code)
    steps.decide(item, words=RESOLUTION)
    steps.work()
    made = decided(row)
    assert (made.state, made.outcome, state_of(row)) == ("waiting", "approve", ROWS[code][0])
    assert sentence in made.why_waiting
    assert made.document is not None


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("improvement-grants", "declined"), ("pcif-schemes", "declined"), ("premises-issues", "closed"),
        ("rent-reviews", "result"),
    ],
)  # fmt: skip
def test_a_refusal_moves_the_row_with_the_reason(code: str, state: str) -> None:
    row, item = on_agenda(code)
    steps.decide(item, words=RESOLUTION, carried=False)
    steps.work()
    made = decided(row)
    with in_scope_of("officer"):
        move = steps.last_move(row)
        assert RecordFile.objects.of(row).get(document_id=made.document_id)
    assert (made.state, state_of(row)) == ("carried_out", state)
    assert (move.by_id, move.on) == (None, steps.MET)
    assert "Decision 1, meeting 1" in move.note


@pytest.mark.clause("Specification of casework, section 9", part="a committee decides on a premises payment")
def test_a_committee_is_asked_only_at_the_ccgs_own_step() -> None:
    with pytest.raises(Refused, match="while it is: for the committee. This one is: reviewed"):
        ask(a_row("improvement-grants", "reviewed"))
    with in_scope_of("officer") as by:
        ccg = Ccg.objects.select_related("hub").get(ods_code="05R")
        values = {"provider": "Greenlid", "start_on": "2016-01-01"}
        waste = add_row(
            registers()["clinical-waste"], NewRow(ccg, None, values), by=by, on=steps.ASKED_AT.date(), at=steps.ASKED_AT
        )
    with pytest.raises(Refused, match="No committee decides on rows of “Clinical waste contracts” here"):
        ask(waste)


def test_a_row_that_moved_on_meanwhile_is_not_moved() -> None:
    row, item = on_agenda("pcif-schemes")
    with in_scope_of("officer") as by:
        move_row(
            row_id=row.pk,
            version=None,
            act="withdraw",
            by=by,
            on=steps.ASKED_AT.date(),
            at=steps.ASKED_AT,
            note="Gone.",
        )
    steps.decide(item, words=RESOLUTION, carried=False)
    steps.work()
    assert (state_of(row), decided(row).state) == ("withdrawn", "waiting")
    assert "This one is: withdrawn" in decided(row).why_waiting


def test_the_form_that_records_a_grant_knows_the_decision() -> None:
    row, item = on_agenda("improvement-grants")
    steps.decide(item, words=RESOLUTION)
    steps.work()
    officer = freshly("officer")
    page = officer.get(row.get_absolute_url()).content.decode()
    assert "No resolution is read for amounts or dates" in page
    start = page.index(reverse("registers:act", args=[row.reference, "approve"]) + "?")
    href = page[start : page.index('"', start)].replace("&amp;", "&")
    form = officer.get(href).content.decode()
    assert f'value="{the_committee().name}, Decision 1, meeting 1"' in form
    assert "is kept with the record as the proof" in form
    with in_scope_of("officer"):
        version = RegisterRow.objects.get(pk=row.pk).version
    typed = {
        "version": version, "committee_reference": "Decision 1, meeting 1", "agreed": "20000",
        "committee_on_day": "3", "committee_on_month": "2", "committee_on_year": "2016",
        "complete_by_on_day": "3", "complete_by_on_month": "2", "complete_by_on_year": "2017", "note": "",
    }  # fmt: skip
    answer = officer.post(href, typed)
    assert answer.status_code == 302, answer.content.decode()
    assert state_of(row) == "approved"
    assert "Recorded by hand" in officer.get(row.get_absolute_url()).content.decode()
    assert "No decision waits for you" in officer.get(reverse("carrying:waiting")).content.decode()


def test_what_a_register_has_no_step_for_is_written_on_the_row_with_the_proof() -> None:
    row, item = on_agenda("premises-issues")
    steps.decide(item, words=RESOLUTION)
    steps.work()
    officer = freshly("officer")
    page = officer.get(row.get_absolute_url()).content.decode()
    assert "Enter what was agreed" in page
    start = page.index(reverse("registers:edit", args=[row.reference]) + "?")
    href = page[start : page.index('"', start)].replace("&amp;", "&")
    form = officer.get(href).content.decode()
    assert "is kept with the record as the proof" in form
    year = form[form.index('name="agreed_on_year"') :]
    assert 'value="2016"' in year[: year.index(">")]
    assert row.reference in officer.get(reverse("carrying:waiting")).content.decode()
    answer = officer.post(href, as_shown(form))
    assert answer.status_code == 302, answer.content.decode()
    with in_scope_of("officer"):
        kept = RegisterRow.objects.get(pk=row.pk)
        assert (kept.state, kept.values["agreed_on"]) == ("open", "2016-02-03")
        assert RecordFile.objects.of(kept).filter(document=decided(row).document).exists()
    assert "Recorded by hand" in officer.get(row.get_absolute_url()).content.decode()
    assert "No decision waits for you" in officer.get(reverse("carrying:waiting")).content.decode()


def test_a_decision_written_elsewhere_is_marked_as_dealt_with() -> None:
    row, item = on_agenda("premises-issues")
    steps.decide(item, words=RESOLUTION)
    steps.work()
    officer, decision = freshly("officer"), decided(row)
    officer.post(reverse("carrying:settle", args=[row.reference, decision.public_id]), {"words": "£400, on the row."})
    assert "No decision waits for you" in officer.get(reverse("carrying:waiting")).content.decode()


def test_the_words_of_a_private_decision_are_in_no_address() -> None:
    row, item = on_agenda("premises-issues")
    with at_work(the_committee()), transaction.atomic():
        AgendaItem.objects.filter(pk=item.pk).update(is_private=True)
        item.refresh_from_db()
    steps.decide(item, words="Pay the landlord Zanzibar £400.")
    steps.work()
    with in_scope_of("officer") as officer, transaction.atomic():
        kept, made = RegisterRow.objects.get(pk=row.pk), decided(row)
        forms = forms_that_record(made, kept, officer)
    assert made.is_private
    assert forms
    assert not [href for _, href in forms if "Zanzibar" in href]


def test_who_may_ask(signed_in: Any) -> None:
    page = reverse("carrying:ask", args=[a_row("premises-issues").reference])
    assert signed_in("officer").get(page).status_code == 200
    assert signed_in("auditor").get(page).status_code == 403
    assert signed_in("stranger").get(page).status_code == 404
