"""Casework and the function matrix."""

from functions.models.correspondence import Correspondence, QueryDocument
from functions.models.events import QueryEvent
from functions.models.following import FollowLink
from functions.models.mail import IncomingMessage, IncomingPiece, Mailbox
from functions.models.matrix import Activity
from functions.models.presence import CaseSight
from functions.models.queries import Query, QueryLink, ReferenceCounter
from functions.models.satisfaction import Satisfaction
from functions.models.tallies import OpenTally, StandardTally
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
    "Query",
    "QueryDocument",
    "QueryEvent",
    "QueryLink",
    "ReferenceCounter",
    "Satisfaction",
    "SavedView",
    "StandardTally",
]
