"""Seats and apologies in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from governance.figures.seating import SeatedMember
from governance.models import Apology
from governance.rules.voting.terms import NHS_ENGLAND


def member_choices(seated: Iterable[SeatedMember]) -> list[tuple[str, str]]:
    """The members to choose from, by seat."""
    return [(one.code, f"{one.member.name}, {one.title}") for one in seated if one.member is not None]


def deputy_choices(seated: Iterable[SeatedMember]) -> list[tuple[str, str]]:
    """Every deputy who may come for one of these seats, each with the seat."""
    return [
        (str(deputy.pk), f"{deputy.name}, for {one.title}")
        for one in seated
        if one.deputies_allowed
        for deputy in one.deputies
    ]


def ccgs_with_seats(seated: Iterable[SeatedMember]) -> list[str]:
    """The organisations whose sole business an item can be: every one with a voting seat but NHS England."""
    return sorted({one.organisation for one in seated if one.voting} - {NHS_ENGLAND})


@dataclass(frozen=True, slots=True)
class Expected:
    """A seat, who sits in it, and whether they come."""

    code: str
    name: str
    title: str
    standing: str
    colour: str
    reason: str
    has_apology: bool
    may_change: bool


def expected(
    seated: Sequence[SeatedMember], apologies: Iterable[Apology], *, own: Sequence[str], secretary: bool, open_: bool
) -> list[Expected]:
    """Each seat with what is known of the meeting; its member and the secretary may change that before it begins."""
    sent = {apology.seat_code: apology for apology in apologies}
    return [_expected(one, sent.get(one.code), may=open_ and (secretary or one.code in own)) for one in seated]


def _expected(one: SeatedMember, apology: Apology | None, *, may: bool) -> Expected:
    if one.member is None:
        return Expected(one.code, "Vacant", one.title, "Nobody appointed", "grey", "", False, False)
    if apology is None:
        standing, colour, reason = "Expected", "green", ""
    elif apology.deputy is None:
        standing, colour, reason = "Apologies", "orange", apology.reason
    else:
        standing, colour, reason = f"Deputy: {apology.deputy.name}", "blue", apology.reason
    return Expected(one.code, one.member.name, one.title, standing, colour, reason, apology is not None, may)
