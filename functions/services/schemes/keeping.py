"""What happened to one practice's invitation, kept so that an answer set aside is still to be read."""

from datetime import date, datetime

from functions.models import Invitation
from functions.rules.schemes.answering import STATES
from hubportal.organisations.models import Person
from hubportal.records.models import RecordMove
from hubportal.records.services.finding import of
from hubportal.web.words import long_date

ANSWERED, WITHDRAWN, NEW_LINK = "answer", "withdraw", "new-link"


def keep_move(
    invitation: Invitation,
    *,
    act: str,
    words: str,
    before: str,
    on: date,
    by: Person | None,
    at: datetime,
    note: str = "",
    who: str = "",
) -> None:
    """One entry; `who` names whoever answered for the practice, where nobody here did it."""
    RecordMove.objects.create(
        **of(invitation),
        act=act,
        words=words,
        from_state=before,
        to_state=invitation.state,
        on=on,
        note=note,
        facts={"who": who} if who else {},
        by=by,
        at=at,
    )


def answer_as_it_stood(invitation: Invitation) -> str:
    """The answer in words, before it is set aside; empty where there is none."""
    if invitation.answered_on is None:
        return ""
    who = ", ".join(filter(None, (invitation.answered_by, invitation.answered_role)))
    said = f"Set aside: {STATES[invitation.state]}, {long_date(invitation.answered_on)}, {who}"
    return "\n".join(filter(None, (said, invitation.comment)))
