"""Our form fields: Django's, asking and refusing in NHS style, drawn with the NHS.UK components.

Every field takes Django's keywords plus `called` (the words of its messages: "the subject") and the looks
named in `hubportal.web.fields.base`. In a template: `{{ field_group(form.subject) }}`.
"""

from hubportal.web.fields.base import Asked, PortalBoundField
from hubportal.web.fields.choices import (
    CheckboxesField,
    CheckboxField,
    Option,
    RadiosField,
    SelectField,
    TypeAheadField,
)
from hubportal.web.fields.dates import DateField, MomentField
from hubportal.web.fields.files import FileField
from hubportal.web.fields.text import (
    EmailField,
    LongTextField,
    MoneyField,
    PhoneField,
    SearchField,
    TextField,
    VersionField,
    WholeNumberField,
)

__all__ = [
    "Asked",
    "CheckboxField",
    "CheckboxesField",
    "DateField",
    "EmailField",
    "FileField",
    "LongTextField",
    "MomentField",
    "MoneyField",
    "Option",
    "PhoneField",
    "PortalBoundField",
    "RadiosField",
    "SearchField",
    "SelectField",
    "TextField",
    "TypeAheadField",
    "VersionField",
    "WholeNumberField",
]
