"""What of a meeting is public, and what a publication is found by: pure, without a database."""

import pytest

from governance.rules.meetings.packing import is_published
from governance.rules.meetings.publishing import in_calendar, is_gone, why_left_out, withholding_fault
from governance.rules.minutes.publishing import hidden_names
from governance.rules.publications import searched_texts
from governance.rules.register import ballot_body


@pytest.mark.clause("Specification of reporting, Publication", part="withheld with a reason")
def test_withholding_says_why() -> None:
    assert withholding_fault(withheld=True, why=" ") == "Enter why it is withheld from publication."
    assert withholding_fault(withheld=True, why="Commercial") is None
    assert withholding_fault(withheld=False, why="") is None


@pytest.mark.clause(
    "Specification of reporting, Publication",
    part="what is withdrawn leaves at once, what is replaced with its supplement",
)
@pytest.mark.parametrize(
    ("paper", "replaced", "item", "put_off", "gone"),
    [
        (False, False, False, False, False),
        (True, False, False, False, True),
        (True, True, False, False, False),
        (False, False, True, False, True),
        (False, False, True, True, False),
        (True, False, True, True, True),
        (True, True, True, False, True),
    ],
)
def test_what_is_gone(*, paper: bool, replaced: bool, item: bool, put_off: bool, gone: bool) -> None:
    assert is_gone(paper_withdrawn=paper, replaced=replaced, item_withdrawn=item, put_off=put_off) is gone


def test_a_withheld_or_gone_paper_is_not_published() -> None:
    assert is_published(item_is_private=False, marking="public")
    assert not is_published(item_is_private=False, marking="public", withheld=True)
    assert not is_published(item_is_private=False, marking="public", gone=True)


@pytest.mark.clause("Specification of reporting, Publication", part="why a paper is not public")
def test_the_secretary_is_told_why_a_paper_is_not_public() -> None:
    assert why_left_out(item_is_private=True, marking="public", withheld_why="") == "The item is heard in private"
    assert why_left_out(item_is_private=False, marking="confidential", withheld_why="") == "Marked confidential"
    assert why_left_out(item_is_private=False, marking="public", withheld_why="Prices") == "Withheld: Prices"
    assert why_left_out(item_is_private=False, marking="public", withheld_why="") == ""


@pytest.mark.clause("Specification of reporting, Publication", part="meetings in public are in the calendar")
def test_a_meeting_is_in_the_calendar_from_its_notice_on() -> None:
    assert not in_calendar(in_public=True, state="planned", published=False)
    assert in_calendar(in_public=True, state="planned", published=True)
    assert in_calendar(in_public=True, state="notified", published=False)
    assert not in_calendar(in_public=True, state="cancelled", published=False)
    assert in_calendar(in_public=True, state="cancelled", published=True)
    assert not in_calendar(in_public=False, state="issued", published=False)


@pytest.mark.clause(
    "Specification of reporting, Publication", part="an agenda names nothing that only a private item names"
)
def test_names_that_only_private_items_have() -> None:
    private = [("Sanctions", ["M84901", "Alder Lane Surgery", "Acme"]), ("Rent", ["GP"])]
    public = [("Merger", ["Acme", "Birch Court"])]
    assert hidden_names(private, public) == ["Sanctions", "M84901", "Alder Lane Surgery", "Rent"]


@pytest.mark.clause("Specification of reporting, Publication", part="a row that leaves in time is not searched")
def test_a_row_with_a_last_day_is_not_what_a_register_is_found_by() -> None:
    rows = [{"cells": ["Stays"], "until": ""}, {"cells": ["Leaves"], "until": "2016-05-04"}]
    content = {
        "lead": "Lead", "sections": [{"heading": "Head", "text": "Text"}], "event": {"place": "Hall", "state": "x"},
        "table": {"columns": [{"heading": "Column", "kind": "text"}], "rows": rows},
    }  # fmt: skip
    assert set(searched_texts(content)) == {"Lead", "Head", "Text", "Hall", "Column", "Stays"}


@pytest.mark.clause("Specification of governance, Decision register", part="a certified ballot is entered once")
def test_a_ballots_entry_holds_the_count_and_nobodys_answer() -> None:
    result = {
        "ballot": "Joint commissioning", "round": 2, "question": "Shall we?", "carried": True, "mode": "opt_in",
        "options": [{"code": "yes", "words": "Yes", "count": 26}], "roll": {"eligible": 45}, "responses": 35,
        "working": ["Carried."], "answers": [{"name": "Alder Lane Surgery", "option": "yes"}],
        "comments": [{"name": "", "text": "A remark"}],
    }  # fmt: skip
    body = ballot_body(result, ballot=1, digest="d")
    assert body["outcome"] == "carried"
    assert body["options"] == [{"words": "Yes", "count": 26}]
    assert "Alder Lane" not in str(body)
    assert "A remark" not in str(body)
    assert ballot_body(result | {"carried": False}, ballot=1, digest="d")["outcome"] == "not_carried"
