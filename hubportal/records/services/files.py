"""Files of records: kept as documents of the CCG, as open as the records they belong to."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from hubportal.documents.models import Document
from hubportal.documents.services.files import store_made, store_upload
from hubportal.organisations.models import Person
from hubportal.records.kinds import every_kind
from hubportal.records.models import Letter, RecordFile
from hubportal.records.services.finding import of
from hubportal.web.refusals import Refused

OWN_WORDS = "The selected file"


@transaction.atomic
def keep_files(
    record: Any,
    *,
    uploads: Iterable[Any],
    by: Person,
    circle: str = Document.Circle.HUB_AND_CCG,
    requirement: str = "",
) -> list[RecordFile]:
    """Keep uploads with a record, all or none; a file at fault is named."""
    if circle == Document.Circle.HUB and not by.grants.can("ccg_hub_notes", record.ccg_id):
        raise Refused("Only the hub’s own people keep a file for the hub only.", field="circle", status=403)
    open_to_practice = circle == Document.Circle.ALL and not getattr(record, "is_restricted", False)
    practice = record.practice_id if open_to_practice else None
    kept = []
    for upload in uploads:
        try:
            document = store_upload(
                upload=upload, hub=record.hub_id, ccg=record.ccg_id, practice=practice, circle=circle, by=by
            )
        except Refused as refused:
            named = refused.sentence.replace(OWN_WORDS, f"“{upload.name}”")
            raise Refused(named, clause=refused.clause, field="attachments", status=refused.status) from refused
        kept.append(keep_document(record, document, by=by, requirement=requirement))
    return kept


def keep_document(record: Any, document: Document, *, by: Person | None, requirement: str = "") -> RecordFile:
    """Keep a document that is stored already with a record."""
    return RecordFile.objects.create(**of(record), document=document, requirement=requirement, added_by=by)


def keep_proof(record: Any, document: Document, *, by: Person | None) -> RecordFile:
    """Keep a document that proves an act with a record, where it is not kept there already."""
    kept, _ = RecordFile.objects.get_or_create(**of(record), document=document, defaults={"added_by": by})
    return kept


def keep_made(
    record: Any,
    *,
    name: str,
    content: bytes,
    content_type: str = "application/pdf",
    by: Person | None,
    circle: str = Document.Circle.HUB_AND_CCG,
) -> RecordFile:
    """Keep a file that the portal made with a record."""
    document = store_made(
        name=name, content_type=content_type, content=content, hub=record.hub_id, ccg=record.ccg_id,
        practice=None, circle=circle, by=by,
    )  # fmt: skip
    return keep_document(record, document, by=by)


def follows_its_records(person: Person, document: Document) -> bool:
    """Guard: a file of a record is kept from whoever may not see the record; one such record is enough.

    A practice's people see no records, and of their files those that were kept for all parties.
    """
    if not person.grants.any("ccg_read"):
        return True
    own = {"ccg_id": document.ccg_id, "document": document}
    named = set(RecordFile.objects.filter(**own).values_list("kind", "record_id"))
    named |= set(Letter.objects.filter(**own).values_list("kind", "record_id"))
    if not named:
        return True
    for kind in every_kind():
        keys = {key for name, key in named if name == kind.key}
        if keys and kind.visible_to(person).filter(pk__in=keys).count() < len(keys):
            return False
    return True
