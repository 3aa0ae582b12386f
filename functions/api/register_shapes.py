"""How registers and their rows travel."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from functions.api.query_shapes import CodeField
from functions.api.what_if import DayField
from functions.models import RegisterRow
from functions.rules.particulars import Fault
from functions.rules.registers.declaration import KINDS, Register
from functions.rules.registers.values import Values, read_values, row_faults
from hubportal.organisations.models import Ccg, Person, Practice
from hubportal.web.api import StrictSerializer


class ColumnShape(serializers.Serializer[Any]):
    """One column of a register."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    kind = serializers.ChoiceField(choices=KINDS)
    required = serializers.BooleanField(source="is_required")  # type: ignore[assignment]
    choices = serializers.DictField(child=serializers.CharField())
    after = serializers.ListField(child=serializers.CharField())


class MoveShape(serializers.Serializer[Any]):
    """One move of a register's flow, with the columns it asks for."""

    act = serializers.CharField()
    words = serializers.CharField()
    states = serializers.ListField(child=serializers.CharField())
    to = serializers.CharField()
    asks = serializers.ListField(child=serializers.CharField())
    offers = serializers.ListField(child=serializers.CharField())
    clause = serializers.CharField()


class RegisterShape(serializers.Serializer[Any]):
    """A register as it is declared."""

    code = serializers.CharField()
    name = serializers.CharField()
    about = serializers.CharField()
    activity = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    practices = serializers.ChoiceField(choices=("one", "required", "optional", "none"))
    restricted = serializers.BooleanField(source="is_restricted")
    states = serializers.SerializerMethodField()
    columns = ColumnShape(many=True)
    moves = serializers.SerializerMethodField()

    def get_states(self, register: Register) -> dict[str, str]:
        """State to its words, in the order of the work."""
        return dict(register.moves.states)

    @extend_schema_field(MoveShape(many=True))
    def get_moves(self, register: Register) -> list[dict[str, Any]]:
        """The moves in the order of the flow."""
        return [
            {
                "act": move.act,
                "words": move.words,
                "states": sorted(move.sources),
                "to": move.target,
                "asks": list(register.asks.get(move.act, ())),
                "offers": list(register.offers.get(move.act, ())),
                "clause": move.clause,
            }
            for move in register.moves.moves
        ]


class RegisterPage(serializers.Serializer[Any]):
    """All registers as one page, in the shape of every list."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = RegisterShape(many=True)


class RowShape(serializers.ModelSerializer[RegisterRow]):
    """A row of a register; `values` holds what is filled in, amounts and percentages as strings."""

    ccg = serializers.CharField(source="ccg.ods_code")
    practice = serializers.CharField(source="practice.ods_code", allow_null=True, default=None)
    owner = serializers.CharField(source="owner.email", allow_null=True, default=None)
    restricted = serializers.BooleanField(source="is_restricted")
    values = serializers.DictField(child=serializers.JSONField())

    class Meta:
        model = RegisterRow
        fields = (
            "reference", "register", "ccg", "practice", "subject", "state", "owner", "restricted", "received_on",
            "due_on", "closed_on", "values", "version",
        )  # fmt: skip


class RowChange(StrictSerializer):
    """What may be changed of a row: some of its columns, null emptying one, and who keeps it."""

    values = serializers.DictField(child=serializers.JSONField(allow_null=True), required=False)  # type: ignore[assignment]
    owner = serializers.EmailField(allow_null=True, required=False)

    def validate_owner(self, email: str | None) -> Person | None:
        if not email:
            return None
        found = Person.objects.filter(email=email.lower(), is_active=True).first()
        if found is None:
            raise ValidationError("Nobody here has this email address.")
        return found


class NewRowShape(RowChange):
    """A row to add; the practice must be one of the CCG's."""

    ccg = CodeField(max_length=5)
    practice = CodeField(max_length=6, allow_null=True, required=False)
    values = serializers.DictField(child=serializers.JSONField(allow_null=True))  # type: ignore[assignment]

    def validate_ccg(self, code: str) -> Ccg:
        found = Ccg.objects.select_related("hub").filter(ods_code=code).first()
        if found is None or not self.context["request"].user.grants.can("ccg_read", found.pk):
            raise ValidationError("There is no CCG of yours with this code.")
        return found

    def validate_practice(self, code: str | None) -> Practice | None:
        if not code:
            return None
        found = Practice.objects.filter(ods_code=code).first()
        if found is None:
            raise ValidationError("There is no practice with this code.")
        return found


class RowMove(StrictSerializer):
    """A move of the flow with the columns it asks for."""

    act = serializers.CharField(max_length=32)
    on = DayField()
    note = serializers.CharField(max_length=4000, required=False, allow_blank=True, default="")
    values = serializers.DictField(child=serializers.JSONField(allow_null=True), required=False)  # type: ignore[assignment]


def merged(register: Register, held: Mapping[str, Any], sent: Mapping[str, Any], *, today: Any = None) -> Values:
    """The row's columns with those sent; an unknown column, or one that cannot be read, is a 400 that names it."""
    known = {column.name for column in register.columns}
    strangers = [name for name in sent if name not in known]
    if strangers:
        raise ValidationError({name[:100]: ["This register has no such column."] for name in sorted(strangers)[:20]})
    nested = [name for name, value in sent.items() if isinstance(value, dict | list)]
    values, faults = read_values(register, {name: value for name, value in sent.items() if name not in nested})
    faults += [Fault(name, "Send one value, not a list or an object.") for name in nested]
    whole = {name: value for name, value in {**held, **dict.fromkeys(sent), **values}.items() if value is not None}
    if not faults and today is not None:
        faults = row_faults(register, whole, today=today)
    if faults:
        raise ValidationError({fault.field: [fault.sentence] for fault in faults})
    return whole
