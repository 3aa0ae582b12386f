"""Beginning a specification, and deciding its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from functions.figures.matrix import version_on
from functions.figures.specifications.lines import Line, lines_of, lines_of_version
from functions.models import MatrixVersion, Specification, SpecificationRow
from functions.models.specifications import HOLDS, OPEN
from functions.rules.specifications.deciding import Decided, past_fault, refuse_start, row_faults
from functions.rules.specifications.parts import Allocation, code_of
from functions.services.kinds import SPECIFICATION
from functions.services.references import take_reference
from hubportal.organisations.models import Ccg, Person
from hubportal.records.services.deadlines import drop, set_deadline
from hubportal.records.services.finding import changed, locked_record, stale
from hubportal.records.services.moving import begin
from hubportal.web.refusals import Difference, Refused, Stale
from hubportal.web.words import local_day, long_date

DECIDE_CLAUSE = "West Midlands MOU 4.1 key"


@transaction.atomic
def start(
    *, ccg: Ccg, effective_from: date, by: Person, at: datetime, standard: MatrixVersion | None = None
) -> Specification:
    """Begin the next specification of a CCG: a copy of the one agreed before, or of the standard matrix.

    `standard` brings the rows to another version of the standard; decisions on rows that it still leaves open stay.
    """
    if not by.grants.can("ccg_case_edit", ccg.pk):
        raise Refused("Only the hub’s people begin a specification.", field="ccg", status=403)
    today = local_day(at)
    # Taking a number keeps the hub's counter locked, so that of two people who begin one the second sees the first's.
    reference = str(take_reference(hub=ccg.hub, kind="specification", year=today.year))
    own = Specification.objects.filter(ccg_id=ccg.pk)
    before = own.filter(state="agreed").order_by("-effective_from").first()
    under_way = own.filter(state__in=OPEN).first()
    if under_way is not None:
        raise Refused(f"{under_way.reference} of this CCG is still in the making. Finish it first.", field="ccg")
    version = standard or version_on(effective_from, ccg.hub_id)
    if version is None or version.effective_from is None:
        raise Refused(
            "No standard matrix was in force on that day. Choose 1 October 2015 or later.",
            field="effective_from",
            status=400,
        )
    _refuse_start(effective_from, version.effective_from, before)
    made = Specification.objects.create(
        hub_id=ccg.hub_id,
        ccg=ccg,
        reference=reference,
        subject=f"Functions of {ccg.name} from {long_date(effective_from)}",
        state=SPECIFICATION.moves.first if SPECIFICATION.moves else "draft",
        standard=version,
        before=before,
        effective_from=effective_from,
        received_on=today,
        made_by=by,
        owner=by,
    )
    _copy_rows(made, version, lines_of(before) if before else [])
    for line in lines_of(made):
        if line.decided.decide_by is not None:
            _keep_date(made, line.ref, line.decided, owner_id=line.owner_id, on=today)
    begin(made, by=by, on=today, at=at, words=f"Begun from {before.reference if before else version}")
    return made


def _refuse_start(effective_from: date, standard_from: date, before: Specification | None) -> None:
    sentence = refuse_start(
        effective_from=effective_from,
        standard_from=standard_from,
        agreed_from=before.effective_from if before else None,
    )
    if sentence is not None:
        raise Refused(sentence, field="effective_from", status=400)


def _copy_rows(made: Specification, version: MatrixVersion, decided: list[Line]) -> None:
    """Every row of the version; what was decided before stays where the row is still for deciding."""
    earlier = {line.ref: line for line in decided}
    rows = []
    for line in lines_of_version(version):
        was = earlier.get(line.ref)
        kept = was is not None and not row_faults(line.standard, was.decided)
        row = was.decided if was is not None and kept else line.decided
        rows.append(
            SpecificationRow(
                hub_id=made.hub_id,
                ccg_id=made.ccg_id,
                specification=made,
                activity=line.activity,
                ccg_acts=row.marks.ccg_acts,
                hub_part=row.marks.hub_part,
                qualifier=row.marks.qualifier,
                comment=was.decided.comment if was else "",
                owner_id=was.owner_id if was and kept else None,
                decide_by=row.decide_by,
            )
        )
    SpecificationRow.objects.bulk_create(rows)


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided of one row."""

    marks: Allocation
    comment: str = ""
    owner: Person | None = None
    decide_by: date | None = None

    def as_decided(self, ref: str) -> Decided:
        """As the rules read it."""
        return Decided(ref, self.marks, self.comment, self.owner.name if self.owner else "", self.decide_by)


@transaction.atomic
def decide(
    *, specification_id: int, version: int | None, decisions: Mapping[str, Decision], by: Person, at: datetime
) -> list[str]:
    """Change rows of a draft, by reference; returns those that changed.

    A row that is locked, or a part that the row does not offer, is refused with the clause. What stays to be confirmed
    becomes a date to keep of whoever brings it to a decision.
    """
    found: Specification = _draft(specification_id, version=None, by=by)
    lines = {line.ref: line for line in lines_of(found)}
    if version is not None and version != found.version:
        raise _overtaken(found, lines, decisions)
    unknown = sorted(set(decisions) - set(lines))
    if unknown:
        raise Refused(f"{unknown[0]} is not in this specification.", status=400)
    altered = []
    for ref, decision in decisions.items():
        line = lines[ref]
        row = decision.as_decided(ref)
        past = past_fault(row, today=local_day(at)) if row.decide_by != line.decided.decide_by else None
        for fault in (*row_faults(line.standard, row), *([past] if past else [])):
            raise Refused(fault.sentence, clause=fault.clause, field=f"{ref}-{fault.field}")
        owner_id = decision.owner.pk if decision.owner else None
        if decision.owner is not None and not _may_own(decision.owner, found.ccg_id):
            raise Refused(f"{decision.owner.name} does not work for this CCG.", field=f"{ref}-owner", status=400)
        if (row, owner_id) == (line.decided, line.owner_id):
            continue
        altered.append(ref)
        SpecificationRow.objects.filter(ccg_id=found.ccg_id, specification=found, activity=line.activity).update(
            ccg_acts=row.marks.ccg_acts,
            hub_part=row.marks.hub_part,
            qualifier=row.marks.qualifier,
            comment=row.comment,
            owner_id=owner_id,
            decide_by=row.decide_by,
        )
        _keep_date(found, ref, row, owner_id=owner_id, on=local_day(at))
    if altered:
        changed(found)
    return altered


def _may_own(person: Person, ccg_id: int) -> bool:
    return person.is_active and person.grants.can("ccg_read", ccg_id)


def _draft(specification_id: int, *, version: int | None, by: Person) -> Specification:
    found: Specification = locked_record(kind=SPECIFICATION, record_id=specification_id, by=by, version=version)
    if found.state != "draft":
        raise Refused("Its rows are changed while it is a draft. Take it back first.", clause=DECIDE_CLAUSE)
    return found


def _overtaken(found: Specification, lines: Mapping[str, Line], decisions: Mapping[str, Decision]) -> Stale:
    """That somebody else changed it meanwhile, with both versions of each row that differs."""
    said = stale(found)
    both = tuple(
        Difference(f"{ref} {lines[ref].activity.activity}", _in_words(lines[ref].decided), _in_words(one))
        for ref, one in ((ref, decision.as_decided(ref)) for ref, decision in decisions.items() if ref in lines)
        if lines[ref].decided != one
    )
    return Stale(said.sentence, changed_by=said.changed_by, changed_at=said.changed_at, differences=both)


def _in_words(row: Decided) -> str:
    parts = (code_of(row.marks), row.comment, row.owner, long_date(row.decide_by) if row.decide_by else "")
    return ", ".join(part for part in parts if part)


def _keep_date(found: Specification, ref: str, row: Decided, *, owner_id: int | None, on: date) -> None:
    if row.marks.hub_part == "TBC" and row.decide_by is not None:
        set_deadline(
            found,
            f"decide {ref}",
            due_on=row.decide_by,
            words=f"Decide whose {ref} is",
            warn_on=row.decide_by - timedelta(days=14),
            clause=DECIDE_CLAUSE,
            owner_id=owner_id,
        )
    else:
        drop(found, f"decide {ref}", on=on)


@transaction.atomic
def redate(*, specification_id: int, version: int | None, effective_from: date, by: Person) -> Specification:
    """Let a draft begin on another day."""
    found = _draft(specification_id, version=version, by=by)
    began = found.standard.effective_from
    held = Specification.objects.filter(ccg_id=found.ccg_id, state__in=HOLDS).order_by("-effective_from").first()
    _refuse_start(effective_from, began or effective_from, held)
    found.effective_from = effective_from
    found.subject = f"Functions of {found.ccg.name} from {long_date(effective_from)}"
    changed(found, "effective_from", "subject")
    return found
