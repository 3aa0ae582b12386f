"""What-if clock: the reading of supposed cases, stored nowhere."""

import pytest

from tests.functions.api.test_queries import post

pytestmark = pytest.mark.django_db


def ask(client, **case):
    return post(client, "what-if/clock/", {"policy": "query", "as_at": "2016-03-01", **case})


@pytest.mark.clause("London MOU, standard 3")
@pytest.mark.parametrize(
    ("received", "acknowledge", "respond"),
    [
        ("2016-02-01", "2016-02-08", "2016-02-29"),  # W01, a plain week
        ("2015-12-21", "2015-12-30", "2016-01-21"),  # W02, over Christmas
        ("2016-01-02", "2016-01-08", "2016-01-29"),  # W04, received on a Saturday
    ],
)
def test_the_due_dates_of_a_query(signed_in, received, acknowledge, respond):
    steps = ask(signed_in("nobody"), received_on=received, as_at="2016-03-01").json()["steps"]
    assert [step["due_on"] for step in steps] == [acknowledge, respond]


@pytest.mark.clause("FOI Act s.10")
def test_freedom_of_information_counts_the_bank_holidays_of_the_whole_country(signed_in):
    steps = ask(signed_in("officer"), policy="foi", received_on="2015-12-14", as_at="2015-12-14").json()["steps"]
    assert steps[-1]["due_on"] == "2016-01-15"


def test_a_closure_moves_the_dates_after_it(signed_in):
    steps = ask(signed_in("officer"), received_on="2016-02-01", closures=["2016-02-02"], as_at="2016-02-01").json()[
        "steps"
    ]
    assert steps[0]["due_on"] == "2016-02-09"


def test_many_are_read_at_once_in_their_order(signed_in):
    cases = [
        {"policy": "query", "received_on": f"2016-02-{day:02}", "as_at": "2016-02-29"} for day in range(1, 29)
    ] * 35
    answer = post(signed_in("officer"), "what-if/clock/", cases)
    assert answer.status_code == 200
    assert len(answer.json()) == 980
    assert answer.json()[0]["steps"][0]["due_on"] == "2016-02-08"


def test_more_than_a_thousand_are_refused(signed_in):
    case = {"policy": "query", "received_on": "2016-02-01", "as_at": "2016-02-29"}
    assert post(signed_in("officer"), "what-if/clock/", [case] * 1001).status_code == 400


def test_an_impossible_event_is_named_by_its_place(signed_in):
    events = [{"kind": "responded", "on": "2016-02-03"}, {"kind": "acknowledged", "on": "2016-02-04"}]
    answer = ask(signed_in("officer"), received_on="2016-02-01", events=events)
    assert answer.status_code == 409
    assert answer.json()["clause"].startswith("London MOU")
    assert any(name.startswith("events.1") for name in answer.json()["errors"])


def test_pausing_moves_the_answer_and_never_the_acknowledgement(signed_in):
    events = [
        {"kind": "paused", "on": "2016-02-08", "reason": "clarification"},
        {"kind": "resumed", "on": "2016-02-12"},
    ]
    steps = ask(signed_in("officer"), received_on="2016-02-01", events=events).json()["steps"]
    assert [step["due_on"] for step in steps[:2]] == ["2016-02-08", "2016-03-07"]


def test_it_asks_you_to_sign_in(client):
    assert ask(client, received_on="2016-02-01").status_code == 401
