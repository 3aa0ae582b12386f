"""What a pack holds: items in order, each with the papers that go into it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from governance.models import AgendaChange, AgendaItem, Deferral, Marking, Meeting, Pack, Paper
from governance.rules.meetings.packing import is_published
from governance.rules.meetings.publishing import is_gone, why_left_out


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with the papers a pack holds of it; `withheld` counts its restricted papers, which are in no pack."""

    item: AgendaItem
    papers: tuple[Paper, ...]
    withheld: int = 0
    changes: tuple[AgendaChange, ...] = ()

    def is_public(self, paper: Paper) -> bool:
        """Whether the public reads a paper of this item."""
        return is_published(
            item_is_private=self.item.is_private,
            marking=paper.marking,
            withheld=bool(paper.withheld_why),
            gone=is_gone(
                paper_withdrawn=paper.withdrawn_at is not None,
                replaced=getattr(paper, "is_replaced", False),
                item_withdrawn=self.item.withdrawn_at is not None,
                put_off=getattr(self.item, "is_put_off", False),
            ),
        )

    @property
    def public_papers(self) -> list[Paper]:
        """What the public reads of it."""
        return [paper for paper in self.papers if self.is_public(paper)]


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
    later = Paper.objects.filter(committee_id=meeting.committee_id, replaces=OuterRef("pk"))
    wanted = wanted.annotate(is_replaced=Exists(later))
    put_off = Deferral.objects.filter(committee_id=meeting.committee_id, item=OuterRef("pk"))
    rows = rows.annotate(is_put_off=Exists(put_off))
    for paper in wanted.select_related("file").order_by("position", "id"):
        if paper.marking == Marking.RESTRICTED:
            if paper.withdrawn_at is None:
                withheld[paper.item_id] = withheld.get(paper.item_id, 0) + 1
        elif papers is None or paper.pk in papers:
            by_item.setdefault(paper.item_id, []).append(paper)
    found = list(rows.order_by("position", "id"))
    for item in found:
        item.meeting = meeting
    return [Entry(item, tuple(by_item.get(item.pk, ())), withheld.get(item.pk, 0)) for item in found]


def supplement_of(meeting: Meeting, number: int | None) -> list[Entry]:
    """The items a supplement tells of, with the papers that are new in it; for None those of the next."""
    changes = changes_of(meeting, number)
    papers = {change.paper.pk for change in changes if change.paper and change.paper.withdrawn_at is None}
    return entries_of(meeting, items={change.item_id for change in changes}, papers=papers)


def changes_of(meeting: Meeting, number: int | None) -> list[AgendaChange]:
    """What a supplement tells of, in the order it was done; for None what is not told of yet."""
    told = {"sent_in": number} if number is not None else {"sent_in__isnull": True}
    rows = AgendaChange.objects.filter(committee_id=meeting.committee_id, meeting=meeting, **told)
    return list(rows.select_related("paper", "item").order_by("item__position", "id"))


def pages_before(meeting: Meeting, number: int) -> int:
    """The last page number of the packs before this one; none before a draft or the first."""
    if number < 2:
        return 0
    before = Pack.objects.filter(
        committee_id=meeting.committee_id, meeting=meeting, number__range=(1, number - 1)
    ).order_by("-last_page")
    return before.values_list("last_page", flat=True).first() or 0


def left_out_of(entries: Iterable[Entry]) -> Iterator[tuple[AgendaItem, Paper | int, str]]:
    """What the public does not read: the item, the paper or how many restricted papers there are, and why."""
    for entry in entries:
        for paper in entry.papers:
            why = why_left_out(
                item_is_private=entry.item.is_private, marking=paper.marking, withheld_why=paper.withheld_why
            )
            if why:
                yield entry.item, paper, why
        if entry.withheld:
            yield entry.item, entry.withheld, "Restricted"
