"""Agreements, applications to change level, committees and their business."""

from governance.models.agreements import (
    Agreement,
    AgreementParty,
    AgreementReview,
    AgreementVersion,
    CommissioningPriority,
)
from governance.models.certifications import SelfCertification
from governance.models.committees import Appointment, CommitteeKind, OfficeHeld, Seat, SeatRole, TermsOfReference
from governance.models.desk import DeskEntry
from governance.models.levels import LevelApplication
from governance.models.meetings import AgendaItem, Apology, CommitteeFile, Marking, Meeting, Paper
from governance.models.register import RegisterAnchor, RegisterEntry

__all__ = [
    "AgendaItem",
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
    "LevelApplication",
    "Marking",
    "Meeting",
    "OfficeHeld",
    "Paper",
    "RegisterAnchor",
    "RegisterEntry",
    "Seat",
    "SeatRole",
    "SelfCertification",
    "TermsOfReference",
]
