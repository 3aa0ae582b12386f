"""The cells of a log brought in: what each may hold, and how a mistake is said."""

from datetime import date, datetime

import pytest

from functions.models.queries import Channel, Priority, Stream
from functions.rules.log_columns import CHANNELS, PRIORITIES, REQUIRED, STREAMS, LogLine, header_faults, read_line
from hubportal.clocks.policy import LONDON

CELLS = {
    "ccg": "05r",
    "kind": "Information request",
    "stream": "contracting",
    "category": "Opening hours and access",
    "subject": "Training",
    "received_on": "02/01/2016",
}


def read(**cells: str) -> LogLine:
    found, wrong = read_line(2, CELLS | cells)
    assert not wrong
    return found


def faults(**cells: str) -> dict[str, str]:
    _, found = read_line(2, CELLS | cells)
    return {fault.field: fault.sentence for fault in found}


def test_choices_are_those_of_the_case() -> None:
    assert (set(STREAMS), set(CHANNELS), set(PRIORITIES)) == (
        set(Stream.values), set(Channel.values), set(Priority.values),
    )  # fmt: skip


def test_plain_cells_are_read_and_the_rest_has_its_usual_value() -> None:
    line = read(received_time="16:45", tags="Rent; rent;x")
    assert line.ccg == "05R"
    assert line.chosen == {
        "kind": "information_request", "stream": "contracting", "channel": "email", "priority": "normal",
        "category": "access",
    }  # fmt: skip
    assert line.received_at == datetime(2016, 1, 2, 16, 45, tzinfo=LONDON)
    assert line.texts["detail"] == "Training"
    assert line.tags == ["rent", "x"]


def test_without_a_time_it_came_at_midday_in_london() -> None:
    assert read(received_on="2016-07-01").received_at == datetime(2016, 7, 1, 12, tzinfo=LONDON)


def test_events_come_by_date_and_the_answer_last_of_its_day() -> None:
    line = read(
        acknowledged_on="05/01/2016", promised_on="10/02/2016", updated_on="06/01/2016;", responded_on="05/01/2016"
    )
    assert [(event.kind, event.on.day) for event in line.events] == [
        ("acknowledged", 5), ("responded", 5), ("update_given", 6),
    ]  # fmt: skip
    assert line.events[0].promised_on == date(2016, 2, 10)


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"subject": ""}, "subject", "Fill in subject"),
        ({"kind": ""}, "kind", "Fill in kind"),
        ({"kind": "riddle"}, "kind", "not one of"),
        ({"stream": "post"}, "stream", "contracting, finance"),
        ({"channel": "pigeon"}, "channel", "email, phone"),
        ({"priority": "now"}, "priority", "urgent, normal"),
        ({"category": "weather"}, "category", "not a category"),
        ({"received_on": "31/02/2016"}, "received_on", "not a date"),
        ({"received_on": "01/02/16"}, "received_on", "not a date"),
        ({"received_time": "25:00"}, "received_time", "not a time"),
        ({"responded_on": "soon"}, "responded_on", "not a date"),
        ({"updated_on": "05/01/2016;soon"}, "updated_on", "not a date"),
        ({"promised_on": "05/01/2016"}, "promised_on", "needs the day of the acknowledgement"),
        ({"tags": "x" * 41}, "tags", "40 characters"),
    ],
)
def test_a_mistake_is_said_once_by_its_column(cells: dict[str, str], column: str, words: str) -> None:
    found = faults(**cells)
    assert list(found) == [column]
    assert words in found[column]


def test_a_header_has_every_required_column_once_and_no_other() -> None:
    assert header_faults([*REQUIRED, "Tags "]) == []
    named = [(fault.field, fault.sentence) for fault in header_faults([*REQUIRED[1:], "colour", "kind"])]
    assert named == [
        ("ccg", "The column “ccg” is missing."),
        ("colour", "The column “colour” is not known. Remove it."),
        ("kind", "The column “kind” is there twice."),
    ]
