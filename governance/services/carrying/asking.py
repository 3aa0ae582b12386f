"""Asking a committee for a place on its agenda, from the page of a record; and taking the request in there.

Whoever works on a record holds no role at the committee. They write a row of their CCG; an item of the hub itself makes
the committee's row from it and copies the paper.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from governance.figures.carrying import committees_of_ccg
from governance.models import AgendaRequest, IfCarried, RecordDecision, RecordRequest
from governance.services.carrying import queue
from governance.services.carrying.kinds import why_not_on_agenda
from governance.services.carrying.papers import copied, refuse_unreadable
from governance.services.finding import next_number, of
from governance.services.writing import secretaries_of, write_to
from hubportal.documents.models import Document
from hubportal.documents.services.circles import HUB
from hubportal.notifications.services.notices import tell
from hubportal.organisations.models import Committee, Person
from hubportal.records.kinds import kind_called, kind_of
from hubportal.records.models import RecordFile
from hubportal.records.services.files import keep_files
from hubportal.records.services.finding import locked_record
from hubportal.records.services.finding import of as of_record
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

NOTICE = "agenda_request"
PDF = "application/pdf"
OPEN_ALREADY = "A committee has been asked to decide this already. Wait for its secretary’s answer."


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the committee by its key, the words of the item, and what carrying them does."""

    committee: int
    title: str
    asks: str
    if_carried: str = IfCarried.APPROVE


def why_not_ask(record: Any, *, today: date) -> str | None:
    """Why no place is asked for this record now, in a sentence; None when one may be."""
    kind = kind_of(record).key
    if said := why_not_on_agenda(kind, record, today=today):
        return said
    mine = {"ccg_id": record.ccg_id, "kind": kind, "record_id": record.pk}
    last = RecordRequest.objects.filter(**mine).exclude(state=RecordRequest.State.DECLINED).order_by("-id").first()
    if last is None:
        return None
    if last.state != RecordRequest.State.PLACED:
        return OPEN_ALREADY
    if not RecordDecision.objects.filter(**mine, made_at__gt=last.asked_at).exists():
        return "It is on a committee’s agenda already. Wait for its decision."
    return None


def papers_of(record: Any) -> list[Document]:
    """The PDFs of a record that may be shown to a committee: those the hub keeps to itself stay with it."""
    kept = RecordFile.objects.of(record).select_related("document").order_by("id")
    return [row.document for row in kept if row.document.content_type == PDF and row.document.circle != HUB]


@transaction.atomic
def ask_for_place(
    *,
    kind: str,
    record_id: int,
    version: int | None,
    by: Person,
    asked: Asked,
    at: datetime,
    document: int | None = None,
    upload: "UploadedFile[bytes] | None" = None,
) -> RecordRequest:
    """Ask for a place; the paper is a PDF of the record, or one sent now that is then kept with the record."""
    record = locked_record(kind=kind_called(kind), record_id=record_id, by=by, version=version)
    today = local_day(at)
    if said := why_not_ask(record, today=today):
        raise Refused(said)
    if asked.committee not in {one.pk for one in committees_of_ccg(record.ccg, on=today)}:
        raise Refused("Select a committee in which this CCG takes part today.", field="committee", status=400)
    for field, value, sentence in (
        ("title", asked.title, "Enter the title of the item."),
        ("asks", asked.asks, "Enter the proposed resolution."),
    ):
        if not value.strip():
            raise Refused(sentence, field=field, status=400)
    if asked.if_carried not in IfCarried.values:
        raise Refused("Select what happens if it is carried.", field="if_carried", status=400)
    paper = _paper(record, document=document, upload=upload, by=by)
    made = RecordRequest.objects.create(
        **of_record(record), committee_id=asked.committee, title=asked.title.strip(), asks=asked.asks.strip(),
        if_carried=asked.if_carried, document=paper, asked_by=by, asked_at=at,
    )  # fmt: skip
    queue.receive(made)
    return made


def _paper(record: Any, *, document: int | None, upload: "UploadedFile[bytes] | None", by: Person) -> Document:
    if upload is not None:
        refuse_unreadable(upload, field="upload")
        (kept,) = keep_files(record, uploads=[upload], by=by)
        if kept.document.content_type != PDF:
            raise Refused("The paper must be a PDF.", field="upload", status=400)
        found: Document = kept.document
        return found
    chosen = next((one for one in papers_of(record) if one.pk == document), None)
    if chosen is None:
        raise Refused("Select a paper of the record, or add one as a PDF.", field="document", status=400)
    return chosen


@transaction.atomic
def receive(*, request_id: int, at: datetime) -> AgendaRequest | None:
    """Take a request in at its committee, with a copy of its paper; done once. One whose CCG does not take part, or
    whose paper cannot be read, is declined with the reason.
    """
    asked = (
        RecordRequest.objects.select_for_update(of=("self",))
        .select_related("ccg", "committee", "document", "asked_by")
        .filter(pk=request_id, state=RecordRequest.State.SENT)
        .first()
    )
    if asked is None:
        return None
    committee = Committee.objects.select_for_update().get(pk=asked.committee_id)
    on = local_day(asked.asked_at)
    try:
        if not committee.ccg_links.filter(ccg_id=asked.ccg_id, period__contains=on).exists():
            raise Refused(f"{asked.ccg.name} takes no part in {committee.name} on that day.")
        file = copied(asked.document, committee=committee)
    except Refused as refused:
        _turn_down(asked, refused.sentence)
        return None
    record = kind_called(asked.kind).rows.select_related("practice").get(pk=asked.record_id)
    made = AgendaRequest.objects.create(
        **of(committee), number=next_number(AgendaRequest.objects.filter(committee=committee)),
        source=AgendaRequest.Source.RECORD, origin=asked.public_id, title=asked.title, asks=asked.asks,
        if_carried=asked.if_carried, ccg_id=asked.ccg_id, record_kind=asked.kind, record_reference=asked.reference,
        names=[record.practice.ods_code] if record.practice else [], file=file, asked_by=asked.asked_by.name,
        asked_on=on,
    )  # fmt: skip
    asked.state = RecordRequest.State.WAITING
    asked.save(update_fields=["state"])
    tell_secretaries(made, at=at)
    return made


def _turn_down(asked: RecordRequest, why: str) -> None:
    asked.state, asked.why = RecordRequest.State.DECLINED, why
    asked.save(update_fields=["state", "why"])
    tell_whoever_asked(asked, f"{asked.reference} was not put forward to the committee. Its page says why.", "declined")


def tell_whoever_asked(asked: RecordRequest, text: str, fact: str) -> None:
    """Whoever asked, and whoever has the record now, hear of it; the text goes by e-mail too and says no more than the
    reference.
    """
    record = kind_called(asked.kind).rows.get(pk=asked.record_id)
    people = {asked.asked_by_id} | ({record.owner_id} if record.owner_id else set())
    tell(
        people=people, hub=asked.hub_id, ccg=asked.ccg_id, kind=NOTICE, text=text, path=record.get_absolute_url(),
        dedupe=f"request:{asked.pk}:{fact}",
    )  # fmt: skip


def tell_secretaries(request: AgendaRequest, *, at: datetime) -> None:
    """The secretaries hear that something waits for their agenda, and nothing of what it is about."""
    write_to(
        addresses=secretaries_of(request.committee, on=local_day(at)),
        committee=request.committee,
        subject=f"Something waits for the agenda of {request.committee.name}",
        lines=[
            f"Request {request.number} waits for a place on an agenda of {request.committee.name}.",
            "Sign in and open “Waiting for the agenda” of the committee to place it on a meeting, or to decline it.",
        ],
        dedupe=f"agenda-request:{request.number}",
    )
