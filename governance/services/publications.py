"""Publishing: a copy for everybody of what a committee's people decide to show, and taking it back.

`content` is any of these, and nothing else:

* `lead`: a paragraph in plain words;
* `sections`: each `{"heading": …, "text": …}`, or with `"items": [text, …]`;
* `table`: `{"columns": [{"heading": …, "kind": …}], "rows": [{"cells": [...], "until": "2016-09-30" or ""}]}`. The
  kinds are those of `hubportal.web.columns`; a date is ISO text and money a decimal in text. A row with `until` is
  shown up to that day.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.http import Http404

from governance.models import CommitteeFile, Publication
from governance.rules.publications import CLAUSE, private_in, texts_of
from governance.services.finding import MINUTE, READ, locked_committee, of
from hubportal.documents.models import Document
from hubportal.organisations.models import Person
from hubportal.web.nhs_numbers import find_nhs_numbers
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

PARTS = {"lead", "sections", "table"}


def fingerprint(content: dict[str, Any], file_sha256: str = "") -> str:
    """The digest of exactly what is published."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{canonical}\n{file_sha256}".encode()).hexdigest()


@transaction.atomic
def publish(
    *,
    committee_id: int,
    kind: str,
    key: str,
    title: str,
    content: dict[str, Any],
    by: Person,
    at: datetime,
    file: CommitteeFile | None = None,
) -> Publication:
    """Publish a copy; it takes the place of the one published before under the same kind and key.

    The secretary's act. Refused where it names an e-mail address or what looks like an NHS number, where its file is
    restricted or not found clean, and where nothing has changed since the last time.
    """
    committee = locked_committee(committee_id, by=by)
    _refuse_private(content)
    if file is not None:
        _refuse_file(file, committee_id)
    digest = fingerprint(content, file.sha256 if file else "")
    same = Publication.objects.filter(committee_id=committee_id, kind=kind, key=key)
    before = same.filter(is_current=True).first()
    if before is not None and before.sha256 == digest and before.title == title:
        raise Refused("Nothing has changed since this was last published.")
    if before is not None:
        before.is_current = False
        before.save(update_fields=["is_current"])
    return Publication.objects.create(
        **of(committee),
        kind=kind,
        key=key,
        number=(same.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=title,
        content=content,
        sha256=digest,
        published_on=local_day(at),
        published_at=at,
        published_by=by,
        replaces=before,
        **_file_columns(file),
    )


@transaction.atomic
def withdraw(*, publication_id: int, why: str, by: Person, at: datetime) -> Publication:
    """Take a publication back, with the reason; visitors are told that it was withdrawn, and on which day."""
    found = Publication.objects.select_for_update().filter(pk=publication_id).first()
    if found is None or not by.grants.can(READ, found.committee_id):
        raise Http404("No publication of yours is this one.")
    if not by.grants.can(MINUTE, found.committee_id):
        raise Refused("Your role at this committee reads its business, and does not do this.", status=403)
    if not found.is_current:
        raise Refused("This is not published any longer.")
    if not why.strip():
        raise Refused("Enter why it is withdrawn.", field="why")
    found.is_current, found.withdrawn_at, found.withdrawn_by, found.withdrawn_why = False, at, by, why.strip()
    found.save(update_fields=["is_current", "withdrawn_at", "withdrawn_by", "withdrawn_why"])
    return found


def _refuse_private(content: dict[str, Any]) -> None:
    if unknown := content.keys() - PARTS:
        raise ValueError(f"a publication has no {sorted(unknown)}")
    if address := private_in(content):
        raise Refused(f"It names an email address, {address}. Take it out before publishing.", clause=CLAUSE)
    for text in texts_of(content):
        if numbers := find_nhs_numbers(text):
            raise Refused(f"It looks as if it includes an NHS number ({numbers[0]}). Take it out before publishing.")


def _refuse_file(file: CommitteeFile, committee_id: int) -> None:
    if file.committee_id != committee_id or file.is_restricted:
        raise Refused("A restricted file, or one of another committee, cannot be published.")
    if file.scan in {Document.Scan.WAITING, Document.Scan.INFECTED}:
        raise Refused("This file has not been found free of viruses yet, so it cannot be published.")


def _file_columns(file: CommitteeFile | None) -> dict[str, Any]:
    if file is None:
        return {}
    return {
        "stored_as": file.stored_as,
        "file_name": file.name,
        "file_type": file.content_type,
        "file_size": file.size,
        "file_sha256": file.sha256,
    }
