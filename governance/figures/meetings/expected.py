"""What quorum to expect of each item, by the apologies and known interests that are on record."""

from collections.abc import Iterable, Mapping, Sequence

from governance.figures.interests import matches_for_meeting, said_by_seat
from governance.figures.seating import SeatedMember
from governance.models import AgendaItem, Apology, KnownInterest, Meeting, TermsOfReference
from governance.rules.meetings.forecast import Expected, Forecast, expected_conflicts, forecast
from governance.rules.voting.reading import terms_from
from governance.rules.voting.terms import Seat, Treatment


def expected_of(known: Iterable[KnownInterest], matched: Mapping[str, str]) -> dict[str, Expected]:
    """What is expected of each seat on one item, and from what."""
    return expected_conflicts({row.seat_code: Treatment(row.expected) for row in known}, matched.keys())


def matches_by_seat(meeting: Meeting) -> dict[int, dict[str, str]]:
    """Of each item, the seats whose holders have an interest in the register that it touches, and which; in the fixed
    number of statements of `matches_for_meeting`.
    """
    return {one.item.pk: said_by_seat(one.found) for one in matches_for_meeting(meeting)}


def forecasts(
    terms: TermsOfReference,
    seated: Sequence[SeatedMember],
    *,
    items: Iterable[AgendaItem],
    apologies: Iterable[Apology],
    interests: Mapping[int, Sequence[KnownInterest]],
    matched: Mapping[int, Mapping[str, str]] | None = None,
) -> dict[int, Forecast]:
    """A forecast for each item by its key; no query. A seat that is vacant, or whose member sent an apology without a
    deputy, is empty. `matched` are the interests of the register that each item touches, by seat: see
    `matches_by_seat`.
    """
    rules = terms_from(terms.rules)
    away = {apology.seat_code for apology in apologies if apology.deputy_id is None}
    seats = [
        Seat(one.code, one.organisation, one.role, one.office, one.voting, one.member is not None) for one in seated
    ]
    stand_ins = {one.stands_in_for: one.code for one in seated if one.stands_in_for and not one.voting}
    return {
        item.pk: forecast(
            rules.quorum,
            seats,
            away=away,
            conflicts={
                seat: one.treatment
                for seat, one in expected_of(interests.get(item.pk, ()), (matched or {}).get(item.pk, {})).items()
            },
            stand_ins=stand_ins,
            business_of=item.business_of or None,
        )
        for item in items
    }
