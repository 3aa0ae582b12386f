"""Meetings, their agenda, papers, packs and apologies as they are read and sent."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from governance.api.base import MomentField
from governance.api.withholding import WithheldSent
from governance.models import AgendaItem, Apology, KnownInterest, Marking, Meeting, Pack, Paper
from hubportal.records.kinds import every_kind, tidy_reference
from hubportal.web.api import StrictSerializer

# The name of this list in the schema, for other kinds of row have a state too.
MEETING_STATES = Meeting.State.choices
PACK_STATES = Pack.State.choices
EXPECTED = ["expected", "nobody_to_spare", "not_expected"]


class PaperShape(serializers.ModelSerializer):
    """A paper. Where it is withheld from whoever asks, nothing but its marking is said and there is no file."""

    id = serializers.UUIDField(source="public_id")
    title = serializers.SerializerMethodField()
    author = serializers.SerializerMethodField()
    file = serializers.SerializerMethodField()
    pages = serializers.IntegerField(source="file.pages", allow_null=True)
    replaces = serializers.UUIDField(source="replaces.public_id", allow_null=True, default=None)
    withheld = serializers.BooleanField()

    class Meta:
        model = Paper
        fields = (
            "id", "title", "author", "marking", "is_late", "pages", "file", "replaces", "withheld", "withdrawn_at",
            "version",
        )  # fmt: skip

    def get_title(self, paper: Any) -> str:
        """The title, unless it is withheld."""
        if not paper.withheld:
            return str(paper.title)
        return "Restricted paper" if paper.marking == Marking.RESTRICTED else "Withheld paper"

    def get_author(self, paper: Any) -> str:
        """The author, unless it is withheld."""
        return "" if paper.withheld else str(paper.author)

    @extend_schema_field({"type": ["string", "null"], "format": "uuid"})
    def get_file(self, paper: Any) -> str | None:
        """The id of its file at `committee-files`."""
        return None if paper.withheld else str(paper.file.public_id)


class KnownInterestShape(serializers.ModelSerializer):
    """What is known before a meeting of a member's interest in an item."""

    seat = serializers.CharField(source="seat_code")

    class Meta:
        model = KnownInterest
        fields = ("seat", "expected", "why")


class ItemShape(serializers.ModelSerializer):
    """One item of an agenda with its papers. Known interests are told to the secretary only."""

    id = serializers.UUIDField(source="public_id")
    names = serializers.ListField(child=serializers.CharField())
    papers = PaperShape(many=True, source="shown_papers")
    interests = KnownInterestShape(many=True, source="shown_interests")
    quorum = serializers.ChoiceField(choices=EXPECTED, allow_null=True, source="expected_quorum")

    class Meta:
        model = AgendaItem
        fields = (
            "id", "position", "title", "purpose", "minutes", "presenter", "asks", "business_of", "is_private",
            "ground", "names", "record_kind", "record_reference", "withdrawn_at", "withdrawn_why", "quorum", "papers",
            "interests", "version",
        )  # fmt: skip


class ApologyShape(serializers.ModelSerializer):
    """Who will not come, and who comes instead."""

    seat = serializers.CharField(source="seat_code")
    deputy = serializers.UUIDField(source="deputy.public_id", allow_null=True, default=None)
    deputy_name = serializers.CharField(source="deputy.name", allow_null=True, default=None)

    class Meta:
        model = Apology
        fields = ("seat", "deputy", "deputy_name", "reason", "given_at")


class PackShape(serializers.ModelSerializer):
    """A pack of papers: number 0 is a draft for the secretary, 1 the first that was sent, then supplements."""

    state = serializers.ChoiceField(choices=PACK_STATES)
    file = serializers.UUIDField(source="file.public_id", allow_null=True, default=None)
    pages = serializers.IntegerField(source="file.pages", allow_null=True, default=None)

    class Meta:
        model = Pack
        fields = ("audience", "number", "state", "file", "pages", "last_page", "fault", "asked_at", "ready_at")


class MeetingLine(serializers.ModelSerializer):
    """One meeting in a list."""

    id = serializers.UUIDField(source="public_id")
    committee = serializers.UUIDField(source="committee.public_id")
    state = serializers.ChoiceField(choices=MEETING_STATES)

    class Meta:
        model = Meeting
        fields = ("id", "committee", "number", "state", "starts_at", "ends_at", "place", "version")


class MeetingShape(MeetingLine):
    """One meeting with its dates, agenda, apologies and packs."""

    terms = serializers.IntegerField(source="held_under", allow_null=True)
    notice_by = serializers.DateField(source="dates.notice_by")
    papers_by = serializers.DateField(source="dates.papers_by")
    public_by = serializers.DateField(source="dates.public_by", allow_null=True)
    items = ItemShape(many=True, source="shown_items")
    apologies = ApologyShape(many=True, source="shown_apologies")
    packs = PackShape(many=True, source="shown_packs")
    untold: Any = serializers.ListField(
        child=serializers.CharField(), help_text="What was changed since papers went and no supplement has told yet."
    )
    waiting = serializers.IntegerField(help_text="Items of this committee that were put off and wait for an agenda.")

    class Meta(MeetingLine.Meta):
        fields = (  # type: ignore[assignment]
            *MeetingLine.Meta.fields, "joining", "terms", "notice_by", "papers_by", "public_by", "notified_at",
            "notified_why", "issued_at", "issued_why", "opened_at", "closed_at", "cancelled_why", "items", "apologies",
            "packs", "untold", "waiting",
        )  # fmt: skip


class _Sitting(StrictSerializer):
    starts_at = MomentField()
    ends_at = MomentField()
    place = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    joining = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")


class NewMeeting(_Sitting):
    """A meeting to plan: it begins and ends on one working day."""

    committee = serializers.UUIDField()


class MeetingChange(StrictSerializer):
    """What of a meeting changes; what is not sent stays."""

    starts_at = MomentField(required=False)
    ends_at = MomentField(required=False)
    place = serializers.CharField(max_length=200, required=False, allow_blank=True)
    joining = serializers.CharField(max_length=2_000, required=False, allow_blank=True)


MEETING_ACTS = [
    "give_notice", "send_papers", "send_supplement", "cancel", "take_over_items", "make_draft_packs",
    "make_packs_again",
]  # fmt: skip


PUBLISHING_ACTS = ("send_papers", "send_supplement")


class MeetingMove(StrictSerializer):
    """An act on a meeting; `why` is the reason where one is needed: always to cancel, and for late notice or papers.
    What is sent is published too, less what is `withheld`.
    """

    act = serializers.ChoiceField(choices=MEETING_ACTS)
    why = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")
    withheld = WithheldSent(required=False)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Only what is sent is published."""
        if "withheld" in sent and sent["act"] not in PUBLISHING_ACTS:
            raise serializers.ValidationError({"withheld": ["This act publishes nothing."]})
        return sent


class NewApology(StrictSerializer):
    """Apologies for a seat. `deputy` is the id of an appointed deputy who comes instead."""

    seat = serializers.CharField(max_length=40)
    deputy = serializers.UUIDField(required=False, allow_null=True, default=None)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class ItemChange(StrictSerializer):
    """What an item says. `names` are practices by code and suppliers by name."""

    title = serializers.CharField(max_length=200)
    purpose = serializers.ChoiceField(choices=AgendaItem.Purpose.choices, required=False, default="decide")
    minutes = serializers.IntegerField(min_value=1, max_value=480, required=False, default=10)
    presenter = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    asks = serializers.CharField(max_length=4_000, required=False, allow_blank=True, default="")
    business_of = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    is_private = serializers.BooleanField(required=False, default=False)
    ground = serializers.CharField(max_length=1_000, required=False, allow_blank=True, default="")
    names: Any = serializers.ListField(
        child=serializers.CharField(max_length=120), max_length=40, required=False, default=list
    )
    record_kind = serializers.CharField(max_length=24, required=False, allow_blank=True, default="")
    record_reference = serializers.CharField(max_length=24, required=False, allow_blank=True, default="")

    def validate_record_kind(self, key: str) -> str:
        """A kind the portal has."""
        known = [kind.key for kind in every_kind()]
        if key and key not in known:
            raise serializers.ValidationError(f"Choose one of {', '.join(known)}.")
        return key

    def validate_record_reference(self, typed: str) -> str:
        """The reference as it is printed."""
        found = tidy_reference(typed) if typed else ""
        if found is None:
            raise serializers.ValidationError("Enter a reference like WM-V-2016-00012.")
        return found


class NewItem(ItemChange):
    """An item to put at the end of the agenda; once papers went, with the reason."""

    why = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")


class ItemMove(StrictSerializer):
    """An act on an item: `place` wants a place, counted from 1; putting off wants a reason, and so does taking off
    once papers went.
    """

    act = serializers.ChoiceField(choices=["place", "put_off", "take_off"])
    place = serializers.IntegerField(min_value=1, max_value=999, required=False)
    why = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        """A place for placing, and for nothing else."""
        if (sent["act"] == "place") != ("place" in sent):
            raise serializers.ValidationError({"place": ["Send a place to place an item, and with no other act."]})
        return sent


class NewKnownInterest(StrictSerializer):
    """What is known of a member's interest in an item; sent again for the same seat it changes."""

    seat = serializers.CharField(max_length=40)
    expected = serializers.ChoiceField(choices=KnownInterest.Expected.choices)
    why = serializers.CharField(max_length=200)


class NewPaper(StrictSerializer):
    """A PDF without a password, sent as `multipart/form-data`; once papers went, with the reason."""

    file = serializers.FileField(max_length=200)
    title = serializers.CharField(max_length=200)
    author = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    marking = serializers.ChoiceField(choices=Marking.choices, required=False, default=Marking.PUBLIC)
    why = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")


class PaperWithdrawal(StrictSerializer):
    """A paper is withdrawn; once papers went, with the reason."""

    why = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")
