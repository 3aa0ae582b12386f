"""What a rule says when it says no, and the one place where that becomes a page.

A service raises `Refused` with a sentence for the person and the clause it rests on. A form view catches it
and calls `form.add_refusal(refused)`; whatever is not caught becomes the 409 page here, or problem details
in the API (`hubportal.web.problems`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class Refused(Exception):
    """An act the rules do not allow, in a sentence the person can act on.

    `clause` names the rule it rests on, `field` the form field or API member it is about (None: the whole
    act), `status` the HTTP status (409 unless the input itself is at fault). `also` are further refusals of the
    same act, so that a form or the API can name every fault at once.
    """

    def __init__(
        self,
        sentence: str,
        *,
        clause: Any = None,
        field: str | None = None,
        status: int = 409,
        also: "Sequence[Refused]" = (),
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.clause = str(clause) if clause else ""
        self.field = field
        self.status = status
        self.also = tuple(also)

    @property
    def every(self) -> "tuple[Refused, ...]":
        """This one and those besides."""
        return (self, *self.also)


def refuse_all(found: "Sequence[Refused]") -> None:
    """Raise the first, with the others beside it; nothing where nothing was found."""
    if found:
        first, *others = found
        first.also = tuple(others)
        raise first


@dataclass(frozen=True, slots=True)
class Difference:
    """One field on which the saved row and the submitted page disagree, both as words for the person."""

    label: str
    saved: str
    yours: str


STALE = "Someone else changed this while you had it open. Nothing you typed has been saved yet."


class Stale(Refused):
    """Someone else changed the row since this page was opened; nothing was saved.

    `changed_by` and `changed_at` (words) say who and when; `differences` carries both versions, so that the
    person loses nothing of what they typed; `held_as` heads the column of theirs.
    """

    def __init__(
        self,
        sentence: str = STALE,
        *,
        changed_by: str = "",
        changed_at: str = "",
        differences: Sequence[Difference] = (),
        held_as: str = "What you entered",
        **more: Any,
    ) -> None:
        super().__init__(sentence, **more)
        self.changed_by = changed_by
        self.changed_at = changed_at
        self.differences = tuple(differences)
        self.held_as = held_as


def differences(
    *, labels: Mapping[str, str], saved: Mapping[str, Any], yours: Mapping[str, Any]
) -> tuple[Difference, ...]:
    """The fields of `labels` on which `saved` and `yours` differ, in the order of the labels."""

    def words(value: Any) -> str:
        return "" if value is None else str(value)

    return tuple(
        Difference(label, words(saved.get(name)), words(yours.get(name)))
        for name, label in labels.items()
        if words(saved.get(name)) != words(yours.get(name))
    )


def check_version(*, held: int, submitted: int | str | None, **said: Any) -> None:
    """Refuse as stale unless the submitted page was made from the version now held.

    Call it with the row locked. `said` goes to `Stale` (who changed it, when, both versions).
    """
    if str(submitted) != str(held):
        raise Stale(**said)


class RefusalMiddleware:
    """Turns a `Refused` no view caught into its page; the request is rolled back before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal with the page of its status; any other exception goes on its way."""
        if not isinstance(exception, Refused):
            return None
        page = {"refused": exception, "record": _record_of(request), "back": _came_from(request)}
        return render(request, "errors/409.jinja", page, status=exception.status)


def _came_from(request: HttpRequest) -> str:
    """The page of ours that led here; empty where none did. An address that only takes forms is no page to open."""
    referer = urlsplit(request.headers.get("Referer", ""))
    if referer.netloc != request.get_host() or referer.path == request.path:
        return ""
    return f"/{referer.path.lstrip('/')}{'?' if referer.query else ''}{referer.query}"


def _record_of(request: HttpRequest) -> tuple[str, str] | None:
    """Reference and address of the record whose act a page is, where the address says so: an act that is out of order
    is still that when its page is opened again, and the record's own page says what can be done.
    """
    reference = request.resolver_match.kwargs.get("reference") if request.resolver_match else None
    before, found, after = request.path.partition(f"/{reference}/")
    return (str(reference), before + found) if found and after else None
