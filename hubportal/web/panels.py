"""Named slots of a page that apps further up fill in `ready()`, so that imports keep going down.

A page offers `{{ panel("query.related", query=query) }}`; an upper app says `panels.fill("query.related",
decisions_about)`, where the function takes the request and the keywords of the slot and answers with
escaped HTML, or an empty string when it has nothing to show.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from markupsafe import Markup

Filler = Callable[..., str]

_fillers: dict[str, list[tuple[int, Filler]]] = {}


def fill(slot: str, filler: Filler, *, order: int = 100) -> None:
    """Add a filler to a slot; adding the same function again changes nothing."""
    fillers = _fillers.setdefault(slot, [])
    if all(known is not filler for _, known in fillers):
        fillers.append((order, filler))
        fillers.sort(key=lambda entry: entry[0])


def show(slot: str, request: HttpRequest | None, **subject: Any) -> Markup:
    """What all fillers of a slot say, in order; a slot nobody fills is empty."""
    return Markup("").join(Markup(filler(request, **subject)) for _, filler in _fillers.get(slot, ()))  # noqa: S704
