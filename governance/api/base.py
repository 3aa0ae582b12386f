"""What the API of a committee's rooms shares: who finds what, permission before words, and the answer to an act."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import FileResponse, Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import done
from functions.api.parameters import person_of, refuse_unknown, words
from functions.api.record_acts import held_version
from governance.figures.committees import committees_of
from governance.models import CommitteeFile
from governance.services.files import find_for, open_file
from governance.services.finding import MINUTE
from hubportal.organisations.models import Committee
from hubportal.web.refusals import Refused

Row = TypeVar("Row", bound=Model)

KEY = "[0-9a-f-]{36}"
FIRST, LAST = datetime(2010, 1, 1, tzinfo=UTC), datetime(2035, 12, 31, tzinfo=UTC)
COMMITTEE = OpenApiParameter("committee", OpenApiTypes.UUID, description="The id of a committee.")
_NO_COMMITTEE = "Enter the id of a committee."


class MomentField(serializers.DateTimeField):
    """A moment inside the calendar the portal holds."""

    def enforce_timezone(self, value: datetime) -> datetime:
        """In the zone given, or else in London; refused outside the years the portal knows."""
        try:
            found: datetime = super().enforce_timezone(value)
            if FIRST <= found <= LAST:
                return found
        except OverflowError:
            pass
        raise ValidationError(f"Enter a moment from {FIRST:%Y-%m-%d} to {LAST:%Y-%m-%d}.")


class BoundedDay(serializers.DateField):
    """A day that somebody alive may speak of: what is reckoned from it stays inside the calendar."""

    def to_internal_value(self, value: Any) -> date:
        """The day."""
        found: date = super().to_internal_value(value)
        if not date(1900, 1, 1) <= found <= LAST.date():
            raise ValidationError(f"Enter a date from 1900-01-01 to {LAST:%Y-%m-%d}.")
        return found


def committee_of(request: Request, public_id: Any) -> Committee:
    """The committee the address names, to its people; 404 to everybody else."""
    return one(committees_of(person_of(request)), public_id)


def one(rows: QuerySet[Row], public_id: Any) -> Row:
    """The row of this public id, or 404."""
    try:
        key = public_id if isinstance(public_id, UUID) else UUID(str(public_id))
    except ValueError as wrong:
        raise Http404 from wrong
    found = rows.filter(public_id=key).first()
    if found is None:
        raise Http404
    return found


class ByNumber:
    """For views of a committee's rows that are found by their number in it; `model` says which."""

    model: ClassVar[type[Any]]
    lookup_field = "number"
    lookup_value_regex = "[0-9]{1,9}"

    def rows(self, committee: Committee) -> QuerySet[Any]:
        """The rows of a committee."""
        found: QuerySet[Any] = self.model.objects.filter(committee_id=committee.pk)
        return found

    def find(self, request: Request, committee: Any, number: str) -> Any:
        """The row, to the committee's people."""
        found = self.rows(committee_of(request, committee)).filter(number=int(number)).first()
        if found is None:
            raise Http404
        return found


class Numbered(ByNumber):
    """For those of which one entry is read."""

    def retrieve(self, request: Request, committee: Any, number: str) -> Response:
        """One entry."""
        refuse_unknown(request, set())
        held = self.find(request, committee, number)
        return done(self.get_serializer(held).data, held.version)  # type: ignore[attr-defined]


def refuse_without(request: Request, committee_id: int, permission: str = MINUTE) -> None:
    """403 to somebody of the committee whose role does not do this, before a word of the request is read."""
    if not person_of(request).grants.can(permission, committee_id):
        raise PermissionDenied("Your role at this committee reads its business, and does not do this.")


def permitted(rows: QuerySet[Row], request: Request, public_id: Any, permission: str = MINUTE) -> Row:
    """The row of this public id, among those a person reads: 404 to strangers, 403 to a role that does not do this."""
    found: Any = one(rows, public_id)
    refuse_without(request, found.committee_id, permission)
    row: Row = found
    return row


def key_of(request: Request, name: str, asked: str, fault: str = _NO_COMMITTEE) -> UUID:
    """A public id that was sent as a parameter."""
    try:
        return UUID(asked)
    except ValueError as wrong:
        raise ValidationError({name: [fault]}) from wrong


def of_committee(rows: QuerySet[Any], request: Request) -> QuerySet[Any]:
    """The rows of the committee asked for, or of all."""
    asked = words(request, "committee")
    return rows.filter(committee__public_id=key_of(request, "committee", asked)) if asked else rows


def rows_asked(
    rows: QuerySet[Any], request: Request, choices: Mapping[str, Collection[str]], *also: str
) -> QuerySet[Any]:
    """The rows narrowed by a committee and by columns of few words; an unknown filter or word is refused.

    `also` are parameters that the caller reads.
    """
    refuse_unknown(request, {"committee", *choices, *also})
    for name, known in choices.items():
        asked = words(request, name)
        if asked and asked not in known:
            raise ValidationError({name: [f"Choose one of {', '.join(known)}."]})
        if asked:
            rows = rows.filter(**{name: asked})
    return of_committee(rows, request)


def acting(request: Request, **which: Any) -> dict[str, Any]:
    """What a service of an act takes: which row, the version it was read at where that was said, by whom and when."""
    return {**which, "version": held_version(request), "by": person_of(request), "at": timezone.now()}


class ActsAlone(viewsets.GenericViewSet):
    """For views that list nothing: each act finds its own row. `queryset` says of what, for the OpenAPI document."""

    pagination_class = None


class AnyFormat(DefaultContentNegotiation):
    """For downloads: whatever a program says it takes, it is sent the file."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        """The first; only a problem is written by it."""
        return renderers[0], renderers[0].media_type


def not_in_schema(view: Any) -> bool:
    """Whether the view is only being written down for the OpenAPI document."""
    return bool(getattr(view, "swagger_fake_view", False))


@contextmanager
def naming(**names: str) -> Iterator[None]:
    """A refusal about a field says which member of the request it is, where the service calls it something else."""
    try:
        yield
    except Refused as refused:
        for each in refused.every:
            each.field = names.get(each.field or "", each.field)
        raise


@contextmanager
def inside(member: str) -> Iterator[None]:
    """A refusal about a part of one member of the request says so: `fraction` of a `rule` is `rule.fraction`."""
    try:
        yield
    except Refused as refused:
        for each in refused.every:
            each.field = f"{member}.{each.field}" if each.field else None
        raise


def download(request: Request, public_id: Any) -> FileResponse:
    """The bytes of a file this person may read: always as a download."""
    try:
        found = find_for(person_of(request), UUID(str(public_id)))
    except (CommitteeFile.DoesNotExist, ValueError) as unknown:
        raise Http404 from unknown
    answer = FileResponse(open_file(found), as_attachment=True, filename=found.name, content_type=found.content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer
