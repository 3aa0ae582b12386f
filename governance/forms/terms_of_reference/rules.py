"""One form for each kind of rule: what it asks becomes the rule as the engine reads it."""

import re
from abc import ABCMeta, abstractmethod
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms.forms import DeclarativeFieldsMetaclass

from governance.forms.terms_of_reference.shared import ClauseMixin, yes_no
from governance.models import SeatRole
from governance.rules.voting.terms import BlocTotal, MajorityOf, SharedAmong
from governance.rules.voting.words import named
from governance.services.terms_of_reference.rules import RuleWords
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import CheckboxesField, LongTextField, RadiosField, TextField, WholeNumberField


class FractionField(TextField):
    """A fraction or whole number, kept as typed: 1/3, 6."""

    def __init__(self, *, upto: int | None = None, **kwargs: Any) -> None:
        self.upto = upto
        super().__init__(**{"max_length": 20, "width": 5, **kwargs})

    def to_python(self, value: Any) -> str:
        """The fraction in its lowest terms."""
        text = super().to_python(value)
        if not text:
            return ""
        if not re.fullmatch(r"[0-9]{1,6}( ?/ ?[0-9]{1,6})?", text, re.ASCII) or re.search(r"/ ?0+$", text):
            raise ValidationError(f"{self.Called} must be a fraction or a whole number, like 1/3 or 6")
        number = Fraction(text.replace(" ", ""))
        if number <= 0 or (self.upto is not None and number > self.upto):
            limits = f"above 0 and up to {self.upto}" if self.upto is not None else "above 0"
            raise ValidationError(f"{self.Called} must be {limits}")
        return str(number)


class _AbstractForm(ABCMeta, DeclarativeFieldsMetaclass):
    """A form that cannot be made until it says what it leaves open."""


class RuleForm(RecordForm, metaclass=_AbstractForm):
    """A rule with its clause and how the clause is read; what it offers comes from the seats of the draft."""

    free_text: ClassVar[tuple[str, ...]] = ("reading",)

    clause = ClauseMixin.clause_field()
    reading = LongTextField(
        label="How the clause is read", called="the reading", required=False, max_length=2000, rows=3,
        help_text="Where it leaves room. Shown with the terms",
    )  # fmt: skip

    def __init__(self, *args: Any, organisations: Sequence[str], offices: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations, self.known_offices = list(organisations), list(offices)
        self.offer()
        last = [name for name in ("clause", "reading", "version", "confirm_nhs_number") if name in self.fields]
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    def offer(self) -> None:
        """Offer the offices of the draft wherever the form asks for some."""
        offices = [(office, named(office).capitalize()) for office in self.known_offices]
        for name in ("offices", "casting_vote"):
            if name in self.fields:
                self.fields[name].choices = offices  # type: ignore[attr-defined]
                if not offices:
                    self.fields[name].help_text = "No seat has an office and none is elected yet"

    @abstractmethod
    def rule(self) -> dict[str, Any]:
        """The rule as it is stored."""

    @staticmethod
    def typed(rule: Mapping[str, Any], organisations: Sequence[str]) -> dict[str, Any]:
        """What the form begins with for a stored rule."""
        return dict(rule)

    def words(self) -> RuleWords:
        """The rule, its clause and its reading."""
        return RuleWords(self.rule(), self.cleaned_data["clause"], self.cleaned_data["reading"])


class FractionForm(RuleForm):
    """A part of the voting members, rounded up."""

    fraction = FractionField(label="Part of the voting members", called="the part", upto=1, help_text="Such as 1/3")

    def rule(self) -> dict[str, Any]:
        """A fraction."""
        return {"kind": "fraction", "fraction": self.cleaned_data["fraction"]}


class PerOrganisationForm(RuleForm):
    """So many voting members of each organisation, and an office among them."""

    offices = CheckboxesField(
        label="One of those present must be", called="the offices", required=False, small=True,
    )  # fmt: skip
    office_from = CheckboxesField(
        label="And come from", called="the organisations", required=False, small=True,
        help_text="Leave all empty if they may come from any",
    )  # fmt: skip

    def offer(self) -> None:
        """A number for each organisation that has seats."""
        super().offer()
        for number, name in enumerate(self.organisations):
            self.fields[f"count_{number}"] = WholeNumberField(
                label=f"Voting members of {name}", called=f"the number of {name}", required=False, min_value=0,
                max_value=200, width=3,
            )  # fmt: skip
        self.order_fields([f"count_{number}" for number in range(len(self.organisations))])
        self.fields["office_from"].choices = [(name, name) for name in self.organisations]  # type: ignore[attr-defined]

    def _counts(self) -> dict[str, int]:
        typed = {name: self.cleaned_data.get(f"count_{n}") for n, name in enumerate(self.organisations)}
        return {name: count for name, count in typed.items() if count}

    def clean(self) -> dict[str, Any] | None:
        """At least one organisation is counted, and an office comes from somewhere it can."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self._counts():
            raise ValidationError("Enter how many voting members of at least one organisation are needed")
        if cleaned.get("office_from") and not cleaned.get("offices"):
            self.add_error("offices", "Select the offices, or leave the organisations empty")
        return cleaned

    def rule(self) -> dict[str, Any]:
        """Counts, and the offices where any were ticked."""
        rule: dict[str, Any] = {"kind": "per_organisation", "counts": self._counts()}
        for name in ("offices", "office_from"):
            if self.cleaned_data[name]:
                rule[name] = self.cleaned_data[name]
        return rule

    @staticmethod
    def typed(rule: Mapping[str, Any], organisations: Sequence[str]) -> dict[str, Any]:
        """With a box for each organisation."""
        counts = rule.get("counts", {})
        return {**rule, **{f"count_{number}": counts.get(name) for number, name in enumerate(organisations)}}


class RoleMajorityForm(RuleForm):
    """Members of these roles outnumber the others."""

    roles = CheckboxesField(
        label="Members who must outnumber the others",
        called="the kinds of member",
        choices=SeatRole.choices,
        small=True,
    )

    def rule(self) -> dict[str, Any]:
        """The roles."""
        return {"kind": "role_majority", "roles": self.cleaned_data["roles"]}


class AtLeastForm(RuleForm):
    """At least so many members, of some roles and offices."""

    count = WholeNumberField(label="How many members", called="how many", min_value=1, max_value=200, width=3)
    voting = yes_no(label="Must they be voting members?", called="yes or no", initial="yes")
    roles = CheckboxesField(
        label="Of these kinds", called="the kinds of member", choices=SeatRole.choices, required=False, small=True,
        help_text="Leave all empty for members of any kind",
    )  # fmt: skip
    offices = CheckboxesField(
        label="Holding one of these offices", called="the offices", required=False, small=True,
    )  # fmt: skip

    def rule(self) -> dict[str, Any]:
        """The number, and what narrows it."""
        typed = self.cleaned_data
        rule: dict[str, Any] = {"kind": "at_least", "count": typed["count"]}
        rule |= {name: typed[name] for name in ("roles", "offices") if typed[name]}
        return rule if typed["voting"] == "yes" else rule | {"voting": False}

    @staticmethod
    def typed(rule: Mapping[str, Any], organisations: Sequence[str]) -> dict[str, Any]:
        """With the answer in words."""
        return {**rule, "voting": "yes" if rule.get("voting", True) else "no"}


class WeightsForm(RuleForm):
    """One vote each, or totals that some organisations share."""

    shared_among = RadiosField(
        label="How is a total shared?", called="how a total is shared", small=True, initial=SharedAmong.PRESENT.value,
        choices=(
            (SharedAmong.PRESENT.value, "Equally among its members who may vote on the item"),
            (SharedAmong.SEATS.value, "Equally among all its voting seats; the part of whoever is away is lost"),
        ),
    )  # fmt: skip

    def offer(self) -> None:
        """A total for each organisation that has seats."""
        super().offer()
        for number, name in enumerate(self.organisations):
            self.fields[f"total_{number}"] = FractionField(
                label=f"Total of {name}", called=f"the total of {name}", required=False,
                help_text="Leave empty for one vote each" if number == 0 else "",
            )  # fmt: skip
        self.order_fields([f"total_{number}" for number in range(len(self.organisations))])

    def rule(self) -> dict[str, Any]:
        """A bloc where any total was typed."""
        typed = {name: self.cleaned_data[f"total_{number}"] for number, name in enumerate(self.organisations)}
        totals = {name: total for name, total in typed.items() if total}
        if not totals:
            return {"kind": "one_each"}
        return {"kind": "bloc", "totals": totals, "shared_among": self.cleaned_data["shared_among"]}

    @staticmethod
    def typed(rule: Mapping[str, Any], organisations: Sequence[str]) -> dict[str, Any]:
        """With a box for each organisation."""
        totals = rule.get("totals", {})
        return {**rule, **{f"total_{number}": totals.get(name) for number, name in enumerate(organisations)}}


class DecisionForm(RuleForm):
    """What carries a motion, and who decides a tie."""

    majority_of = RadiosField(
        label="Carried by more than half of", called="of what", small=True,
        choices=(
            (MajorityOf.VOTES_CAST.value, "The votes cast: an abstention counts for nothing"),
            (MajorityOf.WEIGHT_PRESENT.value, "The weight of the members present: an abstention counts against"),
        ),
    )  # fmt: skip
    casting_vote = CheckboxesField(
        label="Second and deciding vote on a tie", called="the offices", required=False, small=True,
    )  # fmt: skip

    def rule(self) -> dict[str, Any]:
        """The base and the offices."""
        return {name: self.cleaned_data[name] for name in ("majority_of", "casting_vote")}


class SingleCcgForm(RuleForm):
    """What is different on the business of one CCG."""

    bloc_total = RadiosField(
        label="What does NHS England’s total weigh?", called="the weight", small=True, initial=BlocTotal.PARITY.value,
        choices=(
            (BlocTotal.PARITY.value, "As much as that CCG has voting seats"),
            (BlocTotal.UNCHANGED.value, "Its total, unchanged"),
        ),
    )  # fmt: skip
    casting_vote = CheckboxesField(
        label="Second and deciding vote on a tie", called="the offices", required=False, small=True,
    )  # fmt: skip

    def rule(self) -> dict[str, Any]:
        """The weight and the offices."""
        return {name: self.cleaned_data[name] for name in ("bloc_total", "casting_vote")}


RULE_FORMS: dict[str, type[RuleForm]] = {
    "fraction": FractionForm,
    "per_organisation": PerOrganisationForm,
    "role_majority": RoleMajorityForm,
    "at_least": AtLeastForm,
}
SETTLED_FORMS: dict[str, type[RuleForm]] = {
    "weights": WeightsForm,
    "decision": DecisionForm,
    "single_ccg": SingleCcgForm,
}
