"""One tenant's objects of each room, a file a room: `make(place)` returns them by the name of the address parameter.

A name may be narrowed by its room or route (`functions:public_id`, `api:practice-detail:ods_code`). Everything made
carries `place.marker` in its words, so that a row of another tenant is seen wherever it is shown.
"""

import importlib
import pkgutil
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from functions.models import Query
from hubportal.organisations.models import Ccg, Committee, Practice


@dataclass(frozen=True)
class Place:
    """Whose world it is: made by this officer for this practice and case of this CCG, and this committee."""

    ccg: Ccg
    practice: Practice
    officer: str
    marker: str
    case: Query
    committee: Committee


def names_of(place: Place) -> dict[str, Any]:
    """The objects of every room."""
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(__path__):
        with transaction.atomic():
            found |= importlib.import_module(f"{__name__}.{module.name}").make(place)
    return found
