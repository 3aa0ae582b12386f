"""A ballot from its roll to its certified result."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http import Http404

from governance.models import Ballot, BallotLink, BallotPractice, BallotResponse, BallotRound, TermsOfReference
from governance.rules.ballot_rounds import Mode, Option
from governance.services import ballot_clock as clock
from governance.services import ballot_results as results
from governance.services import ballot_rounds as rounds
from governance.services import ballots as services
from governance.services.ballot_counting import published_result, recount_differs
from governance.services.ballot_sealing import Answer, Unopenable, opened, seal
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.services import items
from hubportal.notifications.services.mail import SEND_EMAIL
from hubportal.organisations.models import Practice
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.refusals import Refused, Stale
from tests.conftest import in_scope_of
from tests.governance.ballots import (
    AFTER,
    BEFORE,
    CLOSES,
    COMMITTEE,
    DURING,
    OPENS,
    YES_NO,
    a_ballot,
    a_round,
    again,
    answer,
    at_desk,
    closed,
    committee,
    more_practices,
    words,
)

CODE, OTHER = "M84901", "M84902"
pytestmark = pytest.mark.django_db


def queued(kind: str = SEND_EMAIL) -> list[dict[str, Any]]:
    """The payloads on the work list."""
    with scope(Scope(role="hub_work", reason="test")), transaction.atomic():
        return [row.payload for row in OutboxItem.objects.filter(kind=kind).order_by("pk")]


def subjects(fragment: str) -> int:
    """How many e-mails are queued whose subject has the words."""
    return sum(fragment in message["subject"] for message in queued())


def test_the_roll_is_every_member_on_the_day_with_the_address_of_its_manager() -> None:
    Practice.objects.filter(ods_code=OTHER).update(closed_on=date(2015, 12, 31))
    made = a_ballot(addresses=False)
    with at_desk():
        assert list(BallotPractice.objects.filter(ballot=made).values_list("ods_code", "email")) == [
            (CODE, "practice@example.org")
        ]


def test_a_ccg_that_does_not_take_part_and_a_day_without_members_are_refused() -> None:
    with pytest.raises(Refused, match="take part in the committee"):
        a_ballot(ccgs=["06Q"])
    with pytest.raises(Refused, match="take part in the committee"):
        a_ballot(ccgs=[])
    Practice.objects.filter(ods_code__in=[CODE, OTHER]).update(closed_on=date(2015, 6, 1))
    with pytest.raises(Refused, match="no member practice"):
        a_ballot()


def change(made: Ballot, **more: Any) -> BallotPractice:
    typed = {"ods_code": CODE, "is_eligible": False, "because": "Two contracts", "email": "", "version": None} | more
    with at_desk() as by:
        return services.change_entry(ballot_id=made.pk, by=by, at=DURING, **typed)


def test_a_practice_is_left_out_with_a_reason_and_taken_in_again() -> None:
    made = a_ballot()
    with pytest.raises(Refused, match="why the practice is left out"):
        change(made, because=" ")
    assert change(made).excluded_because == "Two contracts"
    assert change(made, is_eligible=True).excluded_because == ""
    with pytest.raises(Refused, match="not on the roll"):
        change(made, ods_code="M99999")
    with pytest.raises(Stale):
        change(made, version=1)


def test_the_roll_is_frozen_when_the_first_round_opens_and_then_only_addresses_change() -> None:
    made = a_ballot()
    a_round(made)
    assert again(made).frozen_at == OPENS
    with pytest.raises(Refused, match="frozen"):
        change(made)
    assert change(made, is_eligible=True, email="new@example.org").email == "new@example.org"


@pytest.mark.parametrize(
    ("text", "said"),
    [("M84901", "Line 1"), ("M84901 a@b.example\nM84902 nobody", "Line 2"), ("x\ny z w", "Lines 1, 2")],
)
def test_lines_at_fault_are_named(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        services.read_addresses(text)


def test_addresses_of_practices_that_are_not_on_the_roll_change_nothing() -> None:
    made = a_ballot()
    assert services.read_addresses("m84901, a@b.example\n\n") == {CODE: "a@b.example"}
    with at_desk() as by, pytest.raises(Refused, match="Not on the roll: M99999"):
        services.set_addresses(
            ballot_id=made.pk, version=None, by=by, at=BEFORE,
            addresses={CODE: "a@b.example", "M99999": "a@b.example"},
        )  # fmt: skip


def test_issuing_opens_at_once_where_the_moment_has_come_and_sends_each_practice_its_link() -> None:
    asked = a_round()
    assert asked.opened_at == OPENS
    assert subjects("Ballot of member practices") == 2
    assert {payload["round"] for payload in queued(clock.CLOSE)} == {asked.pk}
    assert len(queued(clock.REMIND)) == 2


def test_a_round_issued_beforehand_opens_by_the_clock_once() -> None:
    asked = a_round(at=BEFORE)
    assert again(asked).opened_at is None
    with scope(Scope(hub=asked.hub_id, role="hub_work", reason="test")), transaction.atomic():
        clock.open_by_clock(round_id=asked.pk, at=OPENS - timedelta(minutes=1))
        clock.open_by_clock(round_id=asked.pk, at=OPENS)
        clock.open_by_clock(round_id=asked.pk, at=DURING)
    assert again(asked).opened_at == OPENS
    assert subjects("Ballot of member practices") == 2


def test_issuing_is_refused_twice_too_late_and_where_nobody_may_answer() -> None:
    asked = a_round()
    draft = a_round(a_ballot(), issued=False)
    nobody = a_round(a_ballot(left_out=[CODE, OTHER]), issued=False)
    with at_desk() as by:
        for found, at, said in (
            (asked, OPENS, "issued already"),
            (draft, CLOSES, "closing moment has passed"),
            (nobody, OPENS, "Nobody on the roll"),
        ):
            with pytest.raises(Refused, match=said):
                rounds.issue(round_id=found.pk, version=None, by=by, at=at)


def test_a_draft_is_changed_and_an_issued_round_is_not() -> None:
    draft = a_round(issued=False)
    with at_desk() as by:
        new = words(question="Shall we wait?", named=True)
        assert rounds.change_round(round_id=draft.pk, version=1, words=new, by=by).named
        with pytest.raises(Refused, match="two options"):
            rounds.change_round(round_id=draft.pk, version=None, words=words(options=YES_NO[:1]), by=by)
        rounds.issue(round_id=draft.pk, version=None, by=by, at=OPENS)
        with pytest.raises(Refused, match="Only a draft"):
            rounds.change_round(round_id=draft.pk, version=None, words=new, by=by)


def allow_exception() -> None:
    with at_desk() as by:
        TermsOfReference.objects.create(
            hub_id=committee().hub_id, committee=committee(), number=1, state="adopted", kind="primary_care",
            in_force_from=date(2015, 4, 1), established_on=date(2015, 4, 1), made_by=by,
            rules={"quorum": {"kind": "fraction", "fraction": "1/3"}}, allows_ballots_by_exception=True,
        )  # fmt: skip


def test_by_exception_is_refused_without_terms_that_allow_it() -> None:
    ballot = a_ballot()
    with pytest.raises(Refused, match="do not allow ballots by exception"):
        a_round(ballot, mode=Mode.BY_EXCEPTION)
    allow_exception()
    asked = a_round(ballot, mode=Mode.BY_EXCEPTION, sealed=False)
    result = json.loads(closed(asked).result)
    assert (result["mode"], result["carried"], result["silent"]) == ("by_exception", True, 2)
    with at_desk() as by:
        draft = rounds.make_round(ballot_id=ballot.pk, words=words(mode=Mode.BY_EXCEPTION), by=by, at=AFTER)
        TermsOfReference.objects.update(allows_ballots_by_exception=False)
        with pytest.raises(Refused, match="do not allow"):
            rounds.issue(round_id=draft.pk, version=None, by=by, at=OPENS)


def test_the_next_round_waits_for_the_one_before() -> None:
    ballot = a_ballot()
    first = a_round(ballot)
    with at_desk() as by, pytest.raises(Refused, match="Round 1 comes first"):
        rounds.make_round(ballot_id=ballot.pk, words=words(), by=by, at=DURING)
    closed(first)
    with at_desk() as by:
        assert rounds.make_round(ballot_id=ballot.pk, words=words(), by=by, at=AFTER).number == 2


def test_reminders_go_once_each_to_those_who_have_not_responded() -> None:
    asked = a_round()
    answer(asked, CODE)
    seven = CLOSES - timedelta(days=7)
    with scope(Scope(hub=asked.hub_id, role="hub_work", reason="test")), transaction.atomic():
        assert clock.remind(round_id=asked.pk, day=7, at=seven - timedelta(minutes=1)) == 0
        assert clock.remind(round_id=asked.pk, day=7, at=seven) == 1
        clock.remind(round_id=asked.pk, day=7, at=seven + timedelta(hours=1))
        assert clock.remind(round_id=asked.pk, day=2, at=CLOSES) == 0
    assert subjects("Reminder") == 1
    assert [m["to"] for m in queued() if "Reminder" in m["subject"]] == [["m84902@practice.example.org"]]


def test_closing_later_keeps_links_and_lets_the_old_closing_do_nothing() -> None:
    asked = a_round()
    later = CLOSES + timedelta(days=7)
    with at_desk() as by:
        own = {"round_id": asked.pk, "version": None, "by": by, "at": DURING, "because": "Holidays"}
        with pytest.raises(Refused, match="must be after 25 January"):
            rounds.extend(**own, closes_at=CLOSES)
        rounds.extend(**own, closes_at=later)
    with scope(Scope(hub=asked.hub_id, role="hub_work", reason="test")), transaction.atomic():
        clock.close_by_clock(round_id=asked.pk, at=CLOSES)
    assert again(asked).state == "issued"
    assert answer(asked, CODE, at=CLOSES + timedelta(days=1)).how == "link"
    with at_desk() as by, pytest.raises(Refused, match="still to close"):
        rounds.extend(
            round_id=asked.pk, version=None, closes_at=later + timedelta(days=1), because="x", by=by, at=later
        )


def test_the_clock_counts_once_at_the_closing_moment() -> None:
    asked = a_round()
    answer(asked, CODE)
    with scope(Scope(hub=asked.hub_id, role="hub_work", reason="test")), transaction.atomic():
        clock.close_by_clock(round_id=asked.pk, at=CLOSES - timedelta(seconds=1))
        assert BallotRound.objects.get(pk=asked.pk).state == "issued"
        clock.close_by_clock(round_id=asked.pk, at=AFTER)
        digest = BallotRound.objects.get(pk=asked.pk).digest
        clock.close_by_clock(round_id=asked.pk, at=AFTER + timedelta(hours=1))
    counted = again(asked)
    assert (counted.state, counted.closed_at, counted.digest) == ("counted", CLOSES, digest)
    with at_desk():
        assert not BallotLink.objects.filter(used_at=None, revoked_at=None).exists()


def test_closing_early_needs_a_reason_and_closing_twice_is_refused() -> None:
    asked = a_round()
    with at_desk() as by:
        own = {"round_id": asked.pk, "version": None, "by": by, "at": DURING}
        with pytest.raises(Refused, match="why the round closes early"):
            rounds.close(**own, because=" ")
        rounds.close(**own, because="Every practice has responded")
        with pytest.raises(Refused, match="Only a round that is open"):
            rounds.close(**own, because="Again")
        with pytest.raises(Refused, match="not called off"):
            rounds.call_off(**own, because="Late")
    assert json.loads(again(asked).result)["closed_early_because"] == "Every practice has responded"


def test_a_round_that_never_opened_is_not_counted_but_called_off() -> None:
    asked = a_round(at=BEFORE)
    with scope(Scope(hub=asked.hub_id, role="hub_work", reason="test")), transaction.atomic():
        clock.close_by_clock(round_id=asked.pk, at=AFTER)
    with at_desk() as by:
        own = {"round_id": asked.pk, "version": None, "by": by, "at": AFTER}
        with pytest.raises(Refused, match="never opened"):
            rounds.close(**own, because="")
        with pytest.raises(Refused, match="why"):
            rounds.call_off(**own, because="")
        rounds.call_off(**own, because="Nobody was asked")
    assert again(asked).state == "cancelled"


def test_what_is_not_there_any_more_does_nothing() -> None:
    with scope(Scope(hub=committee().hub_id, role="hub_work", reason="test")), transaction.atomic():
        clock.open_by_clock(round_id=0, at=OPENS)
        clock.close_by_clock(round_id=0, at=OPENS)
        assert clock.remind(round_id=0, day=7, at=OPENS) == 0


def test_without_names_the_result_says_only_how_many_and_with_them_who() -> None:
    asked = a_round()
    answer(asked, CODE, "no", comment="Wait a year")
    plain = json.loads(closed(asked).result)
    assert plain["answers"] == []
    assert plain["comments"] == [{"name": "", "text": "Wait a year"}]
    named = a_round(a_ballot(), named=True)
    answer(named, CODE, "no", comment="Wait a year")
    told = json.loads(closed(named).result)
    assert told["answers"] == [{"ods_code": CODE, "name": "Alder Lane Surgery", "option": "no"}]
    assert told["comments"][0]["name"] == "Alder Lane Surgery"


def test_a_seal_opens_for_its_own_round_and_practice_only() -> None:
    sealed = seal(Answer("yes", "é"), round_id=1, voter_id=2)
    assert opened(sealed, round_id=1, voter_id=2) == Answer("yes", "é")
    for wrong in ({"round_id": 1, "voter_id": 3}, {"round_id": 9, "voter_id": 2}):
        with pytest.raises(Unopenable):
            opened(sealed, **wrong)
    with pytest.raises(Unopenable):
        opened("nonsense", round_id=1, voter_id=2)


def test_the_key_before_opens_what_it_sealed(settings: Any) -> None:
    sealed = seal(Answer("yes"), round_id=1, voter_id=2)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key of thirty characters!"
    assert opened(sealed, round_id=1, voter_id=2).option == "yes"


def test_a_seal_moved_to_another_practice_stops_the_count() -> None:
    asked = a_round()
    answer(asked, CODE, "yes")
    answer(asked, OTHER, "no")
    with at_desk():
        first, second = BallotResponse.objects.order_by("pk")
        BallotResponse.objects.filter(pk=first.pk).update(sealed=second.sealed)
    with pytest.raises(Refused, match="sealed response of Alder Lane Surgery does not open"):
        closed(asked)
    assert again(asked).state == "issued"


def certified(asked: BallotRound, *, seen: str | None = None) -> BallotRound:
    with at_desk() as by:
        return results.certify(round_id=asked.pk, seen=seen or asked.digest, by=by, at=AFTER)


def test_a_result_is_certified_as_it_was_seen_then_published_and_told() -> None:
    asked = a_round(named=True)
    answer(asked, CODE, comment="Agreed by all")
    counted = closed(asked)
    assert published_result(counted) == {}
    with pytest.raises(Refused, match="changed since you opened it"):
        certified(counted, seen="0" * 64)
    with at_desk() as by, pytest.raises(Refused, match="once it is certified"):
        results.publish(round_id=asked.pk, by=by, at=AFTER)
    assert certified(counted).certified_by.email == "secretary@example.org"
    with pytest.raises(Refused, match="not certified yet"):
        certified(counted)
    with at_desk() as by:
        results.publish(round_id=asked.pk, by=by, at=AFTER)
    shown = published_result(again(asked))
    assert (shown["committee"], shown["turnout"], shown["carried"]) == (COMMITTEE, "1/2", True)
    assert shown["answers"][0]["ods_code"] == CODE
    assert not {"comments", "receipts", "responded", "set_aside"} & set(shown)
    assert subjects("Result of the ballot") == 2


def test_a_committee_with_another_name_since_is_still_certified() -> None:
    counted = closed(a_round())
    counted.committee.name = "Another name"
    with at_desk():
        assert not recount_differs(again(counted))


def test_a_response_changed_after_the_count_is_found_and_not_certified() -> None:
    asked = a_round(sealed=False)
    answer(asked, CODE, "no")
    counted = closed(asked)
    with at_desk():
        BallotResponse.objects.update(answer="yes")
    with pytest.raises(Refused, match="another result than the one that was frozen"):
        certified(counted)
    with at_desk():
        BallotResponse.objects.update(answer="no")
        BallotRound.objects.update(result=counted.result.replace('"carried":false', '"carried":true'))
        assert recount_differs(again(counted))


@pytest.mark.parametrize(("key", "error"), [("member", Refused), ("officer", Http404), ("stranger_head", Http404)])
def test_only_the_secretary_makes_issues_and_certifies(key: str, error: type[Exception]) -> None:
    draft = a_round(issued=False)
    with in_scope_of(key) as by, transaction.atomic():
        for act in (
            lambda: services.make_ballot(
                committee_id=committee().pk, title="Mine", background="", ccgs=["05R"], roll_on=date(2016, 1, 1), by=by,
                at=BEFORE,
            ),
            lambda: rounds.make_round(ballot_id=draft.ballot_id, words=words(), by=by, at=BEFORE),
            lambda: rounds.issue(round_id=draft.pk, version=None, by=by, at=OPENS),
            lambda: rounds.close(round_id=draft.pk, version=None, because="x", by=by, at=OPENS),
            lambda: results.certify(round_id=draft.pk, seen="", by=by, at=OPENS),
            lambda: results.publish(round_id=draft.pk, by=by, at=OPENS),
        ):  # fmt: skip
            with pytest.raises(error):
                act()


WAIT = (Option("apply", "Apply now", in_favour=True), Option("wait", "Wait and see"))


@pytest.mark.parametrize(
    ("options", "replies", "turnout", "approval", "carried"),
    [
        (WAIT, {"apply": 18, "wait": 14}, "32/45", "18/32", False),
        (YES_NO, {"yes": 26, "no": 8, "no-view": 1}, "35/45", "26/34", True),
    ],
)
def test_the_rounds_of_mid_essex_through_roll_links_seals_and_count(
    options: tuple[Option, ...],
    replies: dict[str, int],
    turnout: str,
    approval: str,
    carried: bool,  # noqa: FBT001
) -> None:
    codes = [CODE, OTHER, *more_practices(45)]
    ballot = a_ballot(left_out=codes[-2:])
    asked = a_round(ballot, options=options)
    waiting = iter(codes)
    for option, count in replies.items():
        for _ in range(count):
            answer(asked, next(waiting), option)
    result = json.loads(closed(asked).result)
    assert (result["roll"]["practices"], result["roll"]["eligible"]) == (47, 45)
    assert [row["ods_code"] for row in result["roll"]["left_out"]] == codes[-2:]
    assert (result["turnout"], result["approval"], result["carried"]) == (turnout, approval, carried)


def test_the_work_list_opens_reminds_and_closes(settings: Any) -> None:
    """Through the outbox itself, in the scope of the worker, at moments that have passed by the database's clock."""
    asked = a_round(at=BEFORE)
    with scope(Scope(hub=asked.hub_id, role="hub_work", reason="test")), transaction.atomic():
        BallotRound.objects.filter(pk=asked.pk).update(closes_at=CLOSES + timedelta(days=36_500))
    while item := items.claim():
        items.work(item)
    assert again(asked).opened_at is not None
    with scope(Scope(hub=asked.hub_id, role="hub_work", reason="test")), transaction.atomic():
        BallotRound.objects.filter(pk=asked.pk).update(closes_at=CLOSES)
        OutboxItem.objects.filter(kind=clock.CLOSE).update(done_at=None, lease_until=None)
    while item := items.claim():
        items.work(item)
    assert again(asked).state == "counted"
