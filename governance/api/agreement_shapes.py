"""How an agreement is read: its line, the words that hold, and exactly what is out for signature."""

import json
from typing import Any

from rest_framework import serializers

from functions.api.parameters import person_of
from functions.api.record_acts import MoveLine, moves_made_and_open
from governance.figures.agreements import priorities_of, reviews_of
from governance.models import Agreement, AgreementReview, CommissioningPriority
from governance.rules import agreement_moves
from governance.rules.agreements import LEAVING
from governance.services.agreement_signing import ToSign, out_for_signature, to_sign
from hubportal.records.rules.signing import canonical


class PartyShape(serializers.Serializer[Any]):
    """A party to the version in force (or the latest), and whether it has signed."""

    code = serializers.CharField()
    organisation = serializers.CharField()
    signatory = serializers.CharField()
    name = serializers.CharField()
    email = serializers.CharField(help_text="Where one is named, only this person signs for the party.")
    signed_on = serializers.DateField(allow_null=True)


class AgreementLine(serializers.ModelSerializer):
    """One agreement in a list."""

    title = serializers.CharField(source="subject")
    ccg = serializers.CharField(source="ccg.ods_code")
    next_on = serializers.DateField(allow_null=True)
    next_words = serializers.CharField(allow_null=True)

    class Meta:
        model = Agreement
        fields = (
            "reference", "ccg", "kind", "code", "title", "state", "term_from", "term_until", "extend_by",
            "notice_given_on", "notice_ends_on", "leaves_on", "next_on", "next_words",
        )  # fmt: skip


class SectionShape(serializers.Serializer[Any]):
    """One section of an agreement."""

    heading = serializers.CharField()
    text = serializers.CharField()


class AgreementReviewShape(serializers.ModelSerializer):
    """A review that was held, with the last day of what it covered."""

    class Meta:
        model = AgreementReview
        fields = ("kind", "due_on", "held_on", "present", "outcome", "actions")


class PriorityShape(serializers.ModelSerializer):
    """A priority of the CCG, and how the hub supports it."""

    class Meta:
        model = CommissioningPriority
        fields = ("id", "title", "detail", "support", "state", "agreed_on")


class OutShape(serializers.Serializer[Any]):
    """The version that is out for signature: exactly what is signed, its hash, and who has signed it."""

    version = serializers.IntegerField()
    content = serializers.DictField(help_text="What is signed, whole.")
    digest = serializers.CharField()
    parties = PartyShape(many=True)


class AgreementShape(AgreementLine):
    """One agreement with the words that hold, the parties and the hash of what is signed, what is out for signature
    (null when nothing is), whom it names as leads, the CCG's priorities, the reviews held, and its moves.
    """

    version = serializers.IntegerField()
    objectives = serializers.CharField()
    sections = SectionShape(many=True)
    notice_months = serializers.IntegerField()
    leaving = serializers.ChoiceField(choices=list(LEAVING.items()))
    parties = PartyShape(many=True)
    digest = serializers.CharField()
    to_sign = OutShape(allow_null=True)
    contracting_lead = serializers.EmailField(allow_null=True)
    finance_lead = serializers.EmailField(allow_null=True)
    priorities = PriorityShape(many=True)
    reviews = AgreementReviewShape(many=True)
    moves = MoveLine(many=True)
    open_moves = serializers.ListField(child=serializers.CharField())

    class Meta(AgreementLine.Meta):
        fields = (  # type: ignore[assignment]
            *AgreementLine.Meta.fields, "version", "objectives", "sections", "notice_months", "leaving", "parties",
            "digest", "to_sign", "contracting_lead", "finance_lead", "priorities", "reviews", "moves", "open_moves",
        )  # fmt: skip

    def to_representation(self, agreement: Agreement) -> dict[str, Any]:
        """The line, and what the version says."""
        asked = to_sign(agreement, number=agreement.binding or agreement.current)
        line = AgreementLine(agreement).data
        return {
            **line,
            "version": asked.version.number,
            "objectives": asked.version.objectives,
            "sections": asked.version.sections,
            "notice_months": asked.version.notice_months,
            "leaving": asked.version.leaving,
            "parties": _parties(asked),
            "digest": asked.digest,
            "to_sign": _out(agreement),
            "contracting_lead": agreement.contracting_lead.email if agreement.contracting_lead else None,
            "finance_lead": agreement.finance_lead.email if agreement.finance_lead else None,
            "priorities": PriorityShape(priorities_of(agreement), many=True).data,
            "reviews": AgreementReviewShape(reviews_of(agreement), many=True).data,
            **moves_made_and_open(person_of(self.context["request"]), agreement, but=agreement_moves.MADE_BY_OTHERS),
        }


def _parties(asked: ToSign) -> Any:
    parties = [
        {
            "code": party.code,
            "organisation": party.organisation,
            "signatory": party.signatory_designation,
            "name": party.signatory_name,
            "email": party.signatory_email,
            "signed_on": signature.signed_on if (signature := asked.signatures.get(party.code)) else None,
        }
        for party in asked.parties
    ]
    return PartyShape(parties, many=True).data


def _out(agreement: Agreement) -> dict[str, Any] | None:
    if not out_for_signature(agreement):
        return None
    asked = to_sign(agreement)
    return {
        "version": asked.version.number,
        "content": json.loads(canonical(asked.content)),
        "digest": asked.digest,
        "parties": _parties(asked),
    }
