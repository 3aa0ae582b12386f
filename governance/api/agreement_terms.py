"""What an agreement is to say, as it is sent: whole for a new one, in parts on top of what a version says already."""

from dataclasses import replace
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from functions.api.record_acts import ReadableCcgField
from functions.api.what_if import DayField
from governance.figures.tables import headings_of
from governance.models.agreements import AgreementKind
from governance.rules.agreements import CCG_PARTY, HUB_PARTY, LEAVING, extend_by
from governance.services.agreement_versions import Party, Signs, Terms, other_party, party_of_ccg, party_of_hub
from hubportal.organisations.models import Ccg
from hubportal.web.api import StrictSerializer

PLAIN = ("title", "objectives", "term_from", "term_until", "notice_months", "leaving")


class SignsShape(StrictSerializer):
    """Who signs for a party; with an address, only this person does."""

    designation = serializers.CharField(max_length=120)
    name = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True, default="")


class OtherPartyShape(StrictSerializer):
    """Another party, which signs on paper."""

    organisation = serializers.CharField(max_length=160)
    signs = serializers.CharField(max_length=120, help_text="Name and job title.")


class NewSectionShape(StrictSerializer):
    """The text under one of the headings of this kind of agreement; an empty one leaves the section out."""

    heading = serializers.CharField(max_length=200)
    text = serializers.CharField(max_length=20_000, allow_blank=True)


class TermsShape(StrictSerializer):
    """What is changed of the words; what is not sent stays. `extend_by` follows the term unless a day is sent."""

    objectives = serializers.CharField(max_length=8_000, required=False)
    term_from = DayField(required=False)
    term_until = DayField(required=False)
    extend_by = DayField(required=False, allow_null=True)
    notice_months = serializers.IntegerField(min_value=1, max_value=24, required=False)
    leaving = serializers.ChoiceField(choices=list(LEAVING.items()), required=False)
    sections = NewSectionShape(many=True, required=False)
    ccg_signs = SignsShape(required=False)
    nhs_england_signs = SignsShape(required=False)
    others: Any = serializers.ListField(child=OtherPartyShape(), max_length=2, required=False)


class DraftShape(TermsShape):
    """The same of a draft, whose title and code are changed too."""

    title = serializers.CharField(max_length=200, required=False)
    code = serializers.CharField(max_length=40, required=False, allow_blank=True)


class AmendmentShape(TermsShape):
    """The words to change of an agreement in force, and what it is for."""

    why = serializers.CharField(max_length=300)


class NewAgreementShape(DraftShape):
    """A new agreement of a CCG; its sections may be written later."""

    ccg = ReadableCcgField()
    kind = serializers.ChoiceField(choices=AgreementKind.choices)
    title = serializers.CharField(max_length=200)
    objectives = serializers.CharField(max_length=8_000)
    term_from = DayField()
    term_until = DayField()
    leaving = serializers.ChoiceField(choices=list(LEAVING.items()))
    ccg_signs = SignsShape()
    nhs_england_signs = SignsShape()

    def terms(self) -> Terms:
        """What was sent, as the service takes it."""
        sent = self.validated_data
        blank = Terms("", "", sent["term_from"], sent["term_until"], parties=())
        return merged(blank, sent, ccg=sent["ccg"], kind=sent["kind"])


def merged(held: Terms, sent: dict[str, Any], *, ccg: Ccg, kind: str) -> Terms:
    """Terms with what was sent in the place of what they said."""
    follows = held.extend_by is None or held.extend_by == extend_by(held.term_until)
    return replace(
        held,
        **{name: sent[name] for name in PLAIN if name in sent},
        extend_by=sent.get("extend_by", None if follows else held.extend_by),
        sections=_sections(held, sent.get("sections", []), kind=kind),
        parties=_parties(held, sent, ccg=ccg),
    )


def _sections(held: Terms, sent: list[dict[str, Any]], *, kind: str) -> tuple[tuple[str, str], ...]:
    known = [row.heading for row in headings_of(kind)]
    strangers = [row["heading"] for row in sent if row["heading"] not in known]
    if strangers:
        raise ValidationError({"sections": [f"“{strangers[0]}” is no heading of this kind of agreement."]})
    texts = {**dict(held.sections), **{row["heading"]: row["text"] for row in sent}}
    further = [heading for heading in texts if heading not in known]
    return tuple((heading, texts[heading]) for heading in (*known, *further) if heading in texts)


def _parties(held: Terms, sent: dict[str, Any], *, ccg: Ccg) -> tuple[Party, ...]:
    by_code = {party.code: party for party in held.parties}
    if "ccg_signs" in sent:
        by_code[CCG_PARTY] = party_of_ccg(ccg, Signs(**sent["ccg_signs"]))
    if "nhs_england_signs" in sent:
        by_code[HUB_PARTY] = party_of_hub(Signs(**sent["nhs_england_signs"]))
    others = [party for code, party in by_code.items() if code not in {CCG_PARTY, HUB_PARTY}]
    if "others" in sent:
        others = [other_party(place, row["organisation"], row["signs"]) for place, row in enumerate(sent["others"], 1)]
    return (*(by_code[code] for code in (CCG_PARTY, HUB_PARTY) if code in by_code), *others)
