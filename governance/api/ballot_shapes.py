"""Ballots, their roll and their rounds as they are read and sent."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from governance.api.base import BoundedDay, MomentField
from governance.api.what_if import PartField
from governance.models import Ballot, BallotPractice, BallotRound
from governance.rules.ballot_rounds import Mode, Plan, Standing
from governance.services.ballot_counting import result_of
from governance.services.ballot_rounds import Words, option_of
from hubportal.web.api import StrictSerializer

STANDINGS = [one.value for one in Standing]
MODES = BallotRound.Mode.choices
APPROVAL_OF = BallotRound.ApprovalOf.choices
ROUND_ACTS = ["issue", "extend", "close", "call_off", "certify", "publish"]
# What each act takes besides its name: what it needs, and what it may have.
TAKES: dict[str, tuple[set[str], set[str]]] = {
    "extend": ({"closes_at", "because"}, set()),
    "close": (set(), {"because"}),
    "call_off": ({"because"}, set()),
    "certify": ({"seen"}, set()),
}


class BallotLine(serializers.ModelSerializer):
    """One ballot in a list, with how many practices are on its roll and may answer."""

    id = serializers.UUIDField(source="public_id")
    committee = serializers.UUIDField(source="committee.public_id")
    practices = serializers.IntegerField()
    eligible = serializers.IntegerField()

    class Meta:
        model = Ballot
        fields = ("id", "committee", "number", "title", "roll_on", "frozen_at", "practices", "eligible", "version")


class RoundLine(serializers.ModelSerializer):
    """A round of a ballot; `standing` is read from the clock."""

    id = serializers.UUIDField(source="public_id")
    standing = serializers.ChoiceField(choices=STANDINGS)

    class Meta:
        model = BallotRound
        fields = ("id", "number", "standing", "question", "opens_at", "closes_at")


class BallotShape(BallotLine):
    """One ballot with its rounds."""

    rounds = RoundLine(many=True, source="standing_rounds")

    class Meta(BallotLine.Meta):
        fields = (*BallotLine.Meta.fields, "background", "rounds")  # type: ignore[assignment]


class RollEntry(serializers.ModelSerializer):
    """A practice on the roll. Its address is told to the secretary only."""

    ccg = serializers.CharField(source="ccg.ods_code")
    email = serializers.SerializerMethodField()

    class Meta:
        model = BallotPractice
        fields = ("ods_code", "name", "ccg", "is_eligible", "excluded_because", "email")

    def get_email(self, row: BallotPractice) -> str | None:
        """Empty where the practice answers on paper; null to everybody but the secretary."""
        return row.email if self.context.get("secretary") else None


class OptionShape(StrictSerializer):
    """An answer that practices may give; one that commits to nothing counts towards the turnout only."""

    words = serializers.CharField(max_length=120)
    in_favour = serializers.BooleanField()
    commits = serializers.BooleanField(required=False, default=True)


class CodedOption(OptionShape):
    """An option with the code by which it is answered."""

    code = serializers.CharField()


class RoundShape(RoundLine):
    """One round. Before it is counted `responses` is all that is known of the answers; `result` is the frozen count
    that `digest` covers.
    """

    ballot = serializers.UUIDField(source="ballot.public_id")
    options = CodedOption(many=True)
    mode = serializers.ChoiceField(choices=MODES)
    approval_of = serializers.ChoiceField(choices=APPROVAL_OF)
    reminders = serializers.ListField(child=serializers.IntegerField())
    responses = serializers.IntegerField(source="responses_counted")
    result = serializers.SerializerMethodField()

    class Meta(RoundLine.Meta):
        fields = (  # type: ignore[assignment]
            *RoundLine.Meta.fields, "ballot", "options", "mode", "turnout", "turnout_counts_uncommitted", "approval",
            "approval_of", "sealed", "named", "reminders", "opened_at", "closed_at", "closed_early_why",
            "cancelled_why", "responses", "result", "digest", "certified_at", "published_at", "version",
        )  # fmt: skip

    @extend_schema_field({"type": ["object", "null"], "additionalProperties": True})
    def get_result(self, asked: BallotRound) -> dict[str, Any] | None:
        """The count; null before it."""
        return result_of(asked) or None


class NewBallot(StrictSerializer):
    """What a ballot is about, and whose member practices are asked; the roll is read as it was on a day."""

    committee = serializers.UUIDField()
    title = serializers.CharField(max_length=160)
    background = serializers.CharField(max_length=8_000, required=False, allow_blank=True, default="")
    ccgs: Any = serializers.ListField(
        child=serializers.CharField(max_length=5), min_length=1, max_length=50, help_text="ODS codes."
    )
    roll_on = BoundedDay()


class RollChange(StrictSerializer):
    """Whether a practice may answer, why not, and where its link goes. What is not sent stays."""

    is_eligible = serializers.BooleanField(required=False)
    because = serializers.CharField(max_length=300, required=False, allow_blank=True)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)


class NewRound(StrictSerializer):
    """A round as a whole: question, options, moments, thresholds and what is shown."""

    question = serializers.CharField(max_length=2_000)
    options = OptionShape(many=True, min_length=2, max_length=5)  # type: ignore[call-arg]
    opens_at = MomentField()
    closes_at = MomentField()
    reminders: Any = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=60), max_length=10, required=False, default=list,
        help_text="Days before closing.",
    )  # fmt: skip
    mode = serializers.ChoiceField(choices=MODES, required=False, default=Mode.OPT_IN.value)
    turnout = PartField(required=False, default="1/2")
    turnout_counts_uncommitted = serializers.BooleanField(required=False, default=True)
    approval = PartField(required=False, default="3/4")
    approval_of = serializers.ChoiceField(choices=APPROVAL_OF, required=False, default="committed")
    sealed = serializers.BooleanField(required=False, default=True)
    named = serializers.BooleanField(required=False, default=False)

    def words(self) -> Words:
        """What was sent, as the service takes it."""
        sent = self.validated_data
        plan = Plan(
            question=sent["question"],
            options=tuple(option_of(**option) for option in sent["options"]),
            opens_at=sent["opens_at"], closes_at=sent["closes_at"], mode=Mode(sent["mode"]),
            turnout=sent["turnout"], approval=sent["approval"],
            reminders=tuple(sorted(set(sent["reminders"]), reverse=True)),
        )  # fmt: skip
        shown = ("approval_of", "turnout_counts_uncommitted", "sealed", "named")
        return Words(plan, *(sent[name] for name in shown))


class RoundMove(StrictSerializer):
    """An act on a round. Extending takes `closes_at` and `because`; closing early and calling off take `because`;
    certifying takes `seen`, the digest of the result that was read.
    """

    act = serializers.ChoiceField(choices=ROUND_ACTS)
    closes_at = MomentField(required=False)
    because = serializers.CharField(max_length=300, required=False)
    seen = serializers.CharField(max_length=64, required=False)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        """What the act takes, and nothing else."""
        needs, may = TAKES.get(sent["act"], (set(), set()))
        given = set(sent) - {"act"}
        wrong = {name: ["This act needs it."] for name in sorted(needs - given)}
        wrong |= {name: ["This act does not take it."] for name in sorted(given - needs - may)}
        if wrong:
            raise ValidationError(wrong)
        return sent


class PaperAnswer(StrictSerializer):
    """A paper form, sent as `multipart/form-data` with its scan; `option` is the code of an option."""

    practice = serializers.CharField(max_length=6)
    option = serializers.CharField(max_length=60)
    comment = serializers.CharField(max_length=1_000, required=False, allow_blank=True, default="")
    name = serializers.CharField(max_length=120)
    role = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    received_on = BoundedDay()
    scan = serializers.FileField(max_length=200)


class ReceiptShape(serializers.Serializer[Any]):
    """By what a practice finds that its response was counted."""

    practice = serializers.CharField(source="voter.ods_code")
    receipt = serializers.CharField()
    received_on = serializers.DateField()


class SettingAside(StrictSerializer):
    """A paper response is set aside before the count, with the reason."""

    practice = serializers.CharField(max_length=6)
    because = serializers.CharField(max_length=300)


class NewLink(StrictSerializer):
    """A practice gets another link at this address; the one it had holds no more."""

    practice = serializers.CharField(max_length=6)
    email = serializers.EmailField(max_length=254)


class LinkShape(serializers.Serializer[Any]):
    """Where a new link went."""

    practice = serializers.CharField(source="voter.ods_code")
    sent_to = serializers.EmailField()
