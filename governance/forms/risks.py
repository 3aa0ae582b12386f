"""Forms of the register of risks and opportunities."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from functions.models import Activity
from governance.figures.risks import SHOWS
from governance.rules import risks as rules
from governance.services.risks import keeping
from hubportal.organisations.models import Ccg, Person
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import (
    DateField,
    LongTextField,
    Option,
    RadiosField,
    SearchField,
    SelectField,
    TextField,
    TypeAheadField,
    VersionField,
)
from hubportal.web.forms import FilterForm, NhsNumberWarning

WITHOUT, NOW = "without mitigation", "as it stands, with mitigation"


def _likelihood(when: str) -> SelectField:
    return SelectField(
        label=f"Likelihood {when}", called=f"the likelihood {when}", choices=list(rules.LIKELIHOODS.items())
    )


def _impact(when: str) -> SelectField:
    return SelectField(label=f"Impact {when}", called=f"the impact {when}", choices=list(rules.IMPACTS.items()))


class ScoredForm(NhsNumberWarning):
    """The two scores, and what is done."""

    before_likelihood = _likelihood(WITHOUT)
    before_impact = _impact(WITHOUT)
    mitigation = LongTextField(
        label="Mitigation", called="the mitigation", required=False, max_length=4000, rows=4,
        help_text="What is done about the risk, or to take the opportunity",
    )  # fmt: skip
    likelihood = _likelihood(NOW)
    impact = _impact(NOW)

    def scores(self) -> keeping.Scores:
        """As typed."""
        typed = {name: int(self.cleaned_data[name]) for name in SCORED}
        return keeping.Scores(
            rules.Score(typed["before_likelihood"], typed["before_impact"]),
            rules.Score(typed["likelihood"], typed["impact"]),
        )


SCORED = ("before_likelihood", "before_impact", "likelihood", "impact")


class WordsForm(NhsNumberWarning):
    """What a risk says, and who owns it."""

    free_text: ClassVar[tuple[str, ...]] = ("subject", "description", "mitigation", "beside")

    subject = TextField(label="Name", called="a name", max_length=200, help_text="In a few words")
    description = LongTextField(
        label="Description", called="the description", max_length=4000, rows=4,
        help_text="What may happen, why, and what would follow",
    )  # fmt: skip
    activity = TypeAheadField(
        label="Function it is about", called="the function", required=False,
        help_text="Its number in the function matrix, such as X.14, or part of its words",
    )  # fmt: skip
    mitigation = LongTextField(
        label="Mitigation", called="the mitigation", required=False, max_length=4000, rows=4,
        help_text="What is done about the risk, or to take the opportunity",
    )  # fmt: skip
    beside = LongTextField(
        label="Opportunity beside it", called="the opportunity", required=False, max_length=4000, rows=3,
        help_text="What good may come of the same thing",
    )  # fmt: skip
    owner = SelectField(label="Owner", called="the owner", required=False, empty="Somebody who does not sign in")
    owner_name = TextField(
        label="Name of an owner who does not sign in", called="the owner’s name", required=False, max_length=160
    )

    def __init__(self, *args: Any, activities: Sequence[Activity], owners: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_ref = {row.ref: row for row in activities}
        self.owners = {str(person.public_id): person for person in owners}
        self.fields["activity"].options = [Option(row.ref, row.activity) for row in activities]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [(key, one.name) for key, one in self.owners.items()]  # type: ignore[attr-defined]

    def words(self) -> keeping.Words:
        """As typed."""
        typed = self.cleaned_data
        return keeping.Words(
            subject=typed["subject"],
            description=typed["description"],
            mitigation=typed["mitigation"],
            beside=typed["beside"],
            activity=self.by_ref.get(typed["activity"]),
            owner=self.owners.get(typed["owner"]),
            owner_name=typed["owner_name"],
        )


class NewRiskForm(WordsForm, ScoredForm):
    """A risk or an opportunity as it is raised."""

    field_order = (
        "kind", "subject", "description", "activity", "before_likelihood", "before_impact", "mitigation", "likelihood",
        "impact", "beside", "owner", "owner_name", "review_on",
    )  # fmt: skip

    kind = RadiosField(label="Is it a risk or an opportunity?", called="which it is", choices=list(rules.KINDS.items()))
    review_on = DateField(label="First review", called="the day of the first review")


class ChangeRiskForm(WordsForm):
    """What it says; its scores move by reviews."""

    version = VersionField()


class ReviewForm(ScoredForm):
    """A review, with the scores from then on."""

    free_text: ClassVar[tuple[str, ...]] = ("mitigation", "note")
    field_order = (
        "version", "on", "before_likelihood", "before_impact", "mitigation", "likelihood", "impact", "note", "next_on",
    )  # fmt: skip

    version = VersionField()
    on = DateField(label="Reviewed on", called="the day of the review")
    note = LongTextField(label="Note", called="the note", required=False, max_length=4000, rows=3)
    next_on = DateField(label="Next review", called="the day of the next review")

    def review(self) -> keeping.Review:
        """As typed."""
        typed = self.cleaned_data
        return keeping.Review(
            on=typed["on"],
            scores=self.scores(),
            mitigation=typed["mitigation"],
            next_on=typed["next_on"],
            note=typed["note"],
        )


class CloseForm(RecordForm):
    """What became of it, and the reason."""

    free_text: ClassVar[tuple[str, ...]] = ("why",)

    outcome = RadiosField(label="What became of it?", called="what became of it", small=True)
    why = LongTextField(label="Reason", called="the reason", max_length=4000, rows=3)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = list(rules.OUTCOMES[kind].items())  # type: ignore[attr-defined]


def words_of(risk: Any) -> dict[str, Any]:
    """What the form of a risk's words begins with."""
    return {
        "subject": risk.subject,
        "description": risk.description,
        "activity": risk.activity.ref if risk.activity else "",
        "mitigation": risk.mitigation,
        "beside": risk.beside,
        "owner": str(risk.owner.public_id) if risk.owner else "",
        "owner_name": risk.owner_name,
    }


def scores_of(risk: Any) -> dict[str, Any]:
    """What the form of a review begins with."""
    return {name: getattr(risk, name) for name in SCORED} | {"mitigation": risk.mitigation}


class WhichCcgForm(FilterForm):
    """The CCG whose risk is raised."""

    ccg = SelectField(label="CCG", called="the CCG")

    def __init__(self, *args: Any, ccgs: Sequence[Ccg], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ccg"].choices = [(ccg.ods_code, ccg.name) for ccg in ccgs]  # type: ignore[attr-defined]


class RiskFilter(FilterForm):
    """What narrows the register."""

    q = SearchField(label="Search", required=False)
    ccg = SelectField(label="CCG", required=False, empty="All CCGs")
    show = SelectField(label="Show", required=False, empty=None, choices=SHOWS)
    kind = SelectField(label="Kind", required=False, empty="Both", choices=list(rules.KINDS.items()))
    band = SelectField(label="Band now", required=False, empty="Any", choices=list(rules.BANDS.items()))

    def __init__(self, *args: Any, ccgs: Sequence[Ccg] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ccg"].choices = [(ccg.ods_code, ccg.name) for ccg in ccgs]  # type: ignore[attr-defined]
        if len(ccgs) < 2:
            del self.fields["ccg"]


class ReportForm(FilterForm):
    """Whose risks, and the day since when changes are told."""

    ccg = SelectField(label="CCG", required=False, empty="All CCGs")
    since = DateField(label="What changed since", called="the day", required=False, latest="today")

    def __init__(self, *args: Any, ccgs: Sequence[Ccg] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ccg"].choices = [(ccg.ods_code, ccg.name) for ccg in ccgs]  # type: ignore[attr-defined]
        if len(ccgs) < 2:
            del self.fields["ccg"]

    def asked(self, *, otherwise: date) -> tuple[str, date]:
        """The CCG's code, and the day."""
        if self.is_bound:
            self.full_clean()
        said = self.cleaned_data if self.is_bound else {}
        return said.get("ccg", ""), said.get("since") or otherwise
