"""Casework and the function matrix."""

from functions.models.concerns import Concern, ConcernReport, PerformerConcern
from functions.models.correspondence import Correspondence, QueryDocument
from functions.models.events import QueryEvent
from functions.models.matrix import Activity
from functions.models.notices import ContractNotice, NoticeStep
from functions.models.queries import Query, QueryLink, ReferenceCounter
from functions.models.variations import StatutoryChange, Variation, VariationPractice, VariationStep
from functions.models.views import SavedView

__all__ = [
    "Activity",
    "Concern",
    "ConcernReport",
    "ContractNotice",
    "Correspondence",
    "NoticeStep",
    "PerformerConcern",
    "Query",
    "QueryDocument",
    "QueryEvent",
    "QueryLink",
    "ReferenceCounter",
    "SavedView",
    "StatutoryChange",
    "Variation",
    "VariationPractice",
    "VariationStep",
]
