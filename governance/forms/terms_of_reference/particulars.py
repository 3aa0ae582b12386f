"""The form of everything terms say besides seats, rules and lists."""

from collections.abc import Sequence
from typing import Any, ClassVar

from governance.forms.terms_of_reference.shared import ClauseMixin, yes_no
from governance.models import CommitteeKind, TermsOfReference
from governance.rules.urgent import setting_fault, who_agrees
from governance.rules.voting.words import named
from governance.services.terms_of_reference.drafts import PARTICULARS_WITH_CLAUSES, Particulars
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import (
    CheckboxesField,
    DateField,
    LongTextField,
    SelectField,
    TextField,
    WholeNumberField,
)

DAYS = ("meetings_a_year", "notice_days", "papers_days", "minutes_days")


class ParticularsForm(RecordForm):
    """Everything terms say besides seats, rules and lists."""

    free_text: ClassVar[tuple[str, ...]] = ("purpose",)

    kind = SelectField(label="Kind of committee", called="the kind", choices=CommitteeKind.choices)
    source = TextField(
        label="Document they come from", called="the document", required=False, max_length=200,
        help_text="Its name and date. Needed before the terms can be adopted",
    )  # fmt: skip
    purpose = LongTextField(label="Purpose", required=False, max_length=8000, rows=4)
    recommends_only = yes_no(
        label="Does it only recommend?", called="yes or no",
        help_text="A forum recommends, and the committees it recommends to decide",
    )  # fmt: skip
    established_on = DateField(label="Committee established on", called="the day")
    in_force_from = DateField(label="These terms in force from", called="the day")
    meetings_a_year = WholeNumberField(label="Meetings a year", min_value=1, max_value=60)
    meetings_a_year_clause = ClauseMixin.clause_field("Clause that says how often")
    notice_days = WholeNumberField(
        label="Notice of a meeting", called="the notice", min_value=0, max_value=60, suffix="clear working days"
    )
    notice_days_clause = ClauseMixin.clause_field("Clause that says the notice")
    papers_days = WholeNumberField(
        label="Papers sent before the meeting", called="the days for papers", min_value=0, max_value=60,
        suffix="clear working days",
    )  # fmt: skip
    papers_days_clause = ClauseMixin.clause_field("Clause that says when papers are sent")
    minutes_days = WholeNumberField(
        label="Minutes sent within", called="the days for minutes", min_value=1, max_value=60, suffix="working days"
    )
    minutes_days_clause = ClauseMixin.clause_field("Clause that says when minutes are sent")
    in_public = yes_no(label="Does it meet in public?", called="yes or no")
    in_public_clause = ClauseMixin.clause_field("Clause that says so")
    allows_ballots_by_exception = yes_no(
        label="May member practices be balloted by exception?", called="yes or no",
        help_text="Silence then counts as consent",
    )  # fmt: skip
    urgent_offices = CheckboxesField(
        label="Among those who agree an urgent decision must be", called="the offices", required=False, small=True,
        help_text="One of these. Leave all empty where any voting members may agree",
    )  # fmt: skip
    urgent_others = WholeNumberField(
        label="And how many more voting members", called="how many more voting members", min_value=0, max_value=200,
        width=3,
    )  # fmt: skip
    urgent_decisions_clause = ClauseMixin.clause_field("Clause that says who may agree one")
    reviews_clause = ClauseMixin.clause_field("Clause that says when the terms are reviewed")

    def __init__(self, *args: Any, offices: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named_so = [(office, named(office).capitalize()) for office in offices]
        self.fields["urgent_offices"].choices = named_so  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Somebody has to agree an urgent decision."""
        cleaned = super().clean() or self.cleaned_data
        others = cleaned.get("urgent_others")
        if others is not None and (fault := setting_fault(offices=cleaned.get("urgent_offices") or (), others=others)):
            self.add_error("urgent_others", fault)
        return cleaned

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields under the headings of the page."""
        names = {
            "": ["kind", "source", "purpose", "recommends_only"],
            "Dates": ["established_on", "in_force_from", "reviews_clause"],
            "Meetings": [
                "meetings_a_year", "meetings_a_year_clause", "notice_days", "notice_days_clause", "papers_days",
                "papers_days_clause", "minutes_days", "minutes_days_clause", "in_public", "in_public_clause",
            ],
            "Urgent decisions": ["urgent_offices", "urgent_others", "urgent_decisions_clause"],
            "Ballots": ["allows_ballots_by_exception"],
        }  # fmt: skip
        return [(legend, [self[name] for name in fields]) for legend, fields in names.items()]

    def particulars(self) -> Particulars:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        answers = ("recommends_only", "in_public", "allows_ballots_by_exception")
        plain = ("kind", "source", "purpose", "established_on", "in_force_from", *DAYS)
        return Particulars(
            **{name: typed[name] for name in plain},
            **{name: typed[name] == "yes" for name in answers},
            urgent_decisions={"offices": list(typed["urgent_offices"]), "others": typed["urgent_others"]},
        )

    def clauses(self) -> dict[str, str]:
        """The clause of each, where one was typed."""
        return {name: self.cleaned_data[f"{name}_clause"] for name in PARTICULARS_WITH_CLAUSES}


def typed_particulars(terms: TermsOfReference) -> dict[str, Any]:
    """What the form begins with."""
    said: dict[str, Any] = {
        name: getattr(terms, name) for name in ("kind", "source", "purpose", "established_on", "in_force_from", *DAYS)
    }
    for name in ("recommends_only", "in_public", "allows_ballots_by_exception"):
        said[name] = "yes" if getattr(terms, name) else "no"
    needed = who_agrees(terms.urgent_decisions)
    said |= {"urgent_offices": list(needed.offices), "urgent_others": needed.others}
    return said | {f"{name}_clause": terms.clauses.get(name, "") for name in PARTICULARS_WITH_CLAUSES}
