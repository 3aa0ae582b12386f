"""A forum's recommendation goes to each concerned committee, and their answers come back to the forum."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from governance.figures.register import body_of_entry
from governance.models import AgendaRequest, Recommendation, RegisterEntry, TermsOfReference
from governance.rules.carrying import answer_fault, concerned, kind_of_recommendation
from governance.rules.register import EntryKind
from governance.services.carrying import queue
from governance.services.carrying.asking import tell_secretaries
from governance.services.finding import changed, locked_row, next_number, of, terms_in_force
from governance.services.writing import secretaries_of, write_to
from hubportal.organisations.models import Ccg, CcgLevel, Committee, CommitteeCcg, Person, PracticeMembership
from hubportal.records.kinds import kind_called, kind_of
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

CLAUSE = "Specification of governance, section 7"
# Kinds of committee that decide at a level; at greater involvement NHS England decides, and a governing body is heard.
AT_LEVEL = {
    "delegated": frozenset({"primary_care"}),
    "joint": frozenset({"joint", "in_common"}),
    "greater_involvement": frozenset({"governing_body"}),
}
DECIDING = frozenset({"primary_care", "joint", "in_common", "governing_body"})


@transaction.atomic
def send_on(*, entry_id: int, at: datetime) -> list[Recommendation]:
    """Put a carried recommendation on “Waiting for the agenda” of each concerned committee; done once for each."""
    entry = RegisterEntry.objects.select_related("committee", "item", "meeting").get(pk=entry_id)
    body = body_of_entry(entry)
    if entry.kind != EntryKind.RECOMMENDATION or body.get("outcome") != "carried":
        return []
    if any(body_of_entry(one).get("taken_back") for one in entry.corrections.all()):
        return []
    record = _record_of(entry)
    about = kind_of_recommendation(
        matter=entry.item.matter if entry.item else "", record_type=getattr(record, "type", "")
    )
    found = _concerned(entry, record)
    return [_send(entry, body, record, about, committee, at=at) for committee in found]


def _record_of(entry: RegisterEntry) -> Any:
    if entry.item is None or not entry.item.record_reference:
        return None
    try:
        kind = kind_called(entry.item.record_kind)
    except KeyError:
        return None
    return kind.rows.filter(hub_id=entry.hub_id, reference=entry.item.record_reference).select_related("ccg").first()


def _concerned(entry: RegisterEntry, record: Any) -> list[Committee]:
    on = entry.decided_on
    links = CommitteeCcg.objects.filter(hub_id=entry.hub_id, period__contains=on).select_related("ccg", "committee")
    members: dict[int, set[int]] = {}
    for link in links:
        members.setdefault(link.committee_id, set()).add(link.ccg_id)
    of_forum = frozenset(members.get(entry.committee_id, ()))
    kinds = {
        key: terms.kind
        for key in members
        if key != entry.committee_id and (terms := terms_in_force(key, on=on)) and _decides(terms)
    }
    ccgs = _ccgs_of(entry, record, on=on) & of_forum or of_forum
    by_level: set[int] = set()
    for ccg in Ccg.objects.filter(pk__in=ccgs):
        wanted = AT_LEVEL.get(CcgLevel.on(ccg, on), frozenset())
        by_level |= {key for key, kind in kinds.items() if kind in wanted and ccg.pk in members[key]}
    taking_part = {key: frozenset(members[key]) for key in kinds}
    keys = concerned(taking_part=taking_part, ccgs=ccgs, by_level=frozenset(by_level))
    return list(Committee.objects.filter(pk__in=keys).order_by("pk"))


def _decides(terms: TermsOfReference) -> bool:
    return not terms.recommends_only and terms.kind in DECIDING


def _ccgs_of(entry: RegisterEntry, record: Any, *, on: date) -> frozenset[int]:
    """The CCGs an item concerns: the record's, the one whose business it is, or those of the practices it names."""
    if record is not None:
        return frozenset({record.ccg_id})
    item = entry.item
    if item is None:
        return frozenset()
    if item.business_of:
        return frozenset(Ccg.objects.filter(hub_id=entry.hub_id, name=item.business_of).values_list("pk", flat=True))
    held = PracticeMembership.objects.filter(practice__ods_code__in=item.names, period__contains=on)
    return frozenset(held.values_list("ccg_id", flat=True))


def _send(
    entry: RegisterEntry, body: dict[str, Any], record: Any, about: str, committee: Committee, *, at: datetime
) -> Recommendation:
    made, new = Recommendation.objects.get_or_create(
        committee_id=entry.committee_id, entry=entry, to_committee=committee,
        defaults={"hub_id": entry.hub_id, "about": about, "state": "waiting"},
    )  # fmt: skip
    if not new:
        return made
    Committee.objects.select_for_update().get(pk=committee.pk)
    item = entry.item
    request = AgendaRequest.objects.create(
        **of(committee), number=next_number(AgendaRequest.objects.filter(committee=committee)),
        source=AgendaRequest.Source.RECOMMENDATION, origin=made.public_id,
        title=str(body.get("title") or f"Recommendation {entry.number}")[:200],
        asks=body.get("resolution", ""), asked_by=entry.committee.name, asked_on=entry.decided_on, about=about,
        names=item.names if item else [], from_committee=entry.committee, from_entry=entry.number,
        from_digest=entry.digest, is_private=entry.is_private,
        record_kind=kind_of(record).key if record else "", record_reference=record.reference if record else "",
        ccg_id=record.ccg_id if record else None,
    )  # fmt: skip
    tell_secretaries(request, at=at)
    return made


@transaction.atomic
def answer(
    *, request_id: int, version: int | None, by: Person, entry_number: int, answered: str, why: str, at: datetime
) -> AgendaRequest:
    """Say what a decision of this committee makes of a recommendation: accepted, varied or rejected, with reasons."""
    request = locked_row(AgendaRequest, request_id, by=by, version=version)
    if request.source != AgendaRequest.Source.RECOMMENDATION:
        raise Refused("Only a forum’s recommendation is accepted, varied or rejected.")
    if request.answer:
        raise Refused("The answer to this recommendation is entered already.")
    entry = next((one for one in decisions_for(request) if one.number == entry_number), None)
    if entry is None:
        raise Refused("Select the decision that answers it.", field="entry", status=400)
    body = body_of_entry(entry)
    fault = answer_fault(
        answer=answered, why=why, outcome=body.get("outcome", ""), recommended=request.asks,
        resolution=body.get("resolution", ""),
    )  # fmt: skip
    if fault is not None:
        raise Refused(fault[1], clause=CLAUSE, field=fault[0], status=400)
    request.answer, request.answer_why, request.answered_by_entry = answered, why.strip(), entry
    changed(request, "answer", "answer_why", "answered_by_entry")
    queue.answered(request)
    return request


def decisions_for(request: AgendaRequest) -> list[RegisterEntry]:
    """The decisions that were taken on the item of a request and stand."""
    if request.item_id is None:
        return []
    rows = RegisterEntry.objects.filter(
        committee_id=request.committee_id, item__record_kind="recommendation",
        item__record_reference=str(request.number), kind=EntryKind.DECISION,
    ).prefetch_related("corrections")  # fmt: skip
    return [
        one for one in rows.order_by("number")
        if not any(body_of_entry(other).get("taken_back") for other in one.corrections.all())
    ]  # fmt: skip


def answer_fell_away(entry: RegisterEntry) -> None:
    """A decision that answered a recommendation was taken back: the recommendation waits for an answer again."""
    for request in AgendaRequest.objects.select_for_update(of=("self",)).filter(answered_by_entry=entry):
        request.answer, request.answer_why, request.answered_by_entry = "", "", None
        changed(request, "answer", "answer_why", "answered_by_entry")
        queue.answered(request)


def taken_back_by_forum(entry: RegisterEntry, *, at: datetime) -> None:
    """A forum took its recommendation back: one that still waits leaves the list, one on an agenda stays there with
    that said, and the committees’ secretaries hear of it.
    """
    for made in Recommendation.objects.select_for_update(of=("self",)).filter(entry=entry):
        made.state = "taken_back"
        made.save(update_fields=["state"])
        request = AgendaRequest.objects.select_related("committee").get(origin=made.public_id)
        if request.state == AgendaRequest.State.WAITING:
            request.state = AgendaRequest.State.WITHDRAWN
        request.why = f"{entry.committee.name} took its recommendation back."
        changed(request, "state", "why")
        write_to(
            addresses=secretaries_of(request.committee, on=local_day(at)),
            committee=request.committee,
            subject=f"A recommendation to {request.committee.name} was taken back",
            lines=[f"Request {request.number} rests on a recommendation that its forum took back."],
            dedupe=f"recommendation-taken-back:{request.number}",
        )


@transaction.atomic
def pass_back(*, request_id: int, at: datetime) -> None:
    """Copy an answer to the forum, whose secretaries hear of it. Runs in the hub's own scope."""
    request = AgendaRequest.objects.select_related("committee", "answered_by_entry").get(pk=request_id)
    made = Recommendation.objects.select_for_update(of=("self",)).select_related("committee").get(
        public_id=request.origin
    )  # fmt: skip
    entry = request.answered_by_entry
    if made.state != "taken_back":
        made.state = request.answer or request.state
    made.why = request.answer_why
    made.answer_entry, made.answer_digest = (entry.number, entry.digest) if entry else (None, "")
    made.answered_on = entry.decided_on if entry else None
    made.save()
    write_to(
        addresses=secretaries_of(made.committee, on=local_day(at)),
        committee=made.committee,
        subject=f"An answer to a recommendation of {made.committee.name}",
        lines=[
            f"{request.committee.name} answered a recommendation of {made.committee.name}, or took its answer back.",
            "Sign in and open the recommendation in the decision register to read it.",
        ],
        dedupe=f"recommendation:{request.pk}:{request.version}",
    )
