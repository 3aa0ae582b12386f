"""Files of a case: kept as documents of its CCG, one row each."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from functions.models import QueryDocument
from functions.rules.acts import Act
from functions.services.finding import allow, locked_case
from hubportal.documents.models import Document
from hubportal.documents.services.files import store_upload
from hubportal.web.refusals import Refused

if TYPE_CHECKING:
    from hubportal.organisations.models import Person

OWN_WORDS = "The selected file"


@transaction.atomic
def attach(
    *,
    query_id: int,
    version: int | None,
    uploads: "Iterable[UploadedFile[Any]]",
    by: "Person",
    at: datetime,
    circle: str = Document.Circle.HUB_AND_CCG,
) -> list[QueryDocument]:
    """Keep these files with the case, all or none; a file at fault is named.

    The version does not rise: a file changes nothing that a form shows.
    """
    case = locked_case(query_id=query_id, by=by, version=version, permission="ccg_case_comment")
    allow(case, Act.ATTACH)
    if circle == Document.Circle.HUB and not by.grants.can("ccg_case_edit", case.ccg_id):
        raise Refused("Only the hub’s own people keep a file for the hub only.", field="circle", status=403)
    kept = []
    for upload in uploads:
        try:
            document = store_upload(
                upload=upload, hub=case.hub_id, ccg=case.ccg_id, practice=case.told_practice_id, circle=circle, by=by
            )
        except Refused as refused:
            named = refused.sentence.replace(OWN_WORDS, f"“{upload.name}”")
            raise Refused(named, clause=refused.clause, field="attachments", status=refused.status) from refused
        kept.append(
            QueryDocument.objects.create(
                hub_id=case.hub_id, ccg_id=case.ccg_id, query=case, practice_id=case.told_practice_id, document=document
            )
        )
    return kept
