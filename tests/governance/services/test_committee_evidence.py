"""What a self-certification shows of the CCG's committees: counts of the quarter, the same for every reader."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from psycopg2.extras import DateRange

from governance.figures.certifications import evidence_of
from governance.figures.committee_evidence import OfCommittees, committees_in
from governance.models import Interest, InterestReview, Meeting, Procurement, RegisterEntry, SelfCertification
from governance.rules.certifications import quarter_with
from hubportal.organisations.models import Ccg, Committee, CommitteeCcg
from hubportal.tenancy.scope import Scope, current_scope, scope
from tests.conftest import in_scope_of
from tests.governance.interests.room import NAME, appoint, at_work, committee, mine

pytestmark = pytest.mark.django_db
IN, AFTER, TODAY = date(2015, 11, 4), date(2016, 1, 2), date(2016, 1, 4)
QUARTER = quarter_with(IN)
SECRET = "Dr Strand's contract ends"


def read_by(key: str, *, reading: bool, on: date = TODAY, code: str = "05R") -> OfCommittees:
    with in_scope_of(key, reading=reading), transaction.atomic():
        ccg = Ccg.objects.get(ods_code=code)
        before = current_scope()
        found = committees_in(QUARTER, hub_id=ccg.hub_id, ccg_id=ccg.pk, on=on)
        assert current_scope() is before
        return found


def entered(number: int, kind: str, on: date, whose: dict[str, int], **more: Any) -> None:
    RegisterEntry.objects.create(
        **whose, number=number, kind=kind, decided_on=on, content=SECRET, previous="0" * 64, digest="0" * 64,
        entered_at=datetime(2016, 1, 2, 9, tzinfo=UTC), **more,
    )  # fmt: skip


def met(number: int, at: datetime, state: str, whose: dict[str, int]) -> None:
    Meeting.objects.create(**whose, number=number, state=state, starts_at=at, ends_at=at)


def declared(number: int, on: date) -> None:
    Interest.objects.create(
        **mine(), number=number, name=SECRET, scheme_version="2014", kind="pecuniary", about="body", organisation="x",
        nature=SECRET, held_from=date(2015, 1, 1), aware_on=on, declared_on=on,
    )  # fmt: skip


def procured(number: int, state: str, on: date | None) -> None:
    Procurement.objects.create(
        **mine(), number=number, state=state, title=SECRET, description="x", kind="ccg", route="tender", decided_on=on
    )


@pytest.fixture
def business() -> None:
    """Of each kind some in the quarter, and beside them what does not count."""
    with at_work():
        for number, (kind, on) in enumerate(
            (("decision", IN), ("urgent", QUARTER.last), ("recommendation", IN), ("ballot", IN), ("decision", AFTER)), 1
        ):
            entered(number, kind, on, mine())
        entered(6, "decision", QUARTER.first, mine(), is_private=True)
        entered(7, "correction", IN, mine(), corrects=RegisterEntry.objects.get(number=1, **mine()))
        # Half past midnight on 1 October in London is still 30 September in UTC.
        met(101, datetime(2015, 9, 30, 23, 30, tzinfo=UTC), "closed", mine())
        met(102, datetime(2015, 12, 2, 13, tzinfo=UTC), "closed", mine())
        met(103, datetime(2015, 12, 9, 13, tzinfo=UTC), "cancelled", mine())
        met(104, datetime(2016, 1, 1, 0, 30, tzinfo=UTC), "closed", mine())
        for number, on in enumerate((IN, QUARTER.last, AFTER), 1):
            declared(number, on)
        for number, (state, on) in enumerate((("recorded", IN), ("draft", IN), ("recorded", AFTER)), 1):
            procured(number, state, on)


def test_they_are_counts_of_the_quarter_that_hub_and_ccg_read_alike(business: None) -> None:
    said = OfCommittees([NAME], meetings=2, decisions=3, declared=2, procurements=1, late_reviews=0)
    for key in ("lead", "finance_lead", "auditor", "officer", "head"):
        for reading in (True, False):
            assert read_by(key, reading=reading) == said, (key, reading)
    assert read_by("neighbour_lead", reading=True, code="05Y").decisions == 0


def test_the_evidence_of_a_reader_is_that_of_the_signatory_and_has_no_words_of_a_committee(business: None) -> None:
    read = []
    for key, reading in (("lead", True), ("lead", False), ("head", True), ("head", False)):
        with in_scope_of(key, reading=reading), transaction.atomic():
            ccg = Ccg.objects.get(ods_code="05R")
            made = SelfCertification(hub_id=ccg.hub_id, ccg=ccg, quarter_from=QUARTER.first)
            read.append(evidence_of(made, TODAY))
    assert read.count(read[0]) == len(read)
    assert SECRET not in str(read[0])
    assert {"words": "Committees the CCG took part in during the quarter", "count": 1, "names": [NAME]} in read[0][
        "governance"
    ]
    assert read[0]["procurement"][0]["count"] == 1


def test_only_the_days_on_which_the_ccg_took_part_count_and_a_committee_left_before_does_not(business: None) -> None:
    with at_work():
        link = CommitteeCcg.objects.get(committee=committee(), ccg__ods_code="05R")
        link.period = DateRange(date(2015, 4, 1), date(2015, 12, 1))
        link.save()
    found = read_by("lead", reading=False)
    assert (found.names, found.meetings, found.decisions, found.declared) == ([NAME], 1, 2, 1)
    with at_work():
        link.period = DateRange(date(2015, 4, 1), QUARTER.first)
        link.save()
    assert read_by("lead", reading=False) == OfCommittees([], 0, 0, 0, 0, 0)


def test_a_committee_of_several_ccgs_counts_for_each_of_them() -> None:
    both = Ccg.objects.filter(ods_code__in=("05R", "05Y"))
    with at_work():
        joint = Committee.objects.create(hub_id=committee().hub_id, name="A joint committee")
    whose = {"hub_id": joint.hub_id, "committee_id": joint.pk}
    with scope(Scope(hub=joint.hub_id, role="hub_work", reason="test")):
        for ccg in both:
            CommitteeCcg.objects.create(**whose, ccg=ccg, period=DateRange(date(2015, 4, 1), None))
        entered(1, "decision", IN, whose)
    assert read_by("lead", reading=False).decisions == 1
    assert read_by("neighbour_lead", reading=False, code="05Y").decisions == 1


def test_a_review_is_overdue_once_for_each_member_whatever_their_seats() -> None:
    appoint("Dr Ada Vale", seat="gp")
    appoint("dr ada  vale", seat="chair")
    appoint("Grace Park", seat="lay", since=date(2015, 12, 20))
    appoint("Olu Reed", seat="nurse")
    with at_work():
        InterestReview.objects.create(**mine(), name="Olu Reed", on=date(2015, 6, 1), interests=0)
    assert read_by("lead", reading=False).late_reviews == 1
    assert read_by("lead", reading=False, on=date(2016, 1, 18)).late_reviews == 2
    assert read_by("lead", reading=False, on=date(2016, 6, 2)).late_reviews == 3
