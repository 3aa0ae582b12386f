"""Interests declared, corrected, ended and confirmed; reminders; matches to a meeting."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from governance.figures import interests as figures
from governance.models import Interest, InterestEntry, InterestReview, PaperText
from governance.services import interests as services
from governance.services import paper_texts
from governance.services.interest_reminders import remind_by_timetable
from governance.services.interests import Holder
from hubportal.notifications.models import OutboxItem
from hubportal.organisations.models import Practice
from hubportal.web.refusals import Refused, Stale
from tests.conftest import find_person, in_scope_of
from tests.governance.interests import room
from tests.governance.interests.room import AT, DAY, a_meeting, a_paper, an_item, appoint, at_work, committee, declared

pytestmark = pytest.mark.django_db


def member() -> Holder:
    return Holder("Member", "GP", find_person("member"))


def test_a_member_declares_their_own_and_the_practice_is_known_by_its_code(seen_by: Any) -> None:
    made = declared("member", practice_code="m84901")
    with seen_by("secretary"):
        assert (made.number, made.practice_code, made.organisation) == (1, "M84901", "Alder Lane Surgery")
        assert [entry.act for entry in figures.history_of(made)] == ["declared"]
    assert declared().number == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "financial"}, "kind"),
        ({"practice_code": "Z99999"}, "practice"),
        ({"about": "body", "organisation": " "}, "organisation"),
        ({"held_until": date(2013, 1, 1)}, "held_until"),
        ({"aware_on": date(2016, 5, 5)}, "aware_on"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(said: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        declared(**said)
    assert refused.value.field == field


def test_nobody_declares_for_somebody_else_but_the_secretary(seen_by: Any) -> None:
    with pytest.raises(Refused, match="your own interests only"):
        declared("member", holder=Holder("Somebody else"))
    assert declared(holder=Holder("Somebody else")).person is None
    with pytest.raises(Http404):
        declared("officer")
    with pytest.raises(Refused, match="today or in the past"):
        declared(on=DAY + timedelta(days=1))


def test_a_correction_says_what_it_was_and_why(seen_by: Any) -> None:
    row = declared()
    act = {"interest_id": row.pk, "version": row.version, "at": AT}
    with seen_by("member") as person:
        with pytest.raises(Refused, match="why"):
            services.correct(**act, by=person, words=room.words(nature="Salaried GP"), why=" ")
        with pytest.raises(Refused, match="Nothing is different"):
            services.correct(**act, by=person, words=room.words(), why="x")
        services.correct(**act, by=person, words=room.words(nature="Salaried GP"), why="Never a partner")
        with pytest.raises(Stale):
            services.correct(**act, by=person, words=room.words(nature="Locum"), why="x")
        entry = figures.history_of(row).last()
        assert entry is not None
        assert (entry.act, entry.why) == ("corrected", "Never a partner")
        assert entry.changes == [{"field": "nature", "was": "Partner", "is": "Salaried GP"}]


def test_an_interest_of_somebody_else_is_not_changed_by_a_member(seen_by: Any) -> None:
    row = declared(holder=Holder("Somebody else"))
    with seen_by("member") as person, pytest.raises(Refused, match="your own"):
        services.end(interest_id=row.pk, version=row.version, last_day=DAY, why="", by=person, at=AT)
    with seen_by("stranger") as person, pytest.raises(Http404):
        services.end(interest_id=row.pk, version=row.version, last_day=DAY, why="", by=person, at=AT)


def test_an_interest_ends_once_and_not_before_it_began(seen_by: Any) -> None:
    row = declared()
    with seen_by("secretary") as person:
        act = {"interest_id": row.pk, "version": None, "by": person, "at": AT, "why": "Retired"}
        for day, said in ((date(2014, 3, 31), "first day"), (DAY + timedelta(days=1), "today or in the past")):
            with pytest.raises(Refused, match=said):
                services.end(**act, last_day=day)
        services.end(**act, last_day=DAY)
        with pytest.raises(Refused, match="ended already"):
            services.end(**act, last_day=DAY)
        assert list(figures.interests_of(committee(), show="current", on=DAY)) == [row]
        assert list(figures.interests_of(committee(), show="ended", on=DAY + timedelta(days=1))) == [row]


def test_nothing_has_changed_is_confirmed_of_what_the_page_showed(seen_by: Any) -> None:
    appoint("Member", key="member")
    declared()
    with seen_by("member") as person:
        act = {"committee_id": committee().pk, "holder": member(), "by": person, "at": AT}
        with pytest.raises(Refused, match="changed since you opened"):
            services.confirm(**act, seen=0)
        services.confirm(**act, seen=1)
        found = figures.standing_of_holder(committee(), person=person, name="Member", on=DAY)
        assert found is not None
        assert (found.in_force, found.confirmed_on, found.due_on) == (1, DAY, date(2017, 5, 4))
    with seen_by("secretary") as person:
        act = {"committee_id": committee().pk, "holder": member(), "by": person, "at": AT, "seen": 1}
        with pytest.raises(Refused, match="how you were told"):
            services.confirm(**act)
        services.confirm(**act, how="Email of 4 May")
        assert InterestReview.objects.count() == 2


@pytest.mark.clause("Specification of governance, section 6", part="reminders")
def test_reminders_are_sent_once_a_stage_to_whoever_is_due(seen_by: Any) -> None:
    appoint("Ann Bell", seat="a", since=DAY - timedelta(days=20), email="ann@example.org")
    appoint("Bob Carr", seat="b", since=date(2015, 4, 1), email="bob@example.org")
    appoint("No Address", seat="c", since=date(2015, 4, 1))
    appoint("Member", key="member", seat="d")
    with in_scope_of("member") as person:
        services.confirm(committee_id=committee().pk, holder=member(), by=person, at=AT, seen=0)
    with at_work(), transaction.atomic():
        hub = committee().hub_id
        assert remind_by_timetable(hub_id=hub, at=AT) == 2
        remind_by_timetable(hub_id=hub, at=AT)
        kept = OutboxItem.objects.filter(dedupe__contains=":interests:").order_by("dedupe")
        assert [row.dedupe.split(":interests:")[1] for row in kept] == [
            "2015-04-29:late-13:bob@example.org", "2016-05-12:soon:ann@example.org",
        ]  # fmt: skip


# --- Matches ----------------------------------------------------------------------------------------------------------


def test_interests_are_matched_to_items_and_papers_with_the_seats_of_the_holder(seen_by: Any) -> None:
    appoint("Member", key="member", seat="gp-voting")
    declared()
    declared(holder=Holder("Ann Bell"), about="supplier", practice_code="", organisation="Acorn Care Ltd")
    meeting = a_meeting()
    an_item(meeting, position=1, title="Alder Lane Medical Centre: list closure")
    an_item(meeting, position=2, names=["M84901", "acorn care limited"])
    third = an_item(meeting, position=3, names=["M84902"])
    paper = a_paper(third, room.pdf("The bid of Acorn Care Limited", "was scored."))
    with at_work(), transaction.atomic():
        assert paper_texts.ask_for_waiting(hub_id=committee().hub_id) == 1
        assert paper_texts.ask_for_waiting(hub_id=committee().hub_id) == 0
        assert paper_texts.read_paper(file=paper.file_id, at=AT) is not None
        assert paper_texts.read_paper(file=paper.file_id, at=AT) is None
    with seen_by("secretary"):
        found = figures.matches_for_meeting(meeting)
        said = [[(one.interest.name, one.sentence, one.seats) for one in row.found] for row in found]
    assert said == [
        [("Member", "its title mentions Alder Lane Surgery (M84901)", ("gp-voting",))],
        [
            ("Ann Bell", "the item names Acorn Care Ltd", ()),
            ("Member", "the item names Alder Lane Surgery (M84901)", ("gp-voting",)),
        ],
        [("Ann Bell", "the paper “The report” mentions Acorn Care Ltd", ())],
    ]
    with seen_by("member"):
        assert [one.interest.name for one in figures.matches_for(third)] == ["Ann Bell"]


def test_a_renamed_practice_is_found_under_both_names(seen_by: Any) -> None:
    declared()
    Practice.objects.filter(ods_code="M84901").update(name="Elm Lane Surgery")
    meeting = a_meeting()
    an_item(meeting, title="Alder Lane Surgery")
    an_item(meeting, position=2, title="Elm Lane Surgery")
    with seen_by("secretary"):
        assert [len(row.found) for row in figures.matches_for_meeting(meeting)] == [1, 1]


@pytest.mark.parametrize(
    ("content", "state", "why"),
    [
        (b"%PDF-1.7 broken", "failed", "broken"),
        (b"", "failed", "broken"),
        (room.locked_pdf(), "failed", "password"),
        (room.pdf(), "empty", ""),
        (room.pdf("x" * 40), "read", ""),
    ],
)
def test_a_paper_that_cannot_be_read_is_kept_as_such(content: bytes, state: str, why: str) -> None:
    paper = a_paper(an_item(a_meeting()), content)
    with at_work(), transaction.atomic():
        kept = paper_texts.read_paper(file=paper.file_id, at=AT)
        assert kept is not None
        assert kept.state == state
        assert why in kept.why
    with in_scope_of("secretary"):
        unread = figures.matches_for_meeting(paper.item.meeting)[0].unread
        assert bool(unread) is (state != "read")


def test_restricted_papers_are_not_read_and_long_ones_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    item = an_item(a_meeting())
    a_paper(item, room.pdf("x"), marking="restricted")
    long = a_paper(item, room.pdf("a long text"), marking="confidential")
    monkeypatch.setattr(paper_texts, "MOST_LETTERS", 5)
    with at_work(), transaction.atomic():
        assert paper_texts.ask_for_waiting(hub_id=committee().hub_id) == 1
        paper_texts.read_paper(file=long.file_id, at=AT)
        assert PaperText.objects.get().is_cut


def test_matching_asks_as_often_for_many_items_as_for_one(seen_by: Any) -> None:
    meeting = a_meeting()

    def more(first: int, count: int) -> None:
        for number in range(first, first + count):
            declared(holder=Holder(f"Person {number}"))
            item = an_item(meeting, position=number, title="Alder Lane Surgery", names=["M84902"])
            paper = a_paper(item, room.pdf("M84901"))
            with at_work(), transaction.atomic():
                paper_texts.read_paper(file=paper.file_id, at=AT)

    def asked() -> int:
        with (
            seen_by("secretary"),
            transaction.atomic(),
            CaptureQueriesContext(
                connection,
            ) as found,
        ):
            figures.matches_for_meeting(meeting)
        return len(found)

    more(1, 1)
    few = asked()
    more(2, 6)
    assert asked() == few <= 8


def test_entries_and_reviews_never_change(seen_by: Any) -> None:
    declared()
    with seen_by("secretary"), pytest.raises(Exception, match="permission denied"), transaction.atomic():
        InterestEntry.objects.update(why="changed")


def test_numbers_have_no_gap_and_others_see_nothing(seen_by: Any) -> None:
    declared()
    with seen_by("officer"):
        assert not Interest.objects.exists()
