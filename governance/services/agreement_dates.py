"""The dates an agreement has to keep: signature, extension, end of term, notice and reviews."""

from datetime import date, timedelta

from django.db.models import Max

from governance.models import Agreement, AgreementReview
from governance.rules.agreements import EXTENSION, REVIEWS, Leaving, next_review
from hubportal.records.models import RecordMove
from hubportal.records.services.deadlines import drop, meet, set_deadline

WARNED = timedelta(weeks=8)
SIGN_WARNED = timedelta(weeks=4)


def await_signatures(agreement: Agreement, *, first: date) -> None:
    """A circulated agreement is to be signed before its term begins."""
    set_deadline(
        agreement, "sign", due_on=first, warn_on=first - SIGN_WARNED, words="Have it signed by each party",
        clause="Specification of governance, section 1",
    )  # fmt: skip


def forget_signing(agreement: Agreement, *, on: date) -> None:
    """Taken back: nothing is to be signed or begun for now."""
    for step in ("sign", "begin"):
        drop(agreement, step, on=on)


def await_term(agreement: Agreement, *, first: date, on: date) -> None:
    """Signed by each party: it is to be brought into force on the first day of its term."""
    meet(agreement, "sign", on=on)
    set_deadline(agreement, "begin", due_on=max(first, on), words="Bring it into force")


def in_force_from(agreement: Agreement) -> date:
    """The first day an agreement was in force: it can be brought into force after the first day of its term."""
    begun = RecordMove.objects.of(agreement).filter(act="begin-term").order_by("-id")
    return begun.values_list("on", flat=True).first() or agreement.term_from


def keep_term(agreement: Agreement, *, on: date) -> None:
    """In force: the extension, the end of the term and the reviews are dates to keep."""
    meet(agreement, "begin", on=on)
    last = agreement.term_until
    if agreement.extend_by >= on:
        set_deadline(
            agreement, "extend", due_on=agreement.extend_by, warn_on=agreement.extend_by - WARNED,
            words="Agree an extension, or decide to let it end", clause=EXTENSION,
        )  # fmt: skip
    else:
        drop(agreement, "extend", on=on)
    set_deadline(agreement, "term_end", due_on=last, warn_on=last - WARNED, words="The term ends")
    for kind in REVIEWS:
        plan_review(agreement, kind)


def review_due(agreement: Agreement, kind: str) -> date:
    """The last day of the period the next review of a kind covers; the first ends after the first day in force."""
    held = AgreementReview.objects.filter(ccg_id=agreement.ccg_id, agreement=agreement, kind=kind)
    last = held.aggregate(last=Max("due_on"))["last"]
    return next_review(kind, after=last or in_force_from(agreement))


def plan_review(agreement: Agreement, kind: str) -> None:
    """The next review of a kind becomes a date to keep, unless the term ends first."""
    due = review_due(agreement, kind)
    if due <= agreement.term_until:
        review = REVIEWS[kind]
        set_deadline(
            agreement, f"review_{kind}", due_on=due, warn_on=due - SIGN_WARNED, words=review.name, clause=review.clause
        )
    else:
        drop(agreement, f"review_{kind}", on=agreement.term_until)


def keep_notice(agreement: Agreement, follows: Leaving, *, on: date) -> None:
    """A party leaves: the end of the notice and the new arrangement are dates to keep, an extension no longer. The end
    of the term stays one where it comes before the new arrangement.
    """
    drop(agreement, "extend", on=on)
    _, ends, begins, *_ = follows.working
    kept = [("notice_end", "The notice to leave ends", ends)] if ends.on <= agreement.term_until else []
    if follows.leaves_on is not None:
        drop(agreement, "term_end", on=on)
        kept.append(("leave", "The new arrangement starts", begins))
    for step, words, date_of in kept:
        set_deadline(
            agreement, step, due_on=date_of.on, warn_on=date_of.on - WARNED, words=words, clause=date_of.clause
        )


def forget_notice(agreement: Agreement, *, on: date) -> None:
    """The notice was taken back."""
    for step in ("notice_end", "leave"):
        drop(agreement, step, on=on)
    keep_term(agreement, on=on)
