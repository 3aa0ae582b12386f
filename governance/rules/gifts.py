"""Gifts and hospitality: what is entered, and who looks at it."""

from datetime import date

from hubportal.clauses import clause

GUIDANCE = "Managing conflicts of interest, guidance of June 2016"
OUTCOMES = {"accepted": "Accepted", "declined": "Declined"}
KINDS = {"gift": "Gift", "hospitality": "Hospitality"}


@clause(GUIDANCE, part="gifts and hospitality, accepted or declined")
def gift_fault(*, outcome: str, offered_on: date, received_on: date | None, today: date) -> tuple[str, str] | None:
    """Every offer is entered, whether accepted or declined; what was declined was not received, and nothing was
    received before it was offered. Answers with the field and what is wrong with it.
    """
    if offered_on > today:
        return "offered_on", "The day of the offer must be today or in the past."
    if outcome == "declined" and received_on is not None:
        return "received_on", "What was declined was not received: leave the day empty, or select Accepted."
    if received_on is not None and received_on < offered_on:
        return "received_on", "The day it was received must be the same as or after the day it was offered."
    return None


@clause(GUIDANCE, part="gifts and hospitality are reviewed by somebody else")
def review_fault(*, recipient_id: int | None, recipient: str, reviewer_id: int, reviewer: str) -> str | None:
    """An officer reviews each entry, and nobody reviews what was offered to themselves."""
    if recipient_id == reviewer_id or " ".join(recipient.casefold().split()) == " ".join(reviewer.casefold().split()):
        return "This was offered to you, so somebody else reviews it."
    return None
