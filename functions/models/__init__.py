"""Casework and the function matrix."""

from functions.models.concerns import Concern, ConcernReport, PerformerConcern
from functions.models.correspondence import Correspondence, QueryDocument
from functions.models.endings import CaseFinding, EscalationStep
from functions.models.events import QueryEvent
from functions.models.following import FollowLink
from functions.models.handbook import HandbookPage, HandbookReading, HandbookVersion
from functions.models.mail import IncomingMessage, IncomingPiece, Mailbox
from functions.models.matrix import Activity, HubPart, MatrixVersion
from functions.models.notices import ContractNotice, NoticeStep
from functions.models.presence import CaseSight
from functions.models.queries import Query, QueryLink, ReferenceCounter
from functions.models.registers import RegisterRow
from functions.models.satisfaction import Satisfaction
from functions.models.schemes import EnhancedService, Invitation, LocalScheme, SchemeReturn
from functions.models.specifications import CaseTurn, Specification, SpecificationRow
from functions.models.tallies import OpenTally, StandardTally
from functions.models.variations import StatutoryChange, Variation, VariationPractice, VariationStep
from functions.models.views import SavedView

__all__ = [
    "Activity",
    "CaseSight",
    "Correspondence",
    "FollowLink",
    "IncomingMessage",
    "IncomingPiece",
    "Mailbox",
    "OpenTally",
    "HandbookPage",
    "HandbookReading",
    "HandbookVersion",
    "Concern",
    "ConcernReport",
    "ContractNotice",
    "NoticeStep",
    "PerformerConcern",
    "CaseTurn",
    "HubPart",
    "MatrixVersion",
    "CaseFinding",
    "EnhancedService",
    "EscalationStep",
    "Invitation",
    "LocalScheme",
    "Query",
    "QueryDocument",
    "QueryEvent",
    "QueryLink",
    "ReferenceCounter",
    "Satisfaction",
    "RegisterRow",
    "SavedView",
    "StandardTally",
    "StatutoryChange",
    "Variation",
    "VariationPractice",
    "VariationStep",
    "Specification",
    "SpecificationRow",
    "SchemeReturn",
]
