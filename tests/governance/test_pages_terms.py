"""Pages of a committee's terms: what they say and what they refuse."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from governance.models import Seat, TermsOfReference, TermsReview
from tests.governance.terms import at_work, the_committee
from tests.governance.terms_pages import at, page

pytestmark = pytest.mark.django_db


def now(draft: TermsOfReference) -> None:
    """Read the draft afresh."""
    with at_work(the_committee()):
        draft.refresh_from_db()


def test_the_list_says_what_is_in_force_and_which_review_is_due(adopted: Any, secretary: Client) -> None:
    words = page(secretary, at("list"))

    assert "Version 1 is in force" in words
    assert "The next review is due by 1 October 2015" in words
    assert "Overdue" in words
    assert at("begin") in words


def test_a_member_reads_and_is_offered_no_act(draft: Any, member: Client) -> None:
    words = page(member, at("list")) + page(member, at("version", 2)) + page(member, at("members"))

    for name in ("begin", "review", "appoint", "elect"):
        assert at(name) not in words
    assert at("seat-add", 2) not in words


def test_no_terms_yet(secretary: Client) -> None:
    assert "No terms of reference are in force" in page(secretary, at("list"))
    assert "no two versions" in page(secretary, at("compare"))
    assert "No terms of reference were in force" in page(secretary, at("members"))
    assert secretary.get(at("simulate")).status_code == 302


def test_a_version_shows_each_rule_beside_its_clause_and_reading(adopted: Any, member: Client) -> None:
    words = page(member, at("version", 1))

    assert "At least one third of the voting members, rounded up." in words
    assert "Clause: 9.1" in words
    assert "Read so: Rounded up" in words
    assert "Stands in for Gp when conflicted." in words
    assert "X.14: Mergers" in words
    assert "Elected among the lay members. At the first meeting (clause 9)" in words
    assert "Adopted terms never change" in words


def test_reporting_lines_are_a_picture_with_the_same_as_a_list(adopted: Any, member: Client) -> None:
    words = page(member, at("version", 1))

    assert '<svg viewBox="0 0 480' in words
    assert 'role="img" aria-label="Reporting lines of the South Warwickshire Primary Care Committee' in words
    assert "Reports to" in words
    assert "Monthly summary (clause 28)" in words


def test_two_versions_are_compared_in_words(draft: TermsOfReference, secretary: Client) -> None:
    assert "In force from" in page(secretary, at("compare"))
    secretary.post(at("rule", 2, "quorum.rules.0", "set", "fraction"), {"version": 1, "fraction": "1/2"})
    with at_work(the_committee()):
        Seat.objects.filter(terms=draft, code="gp-2").delete()
    words = page(secretary, at("compare"), before="1", after="2")

    assert "At least half of the voting members, rounded up" in words
    assert "Removed" in words
    assert "The two versions say the same" in page(secretary, at("compare"), before="1", after="1")
    for wrong in ("99", "x", "-1", "9" * 40):
        page(secretary, at("compare"), before=wrong, after="2")


def test_a_draft_begins_from_a_copy_or_an_example(adopted: Any, secretary: Client) -> None:
    assert "A copy of the latest version" in page(secretary, at("begin"))
    typed = {"begin_from": "mid_and_north_east_essex", "in_force_from": "2030-01-01"}
    answer = secretary.post(at("begin"), typed)

    assert answer.headers["Location"] == at("version", 2)
    words = page(secretary, at("version", 2))
    assert "Look at these rules again" in words
    assert "may both be elected from one of Mid Essex or North East Essex" in words
    assert secretary.get(at("begin")).status_code == 409


def test_particulars_are_changed_each_with_its_clause(draft: TermsOfReference, secretary: Client) -> None:
    typed = {
        "version": 1, "kind": "joint", "source": "Terms of 2030", "recommends_only": "no",
        "established_on": "2015-04-01",
        "in_force_from": "2030-04-01", "meetings_a_year": 6, "notice_days": 7, "papers_days": 6, "minutes_days": 3,
        "in_public": "yes", "allows_ballots_by_exception": "no", "notice_days_clause": "6.2",
        "urgent_offices": ["vice_chair"], "urgent_others": 2, "urgent_decisions_clause": "9.4",
    }  # fmt: skip
    assert secretary.post(at("particulars", 2), typed).status_code == 302
    words = page(secretary, at("version", 2))
    assert "7 clear working days (clause 6.2)" in words
    assert "The vice-chair, and at least 2 more voting members agree (clause 9.4)" in words
    nobody = secretary.post(at("particulars", 2), typed | {"version": 2, "urgent_offices": [], "urgent_others": 0})
    assert nobody.status_code == 422
    assert "Select an office that must agree, or enter how many" in nobody.content.decode()

    again = secretary.post(at("particulars", 2), typed | {"source": "My words"})
    assert again.status_code == 409
    assert "My words" in again.content.decode()
    wrong = secretary.post(at("particulars", 2), typed | {"notice_days": "many", "source": "Kept"})
    assert wrong.status_code == 422
    assert "must be a whole number" in wrong.content.decode()
    assert "Kept" in wrong.content.decode()


def test_a_seat_is_added_changed_moved_and_taken_out(draft: TermsOfReference, secretary: Client) -> None:
    typed = {"title": "Lay member", "organisation": "", "body": "Healthwatch", "role": "lay", "voting": "no",
             "deputies_allowed": "no", "office": "Vice chair"}  # fmt: skip
    assert secretary.post(at("seat-add", 2), typed | {"version": 1}).status_code == 302
    assert secretary.post(at("seat-add", 2), typed | {"version": 2, "office": ""}).status_code == 302
    with at_work(the_committee()):
        codes = list(Seat.objects.filter(terms=draft).order_by("position").values_list("code", "office"))
    assert codes[-2:] == [("lay-member", "vice_chair"), ("lay-member-2", "")]

    assert "Vice chair" in page(secretary, at("seat", 2, "lay-member"))
    changed = typed | {"version": 3, "title": "Lay vice-chair", "organisation": "NHS England"}
    assert secretary.post(at("seat", 2, "lay-member"), changed).status_code == 302
    assert secretary.post(at("seat-button", 2, "lay-member", "up"), {"version": 4}).status_code == 302
    assert secretary.post(at("seat-button", 2, "lay-member-2", "remove"), {"version": 5}).status_code == 302
    refused = secretary.post(at("seat-button", 2, "gp", "remove"), {"version": 6})
    assert refused.status_code == 409
    assert "stands in for this seat" in refused.content.decode()
    nameless = secretary.post(at("seat-add", 2), typed | {"version": 6, "body": ""})
    assert "enter the name of the other body" in nameless.content.decode()
    assert page(secretary, at("seat", 2, "nowhere"), status=404)


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("fraction", {"fraction": "2 / 4"}, {"kind": "fraction", "fraction": "1/2"}),
        (
            "per_organisation",
            {"count_0": "2", "offices": ["chair"], "office_from": ["South Warwickshire"]},
            {
                "kind": "per_organisation",
                "counts": {"South Warwickshire": 2},
                "offices": ["chair"],
                "office_from": ["South Warwickshire"],
            },
        ),
        ("role_majority", {"roles": ["lay", "executive"]}, {"kind": "role_majority", "roles": ["lay", "executive"]}),
        (
            "at_least",
            {"count": "1", "voting": "no", "roles": ["clinical"]},
            {"kind": "at_least", "count": 1, "roles": ["clinical"], "voting": False},
        ),
    ],
)
def test_each_kind_of_rule_is_composed_by_its_form(
    draft: TermsOfReference, secretary: Client, kind: str, typed: dict[str, Any], stored: dict[str, Any]
) -> None:
    path = at("rule", 2, "quorum", "and", kind)
    page(secretary, path)
    assert secretary.post(path, typed | {"version": 1, "clause": "9.9", "reading": "So"}).status_code == 302
    now(draft)
    assert draft.rules["quorum"]["rules"][2] == stored
    assert (draft.clauses["quorum.rules.2"], draft.readings["quorum.rules.2"]) == ("9.9", "So")
    shown = page(secretary, at("rule", 2, "quorum.rules.2", "set", kind))
    assert 'value="9.9"' in shown


@pytest.mark.parametrize(
    ("place", "kind", "typed", "words"),
    [
        ("quorum", "fraction", {"fraction": "4/3"}, "must be above 0 and up to 1"),
        ("quorum", "fraction", {"fraction": "1/0"}, "like 1/3 or 6"),
        ("quorum", "fraction", {"fraction": "a third"}, "like 1/3 or 6"),
        ("quorum", "per_organisation", {}, "at least one organisation"),
        (
            "quorum",
            "per_organisation",
            {"count_0": 1, "office_from": ["South Warwickshire"]},
            "Select the offices",
        ),
        ("quorum", "role_majority", {}, "Select the kinds of member"),
        ("quorum", "at_least", {"count": 0, "voting": "yes"}, "must be 1 or more"),
        ("weights", "settled", {"total_0": "-6", "shared_among": "seats"}, "like 1/3 or 6"),
        ("decision", "settled", {}, "Select of what"),
    ],
)
def test_a_rule_that_cannot_be_is_said_and_what_was_typed_stays(
    draft: TermsOfReference, secretary: Client, place: str, kind: str, typed: dict[str, Any], words: str
) -> None:
    answer = secretary.post(at("rule", 2, place, "set", kind), typed | {"version": 1, "clause": "9.9"})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "9.9" in answer.content.decode()


@pytest.mark.parametrize(
    ("place", "typed", "stored"),
    [
        ("weights", {"shared_among": "seats"}, {"kind": "one_each"}),
        (
            "weights",
            {"total_0": "6", "shared_among": "seats"},
            {"kind": "bloc", "totals": {"South Warwickshire": "6"}, "shared_among": "seats"},
        ),
        (
            "decision",
            {"majority_of": "weight_present", "casting_vote": ["chair"]},
            {"majority_of": "weight_present", "casting_vote": ["chair"]},
        ),
        ("single_ccg", {"bloc_total": "unchanged"}, {"bloc_total": "unchanged", "casting_vote": []}),
    ],
)
def test_weights_decision_and_single_ccg_business_have_forms(
    draft: TermsOfReference, secretary: Client, place: str, typed: dict[str, Any], stored: dict[str, Any]
) -> None:
    path = at("rule", 2, place, "set", "settled")
    page(secretary, path)
    assert secretary.post(path, typed | {"version": 1}).status_code == 302
    now(draft)
    assert draft.rules[place] == stored
    page(secretary, path)


def test_rules_are_replaced_and_taken_out(draft: TermsOfReference, secretary: Client) -> None:
    assert at("rule", 2, "quorum", "or", "role_majority") in page(secretary, at("rule-kind", 2, "quorum", "or"))
    assert "9.1" not in page(secretary, at("rule", 2, "quorum.rules.0", "set", "at_least"))
    assert secretary.post(at("rule-remove", 2, "quorum.rules.0"), {"version": 1}).status_code == 302
    now(draft)
    assert draft.rules["quorum"] == {"kind": "at_least", "count": 1}
    assert secretary.post(at("rule-remove", 2, "quorum"), {"version": 2}).status_code == 400
    for path in (
        at("rule", 2, "quorum.rules.8", "set", "fraction"),
        at("rule", 2, "quorum", "set", "bishops"),
        at("rule", 2, "weights", "set", "fraction"),
        at("rule-kind", 2, "nothing", "and"),
    ):
        page(secretary, path, status=404)


def test_lists_are_written_entry_by_entry(draft: TermsOfReference, secretary: Client) -> None:
    for which, place, typed in (
        ("delegated", 2, {"words": "Vacancies"}),
        ("left_to_others", 1, {"words": "Performance", "body": "NHS England"}),
        ("reports_to", 2, {"body": "Governing body"}),
        ("elections", 2, {"office": "Vice chair", "roles": ["lay"], "organisations": ["South Warwickshire"]}),
    ):
        now(draft)
        path = at("entry", 2, which, place)
        page(secretary, path)
        assert secretary.post(path, typed | {"version": draft.version, "clause": "5"}).status_code == 302
    words = page(secretary, at("version", 2))
    assert "Vacancies" in words
    assert "Elected among the lay members of South Warwickshire" in words
    now(draft)
    assert draft.elections[1]["office"] == "vice_chair"
    assert "Remove this entry" in page(secretary, at("entry", 2, "delegated", 1))
    removed = secretary.post(at("entry-remove", 2, "delegated", 1), {"version": draft.version})
    assert removed.status_code == 302
    for path in (at("entry", 2, "delegated", 9), at("entry", 2, "gifts", 1)):
        page(secretary, path, status=404)
    now(draft)
    assert secretary.post(at("entry-remove", 2, "gifts", 1), {"version": draft.version}).status_code == 404


def test_a_button_of_an_old_page_is_refused(draft: TermsOfReference, secretary: Client) -> None:
    assert secretary.post(at("rule-remove", 2, "quorum.rules.0"), {}).status_code == 400
    assert secretary.post(at("rule-remove", 2, "quorum.rules.0"), {"version": 9}).status_code == 409


def test_a_draft_is_adopted_and_then_closed(draft: TermsOfReference, secretary: Client) -> None:
    assert "never change" in page(secretary, at("adopt", 2))
    typed = {"version": 1, "adopted_by": "Board", "adopted_on": "2016-05-04", "in_force_from": "2014-01-01"}
    early = secretary.post(at("adopt", 2), typed)
    assert early.status_code == 422
    assert "on or after the day they are adopted" in early.content.decode()
    assert secretary.post(at("adopt", 2), typed | {"in_force_from": "2030-01-01"}).status_code == 302
    assert "Adopted, to come" in page(secretary, at("list"))
    for path in (at("adopt", 2), at("particulars", 2), at("seat-add", 2), at("rule-kind", 2, "quorum", "and")):
        assert secretary.get(path).status_code == 409
    assert page(secretary, at("version", 9), status=404)


def test_a_draft_is_dropped(draft: TermsOfReference, secretary: Client) -> None:
    page(secretary, at("drop", 2))
    assert secretary.post(at("drop", 2), {"version": 1}).headers["Location"] == at("list")
    with at_work(the_committee()):
        assert not TermsOfReference.objects.filter(number=2).exists()


def test_a_review_is_recorded(adopted: Any, secretary: Client) -> None:
    page(secretary, at("review"))
    assert secretary.post(at("review"), {"held_on": "2015-09-01", "outcome": "No change"}).status_code == 302
    words = page(secretary, at("list"))
    assert "No change" in words
    assert "due by 30 April 2016" in words
    again = secretary.post(at("review"), {"held_on": "2015-09-01", "outcome": "Typed"})
    assert again.status_code == 422
    assert "Typed" in again.content.decode()
    with at_work(the_committee()):
        assert TermsReview.objects.get().due_on == date(2015, 10, 1)
