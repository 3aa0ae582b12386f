"""Everything the page of a meeting shows, read in a fixed number of statements."""

from collections import defaultdict
from dataclasses import dataclass

from governance.models import AgendaChange, AgendaItem, Apology, Deferral, KnownInterest, Meeting, Pack, Paper


@dataclass(frozen=True, slots=True)
class Agenda:
    """The items in order, those that were taken off among them, with papers and known interests by item."""

    items: tuple[AgendaItem, ...]
    papers: dict[int, list[Paper]]
    interests: dict[int, list[KnownInterest]]
    apologies: tuple[Apology, ...]
    packs: tuple[Pack, ...]
    untold: tuple[AgendaChange, ...]
    waiting: int

    @property
    def standing(self) -> tuple[AgendaItem, ...]:
        """The items that have not been taken off."""
        return tuple(item for item in self.items if item.withdrawn_at is None)


def agenda_of(meeting: Meeting) -> Agenda:
    """The agenda of a meeting; seven statements, however long it is."""
    mine = {"committee_id": meeting.committee_id}
    papers: dict[int, list[Paper]] = defaultdict(list)
    held = Paper.objects.filter(**mine, item__meeting=meeting, withdrawn_at__isnull=True)
    for paper in held.select_related("file", "replaces"):
        papers[paper.item_id].append(paper)
    interests: dict[int, list[KnownInterest]] = defaultdict(list)
    for known in KnownInterest.objects.filter(**mine, item__meeting=meeting):
        interests[known.item_id].append(known)
    return Agenda(
        items=tuple(AgendaItem.objects.filter(**mine, meeting=meeting).order_by("position", "id")),
        papers=dict(papers),
        interests=dict(interests),
        apologies=tuple(Apology.objects.filter(**mine, meeting=meeting).select_related("deputy")),
        packs=tuple(Pack.objects.filter(**mine, meeting=meeting).select_related("file")),
        untold=tuple(AgendaChange.objects.filter(**mine, meeting=meeting, sent_in__isnull=True)),
        waiting=Deferral.objects.filter(**mine, taken_up__isnull=True).exclude(item__meeting=meeting).count(),
    )
