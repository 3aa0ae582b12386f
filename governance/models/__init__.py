"""Agreements, applications to change level, committees and their business."""

from governance.models.aftermath import Action, ActionUpdate, DecisionLetter
from governance.models.agendas import AgendaChange, CalendarFeed, Deferral, KnownInterest, Pack
from governance.models.agreements import (
    Agreement,
    AgreementParty,
    AgreementReview,
    AgreementVersion,
    CommissioningPriority,
)
from governance.models.ballots import (
    Ballot,
    BallotEvent,
    BallotLink,
    BallotPractice,
    BallotResponse,
    BallotRound,
)
from governance.models.carrying import AgendaRequest, IfCarried, Recommendation, RecordDecision, RecordRequest
from governance.models.certifications import SelfCertification
from governance.models.committees import Appointment, CommitteeKind, OfficeHeld, Seat, SeatRole, TermsOfReference
from governance.models.desk import DeskEntry
from governance.models.gifts import Gift
from governance.models.interests import Interest, InterestEntry, InterestReview, PaperText
from governance.models.levels import LevelApplication
from governance.models.meetings import AgendaItem, Apology, CommitteeFile, Marking, Meeting, Paper
from governance.models.minutes import Minutes, MonthlySummary
from governance.models.panels import PanelAction, PanelCandidate, PanelMember, ResolutionPanel
from governance.models.procurement import Procurement, ProcurementConflict
from governance.models.publications import Publication, PublicationKind
from governance.models.readiness import Readiness, ReadinessArea
from governance.models.register import RegisterAnchor, RegisterEntry
from governance.models.risks import CcgRisk, CcgRiskReview, CommitteeRisk, CommitteeRiskReview
from governance.models.terms_reviews import TermsReview

__all__ = [
    "Action",
    "ActionUpdate",
    "AgendaChange",
    "AgendaItem",
    "AgendaRequest",
    "Agreement",
    "AgreementParty",
    "AgreementReview",
    "AgreementVersion",
    "Apology",
    "Appointment",
    "Ballot",
    "BallotEvent",
    "BallotLink",
    "BallotPractice",
    "BallotResponse",
    "BallotRound",
    "CalendarFeed",
    "CommissioningPriority",
    "CommitteeFile",
    "CcgRisk",
    "CcgRiskReview",
    "CommitteeKind",
    "CommitteeRisk",
    "CommitteeRiskReview",
    "DecisionLetter",
    "Deferral",
    "DeskEntry",
    "Gift",
    "Interest",
    "InterestEntry",
    "InterestReview",
    "KnownInterest",
    "IfCarried",
    "LevelApplication",
    "Marking",
    "Meeting",
    "Minutes",
    "MonthlySummary",
    "OfficeHeld",
    "Pack",
    "PanelAction",
    "PanelCandidate",
    "PanelMember",
    "Paper",
    "PaperText",
    "Procurement",
    "ProcurementConflict",
    "Publication",
    "PublicationKind",
    "ReadinessArea",
    "Readiness",
    "Recommendation",
    "RecordDecision",
    "RecordRequest",
    "RegisterAnchor",
    "RegisterEntry",
    "ResolutionPanel",
    "Seat",
    "SeatRole",
    "SelfCertification",
    "TermsOfReference",
    "TermsReview",
]
