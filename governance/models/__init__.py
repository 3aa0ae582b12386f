"""Agreements, applications to change level, committees and their business."""

from governance.models.agendas import AgendaChange, CalendarFeed, Deferral, KnownInterest, Pack
from governance.models.agreements import (
    Agreement,
    AgreementParty,
    AgreementReview,
    AgreementVersion,
    CommissioningPriority,
)
from governance.models.committees import Appointment, CommitteeKind, OfficeHeld, Seat, SeatRole, TermsOfReference
from governance.models.desk import DeskEntry
from governance.models.levels import LevelApplication
from governance.models.meetings import AgendaItem, Apology, CommitteeFile, Marking, Meeting, Paper
from governance.models.register import RegisterAnchor, RegisterEntry

__all__ = [
    "AgendaChange",
    "AgendaItem",
    "Agreement",
    "AgreementParty",
    "AgreementReview",
    "AgreementVersion",
    "Apology",
    "Appointment",
    "CalendarFeed",
    "CommissioningPriority",
    "CommitteeFile",
    "CommitteeKind",
    "Deferral",
    "DeskEntry",
    "KnownInterest",
    "LevelApplication",
    "Marking",
    "Meeting",
    "OfficeHeld",
    "Pack",
    "Paper",
    "RegisterAnchor",
    "RegisterEntry",
    "Seat",
    "SeatRole",
    "TermsOfReference",
]
