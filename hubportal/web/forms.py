"""The base of all our forms: an error summary, refusals of rules among the errors, and a warning on NHS
numbers.

A form checks what was typed and has no save(). A view that catches `Refused` calls
`form.add_refusal(refused)` and shows the page again with what was typed.
"""

from typing import Any, ClassVar

from django import forms

from hubportal.web.fields import CheckboxField
from hubportal.web.nhs_numbers import find_nhs_numbers
from hubportal.web.refusals import Refused
from hubportal.web.rendering import error_id


def summary_of(*forms_on_page: forms.BaseForm) -> list[dict[str, str]]:
    """The errors of a page's forms, ours or another package's, each with a link to the input at fault."""
    found: list[dict[str, str]] = []
    for form in forms_on_page:
        if not form.is_bound:
            continue
        found += [{"text": str(message)} for message in form.non_field_errors()]
        for name in form.fields:
            found += [{"text": str(message), "href": f"#{error_id(form[name])}"} for message in form[name].errors]
    return found


class PortalForm(forms.Form):
    """A form whose errors can be listed at the head of the page, each with a link to its input."""

    says_optional = True

    def add_refusal(self, refused: Refused) -> None:
        """Show a rule's refusal, and those beside it, as errors, each at its field when the form has it, with the
        clause it rests on.
        """
        for one in refused.every:
            field = one.field if one.field in self.fields else None
            clause = f" ({one.clause})" if one.clause and one.clause not in one.sentence else ""
            self.add_error(field, f"{one.sentence}{clause}")

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """Every error in the order of the page, as the error summary component takes them."""
        return summary_of(self)


class FilterForm(PortalForm):
    """What narrows a list: sent by GET, everything optional without saying so."""

    says_optional = False


class NhsNumberWarning(PortalForm):
    """A form that warns once when free text looks as if it held an NHS number, and lets the person confirm.

    Name the fields to look at in `free_text`. The confirming box appears only after the warning.
    """

    free_text: ClassVar[tuple[str, ...]] = ()

    confirm_nhs_number = CheckboxField(
        label="I have checked: this text does not identify a patient", called="this", required=False
    )

    def clean(self) -> dict[str, Any] | None:
        """Warn at each field that holds a number, unless the box is ticked."""
        cleaned = super().clean() or self.cleaned_data
        self.nhs_number_seen = False
        for name in self.free_text:
            numbers = find_nhs_numbers(str(cleaned.get(name) or ""))
            if not numbers:
                continue
            self.nhs_number_seen = True
            if not cleaned.get("confirm_nhs_number"):
                self.add_error(
                    name,
                    f"{self.fields[name].label} looks as if it includes an NHS number ({numbers[0]})."
                    " Remove it, or confirm below that it does not identify a patient",
                )
        return cleaned

    @property
    def asks_to_confirm(self) -> bool:
        """Whether the page must show the confirming box."""
        return getattr(self, "nhs_number_seen", False)
