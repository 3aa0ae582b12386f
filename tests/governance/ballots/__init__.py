"""Ballots of the South Warwickshire committee, and of as many practices as a test needs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db import connection, transaction
from psycopg2.extras import DateRange

from governance.models import Ballot, BallotLink, BallotPractice, BallotRound
from governance.rules.ballot_rounds import Mode, Option, Plan
from governance.services import ballot_answers as answers
from governance.services import ballot_rounds as rounds
from governance.services import ballots as services
from governance.services.ballot_sealing import Answer
from hubportal.organisations.models import Ccg, Committee, Person, Practice, PracticeMembership
from tests.conftest import find_person, in_scope_of

COMMITTEE = "South Warwickshire Primary Care Committee"
OPENS = datetime(2016, 1, 4, 9, tzinfo=UTC)
CLOSES = datetime(2016, 1, 25, 17, tzinfo=UTC)
DURING = datetime(2016, 1, 11, 12, tzinfo=UTC)
BEFORE, AFTER = OPENS - timedelta(days=7), CLOSES + timedelta(minutes=1)

YES_NO = (
    Option("yes", "Yes", in_favour=True),
    Option("no", "No"),
    Option("no-view", "No view yet", commits=False),
)


def committee() -> Committee:
    """The committee of the cast."""
    return Committee.objects.get(name=COMMITTEE)


def secretary() -> Person:
    """Its secretary, with fresh grants."""
    return find_person("secretary")


@contextmanager
def at_desk() -> Iterator[Person]:
    """As a request of the secretary runs."""
    with in_scope_of("secretary") as person, transaction.atomic():
        yield person


def more_practices(count: int) -> list[str]:
    """So many member practices besides the cast's two; returns their codes."""
    warwick = Ccg.objects.get(ods_code="05R")
    codes = [f"M86{number:03}" for number in range(1, count + 1)]
    made = Practice.objects.bulk_create(
        Practice(ods_code=code, name=f"Practice {code}", opened_on=date(2014, 4, 1)) for code in codes
    )
    PracticeMembership.objects.bulk_create(
        PracticeMembership(practice=practice, ccg=warwick, period=DateRange(date(2014, 4, 1), None))
        for practice in made
    )
    return codes


def a_ballot(*, addresses: bool = True, left_out: Sequence[str] = (), **more: Any) -> Ballot:
    """A ballot of the members of South Warwickshire, each with an address."""
    with at_desk() as by:
        typed = {"title": "Joint commissioning", "background": "", "ccgs": ["05R"], "roll_on": date(2016, 1, 1)} | more
        made = services.make_ballot(committee_id=committee().pk, by=by, at=BEFORE, **typed)
        if addresses:
            codes = BallotPractice.objects.filter(ballot=made).values_list("ods_code", flat=True)
            services.set_addresses(
                ballot_id=made.pk, version=None, by=by, at=BEFORE,
                addresses={code: f"{code.lower()}@practice.example.org" for code in codes},
            )  # fmt: skip
        for code in left_out:
            services.change_entry(
                ballot_id=made.pk, version=None, ods_code=code, is_eligible=False, email="", by=by, at=BEFORE,
                because="Held by a contractor that answers for another practice",
            )  # fmt: skip
        return Ballot.objects.get(pk=made.pk)


def words(**more: Any) -> rounds.Words:
    """A sealed round of yes and no under the source's thresholds, in January 2016."""
    plan = {
        "question": "Shall we apply for joint commissioning?", "options": YES_NO, "opens_at": OPENS,
        "closes_at": CLOSES, "mode": Mode.OPT_IN, "turnout": Fraction(1, 2), "approval": Fraction(3, 4),
        "reminders": (7, 2),
    }  # fmt: skip
    named = {name: more.pop(name) for name in list(more) if name in plan}
    return rounds.Words(Plan(**(plan | named)), **more)


def a_round(ballot: Ballot | None = None, *, issued: bool = True, at: datetime = OPENS, **more: Any) -> BallotRound:
    """A round, open since nine o'clock on 4 January unless told otherwise."""
    found = ballot or a_ballot()
    with at_desk() as by:
        made = rounds.make_round(ballot_id=found.pk, words=words(**more), by=by, at=BEFORE)
        if issued:
            rounds.issue(round_id=made.pk, version=None, by=by, at=at)
        return BallotRound.objects.get(pk=made.pk)


def again(row: Any) -> Any:
    """The row as it is stored now."""
    with at_desk():
        return type(row).objects.select_related("committee").get(pk=row.pk)


def link_of(asked: BallotRound, code: str) -> BallotLink:
    """The newest link of a practice."""
    with at_desk():
        return BallotLink.objects.filter(round=asked, voter__ods_code=code).select_related("committee").latest("pk")


def given(option: str = "yes", comment: str = "") -> answers.Given:
    """An answer by a partner."""
    return answers.Given(Answer(option, comment), "Jo Tarrant", "Partner")


def answer(asked: BallotRound, code: str, option: str = "yes", *, at: datetime = DURING, comment: str = "") -> Any:
    """A practice answers by its link."""
    link = link_of(asked, code)
    with at_desk():
        return answers.answer_by_link(
            committee_id=link.committee_id, public_id=str(link.public_id), given=given(option, comment), at=at
        )


def closed(asked: BallotRound, *, at: datetime = AFTER) -> BallotRound:
    """Counted after its closing moment."""
    with at_desk() as by:
        rounds.close(round_id=asked.pk, version=None, because="", by=by, at=at)
    found: BallotRound = again(asked)
    return found


def everything_stored(table: str) -> str:
    """Every column of every row of a table as text, as the schema's owner would read it."""
    with at_desk(), connection.cursor() as cursor:
        cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t')  # noqa: S608 - a name of ours
        return str(cursor.fetchone()[0])
