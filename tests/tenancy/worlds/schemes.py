"""An enhanced service with its invitations, and a local scheme."""

from datetime import UTC, date, datetime
from typing import Any

from functions.models import Invitation
from functions.services.schemes.answering import Answer, answer_by_link
from functions.services.schemes.gates import propose
from functions.services.schemes.inviting import invite
from functions.services.schemes.returns import record_returns
from hubportal.records.models import SignedLink
from tests.conftest import in_scope_of
from tests.functions.schemes.offers import a_service
from tests.tenancy.worlds import Place

SENT = datetime(2016, 2, 2, 9, tzinfo=UTC)
OFFER = ("detail", "specification", "invite", "remind", "last-day", "returns", "report")
SCHEME = (*OFFER, "pass-gate", "moves")
INVITATION = ("detail", "paper-answer", "new-link", "withdraw", "returns", "take-back")


def make(place: Place) -> dict[str, Any]:
    with in_scope_of(place.officer) as person:
        service = a_service(
            person,
            hub=place.ccg.hub.code,
            at=SENT,
            subject=f"{place.marker} service",
            code=place.marker[:20],
            answer_by=date(2016, 3, 31),
            remind_on=None,
            periods=[{"name": "Quarter 1", "due_on": "2016-04-30"}],
        )
        invite(reference=service.reference, version=None, by=person, at=SENT)
        scheme = propose(
            by=person, ccg=place.ccg, subject=f"{place.marker} scheme", code="LS", year="2016/17",
            on=date(2016, 2, 1), at=SENT,
        )  # fmt: skip
        invited = Invitation.objects.get(reference=service.reference, practice=place.practice)
        signed_up = _signed_up(invited, by=person)
    api = {
        **{f"api:enhanced-service-{act}:reference": service.reference for act in OFFER},
        **{f"api:local-scheme-{act}:reference": scheme.reference for act in SCHEME},
        **{f"api:invitation-of-practice-{act}:reference": service.reference for act in INVITATION},
        **{f"api:invitation-of-practice-{act}:ods_code": place.practice.ods_code for act in INVITATION},
    }
    return {
        **api,
        "enhanced:public_id": invited.public_id,
        "enhanced:reference": service.reference,
        "enhanced:ods_code": place.practice.ods_code,
        "enhanced:token": "false",
        "schemes:reference": scheme.reference,
        "schemes:act": "lmc",
        "enhanced:take-back:ods_code": signed_up.practice.ods_code,
    }


def _signed_up(invited: Invitation, *, by: Any) -> Invitation:
    """Another practice of the CCG that signed up and returned something; the same one where there is no other."""
    others = Invitation.objects.filter(reference=invited.reference, ccg=invited.ccg).exclude(pk=invited.pk)
    other = others.select_related("practice").order_by("pk").first()
    if other is None:
        return invited
    link = SignedLink.objects.of(other).get()
    answer_by_link(public_id=link.public_id, answer=Answer(True, "Pat Example", "Practice manager"), at=SENT)
    code = other.practice.ods_code
    record_returns(
        reference=other.reference, period="Quarter 1", on=SENT.date(), returned={code: None}, by=by, at=SENT
    )  # fmt: skip
    return other
