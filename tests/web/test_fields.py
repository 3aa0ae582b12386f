"""Every field says what to do, keeps what was typed, and is drawn with its label, hint and error."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hubportal.web import fields
from hubportal.web.forms import NhsNumberWarning, PortalForm
from hubportal.web.refusals import Refused
from tests.web.pages import Page


class Log(NhsNumberWarning):
    free_text = ("detail",)

    ccg = fields.SelectField(label="CCG", called="the CCG", choices=[("05R", "South Warwickshire"), ("05Y", "Walsall")])
    kind = fields.RadiosField(label="Kind", called="the kind", choices=[("query", "Query"), ("foi", "FOI request")])
    tell = fields.CheckboxesField(label="Tell", called="who to tell", choices=[("a", "A"), ("b", "B")], required=False)
    subject = fields.TextField(label="Subject", called="the subject", max_length=100)
    detail = fields.LongTextField(label="Detail", called="the detail", required=False, help_text="What was asked")
    received = fields.MomentField(
        label="Received", called="the date it was received", earliest=date(2010, 1, 1), latest="now"
    )


GOOD = {
    "ccg": "05R",
    "kind": "query",
    "subject": "Rent review",
    "received_day": "24",
    "received_month": "12",
    "received_year": "2015",
    "received_time": "10am",
}


def _one(field: Any, **typed: Any) -> tuple[Any, list[str]]:
    """The cleaned value and the messages of a form with one field named x."""
    form = type("One", (PortalForm,), {"x": field})(typed)
    form.is_valid()
    return form.cleaned_data.get("x"), list(form.errors.get("x", ()))


def test_a_good_form_is_accepted() -> None:
    form = Log(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["received"] == datetime(2015, 12, 24, 10, tzinfo=UTC)


def test_an_empty_form_says_what_to_enter_in_the_order_of_the_page() -> None:
    assert Log({}).error_summary == [
        {"text": "Select the CCG", "href": "#id_ccg"},
        {"text": "Select the kind", "href": "#id_kind"},
        {"text": "Enter the subject", "href": "#id_subject"},
        {"text": "Enter the date it was received", "href": "#id_received_day"},
    ]


def test_every_link_of_the_error_summary_leads_to_an_input() -> None:
    form = Log({"received_day": "1"})
    page = Page("".join(str(form[name].as_field_group()) for name in form.fields))
    for entry in form.error_summary:
        assert page.by_id(entry["href"][1:]).tag in {"input", "select", "textarea"}


@pytest.mark.parametrize(
    ("day", "month", "year", "message"),
    [
        ("", "2", "2015", "The date must include a day"),
        ("1", "", "", "The date must include a month and a year"),
        ("31", "2", "2015", "The date must be a real date"),
        ("first", "2", "2015", "The date must be a real date"),
        ("1", "13", "2015", "The date must be a real date"),
        ("1", "2", "15", "Year must include 4 numbers"),
        ("31", "12", "2009", "The date must be on or after 1 January 2010"),
        ("1", "1", "2999", "The date must be today or in the past"),
        ("\u0663", "2", "2015", "The date must be a real date"),
    ],
)
def test_a_date_that_cannot_be_says_why(day: str, month: str, year: str, message: str) -> None:
    field = fields.DateField(label="Date", called="the date", earliest=date(2010, 1, 1), latest="today")
    _, errors = _one(field, x_day=day, x_month=month, x_year=year)
    assert errors == [message]


@pytest.mark.parametrize("month", ["2", "02", "Feb", "february"])
def test_a_month_may_be_a_number_or_a_name(month: str) -> None:
    value, _ = _one(fields.DateField(label="Date"), x_day="29", x_month=month, x_year="2016")
    assert value == date(2016, 2, 29)


def test_only_the_box_at_fault_is_marked_and_linked() -> None:
    form = Log({**GOOD, "received_year": "15"})
    assert form.error_summary == [{"text": "Year must include 4 numbers", "href": "#id_received_year"}]
    page = Page(form["received"].as_field_group())
    assert [box.get("name") for box in page.with_class("nhsuk-input--error")] == ["received_year"]
    assert page.by_id("id_received_year").get("value") == "15"


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [("9:32am", 9, 32), ("9.32 am", 9, 32), ("09:32", 9, 32), ("1430", 14, 30), ("12am", 0, 0), ("12pm", 12, 0),
     ("midday", 12, 0), ("noon", 12, 0), ("9", 9, 0)],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(typed: str, hour: int, minute: int) -> None:
    value, errors = _one(fields.MomentField(label="At"), x_day="4", x_month="1", x_year="2016", x_time=typed)
    assert errors == []
    assert (value.hour, value.minute) == (hour, minute)


@pytest.mark.parametrize("typed", ["25:00", "9:75", "13pm", "0am", "soon", "9:3"])
def test_a_time_that_cannot_be_is_asked_back(typed: str) -> None:
    _, errors = _one(fields.MomentField(label="At"), x_day="4", x_month="1", x_year="2016", x_time=typed)
    assert errors == ["At must have a real time, like 9:30am or 14:30"]


def test_an_hour_the_clocks_skipped_is_refused() -> None:
    # Clocks went forward at 1am on Sunday 27 March 2016.
    value, errors = _one(fields.MomentField(label="At"), x_day="27", x_month="3", x_year="2016", x_time="1:30am")
    assert value is None
    assert "the clocks went forward" in errors[0]


def test_a_moment_later_today_is_in_the_future() -> None:
    later = timezone.localtime(timezone.now() + timezone.timedelta(minutes=5))
    typed = {"x_day": later.day, "x_month": later.month, "x_year": later.year, "x_time": f"{later:%H:%M}"}
    _, errors = _one(fields.MomentField(label="At", latest="now"), **typed)
    assert errors == ["At must be in the past"]


def test_ten_megabytes_pasted_are_counted_and_kept() -> None:
    pasted = "x" * 10_000_000
    form = Log({**GOOD, "detail": pasted})
    assert list(form.errors["detail"]) == ["The detail must be 20,000 characters or fewer. You entered 10,000,000."]
    assert pasted in str(form["detail"].as_field_group())


def test_line_ends_count_as_one_character() -> None:
    value, errors = _one(fields.LongTextField(label="Detail", max_length=3), x="a\r\nb")
    assert (value, errors) == ("a\nb", [])


def test_a_null_character_is_refused_in_words() -> None:
    assert "cannot be stored" in _one(fields.TextField(label="Subject"), x="a\x00b")[1][0]


def test_emoji_and_right_to_left_text_are_kept() -> None:
    value, errors = _one(fields.TextField(label="Subject"), x="😀 مرحبا")
    assert (value, errors) == ("😀 مرحبا", [])


def test_an_nhs_number_is_warned_about_once_and_may_be_confirmed() -> None:
    data = {**GOOD, "detail": "Patient 943 476 5919"}
    warned = Log(data)
    assert not warned.is_valid()
    assert "943 476 5919" in warned.errors["detail"][0]
    assert warned.asks_to_confirm
    confirmed = Log({**data, "confirm_nhs_number": "on"})
    assert confirmed.is_valid()
    assert confirmed.asks_to_confirm
    assert not Log(GOOD).asks_to_confirm


def test_a_refusal_becomes_an_error_with_its_clause() -> None:
    form = Log(GOOD)
    form.is_valid()
    form.add_refusal(Refused("The CCG has no such practice", field="subject", clause="London MOU, standard 3"))
    form.add_refusal(Refused("Not while it is closed", field="gone", also=[Refused("Nor on a Sunday", field="on")]))
    assert form.error_summary == [
        {"text": "Not while it is closed"},
        {"text": "Nor on a Sunday"},
        {"text": "The CCG has no such practice (London MOU, standard 3)", "href": "#id_subject"},
    ]


PRACTICES = [("M85001", "Elm Surgery"), ("M85002", "Elm Tree Practice"), ("M85003", "Oak Surgery")]


@pytest.mark.parametrize("typed", ["M85001", "m85001", "Elm Surgery", "Elm Surgery (M85001)", " elm  surgery "])
def test_a_practice_is_found_by_code_or_name(typed: str) -> None:
    assert _one(fields.TypeAheadField(label="Practice", options=PRACTICES), x=typed) == ("M85001", [])


def test_an_unclear_practice_is_asked_back_with_those_it_may_be() -> None:
    _, errors = _one(fields.TypeAheadField(label="Practice", options=PRACTICES), x="elm")
    assert errors == ["More than one matches “elm”. Choose one: Elm Surgery (M85001); Elm Tree Practice (M85002)."]


def test_an_unknown_practice_is_named() -> None:
    _, errors = _one(fields.TypeAheadField(label="Practice", called="the practice", options=PRACTICES), x="Ash")
    assert errors == ["Nothing in the list matches “Ash”. Enter the practice again."]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("0", "The port must be 1 or more"),
        ("99,999", "The port must be 65,535 or less"),
        ("many", "The port must be a whole number, like 20"),
    ],
)
def test_a_whole_number_outside_its_bounds_is_asked_back(typed: str, message: str) -> None:
    field = fields.WholeNumberField(label="Port", called="the port", min_value=1, max_value=65_535)
    assert _one(field, x=typed) == (None, [message])


@pytest.mark.parametrize(("typed", "amount"), [("£1,250.50", "1250.50"), ("1250", "1250.00"), (" 0 ", "0.00")])
def test_money_is_read_as_people_write_it(typed: str, amount: str) -> None:
    assert _one(fields.MoneyField(label="Amount"), x=typed) == (Decimal(amount), [])


@pytest.mark.parametrize("typed", ["lots", "1e400", "NaN", "Infinity", "9" * 13, "-1", "1.005"])
def test_an_amount_that_cannot_be_is_asked_back(typed: str) -> None:
    assert _one(fields.MoneyField(label="Amount"), x=typed)[1]


def test_a_file_of_the_wrong_kind_or_size_is_refused_in_words() -> None:
    def errors(name: str, content: bytes) -> list[str]:
        form = type(
            "One",
            (PortalForm,),
            {"x": fields.FileField(label="File", extensions=("pdf", "docx"), most_bytes=10)},
        )
        return list(form({}, {"x": SimpleUploadedFile(name, content)}).errors.get("x", ()))

    assert errors("a.exe", b"x") == ["The selected file must be a PDF or DOCX"]
    assert errors("a.pdf", b"x" * 11) == ["The selected file must be smaller than 10 bytes"]
    assert errors("a.pdf", b"") == ["The selected file is empty"]
    assert errors("A.PDF", b"x") == []


def test_what_was_typed_cannot_break_out_of_its_box() -> None:
    hostile = '"><script>alert(1)</script>'
    form = Log({**GOOD, "subject": hostile, "detail": hostile, "received_day": hostile})
    drawn = "".join(str(form[name].as_field_group()) for name in form.fields)
    assert "<script" not in drawn
    assert Page(drawn).by_id("id_subject").get("value") == hostile


def test_every_input_is_labelled_and_described_by_its_hint_and_error() -> None:
    form = Log({"detail": "943 476 5919"})
    page = Page("".join(str(form[name].as_field_group()) for name in form.fields))
    assert page.label_of(page.by_id("id_subject")) == "Subject"
    described = (page.by_id("id_detail").get("aria-describedby") or "").split()
    words = " ".join(page.words(page.by_id(name)) for name in described)
    assert "What was asked" in words
    assert "NHS number" in words
