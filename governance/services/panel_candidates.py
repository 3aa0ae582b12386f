"""The list of people who have agreed to sit on a resolution panel, kept by the heads of a hub."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from governance.models import PanelCandidate
from governance.rules.panels import OFFICES
from hubportal.organisations.hubs import held_at_hub
from hubportal.organisations.models import Ccg, Hub, Person
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date


def keeps_candidates(person: Person, hub_id: int) -> bool:
    """Heads of the hub keep the list of those who may be asked."""
    return bool(held_at_hub(person, "ccg_hub_approve", hub_id))


def hubs_kept(person: Person) -> list[Hub]:
    """The hubs whose list a person keeps."""
    return [hub for hub in Hub.objects.filter(pk__in=person.grants.hubs) if keeps_candidates(person, hub.pk)]


def my_hub(person: Person) -> Hub:
    """The hub whose list a person keeps; 403 to whoever keeps none."""
    kept = hubs_kept(person)
    if not kept:
        raise PermissionDenied("Heads of the hub keep the list of people for panels.")
    return kept[0]


@dataclass(frozen=True, slots=True)
class CandidateWords:
    """Somebody who has agreed to sit: name and office, and whatever they are associated with."""

    name: str
    office: str
    organisation: str
    ccgs: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    person: Person | None = None


@transaction.atomic
def add_candidate(*, hub: Hub, words: CandidateWords, by: Person, at: datetime) -> PanelCandidate:
    """Put somebody on the list; a CCG is named by its code, and its locality is an area of theirs."""
    _refuse_keeping(hub.pk, by)
    for field, value, sentence in (
        ("name", words.name, "Enter the name."),
        ("organisation", words.organisation, "Enter where they hold the office."),
    ):
        if not value.strip():
            raise Refused(sentence, field=field, status=400)
    if words.office not in OFFICES:
        raise Refused("Select the office.", field="office", status=400)
    codes = [code.strip().upper() for code in words.ccgs if code.strip()]
    known = {ccg.ods_code: ccg for ccg in Ccg.objects.filter(ods_code__in=codes)}
    if unknown := [code for code in codes if code not in known]:
        raise Refused(f"{unknown[0]} is the code of no CCG. Check it.", field="ccgs", status=400)
    if words.office != "nhs_director" and not codes:
        raise Refused("Enter the code of the CCG they belong to, or of each.", field="ccgs", status=400)
    areas = [*words.areas, *(known[code].locality for code in codes)]
    return PanelCandidate.objects.create(
        hub=hub,
        person=words.person,
        name=words.name.strip(),
        office=words.office,
        organisation=words.organisation.strip(),
        ccgs=list(dict.fromkeys(codes)),
        areas=list(dict.fromkeys(area.strip() for area in areas if area.strip())),
        bodies=list(dict.fromkeys(body.strip() for body in words.bodies if body.strip())),
        added_by=by,
        added_at=at,
    )


@transaction.atomic
def end_candidate(*, candidate_id: int, last_day: date, why: str, by: Person) -> PanelCandidate:
    """Somebody is no longer available after a day; panels they sat on keep them."""
    found = PanelCandidate.objects.select_for_update().filter(pk=candidate_id, hub_id__in=by.grants.hubs).first()
    if found is None:
        raise Http404("Nobody on a list of yours is this one.")
    _refuse_keeping(found.hub_id, by)
    if found.until_on is not None:
        raise Refused(f"They are off the list from {long_date(found.until_on)} already.")
    if not why.strip():
        raise Refused("Enter why they leave the list.", field="why", status=400)
    found.until_on, found.ended_why = last_day, why.strip()[:300]
    found.save(update_fields=["until_on", "ended_why"])
    return found


def _refuse_keeping(hub_id: int, by: Person) -> None:
    if not keeps_candidates(by, hub_id):
        raise Refused("Heads of the hub keep the list of people for panels.", status=403)
