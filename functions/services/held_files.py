"""Files that came with a form that could not be saved yet, kept for an hour so that nobody chooses them twice.

They are looked at only when the form is saved, by the same person; what is not asked for again expires by itself.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused

KEPT_SECONDS = 3600
MOST_HELD = 10


@dataclass(frozen=True, slots=True)
class Held:
    """One file kept for a person, under a name nobody can guess."""

    token: str
    name: str
    size: int


def _key(person: Person, token: str) -> str:
    return f"held-file:{person.pk}:{token}"


def hold(*, by: Person, uploads: "Iterable[UploadedFile[Any]]") -> list[Held]:
    """Keep these files for an hour."""
    kept = []
    for upload in uploads:
        held = Held(secrets.token_urlsafe(18), upload.name or "file", upload.size or 0)
        upload.seek(0)
        cache.set(_key(by, held.token), (held.name, upload.content_type, upload.read()), KEPT_SECONDS)
        kept.append(held)
    return kept


def held_for(*, by: Person, tokens: Iterable[str]) -> list[tuple[Held, SimpleUploadedFile]]:
    """The files still kept for this person under these tokens, in that order."""
    found = []
    for token in list(tokens)[:MOST_HELD]:
        kept = cache.get(_key(by, token[:60]))
        if kept is not None:
            name, content_type, content = kept
            upload = SimpleUploadedFile(name, content, content_type or "application/octet-stream")
            found.append((Held(token, name, len(content)), upload))
    return found


def let_go(*, by: Person, tokens: Iterable[str]) -> None:
    """Forget files that have been saved."""
    cache.delete_many([_key(by, token[:60]) for token in tokens])


def take_once(*, by: Person, token: str) -> SimpleUploadedFile:
    """The file of a preview that is confirmed; forgotten in the same step, so that a form sent twice brings in once."""
    kept = held_for(by=by, tokens=[token])
    if not kept or not cache.delete(_key(by, token[:60])):
        raise Refused(
            "This file is no longer kept: it has been brought in already, or an hour has passed. "
            "Choose it again only if what it holds is not in the list.",
            status=400,
        )
    return kept[0][1]
