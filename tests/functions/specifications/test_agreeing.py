"""A CCG's specification from draft to agreed: locked rows, two signatures, and only what changed signed again."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from functions.figures.specifications.lines import lines_of
from functions.models import Activity, Specification, SpecificationRow
from functions.rules.specifications.parts import Acts, Allocation
from functions.services.specifications import part_on
from functions.services.specifications.agreeing import sign, take_back, withdraw
from functions.services.specifications.making import Decision, decide, redate, start
from hubportal.organisations.models import Ccg
from hubportal.records.models import Deadline, RecordMove, Signature
from hubportal.web.refusals import Refused, Stale
from tests.functions.specifications.making import (
    ALONE,
    APRIL,
    MARCH,
    agreed,
    begun,
    decided,
    proposed,
    signed,
    to_sign,
)  # fmt: skip

pytestmark = pytest.mark.django_db
JULY = date(2016, 7, 1)
JUNE = datetime(2016, 6, 1, 10, tzinfo=UTC)


def whose_of(seen_by: Any, ref: str, on: date, ccg: str = "05R") -> Any:
    with seen_by("head"):
        activity = Activity.objects.get(ref=ref, version__code="1.0")
        return part_on(Ccg.objects.get(ods_code=ccg).pk, activity.pk, on)


def test_a_draft_is_a_copy_of_the_standard_with_its_finance_services(seen_by: Any) -> None:
    made = begun()
    with seen_by("officer"):
        rows = SpecificationRow.objects.filter(specification=made)
        assert (rows.count(), rows.filter(activity__schedule="finance").count()) == (121, 44)
        assert (made.reference, made.state) == ("WM-A-2016-00001", "draft")
        assert not any(line.differs for line in lines_of(made))


def test_two_signatures_make_it_agreed_and_it_holds_from_its_day(seen_by: Any) -> None:
    made = begun()
    with pytest.raises(Refused, match="X.15: Core functions are the hub’s") as refused:
        decided(made, X_15=ALONE)
    assert refused.value.clause == "West Midlands MOU 4.1 key"
    with pytest.raises(Refused, match="I.4: This is the CCG’s own responsibility"):
        decided(made, I_4=Allocation(False, "CORE"))

    assert decided(made, XII_15=ALONE, X_13=Allocation(False, "CORE")) == ["XII.15", "X.13"]
    proposed(made)
    assert signed(made, "lead").state == "proposed"
    with pytest.raises(Refused, match="The CCG has signed all of it already"):
        signed(made, "lead")
    assert whose_of(seen_by, "XII.15", APRIL).signed is False
    assert signed(made, "director").state == "agreed"

    before, after = whose_of(seen_by, "XII.15", date(2016, 3, 31)), whose_of(seen_by, "XII.15", APRIL)
    assert (before.acts, before.signed, before.hub_part) == (Acts.HUB_PREPARES, False, "SUPPORT")
    assert (after.acts, after.signed, after.hub_part, after.ccg_acts) == (Acts.CCG, True, "", True)
    assert whose_of(seen_by, "X.13", APRIL).acts is Acts.HUB
    assert whose_of(seen_by, "QOF.1", APRIL).acts is Acts.HUB
    assert after.column.decides == "The CCG"
    with seen_by("officer"):
        words = list(RecordMove.objects.of(made).order_by("id").values_list("act", flat=True))
        assert words == ["begin", "propose", "agree"]


@pytest.mark.clause("Specification of governance, section 1 (what a signature covers)")
def test_a_signature_on_changed_content_is_refused_and_only_changed_rows_are_signed_again(
    seen_by: Any, person: Any
) -> None:
    made = begun()
    decided(made, XII_15=ALONE)
    proposed(made)
    assert len(to_sign(made, "ccg")) == 121
    signed(made, "lead")
    assert to_sign(made, "ccg") == ()
    with seen_by("officer") as officer:
        take_back(specification_id=made.pk, version=None, by=officer, on=MARCH.date(), at=MARCH, note="X.4 as well")
    decided(made, X_4=ALONE)
    proposed(made)
    assert to_sign(made, "ccg") == ("X.4",)
    assert len(to_sign(made, "nhs_england")) == 121
    with seen_by("lead") as lead, pytest.raises(Refused, match="It has changed since you opened it"):
        sign(specification_id=made.pk, seen="0" * 64, by=lead, at=MARCH)
    signed(made, "lead")
    assert signed(made, "director").state == "agreed"
    with seen_by("officer"):
        kept = Signature.objects.of(made).filter(party="ccg").order_by("id")
        assert [len(row.part) for row in kept] == [37, 37]
        assert "X.4" in kept[1].content
        assert "XII.15" not in kept[1].content


def test_the_next_specification_is_signed_where_it_changed_and_ends_the_one_before(seen_by: Any) -> None:
    first = agreed(XII_15=ALONE)
    with pytest.raises(Refused, match="Choose 2 April 2016 or a later day"):
        begun(effective_from=APRIL, at=JUNE)
    second = begun(effective_from=JULY, at=JUNE)
    with pytest.raises(Refused, match="still in the making"):
        begun(effective_from=JULY, at=JUNE)
    decided(second, at=JUNE, X_4=ALONE)
    proposed(second, at=JUNE)
    assert to_sign(second, "ccg") == ("X.4",)
    signed(second, "director", at=JUNE)
    assert signed(second, "lead", at=JUNE).state == "agreed"
    with seen_by("officer"):
        first.refresh_from_db()
        assert (first.state, first.effective_to) == ("superseded", date(2016, 6, 30))
    assert whose_of(seen_by, "X.4", date(2016, 6, 30)).acts is Acts.HUB_PREPARES
    assert whose_of(seen_by, "X.4", JULY).acts is Acts.CCG
    assert whose_of(seen_by, "XII.15", JULY).acts is Acts.CCG
    with seen_by("officer"), pytest.raises(IntegrityError, match="specifications_never_overlap"), transaction.atomic():
        Specification.objects.filter(pk=first.pk).update(effective_to=None)


def test_what_is_to_be_confirmed_waits_for_an_owner_and_a_day_and_becomes_a_date_to_keep(seen_by: Any) -> None:
    made = begun()
    tbc = Allocation(True, "TBC")
    decided(made, X_4=tbc)
    decided(made, X_5=tbc)
    with pytest.raises(Refused) as refused:
        proposed(made)
    assert refused.value.sentence == (
        "X.4: choose who brings it to a decision. X.4: enter the day by which it is decided."
        " X.5: choose who brings it to a decision. X.5: enter the day by which it is decided."
    )
    decided(made, X_5=ALONE)
    with seen_by("officer") as officer:
        row = {"X.4": Decision(tbc, "", officer, date(2016, 5, 2))}
        assert decide(specification_id=made.pk, version=None, decisions=row, by=officer, at=MARCH) == ["X.4"]
        due = Deadline.objects.of(made).get()
        assert (due.step, due.due_on, due.owner, due.words) == (
            "decide X.4", date(2016, 5, 2), officer, "Decide whose X.4 is",
        )  # fmt: skip
    proposed(made)
    signed(made, "lead")
    signed(made, "director")
    following = begun(effective_from=JULY)
    with seen_by("officer"):
        assert Deadline.objects.of(following).get().due_on == date(2016, 5, 2)
    decided(following, X_4=ALONE)
    with seen_by("officer"):
        assert Deadline.objects.of(following).open().count() == 0


def test_changing_on_top_of_somebody_elses_change_shows_both(seen_by: Any) -> None:
    made = begun()
    assert decided(made, X_4=ALONE) == ["X.4"]
    assert decided(made, X_4=ALONE) == []
    with seen_by("officer") as officer:
        rows = {"X.4": Decision(Allocation(False, "CORE"), "Ours")}
        with pytest.raises(Stale) as stale:
            decide(specification_id=made.pk, version=1, decisions=rows, by=officer, at=MARCH)
        (both,) = stale.value.differences
        assert (both.saved, both.yours) == ("CCG, As discussed", "Core, Ours")
        with pytest.raises(Refused, match="Z.1 is not in this specification"):
            decide(specification_id=made.pk, version=None, decisions={"Z.1": Decision(ALONE)}, by=officer, at=MARCH)


def test_out_of_order_or_out_of_turn_is_refused_with_a_sentence(seen_by: Any, person: Any) -> None:
    made = begun()
    with pytest.raises(Refused, match="It is signed while it is proposed"):
        signed(made, "lead")
    with seen_by("head") as head, pytest.raises(Refused, match="Only the CCG’s lead and NHS England’s"):
        sign(specification_id=made.pk, seen="", by=head, at=MARCH)
    with seen_by("lead") as lead, pytest.raises(Refused, match="Only the hub’s people begin"):
        start(ccg=made.ccg, effective_from=APRIL, by=lead, at=MARCH)
    with seen_by("officer") as officer:
        owned = {"X.4": Decision(Allocation(True, "TBC"), "", person("stranger"), APRIL)}
        with pytest.raises(Refused, match="Stranger does not work for this CCG"):
            decide(specification_id=made.pk, version=None, decisions=owned, by=officer, at=MARCH)
        moved = redate(specification_id=made.pk, version=None, effective_from=date(2016, 5, 1), by=officer)
        assert moved.subject == "Functions of South Warwickshire from 1 May 2016"
        with pytest.raises(Refused, match="Enter the reason"):
            withdraw(specification_id=made.pk, version=None, by=officer, on=MARCH.date(), at=MARCH, note="")
        gone = withdraw(specification_id=made.pk, version=None, by=officer, on=MARCH.date(), at=MARCH, note="Twice")
        assert gone.state == "withdrawn"
        with pytest.raises(Refused, match="while it is a draft"):
            decide(specification_id=made.pk, version=None, decisions={}, by=officer, at=MARCH)
        with pytest.raises(Refused, match="No standard matrix was in force"):
            start(ccg=Ccg.objects.get(ods_code="05R"), effective_from=date(2015, 9, 1), by=officer, at=MARCH)
