"""How enhanced services, local schemes, invitations and returns are shown."""

from typing import Any

from rest_framework import serializers

from functions.api.record_acts import MoveLine
from functions.models import EnhancedService, Invitation, LocalScheme, SchemeReturn
from functions.rules.schemes.answering import STATES, Standing
from functions.rules.schemes.gates import GATES, MOVES

_TERMS = ("reference", "code", "subject", "year", "rate", "unit", "sign_up_from", "answer_by", "periods", "invited_at")
_WORDS = ("remind_on", "letter_subject", "letter_body", "reminder_body")
STANDINGS = [(one.value, one.value) for one in Standing]
SCHEME_STATES = list(MOVES.states.items())
INVITATION_STATES = list(STATES.items())
GATE_ACTS = [(gate.act, gate.words) for gate in GATES]


class PeriodShape(serializers.Serializer):
    """One return of the monitoring schedule."""

    name = serializers.CharField()
    due_on = serializers.DateField()


class AnswersShape(serializers.Serializer[Any]):
    """How many practices were invited and how they answered; `percent` signed up of those whose invitation stands."""

    invited = serializers.IntegerField()
    yes = serializers.IntegerField()
    no = serializers.IntegerField()
    withdrawn = serializers.IntegerField()
    waiting = serializers.IntegerField()
    percent = serializers.IntegerField()


class EnhancedServiceShape(serializers.ModelSerializer):
    """One year of an enhanced service."""

    hub = serializers.CharField(source="hub.code")
    periods = PeriodShape(many=True)

    class Meta:
        model = EnhancedService
        fields: tuple[str, ...] = (*_TERMS[:1], "hub", *_TERMS[1:], "version")


class WholeEnhancedService(EnhancedServiceShape):
    """An enhanced service with its letters and the name of its specification; empty where it has none."""

    specification = serializers.CharField(source="specification.name", default="")

    class Meta(EnhancedServiceShape.Meta):
        fields = (*EnhancedServiceShape.Meta.fields, *_WORDS, "specification")


class LocalSchemeShape(serializers.ModelSerializer):
    """One local scheme, and how far through its gates it is."""

    ccg = serializers.CharField(source="ccg.ods_code")
    state = serializers.ChoiceField(choices=SCHEME_STATES)
    periods = PeriodShape(many=True)

    class Meta:
        model = LocalScheme
        fields: tuple[str, ...] = (
            *_TERMS[:1], "ccg", "state", "received_on", "closed_on", *_TERMS[1:], "version",
        )  # fmt: skip


class GateShape(serializers.Serializer[Any]):
    """One gate in its order; its day is null until it is passed."""

    act = serializers.ChoiceField(choices=GATE_ACTS)
    whose = serializers.CharField()
    clause = serializers.CharField()
    passed_on = serializers.DateField(allow_null=True)
    supporter = serializers.CharField()
    decision = serializers.CharField()


class LocalSchemeWords(LocalSchemeShape):
    """A local scheme with its letters and the name of its specification; empty where it has none."""

    specification = serializers.CharField(source="specification.name", default="")

    class Meta(LocalSchemeShape.Meta):
        fields = (*LocalSchemeShape.Meta.fields, *_WORDS, "specification")


class WholeLocalScheme(LocalSchemeWords):
    """A local scheme with its letters, its gates, what was done and what can be done."""

    gates = GateShape(many=True)
    moves = MoveLine(many=True)
    open_moves = serializers.ListField(child=serializers.CharField())

    class Meta(LocalSchemeWords.Meta):
        fields = (*LocalSchemeWords.Meta.fields, "gates", "moves", "open_moves")


class InvitationShape(serializers.ModelSerializer):
    """One practice's invitation and answer."""

    ccg = serializers.CharField(source="ccg.ods_code")
    practice = serializers.CharField(source="practice.ods_code")

    class Meta:
        model = Invitation
        fields: tuple[str, ...] = (
            "reference", "ccg", "practice", "state", "invited_on", "answered_on", "answered_how", "answered_by",
            "answered_role", "comment", "reminders", "reminded_on", "version",
        )  # fmt: skip


class ReturnShape(serializers.ModelSerializer):
    """What came in for one period."""

    class Meta:
        model = SchemeReturn
        fields = ("period", "due_on", "returned_on", "figure")


class WholeInvitation(InvitationShape):
    """An invitation with its returns and everything that happened to it."""

    returns = ReturnShape(many=True)
    moves = MoveLine(many=True)

    class Meta(InvitationShape.Meta):
        fields = (*InvitationShape.Meta.fields, "returns", "moves")


class StandingShape(serializers.Serializer[Any]):
    """How one practice stands with one return of the schedule."""

    period = serializers.CharField()
    due_on = serializers.DateField()
    returned_on = serializers.DateField(allow_null=True)
    figure = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    standing = serializers.ChoiceField(choices=STANDINGS)


class PracticeReturns(serializers.Serializer[Any]):
    """One practice that signed up, with every return of the schedule as it stands."""

    practice = serializers.CharField()
    ccg = serializers.CharField()
    signed_up_on = serializers.DateField(allow_null=True)
    returns = StandingShape(many=True)


class PeriodFigures(serializers.Serializer[Any]):
    """One return of the schedule in one CCG."""

    period = serializers.CharField()
    due_on = serializers.DateField()
    in_time = serializers.IntegerField()
    late = serializers.IntegerField()
    outstanding = serializers.IntegerField()


class CcgFigures(serializers.Serializer[Any]):
    """Answers and returns of one CCG."""

    ccg = serializers.CharField()
    answers = AnswersShape()
    returns = PeriodFigures(many=True)


class ReportShape(serializers.Serializer[Any]):
    """The figures of the draft report: in all and CCG by CCG, of the CCGs one reads."""

    reference = serializers.CharField()
    answers = AnswersShape()
    ccgs = CcgFigures(many=True)
