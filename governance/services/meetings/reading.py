"""A meeting as one person may read it: withheld papers and the secretary's drafts are left out for everybody else."""

from typing import Any

from governance.figures.meetings.agenda import agenda_of
from governance.figures.meetings.expected import forecasts, matches_by_seat
from governance.figures.meetings.people import seats_of
from governance.figures.seating import seating
from governance.figures.withheld import withheld_from
from governance.models import AgendaItem, KnownInterest, Marking, Meeting, Paper
from governance.rules.meetings.forecast import Forecast
from governance.rules.meetings.moves import BEFORE
from governance.services.finding import MINUTE, VOTE
from governance.services.meetings.days import dates_of, terms_of, working_days
from governance.services.withholding import is_withheld
from hubportal.organisations.models import Person
from hubportal.web.words import local_day


class Reader:
    """What somebody may read of a meeting: `own` are the seats they hold on its day."""

    def __init__(self, person: Person, meeting: Meeting) -> None:
        self.minutes = person.grants.can(MINUTE, meeting.committee_id)
        self.votes = person.grants.can(VOTE, meeting.committee_id)
        self.own = set(seats_of(person, meeting.committee, on=local_day(meeting.starts_at)))
        self.left = withheld_from(person, [meeting.committee_id], meeting=meeting)

    def mark(self, paper: Any, known: list[KnownInterest], *, is_private: bool) -> Paper:
        """The paper, with whether it is withheld: a restricted one is read by the secretary, and by members without a
        known interest in its item; one that the public does not read is not for whoever had to leave for the item.
        """
        restricted = paper.marking == Marking.RESTRICTED and not self.minutes
        known_to = restricted and (not self.votes or any(row.seat_code in self.own for row in known))
        paper.withheld = known_to or is_withheld(paper, is_private=is_private, withheld=self.left)
        found: Paper = paper
        return found


def read_meeting(meeting: Any, *, person: Person) -> Meeting:
    """The meeting with everything its page shows, in a fixed number of statements."""
    agenda, reader, on = agenda_of(meeting), Reader(person, meeting), local_day(meeting.starts_at)
    terms = terms_of(meeting)
    expected: dict[int, Forecast] = {}
    if terms is not None and meeting.state in BEFORE:
        expected = forecasts(
            terms, seating(terms, on=on), items=agenda.standing, apologies=agenda.apologies, interests=agenda.interests,
            matched=matches_by_seat(meeting),
        )  # fmt: skip
    meeting.held_under = terms.number if terms else None
    meeting.dates = dates_of(on, terms, working_days(meeting.committee))
    meeting.shown_items = [
        _shown(item, reader, agenda.papers.get(item.pk, []), agenda.interests.get(item.pk, []), expected.get(item.pk))
        for item in agenda.standing
    ]
    meeting.shown_apologies = agenda.apologies
    meeting.shown_packs = [pack for pack in agenda.packs if pack.number or reader.minutes]
    meeting.untold = [change.words for change in agenda.untold] if reader.minutes else []
    meeting.waiting = agenda.waiting
    found: Meeting = meeting
    return found


def read_item(item: AgendaItem, *, person: Person) -> AgendaItem:
    """An item with its papers and, for the secretary, what is known of interests in it. Its quorum is the meeting's."""
    reader = Reader(person, item.meeting)
    papers = list(Paper.objects.filter(item=item, withdrawn_at__isnull=True).select_related("file", "replaces"))
    return _shown(item, reader, papers, list(KnownInterest.objects.filter(item=item)), None)


def read_paper(paper: Paper, *, person: Person) -> Paper:
    """A paper, with whether it is withheld."""
    known = list(KnownInterest.objects.filter(item_id=paper.item_id))
    return Reader(person, paper.item.meeting).mark(paper, known, is_private=paper.item.is_private)


def _shown(
    item: Any, reader: Reader, papers: list[Paper], known: list[KnownInterest], expected: Forecast | None
) -> AgendaItem:
    item.shown_papers = [reader.mark(paper, known, is_private=item.is_private) for paper in papers]
    item.shown_interests = known if reader.minutes else []
    item.expected_quorum = None if expected is None else _words_of(expected)
    found: AgendaItem = item
    return found


def _words_of(expected: Forecast) -> str:
    if not expected.is_quorate:
        return "not_expected"
    return "nobody_to_spare" if expected.needed_from else "expected"
