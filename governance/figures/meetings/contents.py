"""What a pack holds: items in order, each with the papers that go into it."""

from collections.abc import Collection
from dataclasses import dataclass

from governance.models import AgendaChange, AgendaItem, Marking, Meeting, Pack, Paper
from governance.rules.meetings.packing import is_published


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with the papers a pack holds of it; `withheld` counts its restricted papers, which are in no pack."""

    item: AgendaItem
    papers: tuple[Paper, ...]
    withheld: int = 0
    changes: tuple[AgendaChange, ...] = ()

    def is_public(self, paper: Paper) -> bool:
        """Whether the public reads a paper of this item."""
        return is_published(item_is_private=self.item.is_private, marking=paper.marking)


def entries_of(
    meeting: Meeting, *, items: Collection[int] | None = None, papers: Collection[int] | None = None
) -> list[Entry]:
    """The agenda as it stands, or these items with these papers; two queries."""
    rows = AgendaItem.objects.filter(committee_id=meeting.committee_id, meeting=meeting)
    held = Paper.objects.filter(committee_id=meeting.committee_id, item__meeting=meeting)
    rows = rows.filter(withdrawn_at__isnull=True) if items is None else rows.filter(pk__in=items)
    wanted = held.filter(withdrawn_at__isnull=True) if papers is None else held
    by_item: dict[int, list[Paper]] = {}
    withheld: dict[int, int] = {}
    for paper in wanted.select_related("file").order_by("position", "id"):
        if paper.marking == Marking.RESTRICTED:
            if paper.withdrawn_at is None:
                withheld[paper.item_id] = withheld.get(paper.item_id, 0) + 1
        elif papers is None or paper.pk in papers:
            by_item.setdefault(paper.item_id, []).append(paper)
    return [
        Entry(item, tuple(by_item.get(item.pk, ())), withheld.get(item.pk, 0))
        for item in rows.order_by("position", "id")
    ]


def supplement_of(meeting: Meeting, number: int) -> list[Entry]:
    """The items a supplement tells of, with the papers that are new in it."""
    changes = changes_of(meeting, number)
    papers = {change.paper.pk for change in changes if change.paper and change.paper.withdrawn_at is None}
    return entries_of(meeting, items={change.item_id for change in changes}, papers=papers)


def changes_of(meeting: Meeting, number: int) -> list[AgendaChange]:
    """What a supplement tells of, in the order it was done."""
    rows = AgendaChange.objects.filter(committee_id=meeting.committee_id, meeting=meeting, sent_in=number)
    return list(rows.select_related("paper", "item").order_by("item__position", "id"))


def pages_before(meeting: Meeting, number: int) -> int:
    """The last page number of the packs before this one; none before a draft or the first."""
    if number < 2:
        return 0
    before = Pack.objects.filter(
        committee_id=meeting.committee_id, meeting=meeting, number__range=(1, number - 1)
    ).order_by("-last_page")
    return before.values_list("last_page", flat=True).first() or 0
