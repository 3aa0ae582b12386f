"""Agreements, applications to change level, committees and their business."""

from governance.models.agreements import (
    Agreement,
    AgreementParty,
    AgreementReview,
    AgreementVersion,
    CommissioningPriority,
)
from governance.models.carrying import AgendaRequest, IfCarried, Recommendation, RecordDecision, RecordRequest
from governance.models.committees import Appointment, CommitteeKind, OfficeHeld, Seat, SeatRole, TermsOfReference
from governance.models.desk import DeskEntry
from governance.models.levels import LevelApplication
from governance.models.meetings import AgendaItem, Apology, CommitteeFile, Marking, Meeting, Paper
from governance.models.register import RegisterAnchor, RegisterEntry

__all__ = [
    "AgendaItem",
    "AgendaRequest",
    "Agreement",
    "AgreementParty",
    "AgreementReview",
    "AgreementVersion",
    "Apology",
    "Appointment",
    "CommissioningPriority",
    "CommitteeFile",
    "CommitteeKind",
    "DeskEntry",
    "IfCarried",
    "LevelApplication",
    "Marking",
    "Meeting",
    "OfficeHeld",
    "Paper",
    "Recommendation",
    "RecordDecision",
    "RecordRequest",
    "RegisterAnchor",
    "RegisterEntry",
    "Seat",
    "SeatRole",
    "TermsOfReference",
]
