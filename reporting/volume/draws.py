"""Drawing cases by chance: what came when, and after how many working days what was done; pure.

A case that came `age` working days ago has had those of its acts that took no longer than that.
"""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from itertools import accumulate
from random import Random

from reporting.volume.organisations import Tenant

YEARS_OF_DAYS = 750
KINDS = ("query", "dispute", "concern", "incident", "information_request", "foi")
SHARES = tuple(accumulate((82, 3, 3, 2, 7, 3)))
CHANNELS = ("email", "email", "email", "phone", "letter")
TAGS = 20  # one case in fifty has one of them, and so one in a thousand each


@dataclass(slots=True)
class Draw:
    """One case, in the order of the columns of the staging table; days are working days after receipt."""

    number: int
    ccg: int
    practice: int | None
    owner: int | None
    words: int
    kind: str
    channel: str
    age: int
    minute: int
    acknowledged: int | None = None
    promised: int | None = None
    updated: int | None = None
    paused: int | None = None
    excluded: int | None = None
    answered: int | None = None
    tags: str = "{}"


def draws(*, queries: int, tenants: list[Tenant], words: int, seed: str = "volume") -> Iterator[Draw]:
    """So many cases, the same for the same numbers: about 5% of them open, most of those recent."""
    chance = Random(seed)  # noqa: S311 - a load test, the same on every machine
    totals = list(accumulate(tenant.weight for tenant in tenants))
    for number in range(1, queries + 1):
        tenant = chance.choices(tenants, cum_weights=totals)[0]
        recent = chance.random() < 0.1
        made = Draw(
            number=number,
            ccg=tenant.ccg,
            practice=chance.choice(tenant.practices) if tenant.practices and chance.random() < 0.8 else None,
            owner=tenant.officer,
            words=chance.randrange(words),
            kind=chance.choices(KINDS, cum_weights=SHARES)[0],
            channel=chance.choice(CHANNELS),
            age=chance.randint(0, 25) if recent else chance.randint(0, YEARS_OF_DAYS),
            minute=chance.randrange(540),
            tags=f"{{tag-{number // 50 % TAGS}}}" if number % 50 == 0 else "{}",
        )
        _work(made, chance)
        if made.answered is None and chance.random() < 0.1:
            made.owner = None
        yield made


def _work(made: Draw, chance: Random) -> None:
    """What was done by now."""
    if made.kind == "foi":
        made.answered = _by_now(made, _took(chance))
        return
    begun = chance.choice((0, 1, 1, 2, 3, 4, 5)) if chance.random() < 0.95 else chance.randint(6, 9)
    made.acknowledged = _by_now(made, begun)
    took = max(_took(chance), begun)
    if made.kind == "information_request":
        if made.acknowledged is not None:
            made.promised = begun + chance.randint(8, 20)
        made.answered = _by_now(made, took)
        return
    if chance.random() < 0.06:
        updated = chance.randint(max(begun, 15), 20)
        made.updated = _by_now(made, updated)
        took = updated + chance.randint(4, 22)
    made.answered = _by_now(made, took)
    if made.answered is None and made.acknowledged is not None and made.updated is None:
        _wait_or_exclude(made, chance)


def _wait_or_exclude(made: Draw, chance: Random) -> None:
    """A few open cases wait for the requester, or were left out of the standard, by now."""
    drawn = chance.random()
    on = min(made.age, 18)
    if drawn < 0.08:
        made.paused = max(on - 3, made.acknowledged or 0)
    elif drawn < 0.12:
        made.excluded = on


def _took(chance: Random) -> int:
    """Working days to the answer: nine in ten within 20; one in two hundred not for half a year."""
    drawn = chance.random()
    if drawn < 0.9:
        return chance.randint(3, 20)
    return chance.randint(21, 35) if drawn < 0.995 else chance.randint(60, 130)


def _by_now(made: Draw, day: int) -> int | None:
    return day if day <= made.age else None


def as_line(made: Draw) -> str:
    """The line of a case for COPY: every value is a number or a word of ours, so nothing needs escaping."""
    return "\t".join("\\N" if value is None else str(value) for value in astuple(made))
