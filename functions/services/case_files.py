"""Files of cases are as open as the cases they belong to, whoever knows their address.

`hubportal.documents` knows a file's CCG, practice and circle; that a case is restricted is known only here.
"""

from django.db.models import Q, QuerySet

from functions.models import Correspondence, Query, QueryDocument
from hubportal.documents.models import Document
from hubportal.documents.services.files import scan_waiting
from hubportal.notifications.services.access import record_view
from hubportal.notifications.services.notices import tell
from hubportal.notifications.services.outbox import enqueue
from hubportal.organisations.models import Person

SCAN = "documents.scan"


def _cases_of(document: Document) -> Q:
    """The cases a document is attached to, or was sent with."""
    own = {"ccg_id": document.ccg_id, "document": document}
    return Q(pk__in=QueryDocument.objects.filter(**own).values("query_id")) | Q(
        pk__in=Correspondence.objects.filter(**own).values("query_id")
    )


def _held_back(rows: "QuerySet[QueryDocument] | QuerySet[Correspondence]", document: Document, person: Person) -> bool:
    """Whether one of these rows joins the document to a case the person may not see; one such case is enough."""
    visible = Query.objects.visible_to(person).filter(ccg_id=document.ccg_id)
    return rows.filter(ccg_id=document.ccg_id, document=document).exclude(query__in=visible).exists()


def follows_its_cases(person: Person, document: Document) -> bool:
    """Guard: a file of a restricted case is kept from readers without that permission, and from practices."""
    attached, said = QueryDocument.objects.all(), Correspondence.objects.all()
    return not (_held_back(attached, document, person) or _held_back(said, document, person))


def note_restricted_reading(person: Person, document: Document) -> None:
    """Watcher: opening a file of a restricted case is recorded as reading the case is."""
    for case in Query.objects.filter(_cases_of(document), ccg_id=document.ccg_id, is_restricted=True):
        record_view(
            by=person,
            hub_id=case.hub_id,
            ccg_id=case.ccg_id,
            what="File of a restricted case",
            reference=case.reference,
        )


def ask_to_scan(document: Document) -> None:
    """Have a file scanned that was taken while the virus scanner was down."""
    enqueue(
        kind=SCAN,
        dedupe=f"scan:{document.public_id}",
        payload={"document": document.pk},
        hub=document.hub_id,
        ccg=document.ccg_id,
    )


def scan(*, document: int) -> None:
    """Scan it, and tell whoever added it when it holds a virus."""
    found = scan_waiting(document=document)
    if found is None or found.scan != Document.Scan.INFECTED or found.added_by_id is None:
        return
    tell(
        people=[found.added_by_id],
        hub=found.hub_id,
        ccg=found.ccg_id,
        kind="virus",
        text="A file you added holds a virus, so nobody can open it. Add a clean one.",
        path="/cases/",
        dedupe=f"virus:{found.public_id}",
    )
