"""Local incentive schemes: proposed, and brought through the four gates with their evidence."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from functions.models import LocalScheme
from functions.rules.financial_years import LIKE, is_financial_year
from functions.rules.schemes.gates import CLAUSE, GATE_OF, refuse_gate
from functions.services.references import take_reference
from functions.services.schemes.kind import LOCAL_SCHEME
from hubportal.organisations.models import Ccg, Person
from hubportal.records.models import RecordMove
from hubportal.records.services.files import keep_files
from hubportal.records.services.finding import locked_record
from hubportal.records.services.moving import begin, move
from hubportal.web.refusals import Refused


@transaction.atomic
def propose(
    *, by: Person, ccg: Ccg, subject: str, code: str, year: str, on: date, at: datetime, note: str = ""
) -> LocalScheme:
    """A CCG's proposal of a scheme of its own."""
    if not by.grants.can("ccg_case_edit", ccg.pk):
        raise Refused("Your role does not propose schemes for this CCG.", status=403)
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
        owner=by,
        received_on=on,
        made_by=by,
        unit="practice",
    )
    begin(scheme, by=by, on=on, at=at, words="Proposed", note=note)
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
    """Pass the next gate, with who gave the support, on which day, and the document that proves it."""
    scheme = locked_record(kind=LOCAL_SCHEME, record_id=scheme_id, by=by, version=version)
    uploads, gate = list(evidence), GATE_OF[act]
    passed = gates_passed(scheme)
    sentence = refuse_gate(gate, passed=passed, supporter=supporter, files=len(uploads))
    if sentence is not None:
        field = "attachments" if not uploads else None
        raise Refused(sentence, clause=CLAUSE, field=field)
    if passed and on < max(row.on for row in passed.values()):
        raise Refused("The date must not be before that of the gate before.", clause=CLAUSE, field="on")
    files = keep_files(scheme, uploads=uploads, by=by, requirement=f"gate-{act}")
    facts = {"supporter": supporter.strip(), "decision": decision.strip(), "files": [file.pk for file in files]}
    return move(scheme, act, by=by, on=on, at=at, note=note, facts=facts)


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
    scheme: LocalScheme = locked_record(kind=LOCAL_SCHEME, record_id=scheme_id, by=by, version=version)
    move(scheme, act, by=by, on=on, at=at, note=note)
    return scheme
