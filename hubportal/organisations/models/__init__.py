"""Organisations, people and what people may do."""

from hubportal.organisations.models.answers import AnsweredRequest
from hubportal.organisations.models.committees import Committee, CommitteeCcg
from hubportal.organisations.models.hubs import Ccg, CcgLevel, Hub, Level
from hubportal.organisations.models.people import ApiToken, Assignment, Invitation, Person
from hubportal.organisations.models.permissions import (
    CcgGroupPermission,
    CcgUserPermission,
    CommitteeGroupPermission,
    CommitteeUserPermission,
    PracticeGroupPermission,
    PracticeUserPermission,
)
from hubportal.organisations.models.practices import (
    ContractType,
    ListSize,
    Practice,
    PracticeContract,
    PracticeMembership,
    PracticeStatus,
)

__all__ = [
    "AnsweredRequest",
    "ApiToken",
    "Assignment",
    "Ccg",
    "CcgGroupPermission",
    "CcgLevel",
    "CcgUserPermission",
    "Committee",
    "CommitteeCcg",
    "CommitteeGroupPermission",
    "CommitteeUserPermission",
    "ContractType",
    "Hub",
    "Invitation",
    "Level",
    "ListSize",
    "Person",
    "Practice",
    "PracticeContract",
    "PracticeGroupPermission",
    "PracticeMembership",
    "PracticeStatus",
    "PracticeUserPermission",
]
