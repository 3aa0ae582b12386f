"""The declaration of a register read strictly, the rows it allows, and the dates they keep."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from functions.rules.registers import declaring
from functions.rules.registers.dates import dates_of, due_on, later
from functions.rules.registers.declaration import Register
from functions.rules.registers.file import header_faults, read_row
from functions.rules.registers.values import (
    in_words,
    order_faults,
    read_values,
    row_faults,
    searched_words,
    stored,
    subject_of,
)

TODAY = date(2016, 2, 1)
PLAIN: dict[str, Any] = {
    "code": "visits", "name": "Visits", "one": "visit", "about": "Visits.", "stream": "contracting", "activity": "X.2",
    "source": "test", "subject": "Visit of {asked_on}: {practice}",
    "columns": [
        {"name": "asked_on", "label": "Asked on", "kind": "date", "is_required": True, "is_past": True},
        {"name": "visited_on", "label": "Visited on", "kind": "date", "after": ["asked_on"]},
        {"name": "fee", "label": "Fee", "kind": "money", "least": 0},
        {"name": "share", "label": "Share", "kind": "percentage", "most": 100},
        {"name": "rooms", "label": "Rooms", "kind": "number", "least": 1},
        {"name": "sort", "label": "Sort", "kind": "choice", "choices": {"new": "New building", "old": "Old building"}},
        {"name": "safe", "label": "Safe", "kind": "yes_no"},
        {"name": "said", "label": "LMC view", "kind": "text"},
    ],
    "dates": [
        {"step": "visit", "words": "Visit", "column": "asked_on", "days": 28, "done": "visited_on", "warn_days": 7},
    ],
}  # fmt: skip


def read(**changed: Any) -> Register:
    entry = {**deepcopy(PLAIN), **changed}
    return declaring.read_registers([entry], activities=["X.2"], roles=["hub_contracting_officer"])["visits"]


def column(**changed: Any) -> list[dict[str, Any]]:
    return [{"name": "asked_on", "label": "Asked on", "kind": "date"}, {"name": "extra", "label": "Extra", **changed}]


def move(**changed: Any) -> dict[str, Any]:
    plain = {"act": "end", "words": "End", "from": ["begun"], "to": "ended"}
    return {"dates": [], "states": {"begun": "Begun", "ended": "Ended"}, "moves": [{**plain, **changed}]}


def letter(**changed: Any) -> dict[str, Any]:
    by = {"signed_by": "end", "sent_by": "end"}
    return {"act": "end", "template": "t", "issued_in": ["ended"], "waits": "w", **by, **changed}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"colour": "red"}, "colour is not known"),
        ({"about": ""}, "about is missing"),
        ({"activity": "X.99"}, "activity 'X.99' is not one of X.2"),
        ({"stream": "catering"}, "stream 'catering'"),
        ({"owner_role": "king"}, "owner_role 'king'"),
        ({"practices": "some"}, "practices 'some'"),
        ({"code": "Visits!"}, "small letters"),
        ({"subject": "{nothing}"}, "names nothing, which is not a column"),
        ({"columns": column(kind="colour")}, "kind 'colour' is not one of"),
        ({"columns": column(kind="choice")}, "choices belong to a choice column"),
        ({"columns": column(kind="text", choices={"a": "A"})}, "choices belong to a choice column"),
        ({"columns": column(kind="text", after=["asked_on"])}, "only a date comes after another"),
        ({"columns": column(kind="date", after=["said"])}, "names said, which is not a date column"),
        ({"columns": column(kind="text", least=1)}, "least and most are for numbers"),
        ({"columns": [*column(kind="text"), *column(kind="text")]}, "is there twice"),
        ({"columns": [{"name": "owner", "label": "Owner", "kind": "text"}]}, "choose another name"),
        ({"columns": ["asked_on"]}, "must be a mapping"),
        ({"dates": [{"step": "visit", "words": "Visit", "column": "said"}]}, "said, which is not a date column"),
        ({"dates": ["visit"]}, "must be a mapping"),
        ({"dates": [PLAIN["dates"][0]] * 2}, "date visit is there twice"),
        ({"states": {"a": "A"}}, "states and moves come together"),
        (move(to="nowhere"), "state 'nowhere'"),
        (move(asks=["nothing"]), "asks or offers 'nothing'"),
        ({**move(), "moves": ["end"]}, "must be a mapping"),
        ({**move(), "moves": move()["moves"] * 2}, "move end is there twice"),
        ({**move(), "locked": ["nowhere"]}, "locked 'nowhere'"),
        (
            {**move(), "letters": [letter(issued_in=[])]},
            "issued_in is missing",
        ),
        (
            {**move(), "letters": [letter(act="x")]},
            "act 'x' is not one of end",
        ),
        (
            {**move(), "letters": [letter(issued_in=["x"])]},
            "state 'x'",
        ),
        ({**move(), "committee": {"in": ["begun"]}}, "committee: refuse is missing"),
        ({**move(), "committee": {"in": ["begun"], "refuse": "x"}}, "committee: refuse 'x' is not one of end"),
        ({**move(), "committee": {"in": ["ended"], "refuse": "end"}}, "committee: in, for end, 'ended' is not one of"),
        ({**move(), "committee": {"in": ["begun"], "refuse": "end", "day": "x"}}, "day names x, which is not a date"),
        ({**move(), "committee": {"in": ["begun"], "refuse": "end", "reference": "x"}}, "reference 'x' is not one of"),
    ],
)  # fmt: skip
def test_a_declaration_at_fault_is_refused_with_its_place_and_the_reason(changed: Any, said: str) -> None:
    with pytest.raises(declaring.DeclarationMistake, match=said):
        read(**{**({"dates": []} if "columns" in changed else {}), **changed, **_subject(changed)})


def _subject(changed: Any) -> dict[str, str]:
    return {"subject": "Visit"} if "columns" in changed else {}


def test_a_table_that_is_no_list_or_names_a_register_twice_is_refused() -> None:
    given: Any = {"activities": ["X.2"], "roles": ["hub_contracting_officer"]}
    with pytest.raises(declaring.DeclarationMistake, match="must be a list"):
        declaring.read_registers({}, **given)
    with pytest.raises(declaring.DeclarationMistake, match="must be a mapping"):
        declaring.read_registers(["visits"], **given)
    with pytest.raises(declaring.DeclarationMistake, match="declared twice"):
        declaring.read_registers([PLAIN, PLAIN], **given)


@pytest.mark.clause("Specification of casework, section 9 (dates in order)")
def test_a_date_before_the_one_it_follows_is_refused_with_the_other_named() -> None:
    faults = order_faults(read(), {"asked_on": "2016-01-20", "visited_on": "2016-01-19"})

    assert [(fault.field, fault.sentence) for fault in faults] == [
        (
            "visited_on",
            "Visited on must be on or after 20 January 2016, the date in “Asked on”."
            " Correct whichever of the two is wrong.",
        )
    ]
    assert order_faults(read(), {"asked_on": "2016-01-20", "visited_on": "2016-01-20"}) == []


@pytest.mark.clause("Specification of casework, section 9 (due date)")
def test_a_date_is_counted_from_its_column_and_met_by_its_own() -> None:
    register = read()

    assert due_on(register, {"asked_on": "2016-01-04"}) == date(2016, 2, 1)
    assert due_on(register, {"asked_on": "2016-01-04", "visited_on": "2016-01-20"}) is None
    assert dates_of(register, {}) == []
    (kept,) = dates_of(register, {"asked_on": "2016-01-04", "visited_on": "2016-01-20"})
    assert (kept.warn_on, kept.met_on) == (date(2016, 1, 25), date(2016, 1, 20))
    assert later(date(2015, 12, 31), months=2) == date(2016, 2, 29)  # February has no 31st


def test_typed_values_are_kept_plainly_and_shown_in_words() -> None:
    register = read()
    typed = {
        "asked_on": "04/01/2016", "fee": "£1,250.5", "share": "12.50%", "rooms": "1,200", "sort": "old building",
        "safe": True, "said": " Fine ",
    }  # fmt: skip
    values, faults = read_values(register, typed)

    assert faults == []
    assert values == {
        "asked_on": "2016-01-04", "fee": "1250.50", "share": "12.5", "rooms": 1200, "sort": "old", "safe": True,
        "said": "Fine",
    }  # fmt: skip
    shown = [in_words(register.column(name), value) for name, value in values.items()]
    assert shown == ["4 January 2016", "£1,250.50", "12.5%", "1,200", "Old building", "Yes", "Fine"]
    assert in_words(register.column("said"), None) == ""
    assert subject_of(register, values, practice="", ccg="Walsall") == "Visit of 4 January 2016: Walsall"
    assert searched_words(register, values) == "old building fine"
    with pytest.raises(KeyError):
        register.column("nothing")


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("asked_on", "31/02/2016", "is not a date"),
        ("fee", "a lot", "must be an amount in pounds"),
        ("fee", "1.005", "must be an amount in pounds"),
        ("share", "NaN", "must be a percentage"),
        ("rooms", "two", "must be a whole number"),
        ("sort", "round", "is not one of New building, Old building"),
        ("safe", "perhaps", "must be yes or no"),
        ("said", "a\x00b", "invisible character"),
    ],
)
def test_a_cell_that_cannot_be_read_says_what_it_should_be(name: str, typed: str, said: str) -> None:
    _, faults = read_values(read(), {name: typed})
    assert [fault.field for fault in faults] == [name]
    assert said in faults[0].sentence


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Enter the date of “Asked on”."),
        ({"asked_on": "2016-02-02"}, "Asked on must be today or in the past."),
        ({"asked_on": "1900-01-01"}, "Asked on must be 5 July 1948 or later."),
        ({"asked_on": "2016-01-01", "fee": "-1.00"}, "Fee must be 0 or more."),
        ({"asked_on": "2016-01-01", "share": "101"}, "Share must be 100 or less."),
        ({"asked_on": "2016-01-01", "said": "x" * 201}, "LMC view must be 200 characters or fewer. You entered 201."),
    ],
)
def test_a_row_out_of_bounds_is_refused_in_a_sentence(values: dict[str, Any], said: str) -> None:
    assert [fault.sentence for fault in row_faults(read(), values, today=TODAY)] == [said]


def test_a_move_asks_for_columns_and_a_form_shows_them_only_once_they_are_filled() -> None:
    register = read(**move(asks=["visited_on", "said", "sort"], offers=["rooms"]), locked=["ended"])

    faults = row_faults(register, {"asked_on": "2016-01-01"}, today=TODAY, also=["said", "sort"])
    assert [fault.sentence for fault in faults] == ["Select sort.", "Enter LMC view."]
    assert [c.name for c in register.asked("end")] == ["visited_on", "said", "sort"]
    assert [c.name for c in register.offered("end")] == ["rooms"]
    assert not {"said", "rooms"} & {c.name for c in register.typed_columns({})}
    assert "said" in {c.name for c in register.typed_columns({"said": "Fine"})}


def test_form_values_are_kept_as_text_values_are() -> None:
    register = read()
    given = {"asked_on": TODAY, "fee": Decimal("5.00"), "share": Decimal("12.50"), "safe": "no", "said": "", "rooms": 3}

    assert {name: stored(register.column(name), value) for name, value in given.items()} == {
        "asked_on": "2016-02-01", "fee": "5.00", "share": "12.5", "safe": False, "said": None, "rooms": 3,
    }  # fmt: skip


def test_a_file_names_its_columns_and_holds_no_nhs_number() -> None:
    register = read(practices="required")

    assert [fault.sentence for fault in header_faults(register, ["CCG", "colour", "ccg"])] == [
        "The column “practice” is missing.",
        "The column “asked_on” is missing.",
        "The column “colour” is not known. Remove it.",
        "The column “ccg” is there twice.",
    ]
    row, faults = read_row(register, 2, {"ccg": "05r", "state": "Open", "said": "Patient 943 476 5919"})
    assert (row.ccg, row.state) == ("05R", "open")
    assert "looks like an NHS number" in faults[0].sentence
    _, faults = read_row(register, 3, {"ccg": "05r", "state": "lost", "said": "Nobody in particular"})
    assert [column.name for column in register.listed] == []
    assert faults[0].sentence == "“lost” is not one of Open, Closed."


@pytest.mark.parametrize(("year", "fits"), [("2015/16", True), ("2099/00", True), ("2015/17", False), ("5", False)])
def test_a_financial_year_is_two_years_that_follow(year: str, fits: bool) -> None:
    register = read(columns=column(kind="year"), dates=[])
    faults = row_faults(register, {"asked_on": "2016-01-01", "extra": year}, today=TODAY)
    assert [fault.sentence for fault in faults] == ([] if fits else ["Extra must be two years like 2015/16."])
