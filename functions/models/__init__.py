"""Casework and the function matrix."""

from functions.models.correspondence import Correspondence, QueryDocument
from functions.models.events import QueryEvent
from functions.models.matrix import Activity, HubPart, MatrixVersion
from functions.models.queries import Query, QueryLink, ReferenceCounter
from functions.models.specifications import CaseTurn, Specification, SpecificationRow
from functions.models.views import SavedView

__all__ = [
    "Activity",
    "CaseTurn",
    "Correspondence",
    "HubPart",
    "MatrixVersion",
    "Query",
    "QueryDocument",
    "QueryEvent",
    "QueryLink",
    "ReferenceCounter",
    "SavedView",
    "Specification",
    "SpecificationRow",
]
