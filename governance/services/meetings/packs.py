"""Packs: asked for, made in the background, and told of once they are ready."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.core.cache import cache
from django.db import transaction

from governance.figures.meetings.contents import Entry, entries_of, pages_before, supplement_of
from governance.models import Meeting, Pack, Paper
from governance.rules.meetings.moves import agenda_fault
from governance.rules.meetings.packing import lay_out
from governance.services.files import keep_made, open_file
from governance.services.finding import MINUTE
from governance.services.meetings.days import in_public, when_and_where
from governance.services.meetings.finding import locked_meeting
from governance.services.meetings.joining import CannotJoin, Part, join
from governance.services.meetings.planning import tell_everybody
from governance.services.meetings.public_calendar import ask_to_publish
from governance.services.meetings.sheets import sheet_of
from hubportal.documents.models import Document
from hubportal.notifications.services.outbox import enqueue
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused

BUILD = "governance.build_pack"
PDF = "application/pdf"
BOTH = (Pack.Audience.MEMBERS, Pack.Audience.PUBLIC)


def refuse_unchecked(meeting: Meeting) -> None:
    """Nothing is sent while a paper is still to be scanned for viruses, or holds one."""
    bad = (Document.Scan.WAITING, Document.Scan.INFECTED)
    paper = (
        Paper.objects.filter(
            item__meeting=meeting, item__withdrawn_at__isnull=True, withdrawn_at__isnull=True, file__scan__in=bad
        )
        .select_related("file")
        .first()
    )
    if paper is not None:
        open_file(paper.file)  # says which of the two it is


def ask_for_packs(meeting: Meeting, *, number: int, by: Person, at: datetime) -> None:
    """Put the making of both packs on the work list; what they hold is fixed now, whatever changes meanwhile."""
    entries = supplement_of(meeting, number) if number > 1 else entries_of(meeting)
    contents = {
        "items": [entry.item.pk for entry in entries],
        "papers": [paper.pk for entry in entries for paper in entry.papers],
    }
    for audience in BOTH if in_public(meeting) else BOTH[:1]:
        Pack.objects.update_or_create(
            committee_id=meeting.committee_id, meeting=meeting, audience=audience, number=number,
            defaults={
                "hub_id": meeting.hub_id, "state": Pack.State.WAITING, "fault": "", "asked_at": at, "ready_at": None,
                "made_by": by,
                "contents": contents,
            },
        )  # fmt: skip
    cache.delete(_progress_key(meeting.pk, number))
    enqueue(
        kind=BUILD,
        dedupe=f"pack:{meeting.pk}:{number}:{at.isoformat()}",
        payload={"meeting": meeting.pk, "number": number, **contents},
        hub=meeting.hub_id,  # and no actor: a secretary may have no role at a CCG, whose scope an actor's would be
    )


@transaction.atomic
def draft_packs(*, meeting_id: int, by: Person, at: datetime) -> None:
    """Make the packs as the agenda stands, for the secretary to look through before papers are sent."""
    meeting = locked_meeting(meeting_id, by=by, version=None, permission=MINUTE)
    fault = agenda_fault(meeting.state)
    if fault is not None:
        raise Refused(fault)
    refuse_unchecked(meeting)
    if not entries_of(meeting):
        raise Refused("The agenda is empty.")
    ask_for_packs(meeting, number=0, by=by, at=at)


@transaction.atomic
def build_packs(*, meeting: int, number: int, items: list[int], papers: list[int], at: datetime) -> None:
    """Make the packs of one number; done again, it finds them ready and leaves them."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related("committee", "terms").get(pk=meeting)
    packs = {
        pack.audience: pack
        for pack in Pack.objects.filter(committee_id=found.committee_id, meeting=found, number=number)
    }
    if all(pack.state == Pack.State.READY for pack in packs.values()):
        return
    entries = entries_of(found, items=items, papers=papers)
    try:
        for audience, (content, pages, last) in _made(found, number, entries, list(packs)).items():
            _keep(packs[audience], content, entries=entries, pages=pages, last=last, at=at)
    except CannotJoin as fault:
        for pack in packs.values():
            pack.state, pack.fault = Pack.State.FAILED, str(fault)
            pack.save(update_fields=["state", "fault", "changed_at"])
        return
    if number:
        _tell(found, number)
        ask_to_publish(found, fact=f"pack:{number}:{at.isoformat()}")


def _made(
    meeting: Meeting, number: int, entries: list[Entry], audiences: list[str]
) -> dict[str, tuple[bytes, int, int]]:
    """The bytes, pages and last page number of each pack. Both bear the same page numbers; what the public may not
    read leaves a gap.
    """
    drawn_for = BOTH if Pack.Audience.PUBLIC in audiences else BOTH[:1]
    counts = [[paper.file.pages or 0 for paper in entry.papers] for entry in entries]
    first, needed, length = pages_before(meeting, number) + 1, 1, 0
    drawn: dict[str, tuple[bytes, int]] = {}
    while needed > length:  # the sheet says on which pages papers begin, and that depends on its own length
        length = needed
        laid = lay_out(counts, first=first, sheet=length)
        drawn = {audience: sheet_of(meeting, number, entries, laid, audience=audience) for audience in drawn_for}
        needed = max(pages for _, pages in drawn.values())
    made = {}
    for audience in audiences:
        parts = list(_parts(entries, laid.starts, public=audience == Pack.Audience.PUBLIC))
        content, pages = join(
            drawn[audience][0],
            parts,
            title=f"{meeting.committee.name}, meeting {meeting.number}",
            first=first,
            done=_teller(meeting.pk, number, total=len(parts)),
        )
        made[audience] = (content, pages, laid.last)
    return made


def _parts(entries: list[Entry], starts: list[list[int]], *, public: bool) -> Iterator[Part]:
    for entry, begins in zip(entries, starts, strict=True):
        item_name = f"{entry.item.position}. {entry.item.title}"
        for paper, start in zip(entry.papers, begins, strict=True):
            if public and not entry.is_public(paper):
                continue
            yield Part(item_name, paper.title, start, partial(open_file, paper.file))


def _teller(meeting: int, number: int, *, total: int) -> Callable[[int], object]:
    """Says how far a pack is where the page can read it before the making is committed."""
    return lambda done: cache.set(_progress_key(meeting, number), (done, total), 3600)


def made_anew(pack: Pack, entries: list[Entry], *, at: datetime) -> None:
    """Make a pack of the public again, of the same items and papers less those that it may not read any longer. The
    pages that stay keep their numbers; the file that was sent before is kept. Raises `CannotJoin`.
    """
    ((content, pages, last),) = _made(pack.meeting, pack.number, entries, [pack.audience]).values()
    _keep(pack, content, entries=entries, pages=pages, last=last, at=at)


def _keep(pack: Pack, content: bytes, *, entries: list[Entry], pages: int, last: int, at: datetime) -> None:
    name = {0: "draft pack", 1: "pack"}.get(pack.number, f"supplement {pack.number - 1}")
    meeting = pack.meeting
    pack.file = keep_made(
        name=f"{meeting.committee.name} {meeting.number} {pack.get_audience_display().lower()} {name}.pdf",
        content_type=PDF,
        content=content,
        committee=meeting.committee,
        by=pack.made_by,
        is_restricted=pack.number == 0,
        pages=pages,
    )
    pack.state, pack.last_page, pack.ready_at = Pack.State.READY, last, at
    pack.shown = shown_keys(entries) if pack.audience == Pack.Audience.PUBLIC else []
    pack.save(update_fields=["file", "state", "last_page", "ready_at", "shown", "changed_at"])


def shown_keys(entries: list[Entry]) -> list[int]:
    """The papers of these items that the public reads, by key."""
    return [paper.pk for entry in entries for paper in entry.public_papers]


def _tell(meeting: Meeting, number: int) -> None:
    if number == 1:
        subject, line = "Papers", f"The papers of meeting {meeting.number} of {meeting.committee.name} are ready."
    else:
        subject = f"Supplement {number - 1}"
        line = (
            f"Supplement {number - 1} to the papers of meeting {meeting.number} of {meeting.committee.name} is ready."
        )
    tell_everybody(meeting, subject, [line, when_and_where(meeting)], fact=f"pack:{number}")


def _progress_key(meeting: int, number: int) -> str:
    return f"governance.pack.{meeting}.{number}"


def progress_of(pack: Pack) -> tuple[int, int] | None:
    """How many papers of how many are in a pack that is being made; None before it has begun."""
    found: Any = cache.get(_progress_key(pack.meeting_id, pack.number))
    return (int(found[0]), int(found[1])) if found else None


@transaction.atomic
def make_again(*, meeting_id: int, by: Person, at: datetime) -> None:
    """Make packs again that could not be made, from what the agenda and the changes now hold."""
    meeting = locked_meeting(meeting_id, by=by, version=None, permission=MINUTE)
    failed = Pack.objects.filter(committee_id=meeting.committee_id, meeting=meeting, state=Pack.State.FAILED)
    numbers = sorted(set(failed.values_list("number", flat=True)))
    if not numbers:
        raise Refused("No pack of this meeting has failed.")
    refuse_unchecked(meeting)
    for number in numbers:
        ask_for_packs(meeting, number=number, by=by, at=at)
