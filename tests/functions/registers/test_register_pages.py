"""The list, form, file and export that every register has."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from functions.models import RegisterRow
from functions.services.registers.adding import NewRow, add_row, add_rows
from functions.services.registers.declared import registers
from functions.services.registers.importing import import_rows
from hubportal.organisations.models import Ccg, Practice
from hubportal.web.refusals import Refused
from tests.functions.pages import asked_of_database, text_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def grants(by: Any, count: int) -> list[RegisterRow]:
    """So many grant proposals of the first practice of South Warwickshire."""
    ccg, practice = Ccg.objects.select_related("hub").get(ods_code="05R"), Practice.objects.get(ods_code="M84901")
    values = {"proposed_on": "2016-01-04", "cost": "9000.00"}
    new = [NewRow(ccg, practice, {**values, "work": f"Ramp {n}"}, owner=by) for n in range(count)]
    return add_rows(registers()["improvement-grants"], new, by=by, on=TODAY, at=NOW)


def test_every_register_has_a_form_and_a_list_made_from_its_declaration(signed_in: SignIn) -> None:
    client = signed_in("head")
    listed = text_of(client.get("/registers/"))
    for register in registers().values():
        assert register.name in listed
        assert client.get(f"/registers/{register.code}/").status_code == 200
        form = text_of(client.get(f"/registers/{register.code}/add/"))
        assert all(column.label in form for column in register.typed_columns({}))
        assert client.post(f"/registers/{register.code}/add/", {}).status_code == 422


def test_what_was_typed_comes_back_and_then_is_kept(signed_in: SignIn, seen_by: Any) -> None:
    client = signed_in("officer")
    typed = {
        "practice": "Alder Lane Surgery (M84901)", "work": "A ramp at the door", "cost": "9,000",
        "share": "66%", **boxes("proposed_on", date(2016, 2, 10)),
    }  # fmt: skip
    refused = client.post("/registers/improvement-grants/add/", {**typed, "cost": "-1"})
    assert refused.status_code == 422
    assert "Cost of the work must be 0 or more" in text_of(refused)
    assert 'value="A ramp at the door"' in text_of(refused)

    assert client.post("/registers/improvement-grants/add/", typed).status_code == 302
    with seen_by("officer"):
        row = RegisterRow.objects.get()
    assert row.values == {
        "work": "A ramp at the door", "cost": "9000.00", "share": "66", "proposed_on": "2016-02-10",
    }  # fmt: skip
    assert row.subject == "Improvement grant: A ramp at the door"
    page = text_of(client.get(row.get_absolute_url()))
    assert "Record the review" in page
    assert "X.4" in page

    # The flow is the register's own: the LMC is asked only after the review, and only with what the move asks for.
    assert client.get(f"{row.get_absolute_url()}act/approve/").status_code == 409
    assert client.get(f"{row.get_absolute_url()}act/dance/").status_code == 403
    move = {"version": row.version, "note": "", **boxes("reviewed_on", date(2016, 3, 1)), "revenue": "120"}
    assert client.post(f"{row.get_absolute_url()}act/review/", {**move, "value_score": "101"}).status_code == 422
    assert client.post(f"{row.get_absolute_url()}act/review/", {**move, "value_score": "71"}).status_code == 302
    with seen_by("officer"):
        row_now = RegisterRow.objects.get()
    assert (row_now.values["value_score"], row_now.values["revenue"]) == (71, "120.00")
    stale = client.post(f"{row.get_absolute_url()}change/", {"version": row.version, **typed})
    assert stale.status_code == 409
    assert 'value="A ramp at the door"' in text_of(stale)


def test_a_restricted_register_is_seen_and_kept_by_those_with_the_permission(signed_in: SignIn, seen_by: Any) -> None:
    head = signed_in("head")
    typed = {
        "practice": "M84901", "number": "SAS-7", "police_reference": "WP/1", **boxes("effective_on", date(2016, 2, 1)),
        **boxes("told_orally_on", date(2016, 2, 1)),
    }  # fmt: skip
    assert head.post("/registers/violent-patients/add/", typed).status_code == 302
    with seen_by("head"):
        row = RegisterRow.objects.get()
    assert (row.is_restricted, row.due_on) == (True, date(2016, 2, 8))
    assert signed_in("officer").get(row.get_absolute_url()).status_code == 404
    assert signed_in("officer").get("/registers/violent-patients/").status_code == 403
    assert "Violent patients" not in text_of(signed_in("officer").get("/registers/"))
    assert signed_in("lead").get(row.get_absolute_url()).status_code == 200


def test_a_list_is_filtered_sorted_and_exported_whole(signed_in: SignIn, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        first, *_ = grants(officer, 30)
    client = signed_in("officer")
    base = "/registers/improvement-grants/"
    page = client.get(base)
    assert "Ramp 3" in text_of(page)
    assert "after=" in text_of(page)
    assert "Ramp 29" in text_of(client.get(f"{base}?q=ramp+29&ccg=05R&practice=M84901&state=proposed&due=none"))
    for nothing in ("q=lift", "state=complete", "due=late", "due=30", "practice=M84902", "due_from=2016-01-01"):
        assert "No row fits these filters" in text_of(client.get(f"{base}?{nothing}"))
    assert first.reference in text_of(client.get(f"{base}?sort=reference&due_to=x&state=closed&state=any"))

    said = b"".join(client.get(f"{base}export/csv/").streaming_content).decode()  # type: ignore[attr-defined]
    assert said.count("\r\n") == 31
    assert '"2016-01-04","9000.00"' in said
    book = load_workbook(io.BytesIO(client.get(f"{base}export/xlsx/?q=ramp+29").getvalue()))
    assert [cell.value for cell in book.active[2]][4:6] == ["Improvement grant: Ramp 29", "Proposal received"]  # type: ignore[union-attr,index]
    assert client.get(f"{base}export/doc/").status_code == 404
    assert client.get("/registers/nothing/").status_code == 404


def test_lists_and_rows_ask_the_database_the_same_number_of_times(signed_in: SignIn, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        few = grants(officer, 2)[0]
    client, base = signed_in("officer"), "/registers/improvement-grants/"
    pages = (base, "/registers/", few.get_absolute_url(), "/registers/rent-reviews/schedule/")
    asked_of_database(client, base)  # the first page of all reads what later ones remember
    before = [len(asked_of_database(client, page)) for page in pages]
    with seen_by("officer") as officer:
        grants(officer, 40)
    assert [len(asked_of_database(client, page)) for page in pages] == before
    assert max(before) <= 20


def upload(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("rows.csv", text.encode(), "text/csv")


GOOD = (
    "ccg,practice,state,last_effective_on,old_rent\n"
    "05R,M84901,,01/04/2014,40000\n"
    '05R,M84902,With the District Valuer,2013-06-30,"12,000"\n'
)


def test_a_file_is_checked_line_by_line_and_comes_in_whole_or_not_at_all(signed_in: SignIn, seen_by: Any) -> None:
    client, address = signed_in("officer"), "/registers/rent-reviews/import/"
    assert "last_effective_on" in client.get(f"{address}template/").content.decode()
    wrong = (
        "ccg,practice,dv_instructed_on,dv_reported_on,old_rent,owner\n"
        "05R,M84901,2016-02-01,2016-01-31,,\n"
        "05R,M84901,,,cheap,\n"
        "05Y,M91901,,,,\n"
        "05R,F81901,,,,\n"
        "05R,A99999,,,,stranger@example.org\n"
        "\n"
        "Z9Z,A99999,2016-02-01,2016-01-31,cheap,typing.mistake@example.org\n"
    )
    answer = client.post(address, {"file": upload(wrong)})
    said = text_of(answer)
    assert answer.status_code == 422
    for line, column, reason in (
        (2, "dv_reported_on", "must be on or after 1 February 2016"),
        (3, "old_rent", "must be an amount in pounds"),
        (3, "practice", "or an earlier line names it"),
        (4, "ccg", "is not the code of a CCG that you work for"),
        (5, "practice", "is not a practice of South Warwickshire"),
        (6, "practice", "There is no practice with the code “A99999”"),
        (6, "owner", "Nobody with the email address"),
        # After an empty line the numbers are still those of the file; an unknown CCG hides nothing else.
        (8, "ccg", "“Z9Z” is not the code of a CCG that you work for"),
        (8, "practice", "There is no practice with the code “A99999”"),
        (8, "dv_reported_on", "must be on or after 1 February 2016"),
        (8, "old_rent", "must be an amount in pounds"),
        (8, "owner", "works for a CCG here"),
    ):
        assert f'scope="row">{line}</th><td class="nhsuk-table__cell">{column}</td>' in said
        assert reason in said
    assert "has no lines below" in text_of(client.post(address, {"file": upload("ccg,practice\n")}))
    assert "is missing" in text_of(client.post(address, {"file": upload("ccg\n05R\n")}))

    preview = text_of(client.post(address, {"file": upload(GOOD)}))
    assert "2 rows would be added; nothing is saved yet" in preview
    held = preview.split('name="held" value="')[1].split('"')[0]
    with seen_by("officer"):
        assert not RegisterRow.objects.exists()
    assert client.post(address, {"confirm": "1", "held": held}).status_code == 302
    with seen_by("officer"):
        brought = list(RegisterRow.objects.order_by("pk").values_list("practice__ods_code", "state", "due_on"))
    assert brought == [("M84901", "scheduled", date(2017, 4, 1)), ("M84902", "instructed", date(2016, 6, 30))]
    assert client.post(address, {"confirm": "1", "held": held}).status_code == 400


def test_any_number_of_lines_takes_the_same_statements(seen_by: Any) -> None:
    line = "05R,2016-0{}-01,Scheme {},100\n"
    head = "ccg,start_on,scheme,patients\n"

    def statements(count: int) -> int:
        with seen_by("officer") as officer, CaptureQueriesContext(connection) as caught:
            file = io.BytesIO((head + "".join(line.format(n % 9 + 1, n) for n in range(count))).encode())
            made = import_rows(registers()["challenge-fund"], file=file, by=officer, on=TODAY, at=NOW)
            assert len(made) == count
        return len(caught)

    assert statements(2) == statements(60)


def test_a_row_is_refused_by_the_service_too_and_by_the_database(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        ccg, practice = Ccg.objects.select_related("hub").get(ods_code="05R"), Practice.objects.get(ods_code="M84901")
        reviews, waste = registers()["rent-reviews"], registers()["clinical-waste"]
        given: dict[str, Any] = {"by": officer, "on": TODAY, "at": NOW}
        row = add_row(reviews, NewRow(ccg, practice, {}), **given)
        for register, new, said in (
            (reviews, NewRow(ccg, practice, {}), "has an open row on this register already"),
            (reviews, NewRow(ccg, None, {}), "Enter the practice."),
            (waste, NewRow(ccg, practice, {"provider": "P", "start_on": "2016-01-01"}), "no practices"),
            (waste, NewRow(ccg, None, {}), "Enter provider."),
            (waste, NewRow(Ccg.objects.get(ods_code="05Y"), None, {}), "do not work for this CCG"),
            (registers()["violent-patients"], NewRow(ccg, practice, {}), "Only people who see restricted records"),
        ):
            with pytest.raises(Refused, match=said):
                add_row(register, new, **given)
        with pytest.raises(IntegrityError), transaction.atomic():
            RegisterRow.objects.filter(pk=row.pk).update(values=[])
        with pytest.raises(IntegrityError), transaction.atomic():
            add_rows(reviews, [NewRow(ccg, practice, {})], **given)
