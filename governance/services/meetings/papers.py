"""Papers of an item: added, replaced by a later version, withdrawn; and who reads a restricted one."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists, OuterRef

from governance.models import AgendaItem, Appointment, CommitteeFile, KnownInterest, Marking, Paper
from governance.rules.meetings.moves import later_fault
from governance.rules.meetings.notice import is_late
from governance.rules.meetings.planning import MEETINGS
from governance.services.files import guard_with, keep_upload
from governance.services.finding import VOTE, changed
from governance.services.meetings.days import dates_of, terms_of, working_days
from governance.services.meetings.finding import locked_item, locked_paper, of_meeting, refuse, tell_in_supplement
from governance.services.meetings.pdfs import pages_of
from governance.services.meetings.publishing import take_off
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day


@dataclass(frozen=True, slots=True)
class PaperWords:
    """What is said of a paper: its title, who wrote it, and who may read it."""

    title: str
    marking: str = Marking.PUBLIC
    author: str = ""


@transaction.atomic
def add_paper(
    *, item_id: int, by: Person, words: PaperWords, upload: "UploadedFile[bytes]", at: datetime, why: str = ""
) -> Paper:
    """Add a PDF to an item, marked late when papers were due before today; after papers went, with the reason."""
    item = _open_item(item_id, by=by, why=why)
    return _added(item, words, _uploaded(item, words, upload, by=by), by=by, at=at, why=why)


@transaction.atomic
def add_kept_paper(
    *, item_id: int, by: Person, words: PaperWords, file: CommitteeFile, at: datetime, why: str = ""
) -> Paper:
    """The same with a PDF that the committee holds already, such as that of a request."""
    item = _open_item(item_id, by=by, why=why)
    _refuse_words(words)
    if words.marking == Marking.RESTRICTED and not file.is_restricted:
        file.is_restricted = True
        file.save(update_fields=["is_restricted"])
    return _added(item, words, file, by=by, at=at, why=why)


def _open_item(item_id: int, *, by: Person, why: str) -> AgendaItem:
    item = locked_item(item_id, by=by, version=None)
    refuse(later_fault(item.meeting.state, why=why), field="why", clause=MEETINGS)
    return item


def _added(item: AgendaItem, words: PaperWords, file: CommitteeFile, *, by: Person, at: datetime, why: str) -> Paper:
    position = max(item.papers.values_list("position", flat=True), default=0) + 1
    made = _make(item, words, file, position=position, by=by, at=at)
    tell_in_supplement(
        made.item, f"Item {item.position}: paper added, {_named(made)}", why=why, by=by, at=at, paper=made
    )
    return made


@transaction.atomic
def replace_paper(
    *,
    paper_id: int,
    version: int | None,
    by: Person,
    words: PaperWords,
    upload: "UploadedFile[bytes]",
    at: datetime,
    why: str = "",
) -> Paper:
    """Put a later version in a paper's place; both are kept. After papers went it goes into a supplement, with the
    reason.
    """
    before = locked_paper(paper_id, by=by, version=version)
    item = before.item
    refuse(later_fault(item.meeting.state, why=why), field="why", clause=MEETINGS)
    _withdraw(before, at=at)
    file = _uploaded(item, words, upload, by=by)
    made = _make(item, words, file, position=before.position, by=by, at=at, replaces=before)
    tell_in_supplement(item, f"Item {item.position}: paper replaced, {_named(made)}", why=why, by=by, at=at, paper=made)
    return made


@transaction.atomic
def withdraw_paper(*, paper_id: int, version: int | None, by: Person, at: datetime, why: str = "") -> Paper:
    """Take a paper off an item; it stays on record, and in a pack that was sent. It leaves the public site at once."""
    paper = locked_paper(paper_id, by=by, version=version)
    item = paper.item
    refuse(later_fault(item.meeting.state, why=why), field="why", clause=MEETINGS)
    _withdraw(paper, at=at)
    take_off(item.meeting, at=at)
    tell_in_supplement(
        item, f"Item {item.position}: paper withdrawn, {_named(paper)}", why=why, by=by, at=at, paper=paper
    )
    return paper


def _named(paper: Paper) -> str:
    """The title, unless it is restricted: a supplement tells everybody."""
    return "restricted" if paper.marking == Marking.RESTRICTED else f"“{paper.title}”"


def _withdraw(paper: Paper, *, at: datetime) -> None:
    paper.withdrawn_at = at
    changed(paper, "withdrawn_at")


def _refuse_words(words: PaperWords) -> None:
    if not words.title.strip():
        raise Refused("Enter the title of the paper.", field="title", status=400)
    if words.marking not in Marking.values:
        raise Refused("Select who may read the paper.", field="marking", status=400)


def _uploaded(item: AgendaItem, words: PaperWords, upload: "UploadedFile[bytes]", *, by: Person) -> CommitteeFile:
    _refuse_words(words)
    pages = pages_of(upload)  # type: ignore[arg-type]
    return keep_upload(
        upload=upload,
        committee=item.meeting.committee,
        by=by,
        allowed=("pdf",),
        is_restricted=words.marking == Marking.RESTRICTED,
        pages=pages,
    )


def _make(
    item: AgendaItem,
    words: PaperWords,
    file: CommitteeFile,
    *,
    position: int,
    by: Person,
    at: datetime,
    replaces: Paper | None = None,
) -> Paper:
    meeting = item.meeting
    due = dates_of(local_day(meeting.starts_at), terms_of(meeting), working_days(meeting.committee)).papers_by
    return Paper.objects.create(
        **of_meeting(meeting), item=item, position=position, title=words.title.strip(), author=words.author.strip(),
        marking=words.marking, file=file, is_late=is_late(local_day(at), papers_by=due), replaces=replaces, made_by=by,
    )  # fmt: skip


@guard_with
def reads_restricted(person: Person, file: CommitteeFile) -> bool:
    """A restricted paper is read by members, less those with a known interest in one of the items it belongs to."""
    if not person.grants.can(VOTE, file.committee_id):
        return False
    papers = Paper.objects.filter(committee_id=file.committee_id, file=file)
    seats = Appointment.objects.filter(committee_id=file.committee_id, person=person).values("seat_code")
    interest = KnownInterest.objects.filter(
        committee_id=file.committee_id, item_id=OuterRef("item_id"), seat_code__in=seats
    )
    found = list(papers.annotate(withheld=Exists(interest)).values_list("withheld", flat=True))
    return bool(found) and not any(found)
