"""The live desk as it is read, and an entry as it is sent."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from governance.api.base import MomentField
from governance.rules.desk.entries import Kind
from hubportal.web.api import StrictSerializer

ENTRY_KINDS = [kind.value for kind in Kind]
MOST_FACTS = 12
LONGEST = 4_000


@extend_schema_field({"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}, {"type": "null"}]})
class FactField(serializers.Field[Any, Any, Any, Any]):
    """A fact: words, a whole number, true or false. What each kind of entry needs is checked by the rule."""

    words = serializers.CharField(max_length=LONGEST, allow_blank=True, trim_whitespace=False)

    def to_internal_value(self, data: Any) -> Any:
        """Nothing nested, and no character that cannot be kept."""
        if isinstance(data, str):
            return self.words.run_validation(data)
        if data is None or isinstance(data, bool | int):
            return data
        raise ValidationError("Send words, a whole number, true or false.")

    def to_representation(self, value: Any) -> Any:
        return value


class NewEntry(StrictSerializer):
    """One entry. `key` is yours: sent again with it after a lost connection, the entry is made once. `facts` depend on
    the kind; an item is named by its id, a seat by its code, a motion and an entry by their numbers. `at` is when it
    happened, where that was before now.
    """

    kind = serializers.ChoiceField(choices=ENTRY_KINDS)
    key = serializers.UUIDField()
    facts: Any = serializers.DictField(child=FactField(), required=False, default=dict)
    at = MomentField(required=False)

    def validate_facts(self, facts: dict[str, Any]) -> dict[str, Any]:
        """Few, with names that can be said back."""
        if len(facts) > MOST_FACTS or any(not (name.isascii() and name.isidentifier()) for name in facts):
            raise ValidationError("An entry of this kind has no such facts.")
        return facts


class EntryShape(serializers.Serializer[Any]):
    """An entry as it was made, and in words. `stepped_back_by` is the number of the entry that took it back."""

    number = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=ENTRY_KINDS)
    facts = serializers.DictField(child=serializers.JSONField())
    words = serializers.CharField()
    at = serializers.DateTimeField()
    entered_at = serializers.DateTimeField()
    key = serializers.UUIDField()
    stepped_back_by = serializers.IntegerField(allow_null=True)


class DeskSeat(serializers.Serializer[Any]):
    """A seat, who sits in it, and whether they are here."""

    code = serializers.CharField()
    title = serializers.CharField()
    organisation = serializers.CharField()
    name = serializers.CharField()
    votes = serializers.BooleanField()
    is_here = serializers.BooleanField()
    state = serializers.CharField()


class DeskQuorum(serializers.Serializer[Any]):
    """The quorum of an item as the table stands."""

    is_met = serializers.BooleanField()
    short = serializers.CharField()
    reasons: Any = serializers.ListField(child=serializers.CharField())


class DeskItem(serializers.Serializer[Any]):
    """An item of the agenda and how far it is."""

    id = serializers.UUIDField(source="public_id")
    position = serializers.IntegerField()
    title = serializers.CharField()
    state = serializers.CharField()
    is_open = serializers.BooleanField()
    is_private = serializers.BooleanField()
    business_of = serializers.CharField()
    quorum = DeskQuorum(allow_null=True)


class DeskDeclaration(serializers.Serializer[Any]):
    """An interest declared on the item that is open, and what the chair decided; null until then."""

    seat = serializers.CharField()
    name = serializers.CharField()
    words = serializers.CharField()
    interest = serializers.IntegerField(allow_null=True)
    treatment = serializers.ChoiceField(choices=["note", "stay_not_vote", "leave"], allow_null=True)
    why = serializers.CharField()


class DeskVoter(serializers.Serializer[Any]):
    """A member on a motion: the vote, or why there is none."""

    seat = serializers.CharField(source="code")
    name = serializers.CharField()
    vote = serializers.CharField()
    why_not = serializers.CharField()


class DeskMotion(serializers.Serializer[Any]):
    """A motion: while it is open as it stands now, afterwards as it was decided."""

    number = serializers.IntegerField()
    item = serializers.UUIDField()
    words = serializers.CharField()
    by = serializers.CharField()
    way = serializers.ChoiceField(choices=["recorded", "counted", "consensus"])
    is_open = serializers.BooleanField()
    result = serializers.CharField()
    tally = serializers.CharField()
    needed = serializers.CharField()
    tie = serializers.BooleanField()
    voters = DeskVoter(many=True)
    working: Any = serializers.ListField(child=serializers.CharField())


class DeskAttending(serializers.Serializer[Any]):
    """Somebody in the room without a seat."""

    name = serializers.CharField()
    designation = serializers.CharField()


class DeskAction(serializers.Serializer[Any]):
    """Something somebody is to do."""

    entry = serializers.IntegerField()
    item = serializers.UUIDField(allow_null=True)
    words = serializers.CharField()
    owner = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)


class DeskShape(serializers.Serializer[Any]):
    """What stands at a meeting. `last` is the number of the last entry; `own_seats` are those you sit in."""

    last = serializers.IntegerField()
    state = serializers.CharField()
    in_session = serializers.BooleanField()
    opened_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    public_is_out = serializers.BooleanField()
    item = serializers.UUIDField(allow_null=True)
    seats = DeskSeat(many=True)
    in_attendance = DeskAttending(many=True)
    items = DeskItem(many=True)
    declarations = DeskDeclaration(many=True)
    motions = DeskMotion(many=True)
    actions = DeskAction(many=True)
    own_seats: Any = serializers.ListField(child=serializers.CharField())
