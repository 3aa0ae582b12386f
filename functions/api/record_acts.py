"""What the API of every kind of record shares: its list, its line, and its moves."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.request import Request

from functions.api.parameters import person_of, refuse_unknown, words
from functions.api.what_if import DayField
from hubportal.documents.fields import MOST_FILES
from hubportal.organisations.models import Ccg, Person, Practice
from hubportal.organisations.reauthentication import signed_in_freshly
from hubportal.records.figures.listing import ANY, Asked, Choice, records_of
from hubportal.records.kinds import RecordKind
from hubportal.records.models import RecordMove
from hubportal.records.presenters.page import moves_open_to
from hubportal.records.views.finding import BESIDES
from hubportal.web.api import StrictSerializer
from hubportal.web.refusals import Refused
from hubportal.web.versions import required_version

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The ETag you read; a newer record is refused."
)
ONCE = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, description="Send the same request again without doing it twice."
)
FILTERS = [
    OpenApiParameter("ccg", str, description="ODS code of a CCG."),
    OpenApiParameter("practice", str, description="ODS code of a practice."),
    OpenApiParameter("state", str, description="A state, `open` or `any`; `any` when it is not given."),
    OpenApiParameter("search", str, description="Words of the reference, subject or practice."),
]


class RecordLine(serializers.Serializer[Any]):
    """What the list says of any record."""

    reference = serializers.CharField()
    ccg = serializers.CharField(source="ccg.ods_code")
    practice = serializers.CharField(source="practice.ods_code", allow_null=True, default=None)
    subject = serializers.CharField()
    state = serializers.CharField()
    owner = serializers.CharField(source="owner.email", allow_null=True, default=None)
    received_on = serializers.DateField()
    closed_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()


class MoveLine(serializers.ModelSerializer):
    """A move as it was made."""

    by = serializers.CharField(source="by.name", allow_null=True, default=None)

    class Meta:
        model = RecordMove
        fields = ("act", "words", "from_state", "to_state", "on", "note", "by", "at")


class Addressed(StrictSerializer):
    """To whom a letter goes, and how."""

    name = serializers.CharField(max_length=160)
    address = serializers.CharField(max_length=600, required=False, allow_blank=True, default="")
    email = serializers.EmailField(required=False, allow_blank=True, default="")
    send_by = serializers.ChoiceField(choices=("letter", "email"), default="letter")


class NewMove(StrictSerializer):
    """A move: its day is today when it is not given."""

    act = serializers.CharField(max_length=32)
    on = DayField(required=False)
    note = serializers.CharField(max_length=4_000, required=False, allow_blank=True, default="")


@extend_schema_field(serializers.CharField(max_length=6))
class PracticeField(serializers.Field[Any, Any, Any, Any]):
    """A practice by its code."""

    def to_internal_value(self, data: Any) -> Any:
        code = data.strip().upper() if isinstance(data, str) and len(data) <= 20 and "\x00" not in data else ""
        found = Practice.objects.filter(ods_code=code).first()
        if found is None:
            raise serializers.ValidationError("There is no practice with this code.")
        return found

    def to_representation(self, value: Any) -> str:
        return str(value.ods_code)


@extend_schema_field(serializers.CharField(max_length=5))
class ReadableCcgField(serializers.Field[Any, Any, Any, Any]):
    """A CCG by its code, if the person who asks reads its records; the serializer's context holds the request."""

    def to_internal_value(self, data: Any) -> Any:
        code = data.strip().upper() if isinstance(data, str) and len(data) <= 20 and "\x00" not in data else ""
        found = Ccg.objects.select_related("hub").filter(ods_code=code).first()
        if found is None or not person_of(self.context["request"]).grants.can("ccg_read", found.pk):
            raise serializers.ValidationError("There is no CCG of yours with this code.")
        return found

    def to_representation(self, value: Any) -> str:
        return str(value.ods_code)


class PersonField(serializers.EmailField):
    """Somebody who signs in here, by email address."""

    def run_validation(self, data: Any = empty) -> Any:
        email = super().run_validation(data)
        if not email:
            return None
        found = Person.objects.filter(email=email.lower(), is_active=True).first()
        if found is None:
            raise serializers.ValidationError("Nobody here has this email address.")
        return found

    def to_representation(self, value: Any) -> str:
        return str(value.email)


class FilesShape(StrictSerializer):
    """Files, sent as parts of a form that are each named `attachments`."""

    attachments = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True), max_length=MOST_FILES, required=False, default=list
    )


class SeenShape(StrictSerializer):
    """The hash of exactly what was read and is signed."""

    seen = serializers.CharField(max_length=64)


def held_version(request: Request) -> int | None:
    """The version the sender read, where they said so."""
    return required_version(request) if request.headers.get("If-Match") else None


def version_read(request: Request, record: Any) -> int:
    """The version the sender read, or else the one found here: for acts that take what is not sent from the record, so
    that what somebody changes meanwhile is not taken back.
    """
    said = held_version(request)
    return int(record.version) if said is None else said


def refuse_stale_sign_in(request: Request) -> None:
    """Signing and approving ask for a fresh sign-in, which a token cannot give."""
    if not signed_in_freshly(request._request):
        raise Refused("This needs a fresh sign-in, so it can be done in the portal only.", status=403)


def known_act(kind: RecordKind, act: str) -> str:
    """The act, if the kind's table has it."""
    if kind.moves is None or act not in {move.act for move in kind.moves.moves}:
        raise serializers.ValidationError({"act": ["There is no such act."]})
    return act


def moves_made_and_open(person: Person, record: Any, *, but: Collection[str] = ()) -> dict[str, Any]:
    """What was done to a record, and what a person can do next, but for moves that follow from other acts."""
    done = RecordMove.objects.of(record).select_related("by").order_by("id")
    return {
        "moves": MoveLine(done, many=True).data,
        "open_moves": [move.act for move in moves_open_to(person, record) if move.act not in but],
    }


class OfRecordKind:
    """Finding the records of a kind: for views of a resource."""

    kind: ClassVar[RecordKind]
    choices: ClassVar[tuple[Choice, ...]] = ()
    besides: ClassVar[tuple[str, ...]] = ()
    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"
    keyset = (("received_on", "desc"), ("id", "desc"))

    def get_queryset(self) -> QuerySet[Any]:
        """The records asked for."""
        if getattr(self, "swagger_fake_view", False):
            return self.kind.rows.none()  # type: ignore[no-any-return]
        request: Request = self.request  # type: ignore[attr-defined]
        refuse_unknown(request, {"ccg", "practice", "state", "search", *(one.name for one in self.choices)})
        given = {name: words(request, name) for name in request.query_params}
        given |= {"q": given.get("search", ""), "state": given.get("state") or ANY}
        asked = Asked.from_parameters(given, kind=self.kind, choices=self.choices)
        if asked.state != given["state"] or set(asked.chosen) != {one.name for one in self.choices} & set(given):
            raise serializers.ValidationError({"state": ["A filter has a value that is not known here."]})
        return records_of(self.kind, person_of(request), asked, self.choices).select_related(*BESIDES, *self.besides)

    def find(self, request: Request, reference: str) -> Any:
        """One record the person may read, or 404."""
        mine = self.kind.visible_to(person_of(request)).select_related(*BESIDES, *self.besides)
        found = mine.filter(reference=reference.upper()).first()
        if found is None:
            raise Http404
        return found

    def moves_of(self, request: Request, record: Any) -> dict[str, Any]:
        """What was done to a record, and what the person can do next."""
        return moves_made_and_open(person_of(request), record)
