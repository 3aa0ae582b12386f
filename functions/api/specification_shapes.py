"""How a specification travels: what is read of one, and what is sent to begin it, decide its rows and sign it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Q
from rest_framework import serializers
from rest_framework.request import Request

from functions.api.matrix import FunctionSerializer
from functions.api.parameters import person_of
from functions.api.record_acts import MoveLine, PersonField, ReadableCcgField, moves_made_and_open
from functions.api.what_if import DayField
from functions.figures.specifications.lines import Line, lines_of
from functions.models import MatrixVersion, Specification
from functions.rules.specifications.deciding import offered
from functions.rules.specifications.parts import Allocation
from functions.rules.specifications.signing import whole_digest
from functions.rules.specifications.states import BY_HAND, SPECIFICATION
from functions.services.specifications.agreeing import standings, terms_of
from functions.services.specifications.making import Decision
from hubportal.organisations.models import Person
from hubportal.web.api import StrictSerializer

PARTS = ("CORE", "SUPPORT", "TBC")
FOLLOWS = tuple(sorted({move.act for move in SPECIFICATION.moves} - set(BY_HAND)))


class SpecificationLine(serializers.ModelSerializer):
    """One specification: whose, its state, and from when to when it holds."""

    ccg = serializers.CharField(source="ccg.ods_code")
    standard = serializers.CharField(source="standard.code")
    state = serializers.CharField(help_text=", ".join(SPECIFICATION.states))

    class Meta:
        model = Specification
        fields: tuple[str, ...] = (
            "reference", "ccg", "state", "standard", "effective_from", "effective_to", "version",
        )  # fmt: skip


class SpecifiedRow(FunctionSerializer):
    """One row of a specification."""

    comment = serializers.CharField(source="decided.comment")
    owner = serializers.CharField(source="decided.owner")
    decide_by = serializers.DateField(source="decided.decide_by", allow_null=True)
    digest = serializers.CharField(help_text="SHA-256 of the row as it is signed.")


class SpecificationDetail(SpecificationLine):
    """A specification with its rows, the hash of the whole, what each party has still to sign and the hash of exactly
    that, and its moves.
    """

    digest = serializers.CharField(help_text="SHA-256 of the whole.")
    signed = serializers.DictField(child=serializers.BooleanField(), help_text="Whether each party has signed all.")
    to_sign = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    to_sign_digest = serializers.DictField(
        child=serializers.CharField(), help_text="SHA-256 of what a party signs next; none for one that has signed all."
    )
    rows = SpecifiedRow(many=True)
    moves = MoveLine(many=True)
    open_moves = serializers.ListField(child=serializers.CharField())

    class Meta(SpecificationLine.Meta):
        fields = (
            *SpecificationLine.Meta.fields, "digest", "signed", "to_sign", "to_sign_digest", "rows", "moves",
            "open_moves",
        )  # fmt: skip


def whole(request: Request, found: Specification) -> dict[str, Any]:
    """A specification as it is read whole: its rows, what each party signs next, and its moves."""
    lines = lines_of(found)
    parties = standings(found, lines)
    return {
        **SpecificationLine(found).data,
        "digest": whole_digest(terms_of(found), [line.content for line in lines]),
        "signed": {party: one.complete for party, one in parties.items()},
        "to_sign": {party: list(one.rows) for party, one in parties.items()},
        "to_sign_digest": {party: one.digest for party, one in parties.items() if not one.complete},
        "rows": SpecifiedRow(lines, many=True).data,
        **moves_made_and_open(person_of(request), found, but=FOLLOWS),
    }


class NewSpecification(StrictSerializer):
    """A specification to begin. Without `standard` its rows follow the version in force on its first day."""

    ccg = ReadableCcgField()
    effective_from = DayField()
    standard = serializers.CharField(max_length=20, required=False)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        """A version is one of the agreement's or of the CCG's hub."""
        if "standard" not in sent:
            return sent
        mine = MatrixVersion.objects.visible_to(person_of(self.context["request"])).published()
        here = mine.filter(Q(hub=None) | Q(hub_id=sent["ccg"].hub_id), code=sent["standard"].strip())
        found = here.order_by("hub_id").first()
        if found is None:
            raise serializers.ValidationError({"standard": ["There is no published version with this number."]})
        return {**sent, "standard": found}


class Redating(StrictSerializer):
    """The day from which a draft is to hold."""

    effective_from = DayField()


class RowDecision(StrictSerializer):
    """What is decided of one row; what is not sent stays. `hub` null means that the CCG does it alone. Only what is to
    be confirmed (TBC) has an owner and a day, and loses both once it is decided.
    """

    ref = serializers.CharField(max_length=12)
    hub = serializers.ChoiceField(choices=PARTS, allow_null=True, required=False)
    comment = serializers.CharField(max_length=500, required=False, allow_blank=True)
    owner = PersonField(allow_null=True, required=False)
    decide_by = DayField(allow_null=True, required=False)


class RowDecisions(StrictSerializer):
    """The rows to decide, each once."""

    rows = RowDecision(many=True, allow_empty=False)

    def validate_rows(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        refs = [row["ref"].upper() for row in rows]
        if len(set(refs)) < len(refs):
            raise serializers.ValidationError("Send each row once.")
        return rows


def decisions(found: Specification, rows: list[dict[str, Any]]) -> dict[str, Decision]:
    """What was sent, on top of what the rows hold now, by reference; the service refuses what may not be."""
    held: Mapping[str, Line] = {line.ref: line for line in lines_of(found)}
    made: dict[str, Decision] = {}
    for row in rows:
        ref = row["ref"].upper()
        line = held.get(ref)
        made[ref] = _decision(line, row) if line else Decision(Allocation(False, ""))
    return made


def _decision(line: Line, row: Mapping[str, Any]) -> Decision:
    marks = _marks(line, row["hub"]) if "hub" in row else line.decided.marks
    stays = marks.hub_part == "TBC"
    owner = row.get("owner", _owner_of(line) if stays else None)
    decide_by = row.get("decide_by", line.decided.decide_by if stays else None)
    return Decision(marks, row.get("comment", line.decided.comment), owner, decide_by)


def _marks(line: Line, hub: str | None) -> Allocation:
    """The marks that the row offers for this part; for a part that it does not offer, marks that are refused."""
    part = hub or ""
    if part == line.standard.hub_part:
        return next((marks for _, marks in offered(line.standard) if marks.hub_part == part), line.standard)
    asked = (marks for _, marks in offered(line.standard) if marks.hub_part == part)
    return next(asked, replace(line.standard, hub_part=part))


def _owner_of(line: Line) -> Any:
    return Person.objects.filter(pk=line.owner_id).first() if line.owner_id else None
