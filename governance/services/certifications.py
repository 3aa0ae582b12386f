"""The quarterly self-certification: begun, its statements answered, signed with its evidence, its actions done."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import Http404

from functions.services.references import take_reference
from governance.figures.certifications import actions_kept, evidence_of, of_quarter
from governance.models import SelfCertification
from governance.rules import certifications as rules
from governance.services.agreement_signing import side_of
from governance.services.kinds import SELF_CERTIFICATION
from governance.services.preparing import prepares
from hubportal.organisations.models import Ccg, CcgLevel, Person
from hubportal.records.models import RecordMove
from hubportal.records.services.deadlines import meet, set_deadline
from hubportal.records.services.finding import changed, locked_record, of
from hubportal.records.services.moving import begin, check_move, move
from hubportal.records.services.signatures import sign
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day


@dataclass(frozen=True, slots=True)
class Answer:
    """What is certified of one statement; `action_by` is a date as ISO, or empty."""

    standing: str
    note: str = ""
    action: str = ""
    action_by: str = ""


@transaction.atomic
def begin_certification(
    *, ccg: Ccg, quarter_from: date, by: Person | None, on: date, at: datetime
) -> SelfCertification:
    """Begin a CCG's certification of a quarter that has ended; each quarter has one. `by` is None for the portal."""
    if by is not None and not prepares(by, ccg.pk):
        raise Refused("Your role does not prepare the self-certification of this CCG.", status=403)
    quarter = rules.quarter_with(quarter_from)
    fault = rules.quarter_fault(quarter, on)
    if fault is not None:
        raise Refused(fault, clause=rules.CLAUSE, field="quarter", status=400)
    Ccg.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    level = CcgLevel.on(ccg, quarter.last)
    if rules.party_that_signs(level) is None:
        raise Refused(
            "No self-certification is asked of a CCG at this level on the last day of the quarter.",
            clause=rules.CLAUSE, field="quarter", status=400,
        )  # fmt: skip
    known = of_quarter(ccg.pk, quarter.first)
    if known is not None:
        raise Refused(f"That quarter has its certification already: {known.reference}.", field="quarter", status=400)
    made = SelfCertification.objects.create(
        hub=ccg.hub,
        ccg=ccg,
        reference=str(take_reference(hub=ccg.hub, kind="self_certification", year=on.year)),
        subject=f"Self-certification of {quarter.name}",
        state="draft",
        owner=by,
        received_on=on,
        made_by=by,
        quarter_from=quarter.first,
        level=level,
    )
    begin(made, by=by, on=on, at=at, words="Self-certification begun")
    set_deadline(
        made, "sign", due_on=rules.due_on(quarter), warn_on=on, clause=rules.CLAUSE,
        words=f"Sign the self-certification of {quarter.name}",
    )  # fmt: skip
    return made


def begin_due(*, hub_id: int, on: date, at: datetime) -> int:
    """Begin, for the portal, what each CCG of a hub owes for the quarter that ended last; returns how many."""
    quarter = rules.quarter_before(rules.quarter_with(on))
    owing = CcgLevel.objects.filter(
        ccg__hub_id=hub_id, period__contains=quarter.last, level__in=list(rules.SIGNS)
    ).values("ccg")
    known = SelfCertification.objects.filter(hub_id=hub_id, quarter_from=quarter.first).values("ccg")
    ccgs = list(Ccg.objects.filter(pk__in=owing).exclude(pk__in=known).select_related("hub"))
    for ccg in ccgs:
        begin_certification(ccg=ccg, quarter_from=quarter.first, by=None, on=on, at=at)
    return len(ccgs)


def _locked(*, certification_id: int, by: Person, version: int | None) -> SelfCertification:
    held = SelfCertification.objects.visible_to(by).filter(pk=certification_id).values_list("ccg_id", flat=True).first()
    permission = "ccg_case_edit" if held in by.grants.ccgs("ccg_case_edit") else "ccg_sign"
    found: SelfCertification = locked_record(
        kind=SELF_CERTIFICATION, record_id=certification_id, by=by, version=version, permission=permission
    )
    return found


def _in_preparation(*, certification_id: int, by: Person, version: int | None) -> SelfCertification:
    found = _locked(certification_id=certification_id, by=by, version=version)
    if found.state != "draft":
        raise Refused("The self-certification is signed, and what was signed stands.")
    return found


@transaction.atomic
def answer_statement(
    *, certification_id: int, version: int | None, by: Person, statement: str, answer: Answer
) -> SelfCertification:
    """Answer one of the five statements; one that is not met needs its action and the day it is done by."""
    found = _in_preparation(certification_id=certification_id, by=by, version=version)
    if statement not in rules.STATEMENTS or answer.standing not in rules.STANDINGS:
        raise Refused("Select whether the CCG is compliant.", field="standing", status=400)
    if answer.standing == rules.NOT_COMPLIANT:
        for field, words in (("action", "Enter the action."), ("action_by", "Enter the day the action is done by.")):
            if not getattr(answer, field).strip():
                raise Refused(words, clause=rules.CLAUSE, field=field, status=400)
    said = {name: value.strip() for name, value in asdict(answer).items()}
    if answer.standing == rules.COMPLIANT:
        said["action"] = said["action_by"] = ""
    found.statements = {**found.statements, statement: said}
    changed(found, "statements")
    return found


def contents(certification: SelfCertification, *, on: date) -> dict[str, Any]:
    """Exactly what is signed: the statements, and the evidence as of a day; once it is signed, as it was then."""
    signed = certification.state == "signed"
    return {
        "certification": certification.reference,
        "ccg": certification.ccg_id,
        "quarter_from": certification.quarter_from,
        "level": certification.level,
        "statements": certification.statements,
        "evidence": certification.evidence if signed else evidence_of(certification, on),
        "evidence_on": certification.evidence_on if signed else on,
    }


def why_not(person: Person, certification: SelfCertification) -> str | None:
    """Why a person may not sign; None when they may."""
    party = rules.party_that_signs(certification.level)
    if party is None:
        return "No signature is asked at this level."
    if not person.grants.can("ccg_sign", certification.ccg_id):
        return "Your role does not sign for this CCG."
    return rules.signing_fault(party=party, side=side_of(person, certification.hub_id))


@transaction.atomic
def sign_certification(*, certification_id: int, seen: str, by: Person, at: datetime) -> SelfCertification:
    """Sign what was shown: its evidence is kept as it was on that day, and nothing of it changes any more. The actions
    become dates to keep.
    """
    found = _in_preparation(certification_id=certification_id, by=by, version=None)
    fault = why_not(by, found)
    if fault is not None:
        raise Refused(fault, clause=rules.CLAUSE, status=403)
    check_move(found, "sign", by=by)
    missing = rules.statement_faults(found.statements)
    if missing:
        raise Refused(f"{missing[0]}.", clause=rules.CLAUSE)
    today = local_day(at)
    content = contents(found, on=today)
    sign(found, content=content, seen=seen, party=rules.SIGNS[found.level], by=by, at=at)
    found.evidence, found.evidence_on, found.signed_on = content["evidence"], today, today
    meet(found, "sign", on=today)
    move(found, "sign", by=by, on=today, at=at, fields=("evidence", "evidence_on", "signed_on"))
    for action in rules.actions_of(found.statements):
        set_deadline(
            found, rules.step_of(action.code), due_on=action.due_on, warn_on=action.warn_on, clause=rules.CLAUSE,
            words=action.named,
        )  # fmt: skip
    return found


@transaction.atomic
def finish_action(
    *, certification_id: int, version: int | None, by: Person, statement: str, done_on: date, note: str, at: datetime
) -> SelfCertification:
    """Record that the action of a statement was done, and how. What was signed stays as it is."""
    found = _locked(certification_id=certification_id, by=by, version=version)
    kept = actions_kept(found).get((found.pk, statement))
    if kept is None:
        raise Http404("This statement has no action to be done.")
    fault = rules.done_fault(done_on=done_on, already=kept.met_on, signed_on=found.signed_on, today=local_day(at))
    if fault is not None:
        field, words = fault
        raise Refused(words, clause=rules.CLAUSE, field=field or None, status=400 if field else 409)
    if not note.strip():
        raise Refused("Enter what was done.", field="note", status=400)
    meet(found, rules.step_of(statement), on=done_on)
    RecordMove.objects.create(
        **of(found), act="action-done", words=f"Action done: {rules.STATEMENTS[statement]}", from_state=found.state,
        to_state=found.state, on=done_on, note=note.strip(), facts={"statement": statement}, by=by, at=at,
    )  # fmt: skip
    changed(found)
    return found
