"""A practice responds once, while the round is open, by its link or on paper; all else is refused in a sentence."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import Http404

from governance.models import BallotLink, BallotResponse
from governance.services import ballot_answers as answers
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.services.mail import SEND_EMAIL
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.refusals import Refused
from reporting.demo.files import one_page
from tests.conftest import in_scope_of
from tests.governance.ballots import (
    BEFORE,
    CLOSES,
    DURING,
    a_ballot,
    a_round,
    answer,
    at_desk,
    everything_stored,
    given,
    link_of,
)

CODE, OTHER = "M84901", "M84902"
pytestmark = pytest.mark.django_db


def paper(asked, code, *, option="yes", at=DURING, on=date(2016, 1, 8), scan=None):  # type: ignore[no-untyped-def]
    scan = scan or SimpleUploadedFile("form.pdf", one_page("Yes"), "application/pdf")
    with at_desk() as by:
        return answers.record_paper(
            round_id=asked.pk, ods_code=code, given=given(option), received_on=on, scan=scan, by=by, at=at
        )


def letters(fragment: str) -> list[str]:
    """The addresses of queued e-mail whose subject has the words."""
    with scope(Scope(role="hub_work", reason="test")), transaction.atomic():
        queued = [row.payload for row in OutboxItem.objects.filter(kind=SEND_EMAIL)]
    return sorted(message["to"][0] for message in queued if fragment in message["subject"])


def test_a_response_by_link_is_taken_and_its_receipt_written_to_the_practice() -> None:
    asked = a_round()
    kept = answer(asked, CODE)
    assert (kept.how, kept.given_by, kept.taken_at) == ("link", "Jo Tarrant", DURING)
    assert letters(f"Receipt {kept.receipt}") == ["m84901@practice.example.org"]
    assert link_of(asked, CODE).used_at == DURING


@pytest.mark.clause("Specification of governance, section 3", part="one response a practice")
def test_a_second_response_is_refused_and_the_first_counts() -> None:
    asked = a_round()
    answer(asked, CODE, "no")
    with pytest.raises(Refused, match=r"responded already, on 11 January 2016 at midday\. The first response counts"):
        answer(asked, CODE, "yes", at=DURING + timedelta(hours=1))
    with pytest.raises(Refused, match="responded already"):
        paper(asked, CODE)
    with at_desk():
        assert BallotResponse.objects.count() == 1


@pytest.mark.clause("Specification of governance, section 3", part="within the moments of the round")
def test_before_opening_and_from_the_closing_moment_on_nothing_is_taken() -> None:
    asked = a_round()
    with pytest.raises(Refused, match="opens on 4 January 2016 at 9am"):
        answer(asked, CODE, at=BEFORE)
    with pytest.raises(Refused, match="closed on 25 January 2016 at 5pm"):
        answer(asked, CODE, at=CLOSES)
    assert answer(asked, CODE, at=CLOSES - timedelta(seconds=1)).how == "link"


@pytest.mark.clause("Mid Essex paper, section 2.2", part="roll")
def test_who_is_left_out_or_not_on_the_roll_has_no_response() -> None:
    asked = a_round(a_ballot(left_out=[OTHER]))
    with pytest.raises(Refused, match="Birch Court Medical Centre is left out of the roll: Held by a contractor"):
        paper(asked, OTHER)
    with pytest.raises(Refused, match="not on the roll"):
        paper(asked, "M91901")
    with at_desk():
        assert BallotLink.objects.filter(round=asked).count() == 1


def test_a_replaced_link_holds_no_more_and_the_new_one_does() -> None:
    asked = a_round()
    old = link_of(asked, CODE)
    with at_desk() as by:
        answers.send_new_link(round_id=asked.pk, ods_code=CODE, email="new@practice.example.org", by=by, at=DURING)
    with at_desk(), pytest.raises(Refused, match="replaced"):
        answers.answer_by_link(committee_id=old.committee_id, public_id=str(old.public_id), given=given(), at=DURING)
    assert answer(asked, CODE).how == "link"
    assert "new@practice.example.org" in letters("Ballot of member practices")


def test_an_answer_that_is_no_option_and_one_without_a_name_are_refused() -> None:
    asked = a_round()
    link = link_of(asked, CODE)
    own = {"committee_id": link.committee_id, "public_id": str(link.public_id), "at": DURING}
    with at_desk(), pytest.raises(Refused, match="one of the options"):
        answers.answer_by_link(**own, given=given("perhaps"))
    nameless = answers.Given(given().answer, "  ")
    with at_desk(), pytest.raises(Refused, match="who answers"):
        answers.answer_by_link(**own, given=nameless)
    assert link_of(asked, CODE).used_at is None


def test_a_link_of_another_committee_is_not_there() -> None:
    link = link_of(a_round(), CODE)
    with at_desk(), pytest.raises(Http404):
        answers.answer_by_link(
            committee_id=link.committee_id + 1, public_id=str(link.public_id), given=given(), at=DURING
        )


def test_a_paper_form_is_recorded_with_its_scan_and_stops_the_link() -> None:
    asked = a_round()
    kept = paper(asked, CODE)
    assert (kept.how, kept.received_on, kept.scan.is_restricted) == ("paper", date(2016, 1, 8), True)
    assert link_of(asked, CODE).revoked_at == DURING


@pytest.mark.parametrize("on", [date(2016, 1, 3), date(2016, 1, 12)])
def test_a_paper_form_came_while_the_round_was_open_and_not_in_the_future(on: date) -> None:
    with pytest.raises(Refused, match="from the day the round opened to today"):
        paper(a_round(), CODE, on=on)


def test_a_paper_form_needs_a_scan_that_is_one() -> None:
    asked = a_round()
    with at_desk() as by, pytest.raises(Refused, match="Add the scan"):
        answers.record_paper(
            round_id=asked.pk, ods_code=CODE, given=given(), received_on=date(2016, 1, 8), scan=None, by=by, at=DURING
        )
    with pytest.raises(Refused):
        paper(asked, CODE, scan=SimpleUploadedFile("form.pdf", b"no pdf at all", "application/pdf"))
    with at_desk():
        assert not BallotResponse.objects.exists()


def test_a_paper_form_recorded_of_the_wrong_practice_is_set_aside_with_a_reason() -> None:
    asked = a_round()
    paper(asked, CODE)
    with at_desk() as by:
        own = {"round_id": asked.pk, "ods_code": CODE, "by": by, "at": DURING}
        with pytest.raises(Refused, match="why"):
            answers.set_aside(**own, because=" ")
        answers.set_aside(**own, because="It was the form of Birch Court")
        with pytest.raises(Refused, match="Only a response recorded from paper"):
            answers.set_aside(**own, because="Again")
    assert paper(asked, CODE, option="no").set_aside_at is None
    with at_desk():
        assert BallotResponse.objects.count() == 2


def test_a_response_by_link_is_never_set_aside() -> None:
    asked = a_round()
    answer(asked, CODE)
    with at_desk() as by, pytest.raises(Refused, match="Only a response recorded from paper"):
        answers.set_aside(round_id=asked.pk, ods_code=CODE, because="Wrong answer", by=by, at=DURING)


@pytest.mark.parametrize("key", ["member"])
def test_members_read_and_record_nothing(key: str) -> None:
    asked = a_round()
    with in_scope_of(key) as by, transaction.atomic(), pytest.raises(Refused, match="Your role at this committee"):
        answers.set_aside(round_id=asked.pk, ods_code=CODE, because="Why not", by=by, at=DURING)


@pytest.mark.parametrize("key", ["officer", "lead", "stranger"])
def test_to_everybody_else_the_round_is_not_there(key: str) -> None:
    asked = a_round()
    with in_scope_of(key) as by, transaction.atomic(), pytest.raises(Http404):
        answers.set_aside(round_id=asked.pk, ods_code=CODE, because="Why not", by=by, at=DURING)


def test_neither_a_sealed_answer_nor_its_comment_stands_in_the_database() -> None:
    asked = a_round()
    answer(asked, CODE, "no-view", comment="We wait for the partners")
    for table in ("governance_ballotresponse", "governance_ballotresponsehistory"):
        stored = everything_stored(table)
        assert "no-view" not in stored
        assert "We wait" not in stored
    with at_desk():
        lengths = {len(row.sealed) for row in BallotResponse.objects.all()}
    answer(asked, OTHER, "yes")
    with at_desk():
        assert {len(row.sealed) for row in BallotResponse.objects.all()} == lengths


def test_an_answer_of_a_round_that_is_not_sealed_is_kept_as_it_is() -> None:
    kept = answer(a_round(sealed=False), CODE, "no")
    assert (kept.answer, kept.sealed) == ("no", "")


def test_the_database_itself_keeps_one_response_a_practice() -> None:
    asked = a_round()
    first = answer(asked, CODE)
    first.pk, first.receipt = None, "AAAA-BBBB"
    with pytest.raises(IntegrityError, match="one_response_a_practice"), at_desk():
        first.save(force_insert=True)
