"""The types of variation as a choice: who decides, which documents, how much notice."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from functions.rules.variations.types import ROUTE_WORDS, Route, VariationType


@dataclass(frozen=True, slots=True)
class TypeWords:
    """One type in words."""

    name: str
    href: str
    documents: str
    notice: str
    sign_off: bool


def notice_words(kind: VariationType) -> str:
    """How much notice a type needs."""
    return f"At least {kind.notice.words}" if kind.notice else "No minimum notice"


def choices(types: Iterable[VariationType], *, asked_in: str = "") -> list[tuple[str, list[TypeWords]]]:
    """The types under their routes; statutory changes are made elsewhere, for all practices at once. `asked_in` is the
    reference of the case that leads to the variation, handed on to its form.
    """
    known = list(types)
    return [
        (ROUTE_WORDS[route], [_words(kind, asked_in) for kind in known if kind.route == route])
        for route in (Route.ROUTINE, Route.NON_ROUTINE)
    ]


def _words(kind: VariationType, asked_in: str) -> TypeWords:
    page = reverse("variations:new-of-type", args=[kind.code])
    return TypeWords(
        name=kind.name,
        href=f"{page}?case={asked_in}" if asked_in else page,
        documents="; ".join(kind.documents.values()),
        notice=notice_words(kind),
        sign_off=kind.ccg_sign_off,
    )
