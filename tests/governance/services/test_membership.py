"""Appointments, deputies, elections and their ends; and a new committee with its CCGs."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from governance.models import Appointment, OfficeHeld, TermsOfReference
from governance.rules.terms_of_reference.membership import Days
from governance.services import making_committees, membership
from governance.services.membership import Member, ends_with
from hubportal.organisations.models import Assignment, Ccg, Committee, CommitteeCcg
from hubportal.web.refusals import Refused
from tests.conftest import find_person
from tests.governance.terms import FIRST, NAME, at_work, make_seat, make_terms, the_committee

pytestmark = pytest.mark.django_db
DAY = date(2016, 5, 4)
ELECTED = [{"office": "chair", "roles": ["lay"], "organisations": [], "clause": "9"}, {"office": "vice_chair"}]


@pytest.fixture
def committee(db: None) -> Committee:
    """Two lay seats, an executive with deputies, a director; chair and vice-chair are elected."""
    found = the_committee()
    with at_work(found):
        terms = make_terms(found, elections=ELECTED)
        make_seat(terms, "lay-1")
        make_seat(terms, "lay-2")
        make_seat(terms, "finance", role="executive", deputies_allowed=True)
        make_seat(terms, "director", role="executive", office="area_director")
    return found


def appoint(committee: Committee, person: Any, seat: str = "lay-1", name: str = "Ada", **more: Any) -> Appointment:
    member = more.pop("member", Member(name))
    return membership.appoint(
        committee_id=committee.pk, by=person, seat_code=seat, member=member, first=more.pop("first", FIRST), **more
    )


def elect(committee: Committee, person: Any, seat: str = "lay-1", office: str = "chair", **more: Any) -> OfficeHeld:
    said = {"how": "Unopposed", "first": DAY} | more
    return membership.elect(committee_id=committee.pk, by=person, office=office, seat_code=seat, **said)


def test_a_member_and_deputies_are_appointed_by_dates(committee: Committee, seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        member = Member(" Ada Lane ", "CFO", "ADA@example.org", find_person("member"))
        made = appoint(committee, secretary, "finance", member=member, last=date(2016, 3, 31), appointed_by="Board")
        deputy = appoint(committee, secretary, "finance", "Ben", is_deputy=True)
        appoint(committee, secretary, "finance", "Second deputy", is_deputy=True)

        assert (made.name, made.email, made.period.upper) == ("Ada Lane", "ada@example.org", date(2016, 4, 1))
        assert made.person == find_person("member")
        assert deputy.is_deputy


@pytest.mark.parametrize(
    ("seat", "more", "words"),
    [
        ("lay-1", {}, "Ada holds this seat from Wednesday 1 April 2015"),
        ("lay-1", {"is_deputy": True}, "no deputy"),
        ("nowhere", {}, "no such seat"),
        ("lay-2", {"name": " "}, "Enter the name"),
        ("lay-2", {"last": date(2015, 3, 1)}, "last day"),
    ],
)
def test_what_cannot_be_is_refused(
    committee: Committee, seen_by: Any, seat: str, more: dict[str, Any], words: str
) -> None:
    with seen_by("secretary") as secretary:
        appoint(committee, secretary)
        with pytest.raises(Refused, match=words):
            appoint(committee, secretary, seat, **more)


def test_one_person_sits_once_and_holds_a_role(committee: Committee, seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        appoint(committee, secretary, member=Member("Ada", person=find_person("member")))
        with pytest.raises(Refused, match="already sits as Lay 1"):
            appoint(committee, secretary, "lay-2", member=Member("Ada", person=find_person("member")))
        with pytest.raises(Refused, match="no role at the committee"):
            appoint(committee, secretary, "lay-2", member=Member("Eve", person=find_person("stranger")))
        other = appoint(committee, secretary, "lay-2", "Bea")
        with pytest.raises(Refused, match="already sits"):
            membership.change_appointment(
                appointment_id=other.pk, version=None, by=secretary, member=Member("Bea", person=find_person("member"))
            )


def test_a_name_is_put_right(committee: Committee, seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        row = appoint(committee, secretary, "finance", is_deputy=True)
        changed = membership.change_appointment(
            appointment_id=row.pk, version=1, by=secretary, member=Member("Ada L", "CFO", "a@example.org")
        )
        assert (changed.name, changed.designation, changed.version) == ("Ada L", "CFO", 2)


@pytest.mark.parametrize("key", ["member", "lead", "stranger"])
def test_only_the_secretary_appoints_and_elects(committee: Committee, seen_by: Any, key: str) -> None:
    with seen_by("secretary") as secretary:
        row = appoint(committee, secretary)
        held = elect(committee, secretary)
    expected: Any = Refused if key == "member" else Http404
    with seen_by(key) as person:
        for attempt in (
            lambda: appoint(committee, person, "lay-2"),
            lambda: membership.end_appointment(appointment_id=row.pk, version=None, by=person, last=DAY),
            lambda: elect(committee, person),
            lambda: membership.end_office(held_id=held.pk, version=None, by=person, last=DAY),
        ):
            with pytest.raises(expected):
                attempt()


@pytest.mark.clause("Specification of governance, section 4", part="an office ends with its holder")
def test_an_elected_office_ends_when_its_holder_leaves(committee: Committee, seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        row = appoint(committee, secretary)
        elect(committee, secretary)
        last = date(2016, 6, 30)
        ended = membership.end_appointment(appointment_id=row.pk, version=None, by=secretary, last=last)

        assert ended == ["chair"]
        assert OfficeHeld.objects.get().period.upper == date(2016, 7, 1)


@pytest.mark.clause("Specification of governance, section 4", part="an office ends with its holder")
def test_an_office_that_would_begin_after_they_left_was_never_held(committee: Committee, seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        row = appoint(committee, secretary)
        elect(committee, secretary, first=date(2016, 7, 1))
        membership.end_appointment(appointment_id=row.pk, version=None, by=secretary, last=DAY)
        assert not OfficeHeld.objects.exists()

    assert ends_with(Days(FIRST, DAY), member_ends=date(2016, 6, 1)) == Days(FIRST, DAY)


def test_an_office_that_ended_before_is_left_alone(committee: Committee, seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        row = appoint(committee, secretary)
        elect(committee, secretary, first=FIRST, last=date(2015, 12, 31))
        assert membership.end_appointment(appointment_id=row.pk, version=None, by=secretary, last=DAY) == []


def test_an_end_lies_inside_the_appointment(committee: Committee, seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        row = appoint(committee, secretary, last=DAY)
        deputy = appoint(committee, secretary, "finance", is_deputy=True)
        for last, words in ((date(2015, 1, 1), "appointed on 1 April 2015"), (date(2016, 6, 1), "ends on 4 May 2016")):
            with pytest.raises(Refused, match=words):
                membership.end_appointment(appointment_id=row.pk, version=None, by=secretary, last=last)
        assert membership.end_appointment(appointment_id=deputy.pk, version=None, by=secretary, last=DAY) == []


def test_an_election_ends_the_time_of_whoever_held_the_office(committee: Committee, seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        appoint(committee, secretary)
        appoint(committee, secretary, "lay-2", "Bea", last=date(2017, 3, 31))
        first = elect(committee, secretary, first=FIRST)
        second = elect(committee, secretary, "lay-2")
        elect(committee, secretary, office="vice_chair")

        first.refresh_from_db()
        assert first.period.upper == DAY
        assert second.period.upper == date(2017, 4, 1)  # no longer than they sit


@pytest.mark.parametrize(
    ("seat", "office", "more", "words"),
    [
        ("finance", "chair", {}, "elected among the lay members"),
        ("director", "vice_chair", {}, "area director by the terms"),
        ("lay-1", "treasurer", {}, "no election of a treasurer"),
        ("lay-2", "chair", {}, "Nobody sits"),
        ("nowhere", "chair", {}, "no such seat"),
        ("lay-1", "chair", {"how": " "}, "how they were elected"),
        ("lay-1", "chair", {"last": date(2016, 1, 1)}, "last day"),
        ("lay-1", "chair", {"first": date(2014, 1, 1)}, "No terms of reference"),
    ],
)
def test_an_election_that_the_terms_do_not_know_is_refused(
    committee: Committee, seen_by: Any, seat: str, office: str, more: dict[str, Any], words: str
) -> None:
    with seen_by("secretary") as secretary:
        appoint(committee, secretary)
        with pytest.raises(Refused, match=words):
            elect(committee, secretary, seat, office, **more)


def test_nobody_holds_two_offices_and_a_later_election_stands(committee: Committee, seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        appoint(committee, secretary)
        appoint(committee, secretary, "lay-2", "Bea")
        held = elect(committee, secretary)
        with pytest.raises(Refused, match="nobody holds two offices"):
            elect(committee, secretary, office="vice_chair")
        with pytest.raises(Refused, match="elected chair from 4 May 2016 already"):
            elect(committee, secretary, "lay-2", first=FIRST)
        with pytest.raises(Refused, match="in the time"):
            membership.end_office(held_id=held.pk, version=None, by=secretary, last=FIRST)
        ended = membership.end_office(held_id=held.pk, version=None, by=secretary, last=date(2016, 6, 1))
        assert ended.period.upper == date(2016, 6, 2)
        elect(committee, secretary, office="vice_chair", first=date(2016, 7, 1))


def ccg(code: str) -> Ccg:
    return Ccg.objects.select_related("hub").get(ods_code=code)


def make(person: Any, *codes: str, **more: Any) -> Committee:
    said: dict[str, Any] = {"name": "Walsall and Dudley", "kind": "joint", "first": FIRST} | more
    return making_committees.make_committee(by=person, ccgs=[ccg(code) for code in codes], **said)


def test_whoever_manages_the_ccgs_makes_their_committee(seen_by: Any) -> None:
    with seen_by("head") as head:
        made = make(head, "05Y", "05C", secretary=find_person("lead"))
        held = Assignment.objects.get(committee=made)
        assert (held.person, held.role) == (find_person("lead"), "committee_secretary")
    with at_work(made):
        links = CommitteeCcg.objects.filter(committee=made).order_by("ccg__ods_code")
        assert [(link.ccg.ods_code, link.period.lower) for link in links] == [("05C", FIRST), ("05Y", FIRST)]
        draft = TermsOfReference.objects.get(committee=made)
        assert (draft.state, draft.kind, draft.number) == ("draft", "joint", 1)


@pytest.mark.clause("Specification of governance, section 4", part="one CCG or several")
@pytest.mark.parametrize(
    ("codes", "more", "words"),
    [
        ((), {}, "at least one CCG"),
        (("05Y", "05C"), {"kind": "primary_care"}, "belongs to one CCG"),
        (("05Y",), {"name": "  "}, "Enter the name"),
        (("05R",), {"name": NAME}, "of this name already"),
        (("06Q",), {}, "whose people you manage"),
    ],
)
def test_a_committee_that_cannot_be_made_so_is_refused(
    seen_by: Any, codes: tuple[str, ...], more: dict[str, Any], words: str
) -> None:
    with seen_by("head") as head, pytest.raises(Refused, match=words):
        make(head, *codes, **more)


def test_ccgs_of_two_hubs_have_no_committee_together(seen_by: Any) -> None:
    with seen_by("admin") as admin, pytest.raises(Refused, match="one hub"):
        make(admin, "05Y", "06Q")


@pytest.mark.parametrize("key", ["officer", "secretary", "neighbour_lead", "stranger"])
def test_others_make_no_committee_of_south_warwickshire(seen_by: Any, key: str) -> None:
    with seen_by(key) as person, pytest.raises(Refused, match="whose people you manage"):
        make(person, "05R", kind="primary_care")


def test_ccgs_join_and_leave_a_committee_by_dates(seen_by: Any) -> None:
    with seen_by("head") as head:
        common: dict[str, Any] = {"committee_id": the_committee().pk, "by": head}
        with pytest.raises(Refused, match="at least one CCG"):
            making_committees.leave_ccg(**common, ccg=ccg("05R"), last=DAY)
        making_committees.join_ccg(**common, ccg=ccg("05T"), first=DAY)
        with pytest.raises(Refused, match="already"):
            making_committees.join_ccg(**common, ccg=ccg("05T"), first=DAY)
        with pytest.raises(Refused, match="people you manage"):
            making_committees.join_ccg(**common, ccg=ccg("06Q"), first=DAY)
        with pytest.raises(Refused, match="takes part from 4 May 2016"):
            making_committees.leave_ccg(**common, ccg=ccg("05T"), last=FIRST)
        making_committees.leave_ccg(**common, ccg=ccg("05R"), last=DAY)
        with pytest.raises(Refused, match="any more"):
            making_committees.leave_ccg(**common, ccg=ccg("05R"), last=DAY)
    with at_work(the_committee()):
        assert CommitteeCcg.objects.get(ccg=ccg("05R")).period.upper == date(2016, 5, 5)
    with seen_by("neighbour_lead") as other, pytest.raises(Refused, match="do not manage"):
        making_committees.join_ccg(committee_id=the_committee().pk, by=other, ccg=ccg("05Y"), first=DAY)
