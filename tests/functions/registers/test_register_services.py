"""What the registers' services refuse, and what their letters say."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from psycopg2.extras import DateRange

from functions.models import RegisterRow
from functions.rules.registers.declaration import LetterOfMove
from functions.rules.registers.file import columns_of
from functions.services.registers.adding import NewRow, add_row
from functions.services.registers.changing import change_row, move_row
from functions.services.registers.declared import registers
from functions.services.registers.importing import check_rows, import_rows
from functions.services.registers.letters import draft_letters
from functions.services.registers.scheduling import make_schedule
from hubportal.organisations.models import Ccg, Person, Practice, PracticeMembership
from hubportal.records.services.letter_templates import templates_for, values_of
from hubportal.web.refusals import Refused, Stale
from tests.conftest import find_person
from tests.functions.pages import text_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def a_row(by: Any, code: str = "rent-reviews", **values: Any) -> RegisterRow:
    ccg, practice = Ccg.objects.select_related("hub").get(ods_code="05R"), Practice.objects.get(ods_code="M84901")
    register = registers()[code]
    new = NewRow(ccg, None if register.practices == "none" else practice, values)
    return add_row(register, new, by=by, on=TODAY, at=NOW)


def test_what_the_ccg_was_asked_to_sign_is_not_changed_behind_it(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        row = a_row(officer)
        RegisterRow.objects.filter(pk=row.pk).update(state="letter")
        with pytest.raises(Refused, match="The row is letter with the CCG, and what was agreed stands"):
            change_row(row_id=row.pk, version=None, values={"new_rent": "1.00"}, by=officer, at=NOW)


def test_a_closed_row_keeps_no_date_and_opened_again_it_does(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        row = a_row(officer, "clinical-waste", provider="Greenlid", start_on="2016-01-01", end_on="2030-01-01")
        act: dict[str, Any] = {"row_id": row.pk, "version": None, "by": officer, "on": TODAY, "at": NOW}
        closed = move_row(**act, act="close", note="It ended.")
        assert (closed.closed_on, closed.due_on) == (TODAY, None)
        kept = change_row(row_id=row.pk, version=None, values={**row.values, "provider": "Red"}, by=officer, at=NOW)
        assert (kept.subject, kept.due_on) == ("Clinical waste: Red", None)
        opened = move_row(**act, act="reopen", note="By mistake.")
        assert str(opened.due_on) == "2030-01-01"
        assert [template.code for template in templates_for(opened)][0] == "register_note"
        assert (
            values_of(opened, by=officer, today=TODAY)["back_payment_words"] == "Nothing is owed for the time before."
        )


def test_a_letter_that_is_not_in_the_table_is_a_fault_of_ours(seen_by: Any) -> None:
    lost = LetterOfMove("instruct", "no_such_letter", frozenset({"complete"}), "Wait.", "sign-off", "complete")
    with seen_by("officer") as officer:
        row = a_row(officer)
        with pytest.raises(LookupError, match="no_such_letter"):
            draft_letters(row, replace(registers()["rent-reviews"], letters=(lost,)), "instruct", by=officer, at=NOW)


def test_a_schedule_is_made_by_whoever_works_for_a_ccg(seen_by: Any) -> None:
    with seen_by("lead") as lead, pytest.raises(Refused, match="do not work for this CCG"):
        make_schedule(by=lead, on=TODAY, at=NOW)
    with seen_by("head") as head:
        other = Ccg.objects.get(ods_code="05Y")
        assert make_schedule(by=head, on=TODAY, at=NOW, ccg_ids=[other.pk]) == 1


def test_a_file_is_refused_whole_when_it_is_too_long_or_wrong(seen_by: Any) -> None:
    head = "ccg,practice,return_name,period,due_by_on\n"
    line = "05R,M84901,workforce,2015/16,2016-03-31\n"
    with seen_by("officer") as officer:
        given: dict[str, Any] = {"by": officer, "on": TODAY}
        long = check_rows(registers()["data-returns"], file=io.BytesIO((head + line * 10_001).encode()), **given)
        assert [error.reason for error in long.errors] == ["Bring in 10,000 lines or fewer at a time."]
        wrong = io.BytesIO((head + line.replace("2016-03-31", "soon")).encode())
        with pytest.raises(Refused, match="Nothing was added. Line 2, due_by_on: “soon” is not a date"):
            import_rows(registers()["data-returns"], file=wrong, at=NOW, **given)
        restricted = "ccg,practice,number,effective_on,police_reference\n05R,M84901,SAS-1,2016-01-01,WP/1\n"
        found = check_rows(registers()["violent-patients"], file=io.BytesIO(restricted.encode()), **given)
        assert [error.column for error in found.errors] == ["ccg"]


def test_nobody_owns_a_row_of_a_restricted_register_who_may_not_see_it(seen_by: Any, signed_in: Any) -> None:
    """Whoever owns a row is told of its dates, in words."""
    register = registers()["violent-patients"]
    values = {"number": "SAS-1", "effective_on": "2016-01-01", "police_reference": "WP/1"}
    officer = Person.objects.get(email="officer@example.org")
    with seen_by("head") as head:
        ccg, practice = Ccg.objects.select_related("hub").get(ods_code="05R"), Practice.objects.get(ods_code="M84901")
        with pytest.raises(Refused, match="Officer may not see restricted cases"):
            add_row(register, NewRow(ccg, practice, values, owner=officer), by=head, on=TODAY, at=NOW)
        row = add_row(register, NewRow(ccg, practice, values, owner=head), by=head, on=TODAY, at=NOW)
        with pytest.raises(Refused, match="Officer may not see restricted cases"):
            change_row(row_id=row.pk, version=None, values=values, owner=officer, gives_owner=True, by=head, at=NOW)
        named = (
            "ccg,practice,owner,number,effective_on,police_reference\n05R,M84901,{}@example.org,SAS-2,2016-01-01,WP/2\n"
        )
        for key, wrong in (("officer", ["owner"]), ("neighbour_lead", ["owner"]), ("finance_head", [])):
            file = io.BytesIO(named.format(key).encode())
            assert [error.column for error in check_rows(register, file=file, by=head, on=TODAY).errors] == wrong
    page = text_of(signed_in("head").get("/registers/violent-patients/add/"))
    assert "Finance head</option>" in page
    assert "Officer</option>" not in page


def test_a_file_is_checked_in_the_same_statements_for_any_number_of_owners(seen_by: Any) -> None:
    head = "ccg,practice,owner,return_name,period,due_by_on\n"
    with seen_by("officer") as officer:

        def statements(*owners: str) -> int:
            lines = "".join(f"05R,M84901,{key}@example.org,workforce,2015/16,2016-03-31\n" for key in owners)
            file = io.BytesIO((head + lines).encode())
            with CaptureQueriesContext(connection) as caught:
                assert not check_rows(registers()["data-returns"], file=file, by=officer, on=TODAY).errors
            return len(caught)

        statements("officer")
        assert statements("officer", "head", "finance_officer", "director") == statements("officer")


def test_two_rows_of_one_practice_may_stand_where_the_register_lets_them(seen_by: Any) -> None:
    text = "ccg,practice,return_name,period,due_by_on\n" + "05R,M84901,workforce,2015/16,2016-03-31\n" * 2
    with seen_by("officer") as officer:
        file = io.BytesIO(text.encode())
        assert len(import_rows(registers()["data-returns"], file=file, by=officer, on=TODAY, at=NOW)) == 2


def test_a_schedule_takes_the_same_statements_for_any_number_of_practices(seen_by: Any) -> None:
    def statements(first: int, count: int) -> int:
        practices = [Practice(ods_code=f"Y{first + n:05}", name=f"Practice {first + n}") for n in range(count)]
        Practice.objects.bulk_create(practices)
        ccg = Ccg.objects.get(ods_code="05R")
        PracticeMembership.objects.bulk_create(
            PracticeMembership(practice=practice, ccg=ccg, period=DateRange(date(2015, 4, 1), None))
            for practice in practices
        )
        with CaptureQueriesContext(connection) as caught:
            made = make_schedule(by=officer, on=TODAY, at=NOW)
        assert made >= count
        return len(caught)

    with seen_by("officer") as officer:
        assert statements(80_000, 2) == statements(81_000, 300)


def test_a_restricted_row_is_owned_by_somebody_who_may_see_it(seen_by: Any) -> None:
    values = {"number": "7", "effective_on": "2016-01-04", "police_reference": "WM-1"}
    register, officer = registers()["violent-patients"], find_person("officer")
    ccg, practice = Ccg.objects.select_related("hub").get(ods_code="05R"), Practice.objects.get(ods_code="M84901")
    with seen_by("head") as head:
        with pytest.raises(Refused, match="may not see restricted"):
            add_row(register, NewRow(ccg, practice, values, owner=officer), by=head, on=TODAY, at=NOW)
        row = a_row(head, "violent-patients", **values)
        with pytest.raises(Refused, match="may not see restricted"):
            change_row(row_id=row.pk, version=None, values=values, by=head, at=NOW, owner=officer, gives_owner=True)
        head_of_file = ",".join(columns_of(register))
        line = ",".join(
            {"ccg": "05R", "practice": "M84902", "owner": officer.email, **values}.get(name, "")
            for name in columns_of(register)
        )
        file = io.BytesIO(f"{head_of_file}\n{line}\n".encode())
        found = check_rows(register, file=file, by=head, on=TODAY)
    assert [(error.column, error.reason) for error in found.errors] == [
        ("owner", "Nobody with the email address “officer@example.org” may see restricted rows of South Warwickshire.")
    ]


def test_a_stale_page_shows_what_differs_by_the_columns_of_the_row(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        row = a_row(officer, "s106-funding", development="Mill Lane", planning_reference="W/1", homes=70)
        change_row(row_id=row.pk, version=1, values={**row.values, "homes": 77}, by=officer, at=NOW)
        with pytest.raises(Stale, match="Its state is now: open") as stale:
            change_row(
                row_id=row.pk,
                version=1,
                values={**row.values, "homes": 88},
                by=officer,
                at=NOW,
                owner=officer,
                gives_owner=True,
            )
        assert [(one.label, one.saved, one.yours) for one in stale.value.differences] == [
            ("Homes", "77", "88"),
            ("Owner", "", "Officer"),
        ]
        with pytest.raises(Stale) as moved:
            move_row(row_id=row.pk, version=1, act="close", by=officer, on=TODAY, at=NOW, note="Over")
        assert [(one.label, one.saved, one.yours) for one in moved.value.differences] == [("State", "Open", "Closed")]


def test_a_contract_is_given_notice_of_before_it_ends_and_a_year_is_a_year(seen_by: Any) -> None:
    contract = {"provider": "Greenlid", "start_on": "2015-04-01", "end_on": "2016-03-31"}
    with seen_by("officer") as officer:
        with pytest.raises(Refused, match="Ends on must be on or after 1 April 2016, the date in “Give notice"):
            a_row(officer, "clinical-waste", **contract, notice_by_on="2016-04-01")
        a_row(officer, "clinical-waste", **contract, notice_by_on="2015-12-31")
        with pytest.raises(Refused, match="Financial year must be two years like 2015/16"):
            a_row(officer, "dsqs", year="5")
        assert a_row(officer, "dsqs", year="2015/16").subject.startswith("DSQS 2015/16")
