"""Local incentive schemes: proposed, and brought through the four gates with their evidence."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from functions.models import LocalScheme
from functions.rules.financial_years import LIKE, is_financial_year
from functions.rules.schemes.gates import CCGS, CLAUSE, DEVELOP, DUE, GATE_OF, HUBS, refuse_gate
from functions.services.references import take_reference
from functions.services.schemes.kind import LOCAL_SCHEME, moves_of_scheme
from hubportal.notifications.services.notices import tell
from hubportal.organisations.models import Ccg, Person
from hubportal.organisations.services.holders import holders_at
from hubportal.records.models import RecordMove
from hubportal.records.services.files import keep_files
from hubportal.records.services.finding import locked_record
from hubportal.records.services.moving import begin, check_move, move
from hubportal.records.services.telling import KIND as TURN
from hubportal.records.services.telling import tell_of_turn
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, lower_first


@transaction.atomic
def propose(
    *, by: Person, ccg: Ccg, subject: str, code: str, year: str, on: date, at: datetime, note: str = ""
) -> LocalScheme:
    """A CCG's proposal of a scheme of its own, put down by the CCG, or by the hub for it; its lead hears of it."""
    if not (by.grants.can(CCGS, ccg.pk) or by.grants.can(HUBS, ccg.pk)):
        raise Refused("Your role does not propose schemes for this CCG.", clause=DEVELOP, status=403)
    if not is_financial_year(year.strip()):
        raise Refused(f"{LIKE}.", field="year", status=400)
    scheme = LocalScheme.objects.create(
        hub_id=ccg.hub_id,
        ccg=ccg,
        reference=str(take_reference(hub=ccg.hub, kind="scheme", year=on.year)),
        subject=subject.strip(),
        code=code.strip(),
        year=year.strip(),
        state=LOCAL_SCHEME.moves.first if LOCAL_SCHEME.moves else "proposed",
        owner=by if by.grants.can(HUBS, ccg.pk) else None,
        received_on=on,
        made_by=by,
        unit="practice",
    )
    begun = begin(scheme, by=by, on=on, at=at, words="Proposed", note=note)
    tell_of_turn(scheme, begun, by=by, on=local_day(at))
    return scheme


@transaction.atomic
def pass_gate(
    *,
    scheme_id: int,
    version: int | None,
    act: str,
    by: Person,
    on: date,
    at: datetime,
    supporter: str,
    evidence: Iterable[Any],
    decision: str = "",
    note: str = "",
) -> RecordMove:
    """Pass the next gate, with who gave the support, on which day, and the document that proves it.

    The function matrix says who passes it; when the hub's turn comes and nobody of the hub has the scheme, its head is
    told.
    """
    scheme = locked_record(kind=LOCAL_SCHEME, record_id=scheme_id, by=by, version=version, permission="ccg_read")
    uploads, gate = list(evidence), GATE_OF[act]
    passed = gates_passed(scheme)
    sentence = refuse_gate(gate, passed=passed, supporter=supporter, files=len(uploads))
    if sentence is not None:
        field = "attachments" if not uploads else None
        raise Refused(sentence, clause=CLAUSE, field=field)
    if passed and on < max(row.on for row in passed.values()):
        raise Refused("The date must not be before that of the gate before.", clause=CLAUSE, field="on")
    check_move(scheme, act, by=by, note=note)
    files = keep_files(scheme, uploads=uploads, by=by, requirement=f"gate-{act}")
    facts = {"supporter": supporter.strip(), "decision": decision.strip(), "files": [file.pk for file in files]}
    kept = move(scheme, act, by=by, on=on, at=at, note=note, facts=facts)
    _tell_the_hub(scheme, kept, by=by, on=local_day(at))
    return kept


def _tell_the_hub(scheme: LocalScheme, kept: RecordMove, *, by: Person, on: date) -> None:
    due = DUE.get(scheme.state)
    if due is None or scheme.owner_id is not None or by.grants.can(HUBS, scheme.ccg_id):
        return
    if moves_of_scheme(scheme).named(due.act).permission == HUBS:
        tell(
            people=holders_at(scheme.hub_id, "head_of_primary_care", on=on),
            hub=scheme.hub_id,
            ccg=scheme.ccg_id,
            kind=TURN,
            text=f"{scheme.reference} waits for the hub: {lower_first(due.words)}.",
            path=scheme.get_absolute_url(),
            dedupe=f"turn:{kept.pk}",
        )


def gates_passed(scheme: LocalScheme) -> dict[str, RecordMove]:
    """The gates passed so far, by act."""
    rows = RecordMove.objects.of(scheme).filter(act__in=GATE_OF).order_by("id")
    return {row.act: row for row in rows}


@transaction.atomic
def move_scheme(
    *, scheme_id: int, version: int | None, act: str, by: Person, on: date, at: datetime, note: str
) -> LocalScheme:
    """Refuse, withdraw or end a scheme; a gate is passed by `pass_gate`."""
    if act in GATE_OF:
        raise Refused("A gate is passed with its evidence.", clause=CLAUSE)
    scheme: LocalScheme = locked_record(
        kind=LOCAL_SCHEME, record_id=scheme_id, by=by, version=version, permission="ccg_read"
    )
    move(scheme, act, by=by, on=on, at=at, note=note)
    return scheme
