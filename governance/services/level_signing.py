"""Signing an application to change level in one of the three capacities."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from governance.models import LevelApplication
from governance.rules import levels as rules
from governance.services.agreement_signing import side_of
from governance.services.kinds import LEVEL_APPLICATION
from hubportal.organisations.models import Person
from hubportal.records.models import RecordFile, Signature
from hubportal.records.rules.signing import canonical, digest_of
from hubportal.records.services.finding import changed, locked_record
from hubportal.records.services.signatures import sign, signed_by
from hubportal.web.refusals import Refused


def contents(application: LevelApplication) -> dict[str, Any]:
    """Exactly what is signed: the whole application, with the names and hashes of the files that prove it."""
    evidence: dict[str, list[dict[str, str]]] = defaultdict(list)
    files = RecordFile.objects.of(application).exclude(requirement="").select_related("document").order_by("id")
    for file in files:
        evidence[file.requirement].append({"name": file.document.name, "sha256": file.document.sha256})
    content: dict[str, Any] = {
        "application": application.reference,
        "ccg": application.ccg_id,
        "level": application.level,
        "level_before": application.level_before,
        "go_live_on": application.go_live_on,
        "objectives": application.objectives,
        "benefits": application.benefits,
        "checklist": {
            code: {
                "is_met": bool(application.checklist.get(code, {}).get("is_met")),
                "note": application.checklist.get(code, {}).get("note", ""),
                "evidence": evidence[code],
            }
            for code in rules.CHECKLIST
        },
        "ratings": application.ratings,
        "ratings_as_at": application.ratings_as_at,
        "signatories": application.signatories,
    }
    if submitted_on := application.checklist.get("constitution", {}).get("submitted_on"):
        # Only where it is said, so that what was signed before it was asked keeps its hash.
        content["checklist"]["constitution"]["submitted_on"] = submitted_on
    return content


def digest_now(content: Mapping[str, Any]) -> str:
    """The hash of what is signed."""
    return digest_of(canonical(content))


def signatures_of(application: LevelApplication, content: Mapping[str, Any]) -> dict[str, Signature]:
    """Capacity to signature under the present content."""
    return signed_by(application, content=content)


def why_not(
    person: Person, application: LevelApplication, capacity: str, signed: Mapping[str, Signature]
) -> str | None:
    """Why a person may not sign in a capacity; None when they may."""
    return rules.signing_fault(
        capacity=capacity,
        side=side_of(person, application.hub_id),
        named=application.signatories.get(capacity, {}).get("email", ""),
        email=person.email,
        signed_already={at: application.signatories.get(at, {}).get("email", "") for at in signed},
    )


def capacities_open_to(person: Person, application: LevelApplication, signed: Mapping[str, Signature]) -> list[str]:
    """The capacities a person can sign in now."""
    if application.state != "draft" or not person.grants.can("ccg_sign", application.ccg_id):
        return []
    return [
        capacity
        for capacity in rules.SIGNATORIES
        if capacity not in signed and why_not(person, application, capacity, signed) is None
    ]


@transaction.atomic
def sign_application(*, application_id: int, capacity: str, seen: str, by: Person, at: datetime) -> LevelApplication:
    """Sign the application as it was shown, in one capacity; a change to anything in it needs all signatures again."""
    application: LevelApplication = locked_record(
        kind=LEVEL_APPLICATION, record_id=application_id, by=by, version=None, permission="ccg_sign"
    )
    if application.state != "draft":
        raise Refused("An application is signed before it is submitted.")
    if capacity not in rules.SIGNATORIES:
        raise Refused("Select the capacity you sign in.", field="capacity", status=400)
    content = contents(application)
    fault = why_not(by, application, capacity, signatures_of(application, content))
    if fault is not None:
        raise Refused(fault, clause=rules.CHECKLIST_CLAUSE, field="capacity", status=403)
    sign(application, content=content, seen=seen, party=capacity, by=by, at=at)
    changed(application)
    return application
