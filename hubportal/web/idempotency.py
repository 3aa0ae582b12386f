"""Sending the same POST twice creates once: the `Idempotency-Key` header.

The answer is kept in the same transaction as what was created, by a store that an app further up registers in
`ready()` (this room holds no tables). The same key with another body is refused.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol

from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from hubportal.web.refusals import Refused

HEADER = "Idempotency-Key"
KEPT_HEADERS = ("Location", "ETag")


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What was answered the first time; `fingerprint` is of the request that got it."""

    fingerprint: str
    status: int
    body: Any
    headers: dict[str, str]


class AnswerStore(Protocol):
    """Where answers are kept, by actor and key.

    `claim` inserts the key, waiting for another transaction that holds it, and returns None; or returns the
    answer already kept. `keep` adds the answer to a claimed key. Both run in the request's transaction.
    """

    def claim(self, *, actor: int, key: str, fingerprint: str) -> KeptAnswer | None:
        """None: go ahead; otherwise what to answer again."""

    def keep(self, *, actor: int, key: str, answer: KeptAnswer) -> None:
        """Remember the answer."""


_store: list[AnswerStore] = []


def use_answer_store(store: AnswerStore) -> None:
    """Register the store; the last one registered counts."""
    _store[:] = [store]


def _plain(value: Any) -> str:
    """A value that JSON does not know; a file by its content, for two files may have one name."""
    if not isinstance(value, UploadedFile):
        return str(value)
    digest = hashlib.sha256()
    for chunk in value.chunks():
        digest.update(chunk)
    value.seek(0)
    return f"{value.name} {digest.hexdigest()}"


def _fingerprint(request: Request) -> str:
    said = json.dumps(request.data, sort_keys=True, default=_plain)
    return hashlib.sha256(f"{request.method} {request.path}\n{said}".encode("utf-8", "surrogatepass")).hexdigest()


def _key(request: Request) -> str:
    key = request.headers.get(HEADER, "")
    if len(key) > 200 or not key.isprintable() or not key.isascii():
        raise ValidationError({HEADER: ["Send at most 200 printable ASCII characters."]})
    return key


def idempotent(act: Callable[..., Response]) -> Callable[..., Response]:
    """Decorates a view's creating method; without the header it does nothing, and a failed attempt keeps
    nothing.
    """

    @wraps(act)
    def answered_once(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = _key(request)
        if not key:
            return act(view, request, *args, **kwargs)
        if not _store:
            raise ImproperlyConfigured("No app has registered where idempotent answers are kept.")
        store, fingerprint = _store[0], _fingerprint(request)
        actor: Any = request.user.pk  # an anonymous person never reaches an act that creates
        with transaction.atomic():
            kept = store.claim(actor=actor, key=key, fingerprint=fingerprint)
            if kept is not None:
                if kept.fingerprint != fingerprint:
                    raise Refused("This Idempotency-Key was already used for another request.", status=422)
                return Response(kept.body, status=kept.status, headers={**kept.headers, "Idempotent-Replay": "true"})
            response = act(view, request, *args, **kwargs)
            if response.status_code < 400:
                body = json.loads(JSONRenderer().render(response.data))
                headers = {name: response[name] for name in KEPT_HEADERS if response.has_header(name)}
                answer = KeptAnswer(fingerprint, response.status_code, body, headers)
                store.keep(actor=actor, key=key, answer=answer)
        return response

    return answered_once
