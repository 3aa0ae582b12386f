"""A year of invented cases, made by the same services that people use, at the moments they would have used them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from functions.models import Query
from functions.services.linking import link
from functions.services.merging import merge
from functions.services.queries import assign, log_query
from functions.services.splitting import split
from hubportal.clocks.policy import LONDON
from hubportal.organisations.models import Ccg, Person, Practice
from hubportal.organisations.services.tables import read_yaml
from reporting.demo.acting import acting
from reporting.demo.acts import Acts
from reporting.demo.cast import Cast, gather
from reporting.rules.demo_stories import age_of, fate_of, last_working_day, story, working_day_ago

CASES = 300
# How many working days ago cases came: this many in the last five weeks, the others over the year before.
RECENT, RECENT_DAYS, YEAR_DAYS = 125, 25, 250
OTHER_HUBS = {"06Q": 6, "06T": 4, "08V": 4, "08M": 2, "08W": 2, "02A": 3}


@dataclass(frozen=True, slots=True)
class _Arrival:
    """One case that comes in: when, for which CCG, and about what."""

    received_at: datetime
    ccg: str
    subject: dict[str, Any]
    seed: int


def make_cases(*, today: date) -> int:
    """Log and work 300 cases in the order in which they came, then merge, link and split some; returns how many."""
    phrases = read_yaml("demo/phrases.yaml")
    cast = gather(names=phrases["contacts"], tags=phrases["tags"])
    latest = last_working_day(today)
    acts = Acts(cast, phrases)
    made = [_case(arrival, cast, acts, latest) for arrival in _arrivals(latest)]
    return len(made) + _belonging(made, cast, latest)


def _arrivals(latest: date) -> list[_Arrival]:
    chance = Random("arrivals")  # noqa: S311 - the same on every machine
    subjects = read_yaml("demo/subjects.yaml")
    sizes = {code: facts["count"] for code, facts in read_yaml("demo/organisations.yaml")["practices"].items()}
    ours = [code for code in sizes if code not in OTHER_HUBS]
    codes = chance.choices(ours, [sizes[code] + (30 if code in {"05R", "05Y"} else 0) for code in ours], k=CASES)
    place = 0
    for code, count in OTHER_HUBS.items():
        codes[place : place + count] = [code] * count
        place += count
    chance.shuffle(codes)
    order: list[dict[str, Any]] = []
    while len(order) < CASES:
        order += chance.sample(subjects, len(subjects))
    arrivals = []
    for seed, (code, subject) in enumerate(zip(codes, order, strict=False)):
        ago = chance.randint(0, RECENT_DAYS) if seed < RECENT else chance.randint(RECENT_DAYS + 1, YEAR_DAYS)
        on = working_day_ago(latest, ago)
        at = time(chance.choice((8, 9, 9, 10, 10, 11, 12, 13, 14, 14, 15, 16, 17)), chance.randint(0, 59))
        arrivals.append(_Arrival(datetime.combine(on, at, tzinfo=LONDON), code, subject, seed))
    return sorted(arrivals, key=lambda arrival: arrival.received_at)


def _case(arrival: _Arrival, cast: Cast, acts: Acts, latest: date) -> Query:
    chance = Random(f"case {arrival.seed}")  # noqa: S311
    subject, ccg = arrival.subject, cast.ccgs[arrival.ccg]
    received_on = arrival.received_at.date()
    kind = subject.get("kind", "query")
    fate = fate_of(chance, kind=kind, age=age_of(received_on, latest))
    practice = _practice(chance, cast, arrival.ccg) if "from" not in subject else None
    officer = cast.officer(chance, ccg, subject)
    case = _log(arrival, chance, cast, ccg, practice, officer, owned=fate != "unacknowledged")
    steps = story(chance, fate=fate, kind=kind, received_on=received_on, latest=latest)
    if case.owner is None and steps:
        with acting(officer):
            at = arrival.received_at + timedelta(hours=1)
            assign(query_id=case.pk, version=None, owner=officer, team=officer.team, by=officer, at=at)
    acts.perform(case, steps, officer=officer, subject=_filled(subject, arrival), chance=chance)
    return case


def _practice(chance: Random, cast: Cast, ccg: str) -> Practice:
    """Any open practice of the CCG; rather often one whose manager signs in, so that their page has something on it."""
    found = cast.practices[ccg]
    signing_in = [practice for practice in found if practice.ods_code in cast.asking]
    return signing_in[0] if signing_in and chance.random() < 0.3 else chance.choice(found)


def _log(
    arrival: _Arrival,
    chance: Random,
    cast: Cast,
    ccg: Ccg,
    practice: Practice | None,
    officer: Person,
    *,
    owned: bool,
) -> Query:
    subject = _filled(arrival.subject, arrival)
    asking = cast.asking.get(practice.ods_code) if practice else None
    by = asking or officer
    channel = "portal" if asking else chance.choices(("email", "phone", "letter", "meeting"), (76, 14, 6, 4))[0]
    owner = officer if not asking and (owned or chance.random() < 0.4) else None
    at = arrival.received_at + timedelta(minutes=chance.randint(2, 50))
    tags = chance.sample(cast.tags, chance.choice((0, 0, 0, 1, 1, 2)))
    with acting(by):
        return log_query(
            by=by,
            ccg=ccg,
            kind=subject.get("kind", "query"),
            stream=subject["for"],
            category=subject["category"],
            subject=subject["subject"],
            detail=subject["detail"],
            channel=channel,
            received_at=arrival.received_at,
            at=at,
            contact=cast.contact(chance, subject, ccg, practice),
            practice=practice,
            activity=cast.activities[subject["activity"]],
            priority=subject.get("priority", chance.choices(("normal", "urgent", "low"), (90, 6, 4))[0]),
            owner=owner,
            team=subject.get("team", officer.team) if owner else "",
            tags=tags if not asking else (),
            restricted=bool(subject.get("restricted")) and not asking,
        )


def _filled(subject: dict[str, Any], arrival: _Arrival) -> dict[str, Any]:
    """The subject with its month, quarter, year, numbers and sums, which differ from case to case."""
    chance = Random(f"words {arrival.seed}")  # noqa: S311
    on = arrival.received_at.date()
    before = on.replace(day=1) - timedelta(days=1)
    begun = on.year if on.month >= 4 else on.year - 1
    words = {
        "month": f"{before:%B}",
        "quarter": f"quarter {(before.month - 4) % 12 // 3 + 1}",
        "year": f"{begun}/{(begun + 1) % 100:02}",
        "number": str(chance.randint(2, 14)),
        "amount": f"£{chance.randint(400, 24_000):,}",
        "day": chance.choice(("3rd", "7th", "12th", "14th", "18th", "21st", "25th")),
    }
    return {
        name: value.format_map(words) if name in {"subject", "detail", "answer"} else value
        for name, value in subject.items()
    }


def _belonging(made: list[Query], cast: Cast, latest: date) -> int:
    """A few cases that were asked twice, hold two questions, or belong together; returns the cases added."""
    at = datetime.combine(latest, time(16, 40), tzinfo=LONDON)
    head = Person.objects.get(email="head@hub.example.org")
    ours = Query.objects.filter(pk__in=[case.pk for case in made if case.hub_id == head.grants.whole_hub()])
    with acting(head):
        waiting = list(
            ours.filter(state="open", practice__isnull=False, kind="query", received_on__lt=latest)
            .exclude(contact_name__in=[person.name for person in cast.asking.values()])
            .select_related("ccg__hub", "practice", "activity")
            .order_by("-received_on", "pk")[:40]
        )
        again = enumerate(waiting[2:26:4])
        added = [_asked_again(case, by=head, at=at - timedelta(minutes=37 * place)) for place, case in again]
        for case in waiting[1:2]:
            added.append(
                split(
                    query_id=case.pk,
                    version=None,
                    by=head,
                    at=at,
                    subject="Second question: who signs for the practice while a partner is away",
                    detail="The same letter asks whether a salaried GP may sign the variation in a partner's absence.",
                    category="contract_change",
                    stream="contracting",
                )
            )
        pairs: dict[tuple[int, str], list[Query]] = {}
        for case in ours.filter(state__in=["open", "closed"]).order_by("received_on", "pk"):
            pairs.setdefault((case.ccg_id, case.category), []).append(case)
        related = [found[-2:] for found in pairs.values() if len(found) >= 2]
        for earlier, later in related[:10]:
            link(query_id=later.pk, other_id=earlier.pk, by=head, at=at)
    return len(added)


def _asked_again(case: Query, *, by: Person, at: datetime) -> Query:
    """The practice rang about a case already logged: the second is merged into the first."""
    again = log_query(
        by=by,
        ccg=case.ccg,
        kind=case.kind,
        stream=case.stream,
        category=case.category,
        subject=case.subject,
        detail="The practice rang to ask about this. The caller did not have a reference.",
        channel="phone",
        received_at=at - timedelta(hours=2),
        at=at - timedelta(hours=1),
        practice=case.practice,
        activity=case.activity,
        team=case.team,
    )
    merge(
        query_id=again.pk, into_id=case.pk, version=None, by=by, at=at,
        reason="The same question from the same practice",
    )  # fmt: skip
    return again
