"""Minutes and actions as they are read and sent."""

from typing import Any

from rest_framework import serializers

from governance.models import Action, ActionUpdate, Minutes
from hubportal.web.api import StrictSerializer

MINUTES_ACTS = ["circulate", "take_over_record", "amend", "drop_amendment", "approve", "publish"]
MINUTES_STATES = Minutes.State.choices
ACTION_STATES = Action.State.choices
# What each act takes besides its name.
TAKES = {"amend": {"words"}, "approve": {"meeting", "approved_by"}}


class RecordBlock(serializers.Serializer[Any]):
    """Lines of one sort that come from the record."""

    heading = serializers.CharField()
    lines: Any = serializers.ListField(child=serializers.CharField())


class MinutesSection(serializers.Serializer[Any]):
    """One part: what the record says, which nobody writes, and the secretary's prose around it."""

    key = serializers.CharField()
    heading = serializers.CharField()
    is_private = serializers.BooleanField()
    record = RecordBlock(many=True)
    prose = serializers.CharField()


class CirculatedTo(serializers.Serializer[Any]):
    """To whom minutes were sent, and who has no address and gets them by hand."""

    sent: Any = serializers.ListField(child=serializers.CharField())
    by_hand: Any = serializers.ListField(child=serializers.CharField())


class MinutesShape(serializers.ModelSerializer):
    """The newest version that you may read. `changed` names the sections whose record changed after they were drafted,
    to the secretary.
    """

    state = serializers.ChoiceField(choices=MINUTES_STATES)
    meeting = serializers.UUIDField(source="meeting.public_id")
    due_on = serializers.DateField(allow_null=True, help_text="By when the first draft is to be circulated.")
    circulated_to = CirculatedTo(source="readers")
    approved_at_meeting = serializers.IntegerField(source="approved_at_meeting.number", allow_null=True, default=None)
    file = serializers.UUIDField(source="file.public_id", allow_null=True, default=None)
    public_file = serializers.UUIDField(source="public_file.public_id", allow_null=True, default=None)
    sections = MinutesSection(many=True, source="parts")
    changed: Any = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Minutes
        fields = (
            "meeting", "number", "state", "due_on", "drafted_at", "circulated_at", "circulated_to", "amendments",
            "approved_on", "approved_at_meeting", "approved_by", "file", "public_file", "sections", "changed",
            "version",
        )  # fmt: skip


class ProseChange(StrictSerializer):
    """The prose of one section of a draft, by its key."""

    section = serializers.CharField(max_length=80)
    prose = serializers.CharField(max_length=20_000, allow_blank=True)


class MinutesMove(StrictSerializer):
    """An act on the newest version. Amending takes `words`; approving takes the number of the later `meeting` and
    `approved_by`, who moved and seconded it.
    """

    act = serializers.ChoiceField(choices=MINUTES_ACTS)
    words = serializers.CharField(max_length=4_000, required=False)
    meeting = serializers.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    approved_by = serializers.CharField(max_length=200, required=False)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        """What the act takes, and nothing else."""
        takes = TAKES.get(sent["act"], set())
        given = set(sent) - {"act"}
        wrong = {name: ["This act needs it."] for name in sorted(takes - given)}
        wrong |= {name: ["This act does not take it."] for name in sorted(given - takes)}
        if wrong:
            raise serializers.ValidationError(wrong)
        return sent


class UpdateLine(serializers.ModelSerializer):
    """What was said of an action, and the state it had then."""

    state = serializers.ChoiceField(choices=ACTION_STATES)
    by = serializers.CharField(source="by.name", allow_null=True, default=None)

    class Meta:
        model = ActionUpdate
        fields = ("state", "words", "at", "by")


class ActionLine(serializers.ModelSerializer):
    """One action of a log."""

    id = serializers.UUIDField(source="public_id")
    committee = serializers.UUIDField(source="committee.public_id")
    meeting = serializers.IntegerField(source="meeting.number")
    item = serializers.UUIDField(source="item.public_id", allow_null=True, default=None)
    state = serializers.ChoiceField(choices=ACTION_STATES)

    class Meta:
        model = Action
        fields = (
            "id", "committee", "number", "meeting", "item", "words", "owner", "due_on", "is_private", "state",
            "ended_on", "version",
        )  # fmt: skip


class ActionShape(ActionLine):
    """One action with what was said of it."""

    updates = UpdateLine(many=True)

    class Meta(ActionLine.Meta):
        fields = (*ActionLine.Meta.fields, "updates")  # type: ignore[assignment]


class NewUpdate(StrictSerializer):
    """How an action goes, or how it ended."""

    state = serializers.ChoiceField(choices=ACTION_STATES)
    words = serializers.CharField(max_length=2_000)
