"""Publishing: a copy for everybody of what a committee's people decide to show, and taking it back.

`content` is any of these, and nothing else:

* `lead`: a paragraph in plain words;
* `sections`: each `{"heading": …, "text": …}`, or with `"items": [text, …]`;
* `table`: `{"columns": [{"heading": …, "kind": …}], "rows": [{"cells": [...], "until": "2016-09-30" or ""}]}`. The
  kinds are those of `hubportal.web.columns`; a date is ISO text and money a decimal in text. A row with `until` is
  shown up to that day. `"entries": n` has each row drawn as an entry of its own under the words of column n;
* `event`: of a meeting, `{"place": …, "state": "planned"}` or `"cancelled"`.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Expression, Max, Value
from django.http import Http404

from governance.models import CommitteeFile, Publication, PublicationKind
from governance.rules.publications import CLAUSE, private_in, searched_texts, texts_of
from governance.services.finding import MINUTE, READ, locked_committee, of
from hubportal.documents.models import Document
from hubportal.organisations.models import Committee, Person
from hubportal.web.nhs_numbers import find_nhs_numbers
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

PARTS = {"lead", "sections", "table", "event"}
MOST_SEARCHED = 300_000  # letters of one publication that are searched; PostgreSQL indexes a megabyte of words at most

Follower = Callable[[Publication, Person, datetime], None]
_followers: list[Follower] = []


def fingerprint(content: dict[str, Any], file_sha256: str = "") -> str:
    """The digest of exactly what is published."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{canonical}\n{file_sha256}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the content: its meeting, moments, file, and the words of that file to search it by."""

    meeting_number: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    file: CommitteeFile | None = None
    file_name: str = ""
    words_of_file: str = ""


NOTHING_BESIDE = Beside()


def when_withdrawn(follower: Follower) -> Follower:
    """Call this when somebody takes a publication back; registering it again changes nothing."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


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
    beside: Beside = NOTHING_BESIDE,
) -> Publication:
    """Publish a copy; it takes the place of the one published before under the same kind and key.

    The secretary's act. Refused where it names an e-mail address or what looks like an NHS number, where its file is
    restricted or not found clean, and where nothing has changed since the last time.
    """
    committee = locked_committee(committee_id, by=by)
    made = keep_copy(committee=committee, kind=kind, key=key, title=title, content=content, by=by, at=at, beside=beside)
    if made is None:
        raise Refused("Nothing has changed since this was last published.")
    return made


def keep_copy(
    *,
    committee: Committee,
    kind: str,
    key: str,
    title: str,
    content: dict[str, Any],
    by: Person | None,
    at: datetime,
    beside: Beside = NOTHING_BESIDE,
) -> Publication | None:
    """The same of a committee that the caller has locked, for an act that the caller has permitted; None where what is
    published already says exactly this.
    """
    if kind not in PublicationKind.values:
        raise ValueError(f"there is no kind of publication called {kind}")
    file = beside.file
    refuse_private([title, content])
    if unknown := content.keys() - PARTS:
        raise ValueError(f"a publication has no {sorted(unknown)}")
    if file is not None:
        _refuse_file(file, committee.pk)
    digest = fingerprint(content, file.sha256 if file else "")
    same = Publication.objects.filter(committee_id=committee.pk, kind=kind, key=key)
    before = same.filter(is_current=True).first()
    if before is not None and (before.sha256, before.title, before.starts_at, before.ends_at) == (
        digest, title, beside.starts_at, beside.ends_at,
    ):  # fmt: skip
        return None
    if before is not None:
        before.is_current = False
        before.save(update_fields=["is_current"])
    return Publication.objects.create(
        **of(committee),
        kind=kind,
        key=key,
        number=(same.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=title[:200],
        content=content,
        meeting_number=beside.meeting_number,
        starts_at=beside.starts_at,
        ends_at=beside.ends_at,
        words=_words(title, content, beside.words_of_file),
        sha256=digest,
        published_on=local_day(at),
        published_at=at,
        published_by=by,
        replaces=before,
        **_file_columns(file, beside.file_name),
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
    for follower in _followers:
        follower(found, by, at)
    return found


def take_down(rows: Iterable[Publication], *, why: str, at: datetime) -> int:
    """Take copies down because what they were copied from is gone; published again, they may come back. The caller
    has permitted the act that causes it.
    """
    keys = [row.pk for row in rows]
    return Publication.objects.filter(pk__in=keys, is_current=True).update(
        is_current=False, withdrawn_at=at, withdrawn_by=None, withdrawn_why=why
    )


def _words(title: str, content: dict[str, Any], of_file: str) -> Expression:
    body = " ".join([*searched_texts(content), of_file])[:MOST_SEARCHED]
    vectors = [
        SearchVector(Value(words), weight=weight, config="english")
        for words, weight in ((title, "A"), (body.replace("\x00", " "), "B"))
    ]
    both: Expression = vectors[0] + vectors[1]
    return both


def refuse_private(content: Any) -> None:
    """Refuse content that holds an e-mail address or what looks like an NHS number."""
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


def _file_columns(file: CommitteeFile | None, name: str) -> dict[str, Any]:
    if file is None:
        return {}
    return {
        "stored_as": file.stored_as,
        "file_name": name or file.name,
        "file_type": file.content_type,
        "file_size": file.size,
        "file_sha256": file.sha256,
    }
