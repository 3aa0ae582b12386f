"""Forms of a draft: what it begins from, its particulars, its seats, its lists, its adoption, and reviews."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from governance.models import CommitteeKind, Seat, SeatRole, TermsOfReference
from governance.rules.urgent import setting_fault, who_agrees
from governance.rules.voting.words import named
from governance.services.terms_of_reference.drafts import PARTICULARS_WITH_CLAUSES, Particulars, SeatWords
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import (
    CheckboxesField,
    DateField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    WholeNumberField,
)
from hubportal.web.forms import NhsNumberWarning

YES_NO = (("yes", "Yes"), ("no", "No"))


def yes_no(**kwargs: Any) -> RadiosField:
    """A question answered by yes or no."""
    return RadiosField(choices=YES_NO, inline=True, small=True, **kwargs)


def office_code(words: str) -> str:
    """An office as the rules know it: "Vice chair" is vice_chair."""
    return slugify(words).replace("-", "_")[:40]


class ClauseMixin:
    """The clause that says it, as the document numbers it."""

    @staticmethod
    def clause_field(label: str = "Clause") -> TextField:
        """A short box for a clause number."""
        return TextField(label=label, called="the clause", required=False, max_length=60, width=10)


class BeginForm(NhsNumberWarning):
    """What a draft begins from, and the day it is meant to be in force."""

    begin_from = RadiosField(label="Begin from", called="what to begin from", small=True)
    in_force_from = DateField(label="In force from", called="the day")

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begin_from"].choices = list(choices)  # type: ignore[attr-defined]
        self.fields["begin_from"].initial = choices[0][0]


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


DAYS = ("meetings_a_year", "notice_days", "papers_days", "minutes_days")


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


class SeatForm(RecordForm):
    """One seat. Organisations are offered from the committee's CCGs; another body is typed."""

    title = TextField(label="Name of the seat", called="the name of the seat", max_length=120)
    organisation = SelectField(label="Organisation", called="the organisation", required=False, empty="Another body")
    body = TextField(label="Name of the other body", called="the body", required=False, max_length=120)
    role = RadiosField(label="Kind of member", called="the kind of member", choices=SeatRole.choices, small=True)
    voting = yes_no(label="Does the seat have a vote?", called="yes or no")
    office = TextField(
        label="Office that belongs to the seat", called="the office", required=False, max_length=40, width=20,
        help_text="Such as Chair or Area Director. Leave it empty if the office is elected",
    )  # fmt: skip
    deputies_allowed = yes_no(label="May it send a named deputy?", called="yes or no")
    stands_in_for = SelectField(
        label="Stands in when conflicted for", called="the seat", required=False, empty="Nobody"
    )
    clause = ClauseMixin.clause_field()

    def __init__(self, *args: Any, organisations: Sequence[str], seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [(name, name) for name in organisations]  # type: ignore[attr-defined]
        voting = [(seat.code, seat.title) for seat in seats if seat.voting]
        self.fields["stands_in_for"].choices = voting  # type: ignore[attr-defined]
        self.codes = {seat.code for seat in seats}

    def clean(self) -> dict[str, Any] | None:
        """One of the two ways to name the organisation."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("organisation") and not cleaned.get("body"):
            self.add_error("body", ValidationError("Select an organisation, or enter the name of the other body"))
        return cleaned

    def words(self, *, code: str = "") -> SeatWords:
        """What was typed; a new seat is named by a code made of its title."""
        typed = self.cleaned_data
        return SeatWords(
            code=code or self._free_code(typed["title"]),
            title=typed["title"],
            organisation=typed["organisation"] or typed["body"],
            role=typed["role"],
            office=office_code(typed["office"]),
            voting=typed["voting"] == "yes",
            deputies_allowed=typed["deputies_allowed"] == "yes",
            stands_in_for=typed["stands_in_for"],
            clause=typed["clause"],
        )

    def _free_code(self, title: str) -> str:
        begun = slugify(title)[:36] or "seat"
        return next(code for n in range(1, 1000) if (code := begun if n == 1 else f"{begun}-{n}") not in self.codes)


def typed_seat(seat: Seat) -> dict[str, Any]:
    """What the form begins with."""
    said = {name: getattr(seat, name) for name in ("title", "organisation", "role", "stands_in_for", "clause")}
    return said | {
        "office": seat.office.replace("_", " ").capitalize(),
        "voting": "yes" if seat.voting else "no",
        "deputies_allowed": "yes" if seat.deputies_allowed else "no",
    }


class EntryForm(RecordForm):
    """One entry of a list, as the service keeps it."""

    names: ClassVar[tuple[str, ...]] = ()
    clause = ClauseMixin.clause_field()

    def __init__(self, *args: Any, organisations: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "organisations" in self.fields:
            offered = [(name, name) for name in organisations]
            self.fields["organisations"].choices = offered  # type: ignore[attr-defined]
        self.order_fields([*self.names, "clause"])

    def entry(self) -> Mapping[str, Any]:
        """What was typed."""
        return {name: self.cleaned_data[name] for name in (*self.names, "clause")}


class DelegatedForm(EntryForm):
    """A function delegated to the committee."""

    names = ("words", "ref")
    words = LongTextField(label="Function", called="the function", max_length=1000, rows=3)
    ref = TextField(
        label="Its number in the function matrix", called="the number", required=False, max_length=20, width=10
    )


class LeftForm(EntryForm):
    """What the committee may not decide."""

    names = ("words", "body")
    words = LongTextField(label="Matter", called="the matter", max_length=1000, rows=3)
    body = TextField(label="Body that decides it", called="the body that decides it", max_length=160)


class ReportsForm(EntryForm):
    """A body the committee reports to."""

    names = ("body", "how")
    body = TextField(label="Body it reports to", called="the body", max_length=160)
    how = TextField(label="What it is sent, and how often", called="what it is sent", required=False, max_length=200)


class ElectionForm(EntryForm):
    """An office that is elected, and among whom."""

    names = ("office", "roles", "organisations", "how")
    office = TextField(label="Office", called="the office", max_length=40, width=20, help_text="Such as Chair")
    roles = CheckboxesField(
        label="Elected among", called="the kinds", choices=SeatRole.choices, required=False, small=True
    )
    organisations = CheckboxesField(
        label="Of these organisations", called="the organisations", required=False, small=True
    )
    how = LongTextField(label="How they are elected", called="how", required=False, max_length=1000, rows=3)

    def clean_office(self) -> str:
        """As the rules know it."""
        return office_code(self.cleaned_data["office"])


ENTRY_FORMS: dict[str, type[EntryForm]] = {
    "delegated": DelegatedForm,
    "left_to_others": LeftForm,
    "reports_to": ReportsForm,
    "elections": ElectionForm,
}


class AdoptForm(RecordForm):
    """Who adopted the terms, when, and from when they are in force."""

    adopted_by = TextField(label="Adopted by", called="the body that adopted the terms", max_length=160)
    adopted_on = DateField(label="Adopted on", called="the day of adoption", latest="today")
    in_force_from = DateField(label="In force from", called="the first day in force")


class NothingForm(RecordForm):
    """An act that asks nothing but to be confirmed."""


class ReviewForm(NhsNumberWarning):
    """When the terms were reviewed and what came of it."""

    free_text: ClassVar[tuple[str, ...]] = ("outcome",)

    held_on = DateField(label="Reviewed on", called="the day of the review", latest="today")
    outcome = LongTextField(label="What came of it", called="what came of it", max_length=8000, rows=5)
