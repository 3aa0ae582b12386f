"""Risks and opportunities as they are read and sent, whosever they are."""

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from functions.models import Activity
from governance.api.base import BoundedDay
from governance.api.referenced import OfCcg
from governance.models import CcgRisk, CcgRiskReview, CommitteeRisk
from governance.rules import risks as rules
from governance.services.risks import keeping
from hubportal.organisations.models import Person
from hubportal.web.api import StrictSerializer

RISK_KINDS = list(rules.KINDS.items())
RISK_BANDS = list(rules.BANDS.items())
RISK_STATES = list(rules.STATES.items())
RISK_OUTCOMES = [*{code: words for known in rules.OUTCOMES.values() for code, words in known.items()}.items()]
SCORES = ("before_likelihood", "before_impact", "likelihood", "impact")
RISK_FIELDS = (
    "reference", "kind", "subject", "description", "activity", "beside", "mitigation", "before_likelihood",
    "before_impact", "before_score", "before_band", "likelihood", "impact", "score", "band", "owner", "sign_in",
    "state", "raised_on", "reviewed_on", "review_on", "closed_on", "outcome", "closed_why", "reviews", "version",
)  # fmt: skip


class RiskReviewShape(serializers.ModelSerializer):
    """One entry of the record of a risk."""

    class Meta:
        model = CcgRiskReview
        fields = ("what", "on", "before_score", "likelihood", "impact", "score", "note", "next_on")


class RiskShape(serializers.ModelSerializer):
    """One risk or opportunity, with the score at each review. `owner` is the owner's name, `sign_in` the address they
    sign in with, null for an owner who does not.
    """

    activity = serializers.CharField(source="activity.ref", allow_null=True, default=None)
    owner = serializers.CharField(source="owned_by")
    sign_in = serializers.EmailField(source="owner.email", allow_null=True, default=None)
    raised_on = serializers.DateField(source="received_on")
    before_band = serializers.CharField(source="before.band")
    band = serializers.CharField(source="now.band")
    state = serializers.ChoiceField(choices=RISK_STATES)
    reviews = RiskReviewShape(many=True)


class CcgRiskShape(RiskShape):
    """One of a CCG."""

    ccg = serializers.CharField(source="ccg.ods_code")

    class Meta:
        model = CcgRisk
        fields = ("ccg", *RISK_FIELDS)


class CommitteeRiskShape(RiskShape):
    """One of a committee."""

    class Meta:
        model = CommitteeRisk
        fields = ("number", *RISK_FIELDS)


class RiskInReport(serializers.Serializer[Any]):
    """One of them in a report."""

    reference = serializers.CharField()
    kind = serializers.ChoiceField(choices=RISK_KINDS)
    subject = serializers.CharField()
    score = serializers.IntegerField()
    band = serializers.ChoiceField(choices=RISK_BANDS, source="now.band")
    owner = serializers.CharField(source="owned_by")
    review_on = serializers.DateField()


class RiskChanged(serializers.Serializer[Any]):
    """What became of one since the day asked for, in a word and in words."""

    risk = RiskInReport()
    sort = serializers.ChoiceField(choices=list(rules.SORTS.items()), source="changed.sort")
    words = serializers.CharField(source="changed.words")


class RiskCount(serializers.Serializer[Any]):
    """How many are open of one kind in one band."""

    kind = serializers.ChoiceField(choices=RISK_KINDS)
    band = serializers.ChoiceField(choices=RISK_BANDS)
    open = serializers.IntegerField()


class RiskReportShape(serializers.Serializer[Any]):
    """The register today: open ones by kind and band, the highest risks, reviews that are overdue, and what changed.
    Long lists are cut; `overdue_in_all` and `changed_in_all` say how many there are.
    """

    since = serializers.DateField()
    counts = RiskCount(many=True)
    top = RiskInReport(many=True)
    overdue = RiskInReport(many=True)
    changed = RiskChanged(many=True)
    overdue_in_all = serializers.IntegerField()
    changed_in_all = serializers.IntegerField()


def _long(*, required: bool = False) -> serializers.CharField:
    return serializers.CharField(max_length=4_000, required=required, allow_blank=not required)


def _from_1_to_5(*, required: bool = True) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=5, required=required)


class RiskWordsChange(StrictSerializer):
    """What is changed of what a risk says; what is not sent stays, and its scores move by reviews. The owner is
    somebody who signs in, by their address, or else a name.
    """

    subject = serializers.CharField(max_length=200, required=False)
    description = serializers.CharField(max_length=4_000, required=False)
    activity = serializers.CharField(
        max_length=20, required=False, allow_null=True, help_text="Its number in the function matrix in force."
    )
    mitigation = _long()
    beside = serializers.CharField(
        max_length=4_000, required=False, allow_blank=True, help_text="What good may come of the same thing."
    )
    sign_in = serializers.EmailField(max_length=254, required=False, allow_null=True)
    owner_name = serializers.CharField(max_length=160, required=False, allow_blank=True)


class NewRisk(RiskWordsChange):
    """A risk or an opportunity with its scores without mitigation and as it stands."""

    kind = serializers.ChoiceField(choices=RISK_KINDS)
    subject = serializers.CharField(max_length=200)
    description = serializers.CharField(max_length=4_000)
    before_likelihood = _from_1_to_5()
    before_impact = _from_1_to_5()
    likelihood = _from_1_to_5()
    impact = _from_1_to_5()
    review_on = BoundedDay()


class NewCcgRisk(OfCcg, NewRisk):
    """One of a CCG."""


class NewRiskReview(StrictSerializer):
    """A review that was held, and the day of the next one. A score or a mitigation that is not sent stays."""

    on = BoundedDay()
    before_likelihood = _from_1_to_5(required=False)
    before_impact = _from_1_to_5(required=False)
    likelihood = _from_1_to_5(required=False)
    impact = _from_1_to_5(required=False)
    mitigation = _long()
    note = serializers.CharField(max_length=4_000, required=False, allow_blank=True, default="")
    next_on = BoundedDay()


class RiskClosing(StrictSerializer):
    """What became of it, which depends on its kind, and the reason."""

    outcome = serializers.ChoiceField(choices=RISK_OUTCOMES)
    why = serializers.CharField(max_length=4_000)


def words_after(
    sent: dict[str, Any], held: Any | None, *, activities: Sequence[Activity], owners: Sequence[Person]
) -> keeping.Words:
    """What a risk is to say: what was sent, in the place of what it says. A name alone takes the place of an owner
    who signs in.
    """
    named = {
        name: sent.get(name, getattr(held, name, ""))
        for name in ("subject", "description", "mitigation", "beside", "owner_name")
    }
    activity, owner = getattr(held, "activity", None), getattr(held, "owner", None)
    if "activity" in sent:
        activity = _chosen("activity", sent["activity"], {row.ref: row for row in activities})
    if "sign_in" in sent:
        owner = _chosen("sign_in", sent["sign_in"], {person.email.lower(): person for person in owners})
    elif sent.get("owner_name"):
        owner = None
    return keeping.Words(**named, activity=activity, owner=owner)


FAULTS = {
    "activity": "The function matrix has no function of this number.",
    "sign_in": "Nobody who may own it signs in with this address.",
}


def _chosen(name: str, asked: str | None, known: dict[str, Any]) -> Any:
    if asked is None:
        return None
    found = known.get(asked.lower() if name == "sign_in" else asked.upper())
    if found is None:
        raise serializers.ValidationError({name: [FAULTS[name]]})
    return found


def scores_after(sent: dict[str, Any], held: Any | None = None) -> keeping.Scores:
    """The scores sent, in the place of those it has."""
    now = {name: sent[name] if name in sent else getattr(held, name) for name in SCORES}
    return keeping.Scores(
        rules.Score(now["before_likelihood"], now["before_impact"]), rules.Score(now["likelihood"], now["impact"])
    )


def review_after(sent: dict[str, Any], held: Any) -> keeping.Review:
    """A review, with what it leaves as it was."""
    return keeping.Review(
        on=sent["on"], scores=scores_after(sent, held), mitigation=sent.get("mitigation", held.mitigation),
        next_on=sent["next_on"], note=sent["note"],
    )  # fmt: skip
