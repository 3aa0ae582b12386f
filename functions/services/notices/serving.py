"""Moving a notice on: approved by others than its authors, issued, answered, escalated."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from functions.models import ContractNotice, NoticeStep
from functions.rules.notices import moves, periods
from functions.services.notices.drafting import Draft, draft_notice
from functions.services.notices.kind import NOTICE, notice_sorts, values
from hubportal.documents.models import Document
from hubportal.organisations.models import Person
from hubportal.records.models import RecordMove
from hubportal.records.rules.filling import fill
from hubportal.records.services import deadlines
from hubportal.records.services.files import keep_proof
from hubportal.records.services.finding import locked_record
from hubportal.records.services.letters import Addressee, LetterWords, draft, issue
from hubportal.records.services.moving import check_move, move
from hubportal.records.services.threads import link
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

APPROVALS = frozenset({"approve", "approve_for_ccg"})


def locked(notice_id: int, act: str, *, by: Person, version: int | None) -> ContractNotice:
    """The notice, locked, if its table and its sort allow the act and the person is none of its authors."""
    permission = moves.NOTICE_MOVES.named(act).permission
    notice: ContractNotice = locked_record(
        kind=NOTICE, record_id=notice_id, by=by, version=version, permission=permission
    )
    sentence = NOTICE.why_not(notice, act)
    if sentence is not None:
        raise Refused(sentence, clause=moves.CLAUSE)
    if act in APPROVALS and (said := moves.refuse_author(actor=by.pk, authors=frozenset(notice.authors))):
        raise Refused(said, clause=moves.CLAUSE, status=403)
    return notice


@transaction.atomic
def make_move(
    *,
    notice_id: int,
    act: str,
    by: Person,
    on: date,
    at: datetime,
    version: int | None = None,
    note: str = "",
    proof: Document | None = None,
) -> ContractNotice:
    """A move that asks for its day and a note; issuing and escalating have functions of their own. `proof` is a paper
    that is there already, such as a committee's decision, and is kept with the notice.
    """
    notice = locked(notice_id, act, by=by, version=version)
    if act == "remedy":
        undone = notice.plan.filter(done_on__isnull=True).order_by("due_on", "id").values_list("words", flat=True)
        if said := moves.refuse_open_steps(undone=list(undone)):
            raise Refused(said, clause=moves.CLAUSE)
    if act == "dispute" and notice.served_on is not None:
        days = notice_sorts()[notice.sort].dispute_days
        if said := periods.refuse_late_dispute(served_on=notice.served_on, on=on, days=days):
            raise Refused(said, clause=periods.CLAUSE, field="on")
    if proof is not None:
        keep_proof(notice, proof, by=by)
    move(notice, act, by=by, on=on, at=at, note=note)
    if act in {"remedy", "close"}:
        deadlines.meet(notice, "remedy", on=on)
    return notice


@transaction.atomic
def issue_notice(
    *, notice_id: int, to: Addressee, send_by: str, by: Person, at: datetime, version: int | None = None
) -> ContractNotice:
    """Issue the notice today in the words that were approved: its periods run from today."""
    notice = locked(notice_id, "issue", by=by, version=version)
    check_move(notice, "issue", by=by)
    today = local_day(at)
    notice.served_on = today
    if notice.remedy_days:
        notice.remedy_by = periods.remedy_by(today, notice.remedy_days)
        deadlines.set_deadline(
            notice, "remedy", due_on=notice.remedy_by, words="Last day for the practice to remedy",
            clause=notice_sorts()[notice.sort].clause,
        )  # fmt: skip
    known = values(notice)
    words = LetterWords(
        fill(notice.letter_subject, known), fill(notice.body, known), send_by=send_by,
        template=notice_sorts()[notice.sort].letter, circle="all",
    )  # fmt: skip
    letter = draft(notice, to=to, words=words, by=by, at=at)
    # A committee's approval for the CCG is nobody's hand: the letter names the person who approved its words last.
    approvals = RecordMove.objects.of(notice).filter(act__in=APPROVALS, by__isnull=False)
    approval = approvals.order_by("-id")[0]
    letter.approved_by_id, letter.approved_at = approval.by_id, approval.at
    letter.save(update_fields=["approved_by", "approved_at"])
    issue(letter, by=by, at=at)
    move(notice, "issue", by=by, on=today, at=at, facts={"letter": letter.pk}, fields=("served_on", "remedy_by"))
    return notice


@transaction.atomic
def escalate(
    *,
    notice_id: int,
    to_sort: str,
    reason: str,
    by: Person,
    on: date,
    at: datetime,
    version: int | None = None,
    early_because: str = "",
) -> ContractNotice:
    """Nothing was put right: the next notice begins as a draft with the same grounds, linked with this one.

    Before the remedy period has ended it says why it cannot wait; that is kept with the move.
    """
    notice = locked(notice_id, "escalate", by=by, version=version)
    sort = notice_sorts()[notice.sort]
    if said := moves.refuse_next(name=sort.name, follows=sort.next, chosen=to_sort):
        raise Refused(said, clause=moves.CLAUSE, field="to_sort", status=400)
    early = early_because.strip()
    if said := periods.refuse_early_escalation(notice.remedy_by, on=on, early_because=early):
        raise Refused(said, clause=periods.CLAUSE, field="early_because")
    facts, note = {}, reason
    if notice.remedy_by is not None and on <= notice.remedy_by and reason.strip():
        facts, note = {"early_because": early}, f"{reason.strip()}\n\nBefore the remedy period ended: {early}"
    move(notice, "escalate", by=by, on=on, at=at, note=note, facts=facts)
    deadlines.drop_all(notice, on=on)
    assert notice.practice is not None  # noqa: S101 - a notice has a practice
    words = Draft(to_sort, grounds=notice.grounds, required=notice.required)
    following = draft_notice(practice=notice.practice, draft=words, by=by, at=at, owner=notice.owner, follows=notice)
    link(notice, following, by=by, sort="Escalated to", back="Escalated from")
    return following


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step of an action plan."""

    words: str
    due_on: date


@transaction.atomic
def add_step(*, notice_id: int, step: PlanStep, by: Person, at: datetime) -> NoticeStep:
    """Add a step to the action plan of an issued notice, with a date to keep."""
    notice: ContractNotice = locked_record(kind=NOTICE, record_id=notice_id, by=by, version=None)
    _refuse_plan(notice)
    if not step.words.strip():
        raise Refused("Enter what will be done.", field="words", status=400)
    if said := moves.refuse_step_day(step.due_on, served_on=notice.served_on, remedy_by=notice.remedy_by):
        raise Refused(said, field="due_on", status=400)
    made = NoticeStep.objects.create(
        hub_id=notice.hub_id, ccg_id=notice.ccg_id, notice=notice, words=" ".join(step.words.split()),
        due_on=step.due_on,
    )  # fmt: skip
    deadlines.set_deadline(notice, f"plan-{made.pk}", due_on=step.due_on, words=f"Action plan: {made.words}"[:160])
    return made


@transaction.atomic
def finish_step(*, notice_id: int, step_id: int, evidence: str, by: Person, on: date) -> NoticeStep:
    """Mark a step of the plan as done, and say how that is known."""
    notice: ContractNotice = locked_record(kind=NOTICE, record_id=notice_id, by=by, version=None)
    _refuse_plan(notice)
    step = notice.plan.filter(pk=step_id, done_on__isnull=True).first()
    if step is None:
        raise Refused("There is no such step still to do.", field="step", status=400)
    step.done_on, step.done_by, step.evidence = on, by, evidence.strip()
    step.save(update_fields=["done_on", "done_by", "evidence"])
    deadlines.meet(notice, f"plan-{step.pk}", on=on)
    return step


def _refuse_plan(notice: ContractNotice) -> None:
    if notice.state not in {"issued", "disputed"}:
        raise Refused("The action plan answers a notice that is issued and open.", clause=moves.CLAUSE)
