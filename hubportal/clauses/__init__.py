"""The clause register: which function keeps which sentence of an agreement, and which test proves it."""

from hubportal.clauses.register import (
    Clause,
    ClauseRegister,
    ClauseRegisteredTwice,
    ClauseWithoutSentence,
    clause,
)

__all__ = [
    "Clause",
    "ClauseRegister",
    "ClauseRegisteredTwice",
    "ClauseWithoutSentence",
    "clause",
]
