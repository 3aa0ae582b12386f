"""Casework and the function matrix."""

from functions.models.correspondence import Correspondence, QueryDocument
from functions.models.endings import CaseFinding, EscalationStep
from functions.models.events import QueryEvent
from functions.models.matrix import Activity
from functions.models.queries import Query, QueryLink, ReferenceCounter
from functions.models.schemes import EnhancedService, Invitation, LocalScheme, SchemeReturn
from functions.models.views import SavedView

__all__ = [
    "Activity",
    "CaseFinding",
    "Correspondence",
    "EnhancedService",
    "EscalationStep",
    "Invitation",
    "LocalScheme",
    "Query",
    "QueryDocument",
    "QueryEvent",
    "QueryLink",
    "ReferenceCounter",
    "SavedView",
    "SchemeReturn",
]
