"""Merging, undoing it, splitting and linking."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from functions.models import Correspondence, Query, QueryLink
from functions.services.clock import record_event
from functions.services.clock_reading import reading_of, readings_of
from functions.services.linking import link, unlink
from functions.services.merging import merge, undo_merge
from functions.services.splitting import split
from hubportal.organisations.models import Ccg
from hubportal.web.refusals import Refused
from tests.functions.cases import a_case, at

TODAY = date(2016, 1, 12)


@pytest.fixture
def earlier(officer: Any) -> Query:
    """The same question, received on Monday 21 December 2015."""
    return a_case(officer, received_at=at(date(2015, 12, 21)))


def merged(case: Query, into: Query, by: Any) -> Query:
    return merge(query_id=case.pk, into_id=into.pk, version=None, by=by, at=at(TODAY), reason="asked twice")


@pytest.mark.clause("Specification of casework, merging", part="earliest receipt")
def test_the_earliest_receipt_governs_the_case_that_goes_on(case: Query, earlier: Query, officer: Any) -> None:
    into = merged(earlier, case, officer)
    assert into.received_on == date(2015, 12, 21)
    assert into.acknowledge_due_on == date(2015, 12, 30)  # Christmas Day and Boxing Day's substitute left out
    earlier.refresh_from_db()
    assert (earlier.state, earlier.merged_into, earlier.closed_on) == ("merged", into, TODAY)
    assert (earlier.next_due_on, earlier.acknowledge_due_on) == (None, date(2015, 12, 30))


def test_a_later_duplicate_leaves_the_clock_as_it_was(case: Query, earlier: Query, officer: Any) -> None:
    due_on = earlier.next_due_on
    assert merged(case, earlier, officer).next_due_on == due_on


def test_what_the_requester_was_told_in_the_merged_case_counts(case: Query, earlier: Query, officer: Any) -> None:
    record_event(
        query_id=earlier.pk, version=None, kind="acknowledged", on=date(2015, 12, 23), by=officer, at=at(TODAY)
    )
    into = merged(earlier, case, officer)
    assert (into.acknowledged_on, into.next_step) == (date(2015, 12, 23), "respond")


def test_a_pause_of_the_merged_case_does_not_lengthen_the_other(case: Query, officer: Any) -> None:
    other = a_case(officer)
    record_event(query_id=other.pk, version=None, kind="paused", on=date(2016, 1, 4), by=officer, at=at(TODAY))
    into = merged(other, case, officer)
    assert (into.paused_on, into.respond_due_on) == (None, date(2016, 1, 29))


def test_a_merge_can_be_undone_and_both_clocks_are_their_own_again(case: Query, earlier: Query, officer: Any) -> None:
    before = {row.pk: (row.received_on, row.next_step, row.next_due_on) for row in (case, earlier)}
    merged(earlier, case, officer)
    undo_merge(query_id=earlier.pk, version=None, by=officer, at=at(TODAY), reason="two questions after all")
    after = {row.pk: (row.received_on, row.next_step, row.next_due_on) for row in Query.objects.all()}
    assert after == before
    assert not QueryLink.objects.exists()
    assert Correspondence.objects.filter(query=earlier).count() == 2


def test_a_merge_by_way_of_a_third_case_still_governs(case: Query, earlier: Query, officer: Any) -> None:
    third = a_case(officer)
    merged(earlier, case, officer)
    assert merged(case, third, officer).received_on == date(2015, 12, 21)
    with pytest.raises(Refused, match="Undo the merge of"):
        undo_merge(query_id=earlier.pk, version=None, by=officer, at=at(TODAY), reason="wrong")


def test_each_case_of_a_chain_of_merges_reads_the_same_alone_and_among_the_others(
    case: Query, earlier: Query, officer: Any
) -> None:
    record_event(
        query_id=earlier.pk, version=None, kind="acknowledged", on=date(2015, 12, 23), by=officer, at=at(TODAY)
    )
    third = a_case(officer)
    merged(earlier, case, officer)
    merged(case, third, officer)
    cases = list(Query.objects.select_related("policy").order_by("pk"))
    alone = [reading_of(one, today=TODAY, explained=False).story.acknowledged_on for one in cases]
    together = [reading.story.acknowledged_on for reading in readings_of(cases, today=TODAY)]
    assert alone == together == [date(2015, 12, 23)] * 3


def test_a_merged_case_takes_no_more_events(case: Query, earlier: Query, officer: Any) -> None:
    merged(case, earlier, officer)
    with pytest.raises(Refused, match="merged into another"):
        record_event(query_id=case.pk, version=None, kind="acknowledged", on=TODAY, by=officer, at=at(TODAY))
    with pytest.raises(Refused, match="merged into another"):
        merged(case, earlier, officer)


def test_cases_of_two_ccgs_cannot_be_merged_or_linked(db: None, seen_by: Any) -> None:
    with seen_by("head") as head:
        here = a_case(head)
        there = a_case(head, ccg=Ccg.objects.get(ods_code="05Y"))
        with pytest.raises(Refused, match="same CCG"):
            merged(here, there, head)
        with pytest.raises(Refused, match="same CCG"):
            link(query_id=here.pk, other_id=there.pk, by=head, at=at(TODAY))


def test_a_case_is_not_merged_into_itself_nor_without_a_reason(case: Query, earlier: Query, officer: Any) -> None:
    with pytest.raises(Refused, match="into itself"):
        merged(case, case, officer)
    with pytest.raises(Refused, match="Enter the reason"):
        merge(query_id=case.pk, into_id=earlier.pk, version=None, by=officer, at=at(TODAY), reason=" ")


def test_a_split_case_inherits_the_receipt_and_the_acknowledgement(case: Query, officer: Any) -> None:
    record_event(query_id=case.pk, version=None, kind="acknowledged", on=date(2016, 1, 5), by=officer, at=at(TODAY))
    new = split(
        query_id=case.pk, version=None, by=officer, at=at(TODAY), subject="Second question", detail="And another thing."
    )
    assert (new.reference, new.received_on) == ("WM-Q-2016-00002", case.received_on)
    assert (new.acknowledged_on, new.next_due_on) == (date(2016, 1, 5), date(2016, 1, 29))
    assert QueryLink.objects.get(query=new).sort == "split_from"


def test_a_split_of_a_merged_case_inherits_the_earliest_receipt(case: Query, earlier: Query, officer: Any) -> None:
    into = merged(earlier, case, officer)
    new = split(query_id=into.pk, version=None, by=officer, at=at(TODAY), subject="Second", detail="More.")
    assert new.received_at == datetime(2015, 12, 21, 10, tzinfo=UTC)


def test_two_cases_are_linked_once_whichever_way_round(case: Query, earlier: Query, officer: Any) -> None:
    link(query_id=case.pk, other_id=earlier.pk, by=officer, at=at(TODAY))
    with pytest.raises(Refused, match="linked already"):
        link(query_id=earlier.pk, other_id=case.pk, by=officer, at=at(TODAY))
    unlink(query_id=earlier.pk, other_id=case.pk, by=officer, at=at(TODAY))
    assert not QueryLink.objects.exists()


def test_the_link_of_a_merge_stays(case: Query, earlier: Query, officer: Any) -> None:
    merged(case, earlier, officer)
    with pytest.raises(Refused):
        unlink(query_id=earlier.pk, other_id=case.pk, by=officer, at=at(TODAY))


def test_a_merged_case_is_read_as_it_stood_when_merged(case: Query, earlier: Query, officer: Any) -> None:
    merged(case, earlier, officer)
    case.refresh_from_db()
    assert reading_of(case, today=date(2017, 1, 1)).today == TODAY
