"""Casework and the function matrix."""

from functions.models.correspondence import Correspondence, QueryDocument
from functions.models.events import QueryEvent
from functions.models.handbook import HandbookPage, HandbookReading, HandbookVersion
from functions.models.matrix import Activity
from functions.models.queries import Query, QueryLink, ReferenceCounter
from functions.models.registers import RegisterRow
from functions.models.views import SavedView

__all__ = [
    "Activity",
    "Correspondence",
    "HandbookPage",
    "HandbookReading",
    "HandbookVersion",
    "Query",
    "QueryDocument",
    "QueryEvent",
    "QueryLink",
    "ReferenceCounter",
    "RegisterRow",
    "SavedView",
]
