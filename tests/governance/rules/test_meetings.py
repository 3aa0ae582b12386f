"""Dates, notice, order, page numbers and forecasts of meetings, by their clauses."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.meetings import apologies, moves, notice, packing, planning
from governance.rules.meetings.forecast import expected_conflicts, forecast
from governance.rules.voting.terms import AllOf, AtLeast, FractionOfSeats, PerOrganisation, Treatment
from hubportal.clocks.calendar import calendar_for, england
from tests.governance.rules.committees import ESSEX, ESSEX_SEATS, TOWER_HAMLETS, TOWER_SEATS

CALENDAR = england()


@pytest.mark.clause("Specification of governance, section 5 (dates of the year)")
def test_a_monthly_committee_keeps_the_second_thursday() -> None:
    found = planning.proposed_dates(first_on=date(2016, 1, 14), meetings_a_year=12, calendar=CALENDAR)

    assert [day.on for day in found[:4]] == [date(2016, 1, 14), date(2016, 2, 11), date(2016, 3, 10), date(2016, 4, 14)]
    assert found[-1].on == date(2016, 12, 8)
    assert not any(day.why_moved for day in found)


@pytest.mark.clause("Specification of governance, section 5 (dates of the year)")
def test_a_bank_holiday_gives_way_to_the_next_working_day() -> None:
    """The last Monday of May 2016 is the spring bank holiday, and Easter Monday was 28 March."""
    found = planning.proposed_dates(first_on=date(2016, 2, 29), meetings_a_year=12, calendar=CALENDAR)
    march, may = found[1], found[3]

    assert (march.meant, march.on) == (date(2016, 3, 28), date(2016, 3, 29))
    assert "Easter Monday" in march.why_moved
    assert (may.meant, may.on) == (date(2016, 5, 30), date(2016, 5, 31))


@pytest.mark.clause("Specification of governance, section 5 (dates of the year)")
def test_in_the_last_days_of_a_month_the_day_before_is_taken_and_closures_count() -> None:
    closed = calendar_for("england", ((date(2016, 6, 30), "Move to another building"),))
    found = planning.proposed_dates(first_on=date(2016, 6, 30), meetings_a_year=1, calendar=closed)

    assert found[0].on == date(2016, 6, 29)
    assert "Move to another building" in found[0].why_moved


@pytest.mark.clause("Specification of governance, section 5 (dates of the year)")
def test_quarterly_and_fortnightly_committees() -> None:
    quarterly = planning.proposed_dates(first_on=date(2016, 1, 13), meetings_a_year=4, calendar=CALENDAR)
    fortnightly = planning.proposed_dates(first_on=date(2016, 1, 13), meetings_a_year=26, calendar=CALENDAR)

    assert [day.on.month for day in quarterly] == [1, 4, 7, 10]
    assert {(b.meant - a.meant).days for a, b in zip(fortnightly, fortnightly[1:], strict=False)} == {14}


@pytest.mark.parametrize("count", [0, 53])
def test_no_year_holds_no_meeting_or_more_than_one_a_week(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 52 times"):
        planning.proposed_dates(first_on=date(2016, 1, 14), meetings_a_year=count, calendar=CALENDAR)


@given(st.dates(date(2012, 1, 1), date(2030, 12, 31)), st.integers(1, 52))
def test_every_proposed_date_is_a_working_day_and_none_comes_twice(first_on: date, count: int) -> None:
    found = planning.proposed_dates(first_on=first_on, meetings_a_year=count, calendar=CALENDAR)

    assert len(found) == count
    assert all(CALENDAR.is_working_day(day.on) for day in found)
    assert all(a.on < b.on for a, b in zip(found, found[1:], strict=False))


@pytest.mark.clause("Specification of governance, section 5 (a meeting is on a working day)")
def test_a_meeting_on_a_day_off_is_refused_with_why() -> None:
    assert planning.date_fault(date(2016, 1, 14), calendar=CALENDAR) is None
    assert planning.date_fault(date(2016, 1, 16), calendar=CALENDAR) == "This is not a working day: Saturday."
    assert "bank holidays of that year" in (planning.date_fault(date(2090, 1, 4), calendar=CALENDAR) or "")


@pytest.mark.clause("Specification of governance, section 5 (clear working days)")
def test_neither_the_day_it_is_given_nor_that_of_the_meeting_counts() -> None:
    """Five clear working days before Thursday 14 January 2016: 7, 8, 11, 12 and 13 January lie between."""
    assert notice.latest_day(date(2016, 1, 14), days=5, calendar=CALENDAR) == date(2016, 1, 6)


@pytest.mark.clause("Specification of governance, section 5 (clear working days)")
def test_clear_days_over_new_year() -> None:
    """Before Tuesday 5 January 2016 lie 4 January, 31, 30 and 29 December: the 28th and the 1st are bank holidays."""
    assert notice.latest_day(date(2016, 1, 5), days=4, calendar=CALENDAR) == date(2015, 12, 24)


@pytest.mark.clause("Specification of governance, section 5 (clear working days between)")
@given(st.dates(date(2012, 1, 1), date(2030, 12, 31)), st.integers(0, 30))
def test_the_latest_day_leaves_as_many_clear_days_and_the_day_after_fewer(meeting_on: date, days: int) -> None:
    last = notice.latest_day(meeting_on, days=days, calendar=CALENDAR)

    assert CALENDAR.is_working_day(last)
    assert notice.clear_days(last, meeting_on, calendar=CALENDAR) == days
    following = CALENDAR.add_working_days(last, 1)
    assert days == 0 or notice.clear_days(following, meeting_on, calendar=CALENDAR) == days - 1


def test_given_on_the_day_of_the_meeting_there_is_no_clear_day() -> None:
    assert notice.clear_days(date(2016, 1, 14), date(2016, 1, 14), calendar=CALENDAR) == 0
    assert notice.clear_days(date(2016, 1, 20), date(2016, 1, 14), calendar=CALENDAR) == 0


@pytest.mark.clause("Public Bodies (Admission to Meetings) Act 1960, section 1(4) (three clear days)")
def test_the_public_is_told_three_clear_days_before() -> None:
    """Before Tuesday 12 January 2016: Saturday, Sunday and Monday lie between it and Friday."""
    assert notice.public_notice_by(date(2016, 1, 12)) == date(2016, 1, 8)


@pytest.mark.clause("Specification of governance, section 5 (planned backwards from the meeting)")
def test_notice_is_by_the_earlier_of_the_terms_day_and_the_acts() -> None:
    asked = {"papers_days": 5, "calendar": CALENDAR}
    short = notice.dates_before(date(2016, 1, 12), notice_days=1, in_public=True, **asked)
    private = notice.dates_before(date(2016, 1, 12), notice_days=1, in_public=False, **asked)
    long = notice.dates_before(date(2016, 1, 12), notice_days=10, in_public=True, **asked)

    assert (short.notice_by, short.public_by) == (date(2016, 1, 8), date(2016, 1, 8))
    assert (private.notice_by, private.public_by) == (date(2016, 1, 8), None)
    assert (long.notice_by, long.papers_by) == (date(2015, 12, 23), date(2016, 1, 4))


@pytest.mark.clause("Specification of governance, section 5 (late papers are flagged)")
def test_a_paper_on_the_last_day_is_in_time() -> None:
    assert not notice.is_late(date(2016, 1, 6), papers_by=date(2016, 1, 6))
    assert notice.is_late(date(2016, 1, 7), papers_by=date(2016, 1, 6))


@pytest.mark.clause("Specification of governance, section 5 (short notice needs a reason)")
def test_after_the_last_day_a_reason_is_asked_for() -> None:
    assert notice.short_notice(date(2016, 1, 6), by=date(2016, 1, 6), what="notice") is None
    assert "The last day for notice" in (
        notice.short_notice(date(2016, 1, 7), by=date(2016, 1, 6), what="notice") or ""
    )


@pytest.mark.clause("Specification of governance, section 5 (until it begins)")
@pytest.mark.parametrize(("state", "said"), [("open", "in session"), ("closed", "closed"), ("cancelled", "cancelled")])
def test_what_is_only_done_before_a_meeting_begins(state: str, said: str) -> None:
    assert said in (moves.over_fault(state) or "")
    assert said in (moves.agenda_fault(state) or "")
    assert said in (moves.later_fault(state, why="because") or "")
    assert said in (moves.notice_fault(state, items=1) or "")
    assert said in (moves.issue_fault(state, items=1) or "")


@pytest.mark.parametrize("state", moves.BEFORE)
def test_a_meeting_that_has_not_begun_is_changed(state: str) -> None:
    assert moves.over_fault(state) is None
    assert (moves.agenda_fault(state) is None) == (state != "issued")
    assert (moves.later_fault(state, why="") is None) == (state != "issued")


@pytest.mark.clause("Specification of governance, section 5 (a meeting is opened on its day)")
def test_a_meeting_is_opened_on_its_day_or_after_it_and_never_before() -> None:
    day = date(2016, 5, 4)
    assert moves.opening_fault(day, held_on=day) is None
    assert moves.opening_fault(day + timedelta(days=1), held_on=day) is None
    assert moves.opening_fault(day - timedelta(days=1), held_on=day) == (
        "This meeting is on Wednesday 4 May 2016 and can be opened on that day. To hold it earlier, change its date."
    )


@pytest.mark.clause("Specification of governance, section 5 (order by place)")
@given(st.lists(st.integers(), unique=True, min_size=1, max_size=30), st.data())
def test_an_item_takes_its_place_and_the_others_keep_their_order(order: list[int], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(order))
    place = data.draw(st.integers(-3, 40))
    found = moves.placed(order, key=key, place=place)

    assert found.index(key) == min(max(place, 1), len(order)) - 1
    assert [one for one in found if one != key] == [one for one in order if one != key]


def test_an_item_of_another_agenda_has_no_place() -> None:
    with pytest.raises(ValueError, match="not on this agenda"):
        moves.placed([1, 2], key=3, place=1)


@pytest.mark.clause("Public Bodies (Admission to Meetings) Act 1960, section 1(2) (a private item has its ground)")
def test_a_private_item_says_why() -> None:
    assert moves.ground_fault(is_private=True, ground=" ") is not None
    assert moves.ground_fault(is_private=True, ground="Prices of bidders") is None
    assert moves.ground_fault(is_private=False, ground="") is None


@pytest.mark.clause("Specification of governance, section 5 (deputies)")
def test_who_may_come_as_a_deputy() -> None:
    may = {"allowed": True, "named": True, "comes_for_another": False}
    assert apologies.deputy_fault(**may) is None
    assert "no deputy" in (apologies.deputy_fault(**may | {"allowed": False}) or "")
    assert "appointed" in (apologies.deputy_fault(**may | {"named": False}) or "")
    assert "another member" in (apologies.deputy_fault(**may | {"comes_for_another": True}) or "")


@pytest.mark.clause("Specification of governance, section 5 (page numbers run through)")
@given(st.lists(st.lists(st.integers(1, 60), max_size=5), max_size=12), st.integers(1, 900), st.integers(1, 5))
def test_every_page_has_its_own_number_and_none_is_left_out(counts: list[list[int]], first: int, sheet: int) -> None:
    laid = packing.lay_out(counts, first=first, sheet=sheet)
    numbered = list(range(first, first + sheet))
    for papers, starts in zip(counts, laid.starts, strict=True):
        for pages, start in zip(papers, starts, strict=True):
            numbered += range(start, start + pages)

    assert numbered == list(range(first, laid.last + 1))


@pytest.mark.clause("Public Bodies (Admission to Meetings) Act 1960, section 1(4) (what the public is sent)")
@pytest.mark.parametrize(
    ("private", "marking", "published"),
    [(False, "public", True), (True, "public", False), (False, "confidential", False), (False, "restricted", False)],
)
def test_only_public_papers_of_public_items_are_published(private: bool, marking: str, published: bool) -> None:
    assert packing.is_published(item_is_private=private, marking=marking) is published


def expect(seats=TOWER_SEATS, rule=TOWER_HAMLETS.quorum, **known):  # type: ignore[no-untyped-def]
    return forecast(rule, seats, **{"away": (), "conflicts": {}, "stand_ins": {}, **known})


@pytest.mark.clause("Specification of governance, section 5 (quorum forecast)")
def test_tower_hamlets_with_four_apologies_has_nobody_to_spare() -> None:
    """Seven voting members: a third of them is three."""
    found = expect(away={"lay1", "lay2", "ao", "cfo"})

    assert found.is_quorate
    assert found.needed_from == ("chair", "gp", "vice")
    assert expect().needed_from == ()


@pytest.mark.clause("Specification of governance, section 5 (quorum forecast)")
def test_a_conflict_that_is_known_breaks_the_quorum_of_its_item_and_a_stand_in_mends_it() -> None:
    away = {"lay1", "lay2", "ao", "cfo"}
    broken = expect(away=away, conflicts={"gp": Treatment.LEAVE})
    mended = expect(away=away, conflicts={"gp": Treatment.LEAVE}, stand_ins={"gp": "gp2"})
    away_too = expect(away=away | {"gp2"}, conflicts={"gp": Treatment.LEAVE}, stand_ins={"gp": "gp2"})

    assert broken.missing == ("Needs 1 more voting member (one third of 7 is 3, and 2 count)",)
    assert mended.is_quorate
    assert not away_too.is_quorate


@pytest.mark.clause("Specification of governance, section 5 (forecast from what was entered and from the register)")
def test_the_forecast_joins_what_was_entered_with_what_the_register_knows() -> None:
    found = expected_conflicts({"gp": Treatment.NOTE, "ao": Treatment.STAY}, {"gp", "lay1"})

    assert {seat: (one.treatment, one.source) for seat, one in found.items()} == {
        "gp": (Treatment.NOTE, "entered by the secretary, and in the register"),
        "ao": (Treatment.STAY, "entered by the secretary"),
        "lay1": (Treatment.LEAVE, "from the register"),
    }
    assert expected_conflicts({}, ()) == {}


def test_whoever_stays_without_voting_counts_for_quorum_and_who_only_has_it_noted_votes() -> None:
    stays = expect(away={"lay1", "lay2", "ao", "cfo"}, conflicts={"gp": Treatment.STAY})
    noted = expect(away={"lay1", "lay2", "ao", "cfo"}, conflicts={"gp": Treatment.NOTE}, stand_ins={"gp": "gp2"})

    assert (stays.is_quorate, stays.voters) == (True, 2)
    assert (noted.is_quorate, noted.voters) == (True, 3)


def test_what_is_known_of_a_seat_or_ccg_that_is_no_longer_there_is_left_out() -> None:
    assert expect(conflicts={"gone": Treatment.LEAVE}, business_of="Elsewhere").is_quorate


@pytest.mark.clause("Specification of governance, section 5 (quorum forecast)")
def test_mid_and_north_east_essex_without_its_chair_and_vice_chair() -> None:
    found = expect(ESSEX_SEATS, ESSEX.quorum, away={"m1", "n1"})

    assert any(sentence.lower().startswith("needs the chair or vice") for sentence in found.missing), found.missing


@given(
    st.sets(st.sampled_from([seat.key for seat in TOWER_SEATS])), st.sampled_from([seat.key for seat in TOWER_SEATS])
)
def test_one_more_apology_never_makes_an_item_quorate(away: set[str], one: str) -> None:
    rules = (
        TOWER_HAMLETS.quorum,
        FractionOfSeats(Fraction(1, 2)),
        AllOf((FractionOfSeats(Fraction(1, 3)), AtLeast(1, offices=("chair",)))),
        PerOrganisation({"CCG": 4}),
    )
    for rule in rules:
        if expect(rule=rule, away=away | {one}).is_quorate:
            assert expect(rule=rule, away=away).is_quorate


@given(st.sets(st.sampled_from([seat.key for seat in TOWER_SEATS]), max_size=6))
def test_without_any_of_those_it_needs_the_quorum_fails(away: set[str]) -> None:
    found = expect(away=away)
    for key in found.needed_from:
        assert not expect(away=away | {key}).is_quorate


def test_dates_are_known_to_2035() -> None:
    with pytest.raises(ValueError, match="Working days are known"):
        planning.proposed_dates(first_on=date(2035, 6, 1) + timedelta(days=40), meetings_a_year=12, calendar=CALENDAR)
