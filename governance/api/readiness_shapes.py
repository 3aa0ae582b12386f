"""Readiness assessments as they are read and sent."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from governance.api.base import BoundedDay
from governance.api.referenced import OfCcg
from governance.figures.readiness import said_in, template_of
from governance.models import Readiness, ReadinessArea
from governance.rules import readiness as rules
from hubportal.web.api import StrictSerializer

READINESS_RATINGS = list(rules.RATINGS.items())
READINESS_STATES = list(rules.STATES.items())
READINESS_ACTS = [(move.act, move.words) for move in rules.MOVES.moves]


def _words(longest: int = rules.LONGEST) -> serializers.CharField:
    return serializers.CharField(max_length=longest, required=False, allow_blank=True)


class ReadinessActionShape(StrictSerializer):
    """What is done in an area, by whom and by when."""

    words = serializers.CharField(max_length=1_000)
    owner = serializers.CharField(max_length=160)
    by = BoundedDay()


class ReadinessAreaShape(serializers.ModelSerializer):
    """What an assessment says of one area. Each area has a version of its own, since several people fill one in."""

    rating = serializers.ChoiceField(choices=READINESS_RATINGS, allow_blank=True)
    positions = serializers.DictField(child=serializers.CharField(), help_text="By the code of the team.")
    actions = ReadinessActionShape(many=True)
    principles = serializers.ListField(child=serializers.CharField(), help_text="The codes of those served.")

    class Meta:
        model = ReadinessArea
        fields = ("code", "rating", "positions", "resources", "actions", "principles", "patients", "version")


class ReadinessAreaChange(StrictSerializer):
    """What is changed of an area; what is not sent stays, and so does the position of a team that is not sent. The
    actions and the principles that are sent take the place of those there were.
    """

    rating = serializers.ChoiceField(choices=READINESS_RATINGS, required=False, allow_blank=True)
    positions: Any = serializers.DictField(
        child=serializers.CharField(max_length=rules.LONGEST, allow_blank=True), required=False,
        help_text="By the code of a team of the template.",
    )  # fmt: skip
    resources = _words()
    actions: Any = serializers.ListField(child=ReadinessActionShape(), max_length=rules.MOST_ACTIONS, required=False)
    principles: Any = serializers.ListField(
        child=serializers.SlugField(max_length=40), max_length=40, required=False,
        help_text="Codes of principles of the template.",
    )  # fmt: skip
    patients = _words()


def said_after(row: ReadinessArea, sent: Mapping[str, Any]) -> rules.Said:
    """What an area says with what was sent in the place of what it said."""
    held = said_in(row)
    return rules.Said(
        positions={**held.positions, **sent.get("positions", {})},
        resources=sent.get("resources", held.resources),
        actions=tuple(rules.Action(**one) for one in sent["actions"]) if "actions" in sent else held.actions,
        principles=tuple(sent.get("principles", held.principles)),
        patients=sent.get("patients", held.patients),
        rating=sent.get("rating", held.rating),
    )


class ReadinessLine(serializers.ModelSerializer):
    """One assessment with its areas, in the order of its template."""

    ccg = serializers.CharField(source="ccg.ods_code")
    state = serializers.ChoiceField(choices=READINESS_STATES)
    copied_from = serializers.CharField(source="before.reference", allow_null=True, default=None)
    areas = ReadinessAreaShape(many=True)

    class Meta:
        model = Readiness
        fields: tuple[str, ...] = (
            "reference", "ccg", "assessed_on", "template", "state", "completed_on", "copied_from", "areas", "version",
        )  # fmt: skip


class ReadinessShape(ReadinessLine):
    """One assessment whole, with the words of its template and what is still to be said before it is completed."""

    teams = serializers.SerializerMethodField()
    principles = serializers.SerializerMethodField()
    area_names = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()

    class Meta(ReadinessLine.Meta):
        fields: tuple[str, ...] = (*ReadinessLine.Meta.fields, "teams", "principles", "area_names", "missing")

    def get_teams(self, found: Readiness) -> dict[str, str]:
        """The teams that say a position, by code."""
        return dict(template_of(found).teams)

    def get_principles(self, found: Readiness) -> dict[str, str]:
        """The principles an area may serve, by code."""
        return dict(template_of(found).principles)

    def get_area_names(self, found: Readiness) -> dict[str, str]:
        """What each area is about, by its code."""
        return {area.code: area.name for area in template_of(found).areas}

    def get_missing(self, found: Readiness) -> list[str]:
        """In words, area by area; empty once it is no longer in preparation."""
        if found.state != "draft":
            return []
        return rules.missing(template_of(found), {row.code: said_in(row) for row in found.areas.all()})


class AreaChange(serializers.Serializer[Any]):
    """One thing that two assessments say differently; empty where one of them says nothing."""

    what = serializers.CharField()
    before = serializers.CharField(allow_blank=True)
    now = serializers.CharField(allow_blank=True)


class AreaChanges(serializers.Serializer[Any]):
    """What an area says otherwise, and how its rating moved: Better, Worse, The same; empty where it was not rated."""

    area = serializers.CharField()
    movement = serializers.CharField(allow_blank=True)
    changes = AreaChange(many=True)


def changes_between(earlier: Readiness, later: Readiness) -> list[dict[str, Any]]:
    """The areas of the later one's template in which the two differ."""
    template = template_of(later)
    before, now = ({row.code: said_in(row) for row in one.areas.all()} for one in (earlier, later))
    told = []
    for area in template.areas:
        was, is_now = before.get(area.code, rules.NOTHING), now.get(area.code, rules.NOTHING)
        if found := rules.area_changes(was, is_now, template):
            told.append({"area": area.code, "movement": rules.movement(was.rating, is_now.rating), "changes": found})
    return told


class NewReadiness(OfCcg):
    """The CCG, and the day as of which it is assessed."""

    assessed_on = BoundedDay()


class ReadinessMove(StrictSerializer):
    """Complete it, or withdraw it with the reason in the note."""

    act = serializers.ChoiceField(choices=READINESS_ACTS)
    note = serializers.CharField(max_length=4_000, required=False, allow_blank=True, default="")
