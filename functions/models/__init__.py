"""Casework and the function matrix."""

from functions.models.correspondence import Correspondence, QueryDocument
from functions.models.events import QueryEvent
from functions.models.matrix import Activity
from functions.models.queries import Query, QueryLink, ReferenceCounter
from functions.models.tallies import OpenTally, StandardTally
from functions.models.views import SavedView

__all__ = [
    "Activity",
    "Correspondence",
    "OpenTally",
    "Query",
    "QueryDocument",
    "QueryEvent",
    "QueryLink",
    "ReferenceCounter",
    "SavedView",
    "StandardTally",
]
