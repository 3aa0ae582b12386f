"""Pages of a committee's terms and members: what they say, what they refuse, how often they ask."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.models import Appointment, OfficeHeld, Seat, TermsOfReference, TermsReview
from governance.services.terms_of_reference import drafts
from hubportal.organisations.models import Committee, CommitteeCcg
from tests.conftest import in_scope_of
from tests.governance.terms import FIRST, appoint, at_work, elect, make_seat, make_terms, the_committee

pytestmark = pytest.mark.django_db
BOTH = {"kind": "all_of", "rules": [{"kind": "fraction", "fraction": "1/3"}, {"kind": "at_least", "count": 1}]}
ELECTED = [{"office": "chair", "roles": ["lay"], "organisations": [], "how": "At the first meeting", "clause": "9"}]


def at(name: str, *more: Any) -> str:
    return reverse(f"terms:{name}", args=[the_committee().public_id, *more])


@pytest.fixture
def secretary(signed_in: Callable[[str], Client]) -> Client:
    return signed_in("secretary")


@pytest.fixture
def member(signed_in: Callable[[str], Client]) -> Client:
    return signed_in("member")


@pytest.fixture
def adopted(db: None) -> TermsOfReference:
    """Version 1: three seats, an elected chair, a group of rules."""
    committee = the_committee()
    with at_work(committee):
        terms = make_terms(
            committee, source="Terms of 2015", rules={"quorum": BOTH}, clauses={"quorum.rules.0": "9.1"},
            readings={"quorum.rules.0": "Rounded up"}, elections=ELECTED, adopted_by="Governing body",
            adopted_on=FIRST, reports_to=[{"body": "NHS England", "how": "Monthly summary", "clause": "28"}],
            delegated=[{"ref": "X.14", "words": "Mergers", "clause": "5"}],
        )  # fmt: skip
        make_seat(terms, "lay-a", clause="8")
        make_seat(terms, "gp", role="clinical")
        make_seat(terms, "gp-2", role="clinical", voting=False, stands_in_for="gp")
        appoint(committee, "lay-a", "Ada Lane", designation="Lay member")
        appoint(committee, "gp", "Grace Park")
        appoint(committee, "gp-2", "Guy Poole")
        elect(committee, "chair", "lay-a")
    return terms


@pytest.fixture
def draft(adopted: TermsOfReference) -> TermsOfReference:
    """Version 2, a copy."""
    with in_scope_of("secretary") as person:
        return drafts.begin_draft(committee_id=adopted.committee_id, by=person, on=date(2030, 1, 1))


def page(client: Client, path: str, status: int = 200, **typed: Any) -> str:
    answer = client.get(path, typed)
    assert answer.status_code == status
    return answer.content.decode()


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
    }  # fmt: skip
    assert secretary.post(at("particulars", 2), typed).status_code == 302
    assert "7 clear working days (clause 6.2)" in page(secretary, at("version", 2))

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


def test_the_members_of_any_day(adopted: Any, secretary: Client) -> None:
    with at_work(the_committee()):
        appoint(the_committee(), "gone", "Lost Member")
    words = page(secretary, at("members"))

    assert "Ada Lane, Lay member" in words
    assert "Chair" in words
    assert "Appointed to seats that these terms do not have" in words
    assert "Lost Member" in words
    assert "No terms of reference were in force on 1 January 2014" in page(secretary, at("members"), on="2014-01-01")
    assert "must be a real date" in page(secretary, at("members"), on_day="99", on_month="1", on_year="2016")


def test_the_members_of_a_day_as_csv(adopted: Any, member: Client) -> None:
    answer = member.get(at("members-csv"), {"on": "2016-05-04"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]

    assert lines[0].startswith('"Seat","Code","Organisation"')
    assert lines[1].startswith('"Lay a","lay-a","South Warwickshire","Lay member","Yes","chair","Ada Lane"')
    assert len(lines) == 4


def test_somebody_is_appointed_put_right_and_ends(adopted: Any, secretary: Client) -> None:
    typed = {"seat_code": "gp-2", "is_deputy": "no", "name": "New GP", "first": "2030-01-01"}
    clash = secretary.post(at("appoint"), typed)
    assert clash.status_code == 422
    assert "Guy Poole holds this seat" in clash.content.decode()
    assert "New GP" in clash.content.decode()
    with at_work(the_committee()):
        row, ada = Appointment.objects.get(name="Guy Poole"), Appointment.objects.get(name="Ada Lane")
    page(secretary, at("appointment-end", row.public_id))
    ended = secretary.post(at("appointment-end", row.public_id), {"version": 1, "last": "2029-12-31"})
    assert ended.status_code == 302
    assert secretary.post(at("appoint"), typed).status_code == 302
    assert "Ada Lane" in page(secretary, at("appointment", ada.public_id))
    right = {"version": 1, "name": "Ada Laine", "designation": "", "email": "", "person": ""}
    assert secretary.post(at("appointment", ada.public_id), right).status_code == 302
    assert secretary.post(at("appointment", ada.public_id), right).status_code == 409
    said = secretary.post(at("appointment-end", ada.public_id), {"version": 2, "last": "2029-12-31"}, follow=True)
    assert "with it the office of chair" in said.content.decode()


def test_a_chair_is_elected_and_their_time_ends(adopted: Any, secretary: Client) -> None:
    page(secretary, at("elect"))
    typed = {"office": "chair", "seat_code": "gp", "first": "2030-01-01", "how": "Three votes to two"}
    wrong = secretary.post(at("elect"), typed)
    assert "elected among the lay members" in wrong.content.decode()
    assert "Three votes to two" in wrong.content.decode()
    assert secretary.post(at("elect"), typed | {"seat_code": "lay-a"}).status_code == 302
    assert "Three votes to two" in page(secretary, at("members"))
    with at_work(the_committee()):
        later = OfficeHeld.objects.get(period__startswith=date(2030, 1, 1))
    page(secretary, at("office", later.public_id))
    assert secretary.post(at("office", later.public_id), {"version": 1, "last": "2030-06-30"}).status_code == 302
    page(secretary, at("office", the_committee().public_id), status=404)


def test_nobody_is_elected_under_terms_without_elections(secretary: Client) -> None:
    with at_work(the_committee()):
        make_terms(the_committee())
    assert secretary.get(at("elect")).status_code == 409


def asked(*present: str, **more: str) -> dict[str, str]:
    return {"version": "1"} | {f"present-{code}": "1" for code in present} | {
        name.replace("__", "-").replace("_2", "-2"): value for name, value in more.items()
    }  # fmt: skip


def test_a_quorum_is_tried_out_with_its_working(adopted: Any, member: Client) -> None:
    assert "Quorate: 2 voting members count." in page(member, at("simulate"))
    words = page(member, at("simulate"), **asked("gp"))
    assert "Quorate" in words
    words = page(member, at("simulate"), **asked())
    assert "Not quorate" in words
    assert "Needs 1 more voting member" in words


def test_a_vote_is_tried_out_with_a_stand_in_and_a_casting_vote(adopted: Any, member: Client) -> None:
    typed = asked("gp", "gp-2", "lay-a")
    typed |= {"conflict-gp": "leave", "vote-gp-2": "for", "vote-lay-a": "against"}
    words = page(member, at("simulate"), **typed)
    assert "Gp 2 stands in for Gp and votes." in words
    assert "Not carried" in words
    typed |= {"vote-gp": "for", "casting_seat": "lay-a", "casting_vote": "for"}
    assert "Gp may not vote on this item" in page(member, at("simulate"), **typed)


def test_a_vote_is_tried_under_another_version_beside(draft: TermsOfReference, secretary: Client) -> None:
    secretary.post(at("rule", 2, "decision", "set", "settled"), {"version": 1, "majority_of": "weight_present"})
    typed = asked("gp", "lay-a") | {"other": "2", "vote-gp": "for", "business_of": ""}
    words = page(secretary, at("simulate"), **typed)

    first, second = words.index("Under version 1</h2>"), words.index("Under version 2</h2>")
    assert "Carried." in words[first:second]
    assert "Not carried." in words[second:]


@pytest.mark.parametrize("wrong", [{"version": "7"}, {"version": "1", "on": "nonsense", "on_day": "4"}])
def test_what_cannot_be_tried_is_said(adopted: Any, member: Client, wrong: dict[str, str]) -> None:
    assert "There is a problem" in page(member, at("simulate"), 422, **wrong)


def _queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked_of:
        assert client.get(path).status_code == 200
    return len(asked_of)


@pytest.mark.parametrize("name", ["list", "version", "compare", "members", "members-csv", "simulate"])
def test_a_page_asks_as_often_for_forty_seats_as_for_three(draft: Any, secretary: Client, name: str) -> None:
    path = at(name, *([2] if name == "version" else []))
    few = _queries(secretary, path)
    committee = the_committee()
    with at_work(committee):
        terms = TermsOfReference.objects.get(committee=committee, number=1)
        for number in range(40):
            for version in (terms, draft):
                make_seat(version, f"seat-{number}")
            appoint(committee, f"seat-{number}", f"Member {number}")
        for year in range(2016, 2026):
            TermsReview.objects.create(
                hub_id=committee.hub_id, committee=committee, terms=terms, due_on=date(year, 4, 30),
                held_on=date(year, 4, 4), outcome="No change",
            )  # fmt: skip
    assert _queries(secretary, path) == few


def test_a_committee_is_made_from_the_list_of_committees(signed_in: Callable[[str], Client]) -> None:
    head = signed_in("head")
    assert reverse("governance:new") in page(head, reverse("governance:committees"))
    page(head, reverse("governance:new"))
    typed = {
        "name": "Walsall forum",
        "kind": "forum",
        "ccgs": ["05Y"],
        "first": "2016-04-01",
        "begin_from": "wel_forum",
    }
    answer = head.post(reverse("governance:new"), typed, follow=True)
    assert "Walsall forum is made" in answer.content.decode()
    assert "Now give somebody the role of committee secretary" in answer.content.decode()
    again = head.post(reverse("governance:new"), typed)
    assert again.status_code == 422
    assert "of this name already" in again.content.decode()
    nothing = head.post(reverse("governance:new"), {"name": "Typed"})
    assert "Select the CCGs" in nothing.content.decode()
    assert "Typed" in nothing.content.decode()

    made = Committee.objects.get(name="Walsall forum")
    for name, code, day in (("join", "05C", "2016-05-01"), ("leave", "05C", "2016-05-31")):
        path = reverse(f"governance:{name}", args=[made.public_id])
        page(head, path)
        assert head.post(path, {"ccg": code, "day": day}).status_code == 302
    words = page(head, reverse("governance:managed"))
    assert "Dudley from 1 May 2016 to 31 May 2016" in words
    refused = head.post(reverse("governance:leave", args=[made.public_id]), {"ccg": "05Y", "day": "2016-06-01"})
    assert "at least one CCG" in refused.content.decode()
    with at_work(made):
        assert CommitteeCcg.objects.filter(committee=made).count() == 2
