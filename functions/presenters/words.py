"""Words shared by the pages about cases."""

from functions.rules.categories import CATEGORY_NAMES
from hubportal.documents.models import Document

CIRCLES: dict[str, str] = {value: label for value, label in Document.Circle.choices}


def category_words(code: str) -> str:
    """A category's name; one from an older list shows as it was written."""
    return CATEGORY_NAMES.get(code, code)
