"""What quorum to expect of each item, by the apologies and known interests that are on record."""

from collections.abc import Iterable, Mapping, Sequence

from governance.figures.seating import SeatedMember
from governance.models import AgendaItem, Apology, KnownInterest, TermsOfReference
from governance.rules.meetings.forecast import Forecast, forecast
from governance.rules.voting.reading import terms_from
from governance.rules.voting.terms import Seat, Treatment


def forecasts(
    terms: TermsOfReference,
    seated: Sequence[SeatedMember],
    *,
    items: Iterable[AgendaItem],
    apologies: Iterable[Apology],
    interests: Mapping[int, Sequence[KnownInterest]],
) -> dict[int, Forecast]:
    """A forecast for each item by its key; no query. A seat that is vacant, or whose member sent an apology without a
    deputy, is empty.
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
            conflicts={row.seat_code: Treatment(row.expected) for row in interests.get(item.pk, ())},
            stand_ins=stand_ins,
            business_of=item.business_of or None,
        )
        for item in items
    }
