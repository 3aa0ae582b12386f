"""A committee that meets in the portal approves a notice for the CCG, or refuses it.

Only governance, which stands above, calls this. The portal moves it (`by` is None) and forces nothing: what a person
would be refused, it is refused as well. It never issues: the hub's second person has approved the words, and a person
serves them.
"""

from datetime import date, datetime

from django.db import transaction

from functions.models import ContractNotice
from functions.rules.notices.moves import CLAUSE, refuse_committee
from functions.services.notices.kind import notice_sorts
from functions.services.variations.decisions import Decision
from hubportal.records.services.files import keep_document
from hubportal.records.services.moving import move
from hubportal.web.refusals import Refused

APPROVE, REFUSE = "approve_for_ccg", "withdraw"


def why_not_on_agenda(notice: ContractNotice, *, today: date) -> str | None:
    """Why no committee decides now whether a notice goes, in a sentence; None when one may."""
    name = notice_sorts()[notice.sort].name
    return refuse_committee(name=name, ccg_approves=notice.ccg_approves, state=notice.state)


@transaction.atomic
def carry_out(*, notice_id: int, decision: Decision, at: datetime) -> ContractNotice:
    """Approve it for the CCG as a committee decided, or withdraw it with the reason; the decision's PDF is kept with it
    as the evidence of either.
    """
    rows = ContractNotice.objects.select_related("hub", "ccg", "practice").select_for_update(of=("self",))
    notice: ContractNotice = rows.get(pk=notice_id)
    if why := why_not_on_agenda(notice, today=decision.decided_on):
        raise Refused(why, clause=CLAUSE)
    files = [keep_document(notice, decision.document, by=None)] if decision.document is not None else []
    facts = {"body": decision.body, "decision": decision.reference, "files": [file.pk for file in files]}
    note = f"{decision.body}, {decision.reference}. {decision.notes}".strip()
    act = APPROVE if decision.approved else REFUSE
    move(notice, act, by=None, on=decision.decided_on, at=at, note=note, facts=facts)
    return notice
