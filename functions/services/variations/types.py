"""The types of variation as `fixtures/variation_types.yaml` gives them."""

from functools import cache

from functions.rules.variations.types import VariationType, read_types
from hubportal.organisations.services.tables import read_yaml


@cache
def variation_types() -> dict[str, VariationType]:
    """Every type by code, in the order of the table; a faulty table is an error."""
    return read_types(read_yaml("variation_types.yaml"))


def type_called(code: str) -> VariationType:
    """One type; KeyError for none."""
    return variation_types()[code]
