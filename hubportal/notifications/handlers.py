"""Who does which kind of outbox item: a function in some app's `tasks.py`, registered by name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from hubportal.notifications.models import OutboxItem

Handler = Callable[["OutboxItem"], None]


class UnknownKind(LookupError):
    """No app of this release does that kind of item; an older worker leaves it for a newer one."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A handler, whether the item's payload is wiped once it is done (messages hold personal data), and what the work
    is called on the page of work that gave up.
    """

    run: Handler
    forget_payload: bool = False
    words: str = ""


_handlers: dict[str, Registered] = {}


def handles(kind: str, *, forget_payload: bool = False, words: str = "") -> Callable[[Handler], Handler]:
    """Register `handler(item)` for a kind such as `functions.send_email`.

    It runs in the item's scope and transaction, which also marks the item done: what it writes to the
    database happens once. What it does outside may happen again after a crash, and must carry `item.dedupe`.
    """

    def register(handler: Handler) -> Handler:
        known = _handlers.get(kind)
        if known is not None and known.run.__qualname__ != handler.__qualname__:
            raise ValueError(f"two handlers for {kind}")
        _handlers[kind] = Registered(handler, forget_payload, words)
        return handler

    return register


@cache
def _load() -> None:
    autodiscover_modules("tasks")


def handler_of(kind: str) -> Registered:
    """The handler of a kind, every app's `tasks` having been read."""
    _load()
    try:
        return _handlers[kind]
    except KeyError as missing:
        raise UnknownKind(kind) from missing


def words_of(kind: str) -> str:
    """What the work is called; of a kind without words, or that no app of this release does, its name."""
    _load()
    return _handlers[kind].words if kind in _handlers and _handlers[kind].words else kind
