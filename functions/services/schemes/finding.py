"""Finding what practices are offered, by its reference, to read it or to work it."""

from typing import Any

from django.http import Http404

from functions.models import EnhancedService, Invitation, LocalScheme
from functions.rules.kinds import read_reference
from functions.rules.schemes.gates import CLAUSE, refuse_offering
from hubportal.organisations.hubs import held_at_hub
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused, Stale

Offer = EnhancedService | LocalScheme


def offers_visible(reference: str, person: Person) -> Any:
    """Those with this reference: its letter says whether it is an enhanced service or a local scheme."""
    read = read_reference(reference)
    model: Any = LocalScheme if read and read.letter == "S" else EnhancedService
    return model.objects.visible_to(person).filter(reference=str(read) if read else "")


def worked_ccgs(offer: Offer, by: Person) -> frozenset[int]:
    """The CCGs for whose practices this person works the offer: theirs of the hub, or the scheme's own."""
    if isinstance(offer, LocalScheme):
        return by.grants.ccgs("ccg_case_edit") & {offer.ccg_id}
    return held_at_hub(by, "ccg_case_edit", offer.hub_id)


def locked_offer(*, reference: str, by: Person, version: int | None) -> Offer:
    """The offer, locked; a stranger gets 404, a reader is refused, an older version is stale."""
    offer: Offer | None = offers_visible(reference, by).select_related("hub").select_for_update(of=("self",)).first()
    if offer is None:
        raise Http404("Nothing of yours has this reference.")
    if not worked_ccgs(offer, by):
        raise Refused("You may read this but not work it.", status=403)
    if version is not None and version != offer.version:
        raise Stale()
    return offer


def refuse_unapproved(offer: Offer) -> None:
    """A local scheme is offered only once it is approved."""
    sentence = refuse_offering(offer.state) if isinstance(offer, LocalScheme) else None
    if sentence is not None:
        raise Refused(sentence, clause=CLAUSE)


def locked_invitation(*, reference: str, ods_code: str, by: Person, version: int | None) -> Invitation:
    """One practice's invitation, locked."""
    found = (
        Invitation.objects.visible_to(by)
        .select_related("hub", "ccg", "practice", "service", "scheme")
        .select_for_update(of=("self",))
        .filter(reference=reference.upper(), practice__ods_code=ods_code.upper())
        .first()
    )
    if found is None:
        raise Http404("No practice of yours was invited to this.")
    if not by.grants.can("ccg_case_edit", found.ccg_id):
        raise Refused("You may read this invitation but not work it.", status=403)
    if version is not None and version != found.version:
        raise Stale()
    return found
