"""What the lists of governance's records share: state, next date, link, and the filters that are on."""

from typing import Any

from markupsafe import Markup

from hubportal.web.words import long_date


def tag(state: str, words: dict[str, str], colours: dict[str, str]) -> Markup:
    """A state as a tag: in words, and in colour."""
    return Markup('<strong class="nhsuk-tag nhsuk-tag--{}">{}</strong>').format(colours[state], words[state])


def next_date(row: Any) -> str | Markup:
    """The next date of a record and what it is for."""
    if row.next_on is None:
        return "None"
    return Markup('{}<br><span class="hub-worklist__quiet">{}</span>').format(long_date(row.next_on), row.next_words)


def heading_cell(row: Any) -> Markup:
    """Reference and subject, the link to the record."""
    return Markup('<a href="{}">{}</a><span class="hub-worklist__subject" dir="auto">{}</span>').format(
        row.get_absolute_url(), row.reference, row.subject
    )


def chips(form: Any, parameters: Any) -> list[dict[str, str]]:
    """What a list is narrowed by, each with the address without it."""
    made = []
    for bound in form:
        value = parameters.get(bound.name)
        choices = getattr(bound.field, "choices", None)
        words = value if choices is None else dict(choices).get(value)
        if value and words:
            rest = parameters.copy()
            rest.pop(bound.name), rest.pop("after", None)
            made.append({"label": bound.label, "value": words, "href": f"?{rest.urlencode()}"})
    return made
