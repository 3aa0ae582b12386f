"""Resolution panels as they are read and sent: who may be asked, who sits, what was decided, and what is owed."""

import json
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from functions.api.answers import files_field
from functions.api.record_acts import PersonField
from functions.models import Query
from governance.api.base import BoundedDay
from governance.models import PanelAction, PanelCandidate, PanelMember, ResolutionPanel
from governance.rules.panels import MOST_ACTIONS, OFFICES, PLACES, Candidate
from hubportal.web.api import StrictSerializer

PANEL_OFFICES = list(OFFICES.items())
PANEL_PLACES = [(code, place.words) for code, place in PLACES.items()]
STANDINGS = ("waits", "ended", "chosen", "decided", "done")
LONGEST_PART = 2_000


class CandidateShape(serializers.ModelSerializer):
    """Somebody who has agreed to sit, with whatever they are associated with."""

    id = serializers.UUIDField(source="public_id")
    office = serializers.ChoiceField(choices=PANEL_OFFICES)
    ccgs = serializers.ListField(child=serializers.CharField(), help_text="ODS codes.")
    areas = serializers.ListField(child=serializers.CharField())
    bodies = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = PanelCandidate
        fields = ("id", "name", "office", "organisation", "ccgs", "areas", "bodies", "until_on", "ended_why")


def _several(longest: int, **more: Any) -> Any:
    return serializers.ListField(
        child=serializers.CharField(max_length=longest), max_length=40, required=False, default=list, **more
    )


class NewCandidate(StrictSerializer):
    """Somebody who has agreed to be asked. With the address they sign in with, the roles they hold count too."""

    name = serializers.CharField(max_length=120)
    office = serializers.ChoiceField(choices=PANEL_OFFICES)
    organisation = serializers.CharField(max_length=160, help_text="Where they hold the office.")
    ccgs = _several(5, help_text="ODS codes of the CCGs they belong to or serve.")
    areas = _several(160, help_text="Localities and NHS England offices; a CCG's locality is added by itself.")
    bodies = _several(160, help_text="Practices and others they have an interest in.")
    sign_in = PersonField(max_length=254, required=False, allow_null=True, default=None)


class CandidateEnd(StrictSerializer):
    """The last day on the list, and why."""

    last_day = BoundedDay()
    why = serializers.CharField(max_length=300)


class OfferedShape(serializers.Serializer[Any]):
    """Somebody of the list, by the id of the list."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    office = serializers.ChoiceField(choices=PANEL_OFFICES)
    organisation = serializers.CharField()


class NotOfferedShape(OfferedShape):
    """Somebody who may not sit, with every reason."""

    why_not: Any = serializers.ListField(child=serializers.CharField())


class PlaceShape(serializers.Serializer[Any]):
    """A place of the panel, and those who may sit in it."""

    place = serializers.ChoiceField(choices=PANEL_PLACES)
    words = serializers.CharField()
    offered = OfferedShape(many=True)


class ChoiceShape(serializers.Serializer[Any]):
    """Who may sit on the panel of a concern, everybody else with why not, and the places for which there is nobody."""

    places = PlaceShape(many=True)
    others = NotOfferedShape(many=True)
    missing: Any = serializers.ListField(child=serializers.CharField())


def offered(one: Candidate, ids: dict[int, Any]) -> dict[str, Any]:
    """Somebody of the list as they are shown."""
    return {"id": ids[one.key], "name": one.name, "office": one.office, "organisation": one.organisation}


class PanelChoice(StrictSerializer):
    """Who sits in each place, by the id of the list; `also` are further organisations and areas that the concern
    touches. A panel chosen anew takes the reason.
    """

    lay_1 = serializers.UUIDField()
    lay_2 = serializers.UUIDField()
    director = serializers.UUIDField()
    officer = serializers.UUIDField()
    also = _several(160)
    why = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")


class PanelMemberShape(serializers.ModelSerializer):
    """Who sits, with office and organisation as they were then."""

    place = serializers.ChoiceField(choices=PANEL_PLACES)
    candidate = serializers.UUIDField(source="candidate.public_id")

    class Meta:
        model = PanelMember
        fields = ("place", "candidate", "name", "office", "organisation")


class PanelActionShape(serializers.ModelSerializer):
    """What a party has to do, and what was done."""

    class Meta:
        model = PanelAction
        fields = ("number", "words", "owner", "due_on", "done_on", "done_words")


class PanelShape(serializers.ModelSerializer):
    """One panel of a concern; the one before stays, with the reason why it was chosen anew in the next."""

    members = PanelMemberShape(many=True)
    actions = PanelActionShape(many=True)
    also = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = ResolutionPanel
        fields = (
            "number", "is_current", "why", "also", "chosen_on", "members", "decided_on", "decision",
            "decision_reference", "actions",
        )  # fmt: skip


class PanelConcernLine(serializers.ModelSerializer):
    """A concern that is or was with a panel, and how far it is: it waits for a panel, ended without one, or its panel
    is chosen, has decided with actions open, or all is done.
    """

    ccg = serializers.CharField(source="ccg.ods_code")
    standing = serializers.SerializerMethodField()

    class Meta:
        model = Query
        fields = ("reference", "ccg", "subject", "received_on", "standing")

    def get_standing(self, case: Query) -> str:
        """In a word."""
        panels = list(case.panels.all())  # type: ignore[attr-defined]
        return standing_of(next((one for one in panels if one.is_current), None), closed=case.state != "open")


def standing_of(panel: ResolutionPanel | None, *, closed: bool) -> str:
    """How far a panel is."""
    if panel is None:
        return "ended" if closed else "waits"
    if panel.decided_on is None:
        return "chosen"
    return "decided" if any(action.done_on is None for action in panel.actions.all()) else "done"


class PanelFileShape(serializers.Serializer[Any]):
    """A file of the decision; it is read at `/documents/`."""

    id = serializers.UUIDField(source="document.public_id")
    name = serializers.CharField(source="document.name")


class PanelConcern(serializers.Serializer[Any]):
    """A concern with the panels chosen for it, the current one first. `waits` says that the panel holds it now."""

    reference = serializers.CharField()
    ccg = serializers.CharField()
    waits = serializers.BooleanField()
    panels = PanelShape(many=True)
    files = PanelFileShape(many=True)
    version = serializers.IntegerField()


class NewPanelAction(StrictSerializer):
    """What a party has to do, and by when; in a form a part with the object as JSON."""

    words = serializers.CharField(max_length=300)
    owner = serializers.CharField(max_length=160)
    due_on = BoundedDay()

    def to_internal_value(self, data: Any) -> Any:
        """Of a form, the object its words hold."""
        if isinstance(data, str):
            try:
                data = json.loads(data[:LONGEST_PART])
            except ValueError as wrong:
                raise ValidationError("Send each action as a JSON object.") from wrong
        return super().to_internal_value(data)


class PanelDecision(StrictSerializer):
    """What the panel decided, its reference and its file, and one action or more: it binds every party, closes the
    concern on its ladder and is not taken back.
    """

    decided_on = BoundedDay()
    decision = serializers.CharField(max_length=8_000)
    reference = serializers.CharField(max_length=60)
    actions: Any = serializers.ListField(child=NewPanelAction(), min_length=1, max_length=MOST_ACTIONS)
    files = files_field(min_length=1)


class PanelActionDone(StrictSerializer):
    """When an action was done, and how."""

    done_on = BoundedDay()
    words = serializers.CharField(max_length=300)
