"""What the forms of a draft share: a question answered by yes or no, an office, and the clause that says it."""

from typing import Any

from django.utils.text import slugify

from hubportal.web.fields import RadiosField, TextField

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
