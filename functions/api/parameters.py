"""Query parameters the resources share, read strictly."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone
from django.utils.dateparse import parse_date
from rest_framework.exceptions import NotAuthenticated, ValidationError
from rest_framework.request import Request

from hubportal.organisations.models import Person

PAGING = frozenset({"cursor", "limit", "format"})


def day(request: Request, name: str = "on") -> date:
    """A date parameter as `YYYY-MM-DD`; today in London when it is not given."""
    asked = request.query_params.get(name, "")
    if not asked:
        return timezone.localdate()
    try:
        found = parse_date(asked) if len(asked) == 10 else None
    except ValueError:
        found = None
    if found is None:
        raise ValidationError({name: ["Enter a date as YYYY-MM-DD."]})
    return found


def refuse_unknown(request: Request, known: Collection[str]) -> None:
    """A misspelt filter must not look like a filter that found everything."""
    strangers = sorted(set(request.query_params) - set(known) - PAGING)
    if strangers:
        raise ValidationError({name[:100]: ["This parameter is not known here."] for name in strangers[:20]})


def words(request: Request, name: str) -> str:
    """A text parameter, bounded and without null bytes, which PostgreSQL cannot hold."""
    asked = request.query_params.get(name, "").strip()
    if "\x00" in asked or len(asked) > 200:
        raise ValidationError({name: ["Enter at most 200 characters of text."]})
    return asked


def one_of(request: Request, name: str, known: Collection[str]) -> str:
    """A parameter that takes certain words only; empty when it is not given. A misspelt one would find nothing."""
    asked = words(request, name)
    if asked and asked not in known:
        raise ValidationError({name: [f"Choose one of {', '.join(known)}."]})
    return asked


def person_of(request: Request) -> Person:
    """Who asks; the API's permission class has let nobody else in."""
    person = request.user
    if not isinstance(person, Person):
        raise NotAuthenticated
    return person
