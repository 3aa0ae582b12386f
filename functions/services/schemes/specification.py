"""The specification of a service: one stored file, and a document of it in each CCG whose practices are invited."""

from collections.abc import Collection
from typing import Any, BinaryIO

from django.db import connection

from functions.services.case_files import ask_to_scan
from hubportal.documents.models import Document
from hubportal.documents.services.files import refuse_unscanned, store_upload
from hubportal.documents.services.store import open_stored
from hubportal.organisations.models import Ccg, Person

# One file on disk, one row for each CCG: so it is guarded, backed up and handed out like any other document.
_COPY = """
INSERT INTO documents_document
  (public_id, hub_id, ccg_id, circle, name, stored_as, content_type, size, sha256, scan, added_by_id, added_at)
SELECT gen_random_uuid(), %(hub)s, given.ccg, 'all', %(name)s, %(stored_as)s, %(content_type)s, %(size)s, %(sha256)s,
  coalesce((SELECT min(kept.scan) FROM documents_document kept WHERE kept.stored_as = %(stored_as)s), %(scan)s),
  %(by)s, clock_timestamp()
FROM unnest(%(ccgs)s::bigint[]) AS given(ccg)
WHERE NOT EXISTS (SELECT 1 FROM documents_document d WHERE d.ccg_id = given.ccg AND d.stored_as = %(stored_as)s)
"""


def keep_specification(offer: Any, *, upload: Any, ccgs: Collection[int], by: Person) -> dict[str, Any]:
    """Keep the file once, with a document of it in each of these CCGs; returns its particulars."""
    first = Ccg.objects.filter(hub_id=offer.hub_id, pk__in=ccgs).order_by("pk").first()
    if first is None:  # the caller has asked for the permission at some CCG of this hub
        raise LookupError("no CCG of this hub to keep the specification for")
    document = store_upload(upload=upload, hub=offer.hub_id, ccg=first, circle=Document.Circle.ALL, by=by)
    kept = {name: getattr(document, name) for name in ("name", "stored_as", "content_type", "size", "sha256")}
    offer.specification = kept
    spread(offer, ccgs=ccgs, by=by)
    return kept


def spread(offer: Any, *, ccgs: Collection[int], by: Person) -> None:
    """A document of the specification in each CCG that has none yet."""
    if not offer.specification:
        return
    known = Ccg.objects.filter(hub_id=offer.hub_id, pk__in=ccgs).values_list("pk", flat=True)
    with connection.cursor() as cursor:
        more = {"hub": offer.hub_id, "by": by.pk, "ccgs": list(known), "scan": Document.Scan.NONE}
        cursor.execute(_COPY, {**offer.specification, **more})
    copies = Document.objects.filter(ccg_id__in=list(known), stored_as=offer.specification["stored_as"])
    for waiting in copies.filter(scan=Document.Scan.WAITING):
        ask_to_scan(waiting)


def open_specification(offer: Any, *, ccg_id: int) -> BinaryIO | None:
    """The bytes of the specification as the CCG's document, for whoever is invited; None where there is none.

    Refused while the document is still to be scanned, or when it holds a virus.
    """
    if not offer.specification:
        return None
    kept = Document.objects.filter(ccg_id=ccg_id, stored_as=offer.specification["stored_as"]).order_by("pk").first()
    if kept is None:
        return None
    refuse_unscanned(kept)
    return open_stored(kept.stored_as)


def specification_for(offer: Any, person: Person) -> Document | None:
    """The specification as a document this person may open."""
    if not offer.specification:
        return None
    kept = Document.objects.visible_to(person).filter(stored_as=offer.specification["stored_as"])
    return kept.order_by("pk").first()
