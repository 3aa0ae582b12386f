"""Agreements and applications to change level."""

from governance.models.agreements import (
    Agreement,
    AgreementParty,
    AgreementReview,
    AgreementVersion,
    CommissioningPriority,
)
from governance.models.levels import LevelApplication

__all__ = [
    "Agreement",
    "AgreementParty",
    "AgreementReview",
    "AgreementVersion",
    "CommissioningPriority",
    "LevelApplication",
]
