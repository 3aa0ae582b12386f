"""Letters filled in from a fixed list of names: `{reference}`, `{contact_name}` and so on.

A template is text with names in braces; it is never run as a template language, so that nothing typed into a
case or a letter can do more than be read.
"""

import re
from collections.abc import Mapping

PLACEHOLDERS: dict[str, str] = {
    "reference": "the case's reference",
    "subject": "the case's subject",
    "contact_name": "who asked",
    "contact_organisation": "their organisation",
    "received_on": "the day of receipt",
    "acknowledge_due_on": "when the acknowledgement is due",
    "respond_due_on": "when the answer or an update is due",
    "promised_on": "the date promised",
    "ccg_name": "the CCG's name",
    "practice_name": "the practice's name and code",
    "hub_name": "the hub's name",
    "officer_name": "who writes",
    "officer_title": "their job title",
    "today": "today's date",
    "answer": "the answer that the CCG signed off, where it did",
}
_NAME = re.compile(r"\{([a-z_]+)\}")


def unknown_placeholders(text: str) -> list[str]:
    """Names in braces that are not on the list, once each, in order."""
    return [name for name in dict.fromkeys(_NAME.findall(text)) if name not in PLACEHOLDERS]


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each listed name replaced by its value, once: braces inside a value stay as they are.

    A name on the list without a value becomes nothing; any other is left as it stands for the writer to see.
    """

    def value(found: re.Match[str]) -> str:
        name = found.group(1)
        return values.get(name, "") if name in PLACEHOLDERS else found.group(0)

    return _NAME.sub(value, text)
