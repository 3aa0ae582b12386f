"""Publishing the papers of a meeting: its agenda, its public papers and the packs of the public; and taking them off.

What the public site shows of a meeting's papers is worked out afresh each time (`bring_up_to_date`), so that it is the
same whether papers were sent, a supplement followed, or something was withdrawn or withheld. What leaves, leaves in the
transaction that causes it; what comes, comes from the background once its pack is made.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from governance.figures.meetings.contents import Entry, entries_of
from governance.models import Meeting, Pack, Paper, PaperText, Publication, PublicationKind
from governance.rules.meetings.planning import MEETINGS
from governance.rules.meetings.publishing import withholding_fault
from governance.services.files import open_file
from governance.services.finding import MINUTE, changed
from governance.services.meetings.days import in_public
from governance.services.meetings.finding import locked_meeting, refuse
from governance.services.meetings.packs import made_anew, shown_keys
from governance.services.meetings.public_calendar import ask_to_publish
from governance.services.meetings.public_words import agenda_content, refuse_private_words, told_changes
from governance.services.paper_texts import Unreadable, text_of
from governance.services.publications import Beside, keep_copy, take_down
from hubportal.organisations.models import Committee, Person
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date

GONE = "Taken off the agenda, or withheld"
OF_PAPERS = (PublicationKind.AGENDA, PublicationKind.PAPERS)


@dataclass(frozen=True, slots=True)
class Withholding:
    """What the secretary keeps from publication: papers by their public ids, or everything, with the reason. None says
    that it stays as it is.
    """

    papers: frozenset[UUID] | None = frozenset()
    everything: bool | None = False
    why: str = ""


NOTHING = Withholding()


# --- What is withheld -----------------------------------------------------------------------------------------------


def withhold(meeting: Meeting, asked: Withholding, entries: Sequence[Entry], *, whole: bool = True) -> None:
    """Keep what the secretary chose from publication, and release what they did not choose, among these items' papers.
    The caller has locked the meeting. Nothing is to be withheld of a meeting that is not held in public. Unless these
    are the `whole` of its items, a meeting that was withheld as a whole stays so.
    """
    if not in_public(meeting):
        return
    refuse(withholding_fault(withheld=bool(asked.everything or asked.papers), why=asked.why), field="withheld_why")
    why = asked.why.strip()
    if asked.papers is not None:
        for paper in (paper for entry in entries for paper in entry.papers):
            kept = why if paper.public_id in asked.papers else ""
            if bool(kept) != bool(paper.withheld_why):
                paper.withheld_why = kept
                changed(paper, "withheld_why")
    if asked.everything or (whole and asked.everything is not None):
        meeting.unpublished_why = why if asked.everything else ""
        meeting.save(update_fields=["unpublished_why", "changed_at"])
    if not meeting.unpublished_why:
        refuse_private_words(meeting, entries)


@transaction.atomic
def publish_again(
    *, meeting_id: int, version: int | None, by: Person, at: datetime, withheld: Withholding = NOTHING
) -> Meeting:
    """Publish papers that went without, or withhold what was public: after papers were sent, and whenever wanted."""
    meeting = locked_meeting(meeting_id, by=by, version=version, permission=MINUTE)
    if not in_public(meeting):
        raise Refused("This committee does not meet in public, so that nothing of its papers is published.")
    packs = _packs(meeting)
    if not packs:
        raise Refused("Papers are published once they are sent and the pack is made.", clause=MEETINGS)
    withhold(meeting, withheld, _entries(meeting, packs))
    changed(meeting)
    remove_at_once(meeting, at=at)
    ask_to_publish(meeting, fact=f"asked:{meeting.version}", again=True)
    return meeting


# --- Papers ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def bring_up_to_date(*, meeting: int, at: datetime, again: bool = False) -> int:
    """Make the public site show exactly what the public may read of a meeting; returns how much was published.

    What a person took back stays away unless it is asked for `again`. Done twice, the second time changes nothing.
    """
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("committee", "terms")
    found = rows.get(pk=meeting)
    committee = Committee.objects.select_for_update().get(pk=found.committee_id)
    remove_at_once(found, at=at)
    packs = _packs(found)
    if not packs or found.unpublished_why or not in_public(found):
        return 0
    entries = _entries(found, packs)
    wanted = [*_agenda(found, entries), *_papers(found, entries), *_pack_files(found, packs, at=at)]
    taken_back = set() if again else _taken_back(found)
    made = [
        keep_copy(committee=committee, by=packs[-1].made_by, at=at, **one)
        for one in wanted
        if (one["kind"], one["key"]) not in taken_back
    ]
    return sum(one is not None for one in made)


def remove_at_once(meeting: Meeting, *, at: datetime) -> int:
    """Take off the public site whatever of a meeting the public may not read any longer, packs that hold it among
    them; a pack without it is made in the background.
    """
    shown = list(
        Publication.objects.filter(
            committee_id=meeting.committee_id, meeting_number=meeting.number, kind__in=OF_PAPERS, is_current=True
        ).defer("content")
    )
    if not shown:
        return 0
    if meeting.unpublished_why or not in_public(meeting):
        return take_down(shown, why=GONE, at=at)
    packs = _packs(meeting)
    entries = _entries(meeting, packs)
    allowed = {_paper_key(entry, paper) for entry in entries for paper in entry.public_papers}
    readable = {paper.pk for entry in entries for paper in entry.public_papers}
    keys = {*allowed, *(_pack_key(pack) for pack in packs if readable.issuperset(pack.shown)), _meeting_key(meeting)}
    return take_down([row for row in shown if row.key not in keys], why=GONE, at=at)


def take_off(meeting: Meeting, *, at: datetime) -> None:
    """After something of a meeting was withdrawn: off the public site at once, and the rest made anew."""
    if remove_at_once(meeting, at=at):
        ask_to_publish(meeting, fact=f"removed:{at.isoformat()}")


def withhold_what_was_taken_back(publication: Publication, by: Person, at: datetime) -> None:
    """A paper that somebody takes back by hand is withheld from now on, so that no pack of the public holds it."""
    if publication.kind != PublicationKind.PAPERS or publication.meeting_number is None:
        return
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("committee", "terms")
    meeting = rows.get(committee_id=publication.committee_id, number=publication.meeting_number)
    for entry in _entries(meeting, _packs(meeting)):
        for paper in entry.public_papers:
            if _paper_key(entry, paper) == publication.key:
                paper.withheld_why = publication.withdrawn_why
                changed(paper, "withheld_why")
    take_off(meeting, at=at)


def sent_entries(meeting: Meeting) -> list[Entry]:
    """The items that went out, with the papers that went with them, as the public's packs hold them."""
    return _entries(meeting, _packs(meeting))


def _packs(meeting: Meeting) -> list[Pack]:
    """The public's packs that were sent and are made, the first first."""
    rows = Pack.objects.filter(
        committee_id=meeting.committee_id, meeting=meeting, audience=Pack.Audience.PUBLIC, number__gte=1,
        state=Pack.State.READY,
    )  # fmt: skip
    found = list(rows.select_related("file", "made_by").order_by("number"))
    for pack in found:
        pack.meeting = meeting
    return found


def _entries(meeting: Meeting, packs: Sequence[Pack]) -> list[Entry]:
    items = {key for pack in packs for key in pack.contents.get("items", ())}
    papers = {key for pack in packs for key in pack.contents.get("papers", ())}
    return entries_of(meeting, items=items, papers=papers)


def _meeting_key(meeting: Meeting) -> str:
    return f"meeting-{meeting.number}"


def _paper_key(entry: Entry, paper: Paper) -> str:
    return f"meeting-{entry.item.meeting.number}-item-{entry.item.position}-paper-{paper.position}"


def _pack_key(pack: Pack) -> str:
    return f"meeting-{pack.meeting.number}-pack-{pack.number}"


def _agenda(meeting: Meeting, entries: list[Entry]) -> Iterator[dict[str, Any]]:
    content = agenda_content(meeting, entries, told_changes(meeting))
    yield {
        "kind": PublicationKind.AGENDA, "key": _meeting_key(meeting), "content": content,
        "title": f"Agenda, {long_date(meeting.starts_at)}", "beside": Beside(meeting.number),
    }  # fmt: skip


def _papers(meeting: Meeting, entries: list[Entry]) -> Iterator[dict[str, Any]]:
    newest = {}
    for entry in entries:
        for paper in entry.public_papers:
            newest[_paper_key(entry, paper)] = (entry, paper)  # a later version comes after the one it replaces
    files = [paper.file_id for _, paper in newest.values()]
    rows = PaperText.objects.filter(committee_id=meeting.committee_id, file__in=files)
    read = dict(rows.values_list("file_id", "words"))
    for key, (entry, paper) in newest.items():
        author = f" By {paper.author}." if paper.author else ""
        lead = f"Paper for item {entry.item.position} of the meeting of {long_date(meeting.starts_at)}.{author}"
        content = {"lead": lead, "sections": [{"heading": "Item", "text": entry.item.title}]}
        beside = Beside(
            meeting.number, file=paper.file, file_name=f"{slugify(paper.title)[:80] or 'paper'}.pdf",
            words_of_file=read[paper.file_id] if paper.file_id in read else _words_of(paper),
        )  # fmt: skip
        yield {
            "kind": PublicationKind.PAPERS, "key": key, "title": paper.title, "content": content, "beside": beside,
        }  # fmt: skip


def _words_of(paper: Paper) -> str:
    """The text of a paper that was not read in the background yet."""
    try:
        with open_file(paper.file) as opened:
            return text_of(opened.read())[0]
    except Unreadable:  # a picture of a paper is published, and found by its title
        return ""


def _pack_files(meeting: Meeting, packs: Sequence[Pack], *, at: datetime) -> Iterator[dict[str, Any]]:
    for pack in packs:
        entries = entries_of(meeting, items=pack.contents["items"], papers=pack.contents["papers"])
        if shown_keys(entries) != pack.shown:
            made_anew(pack, entries, at=at)
        first = pack.number == 1
        name = "Public papers in one file" if first else f"Supplement {pack.number - 1} in one file"
        lead = (
            "The agenda and the papers that the public may read, with the page numbers that members have."
            if first
            else "What was added or changed after the papers were sent. Its pages are numbered on."
        )
        yield {
            "kind": PublicationKind.PAPERS, "key": _pack_key(pack), "content": {"lead": lead},
            "title": f"{name}, {long_date(meeting.starts_at)}",
            "beside": Beside(meeting.number, file=pack.file, file_name=f"{_pack_key(pack)}.pdf"),
        }  # fmt: skip


def _taken_back(meeting: Meeting) -> set[tuple[str, str]]:
    """What a person took back last, by kind and key."""
    rows = Publication.objects.filter(
        committee_id=meeting.committee_id, meeting_number=meeting.number, kind__in=OF_PAPERS
    ).order_by("number")
    last = {(kind, key): by for kind, key, by in rows.values_list("kind", "key", "withdrawn_by")}
    return {place for place, by in last.items() if by is not None}
