"""What is asked when a variation comes in; each type asks for its own facts besides."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from functions.figures.choosing import Choosing
from functions.forms.choices import offer_choices
from functions.rules.particulars import EARLIEST
from functions.rules.variations.types import VariationType
from functions.services.variations.making import NewVariation
from hubportal.organisations.models import ContractType, Practice
from hubportal.web.fields import (
    CheckboxField,
    DateField,
    LongTextField,
    SelectField,
    TextField,
    TypeAheadField,
    WholeNumberField,
)
from hubportal.web.forms import NhsNumberWarning

DATES = ("retires_on", "returns_on")


def codes_in(typed: str) -> list[str]:
    """Practice codes typed one a line, or with commas between."""
    return [code.strip().upper() for line in typed.splitlines() for code in line.split(",") if code.strip()]


class NewVariationForm(NhsNumberWarning):
    """One page for a new variation; fields its type does not ask for are left out."""

    free_text: ClassVar[tuple[str, ...]] = ("subject",)

    practice = TypeAheadField(label="Practice", called="a practice", help_text="Code or part of the name")
    ccg = SelectField(label="CCG", called="a CCG")
    received_on = DateField(
        label="Received", called="the date received", earliest=EARLIEST, latest="today",
        help_text="The day the practice’s notice or application reached the hub",
    )  # fmt: skip
    requested_on = DateField(
        label="Effective date asked for", called="the effective date", required=False,
        help_text="Leave empty if none was named",
    )  # fmt: skip
    contract_kind = SelectField(
        label="Contract", called="the kind of contract", choices=ContractType.choices, required=False,
        empty="As in the register", help_text="Needed only if the register has none for this practice",
    )  # fmt: skip
    joining = LongTextField(
        label="Practices that join it", called="the practices that join it", rows=3, max_length=200,
        help_text="Codes, one a line. The practice above continues",
    )  # fmt: skip
    new_name = TextField(label="New name", max_length=120)
    new_code = TextField(label="Practice code", called="the practice code", max_length=6, width=10, spellcheck=False)
    new_contract = SelectField(label="Becomes", called="the contract it becomes", choices=ContractType.choices)
    until_on = DateField(label="List opens again", called="the day the list opens again")
    retires_on = DateField(label="Last day before retiring", called="the last day before retiring")
    returns_on = DateField(label="First day back", called="the first day back")
    weekly_hours = WholeNumberField(
        label="Hours a week in the first month back", called="the hours a week", min_value=0, max_value=80
    )
    other_partners = WholeNumberField(
        label="Other partners", called="the number of other partners", min_value=0, max_value=100,
        help_text="Who hold the contract besides the one who leaves",
    )  # fmt: skip
    changed_circumstances = CheckboxField(
        label="Circumstances have changed since a refusal", required=False, small=True,
        help_text="Only if a list closure of this practice was refused in the last 3 months",
    )  # fmt: skip
    is_another = CheckboxField(label="This is another one", called="this", required=False, small=True)
    subject = TextField(
        label="Title", required=False, max_length=200, help_text="Left empty, it is the type and the practice"
    )
    owner = SelectField(label="Owner", called="an owner", required=False, empty="Nobody yet")

    def __init__(self, *args: Any, type: VariationType, choosing: Choosing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type, self.choosing = type, choosing
        for name in self._left_out():
            del self.fields[name]
        offer_choices(self, choosing)
        self.fields["owner"].initial = str(choosing.person.pk)

    def _left_out(self) -> list[str]:
        every = ("new_name", "new_code", "new_contract", "until_on", *DATES, "weekly_hours", "other_partners")
        gone = [name for name in every if name not in self.type.facts]
        gone += [] if self.type.parties == "joining" else ["joining"]
        gone += [] if self.type.code == "list_closure" else ["changed_circumstances"]
        return [*gone, "ccg"] if self.type.needs_practice else [*gone, "practice"]

    def clean_joining(self) -> Sequence[Practice]:
        """The practices; a code that nobody has is named."""
        codes = codes_in(self.cleaned_data["joining"])
        found = {one.ods_code: one for one in Practice.objects.filter(ods_code__in=codes)}
        unknown = [code for code in codes if code not in found]
        if unknown:
            raise ValidationError(f"There is no practice with the code {unknown[0][:20]}", code="unknown")
        return [found[code] for code in codes]

    def new(self) -> NewVariation:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        facts = {name: typed[name] for name in self.type.facts if name != "until_on"}
        plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
        return NewVariation(
            type=self.type.code,
            practice=self.choosing.practice(typed.get("practice")),
            ccg=self.choosing.ccg(typed.get("ccg")),
            received_on=typed["received_on"],
            requested_on=typed["requested_on"],
            contract_kind=typed["contract_kind"],
            subject=typed["subject"],
            until_on=typed.get("until_on"),
            facts={**plain, **({"new_code": plain["new_code"].upper()} if "new_code" in plain else {})},
            joining=typed.get("joining", ()),
            is_another=typed.get("is_another", False),
            changed_circumstances=typed.get("changed_circumstances", False),
            owner=self.choosing.owner(typed["owner"]),
        )
