"""What-if vote and ballot of the API: worked as by hand, nothing stored, what is wrong named by its place."""

from typing import Any

import pytest

from tests.functions.api.test_queries import post

pytestmark = pytest.mark.django_db

SEATS = [
    {"id": "a", "organisation": "CCG A", "role": "lay", "office": "chair", "voting": True, "present": True},
    {"id": "b", "organisation": "CCG A", "role": "executive", "office": None},
    {"id": "c", "organisation": "CCG B", "role": "clinical"},
    {"id": "n", "organisation": "NHS England", "role": "executive", "voting": True},
    {"id": "o", "organisation": "Healthwatch", "role": "other", "voting": False},
]
TERMS = {
    "quorum": {
        "kind": "all_of",
        "rules": [{"kind": "fraction", "fraction": "1/3"}, {"kind": "at_least", "count": 1, "roles": ["lay"]}],
    },
    "weights": {"kind": "bloc", "totals": {"NHS England": "3/2"}},
    "decision": {"majority_of": "votes_cast", "casting_vote": ["chair"]},
}  # fmt: skip


def vote(client: Any, **changed: Any) -> Any:
    return post(client, "what-if/vote/", {"terms": TERMS, "seats": SEATS, "business_of": None, **changed})


def test_a_verdict_is_exact_and_shows_its_working(signed_in: Any) -> None:
    said = vote(signed_in("nobody"), votes={"a": "for", "c": "against", "n": "for", "b": "abstain"}).json()
    assert said["weights"] == {"a": "1", "b": "1", "c": "1", "n": "3/2"}
    assert (said["for"], said["against"], said["abstained"], said["base"]) == ("5/2", "1", "1", "7/2")
    assert (said["quorate"], said["shortfall"], said["tie"], said["casting_used"]) == (True, [], False, False)
    assert said["carried"] is True
    assert said["working"][-1] == "Carried."


def test_a_tie_takes_the_casting_vote(signed_in: Any) -> None:
    tied = {"votes": {"a": "for", "c": "against"}, "casting": {"seat": "a", "vote": "for"}}
    said = vote(signed_in("member"), **tied).json()
    assert (said["tie"], said["casting_used"], said["carried"]) == (True, True, True)


def test_terms_that_can_never_be_met_are_warned_about(signed_in: Any) -> None:
    terms = {**TERMS, "quorum": {"kind": "at_least", "count": 3, "roles": ["lay"]}}
    said = vote(signed_in("secretary"), terms=terms).json()
    assert said["working"][0] == "The quorum asks for 3 of lay, and the seats have 1."


def test_without_a_quorum_nothing_is_decided(signed_in: Any) -> None:
    said = vote(signed_in("secretary"), conflicts=[{"seat": "a", "treatment": "leave"}], votes={"b": "for"}).json()
    assert (said["quorate"], said["carried"]) == (False, None)
    assert said["shortfall"] == ["Needs 1 more lay member"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"votes": {"o": "for"}}, "votes.o"),
        ({"votes": {"zz": "for"}}, "votes.zz"),
        ({"votes": {"a": "perhaps"}}, "votes"),
        ({"terms": {"quorum": {"kind": "fraction", "fraction": "x"}}}, "terms.quorum.fraction"),
        ({"terms": {}}, "terms"),
        ({"seats": []}, "seats"),
        ({"seats": [*SEATS, SEATS[0]]}, "seats"),
        ({"conflicts": [{"seat": "a", "treatment": "leave"}, {"seat": "a", "treatment": "note"}]}, "conflicts"),
        ({"conflicts": [{"seat": "zz", "treatment": "note"}]}, "seats"),
        ({"stand_ins": [{"for": "a", "seat": "o"}]}, "seats"),
        ({"business_of": "CCG Z"}, "seats"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_what_is_wrong_is_named(signed_in: Any, changed: dict[str, Any], field: str) -> None:
    answer = vote(signed_in("officer"), **changed)
    assert answer.status_code == 400, answer.content
    assert any(name.startswith(field) for name in answer.json()["errors"])


def ballot(client: Any, **changed: Any) -> Any:
    asked = {
        "eligible": 45, "responses": {"yes": 26, "no": 8}, "uncommitted": 1, "in_favour": ["yes"],
        "turnout_threshold": "1/2", "turnout_counts_uncommitted": True, "approval_threshold": "3/4",
        "approval_of": "committed",
    }  # fmt: skip
    return post(client, "what-if/ballot/", {**asked, **changed})


def test_the_second_round_of_mid_essex(signed_in: Any) -> None:
    said = ballot(signed_in("officer")).json()
    assert (said["turnout"], said["approval"]) == ("35/45", "26/34")
    assert (said["turnout_met"], said["approval_met"], said["carried"]) == (True, True, True)
    assert len(said["working"]) == 3
    assert ballot(signed_in("officer"), approval_of="eligible").json()["carried"] is False


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"eligible": 0}, "eligible"),
        ({"eligible": 30}, "responses"),
        ({"in_favour": ["maybe"]}, "in_favour"),
        ({"turnout_threshold": "5/4"}, "turnout_threshold"),
        ({"approval_threshold": "1/0"}, "approval_threshold"),
        ({"responses": {"yes": -1}}, "responses"),
        ({"approval_of": "mood"}, "approval_of"),
    ],
)
def test_a_ballot_that_cannot_be_is_refused(signed_in: Any, changed: dict[str, Any], field: str) -> None:
    answer = ballot(signed_in("officer"), **changed)
    assert answer.status_code == 400
    assert any(name.startswith(field) for name in answer.json()["errors"])
