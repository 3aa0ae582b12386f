"""The ledger of exclusions: each with its reason, clause, person and removal, by CCG and quarter."""

import csv
import io
from datetime import date
from typing import Any

import pytest

from tests.functions.cases import a_case
from tests.functions.pages import asked_of_database, text_of
from tests.reporting.conftest import record

pytestmark = pytest.mark.django_db
LEDGER = "/reports/exclusions/?ccg=05R&quarter=2015-16-q4"


@pytest.fixture
def cases(seen_by: Any) -> dict[str, Any]:
    """One excluded and brought back in the next quarter, one still left out, one that only the cleared may see."""
    with seen_by("officer") as officer:
        back, out = a_case(officer, subject="Brought back"), a_case(officer, subject="Still out")
        record(back, "excluded", date(2016, 1, 20), officer, reason="further_investigation", note="Another body looks")
        record(back, "exclusion_removed", date(2016, 4, 6), officer, note="They have reported")
        record(out, "excluded", date(2016, 2, 3), officer, reason="outside_responsibility")
    with seen_by("head") as head:
        hidden = a_case(head, restricted=True, subject="Hidden")
        record(hidden, "excluded", date(2016, 2, 4), head, reason="further_investigation")
    return {"back": back, "out": out, "hidden": hidden}


def test_each_exclusion_says_why_by_which_clause_by_whom_and_when(signed_in: Any, cases: dict[str, Any]) -> None:
    client = signed_in("officer")
    page = text_of(client.get(LEDGER))
    for said in (
        cases["back"].reference, cases["out"].reference, "Further investigation required", "London MOU, standard 3",
        "Another body looks", "They have reported", "6 April 2016",
    ):  # fmt: skip
        assert said in page
    assert page.index(cases["out"].reference) < page.index(cases["back"].reference)
    assert cases["hidden"].reference not in page
    assert cases["hidden"].reference in text_of(signed_in("lead").get(LEDGER))
    next_quarter = text_of(client.get("/reports/exclusions/?ccg=05R&quarter=2016-17-q1"))
    assert cases["back"].reference in next_quarter  # its removal
    assert cases["out"].reference not in next_quarter
    standards = text_of(client.get("/reports/standards/?ccg=05R&quarter=2015-16-q4"))
    assert LEDGER.replace("&", "&amp;") in standards


def test_the_file_holds_the_same_rows(signed_in: Any, cases: dict[str, Any]) -> None:
    answer = signed_in("officer").get(f"{LEDGER}&format=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [row["Case"] for row in rows] == [cases["out"].reference, cases["back"].reference]
    assert rows[1]["Removed on"] == "2016-04-06"
    assert rows[1]["By"] == "Officer"
    assert signed_in("officer").get(f"{LEDGER}&format=pdf").status_code == 404


def test_a_stranger_finds_none_and_the_page_asks_as_often_for_many(
    signed_in: Any, cases: dict[str, Any], seen_by: Any
) -> None:
    assert signed_in("stranger").get(LEDGER).status_code == 404
    assert cases["out"].reference not in text_of(signed_in("stranger").get("/reports/exclusions/?quarter=2015-16-q4"))
    client = signed_in("officer")
    asked_of_database(client, LEDGER)
    few = asked_of_database(client, LEDGER)
    with seen_by("officer") as officer:
        for _ in range(5):
            record(a_case(officer), "excluded", date(2016, 1, 20), officer, reason="further_investigation")
    assert len(asked_of_database(client, LEDGER)) == len(few)
