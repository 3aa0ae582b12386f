"""Invented notices to practices, practices of concern and one concern about an individual."""

from datetime import date, datetime, time, timedelta

from functions.models import ContractNotice
from functions.services.concerns import (
    CONCERN,
    Opened,
    make_move,
    open_concern,
    open_performer_concern,
    report_to_forum,
)
from functions.services.notices import serving
from functions.services.notices.drafting import Draft, draft_notice
from hubportal.organisations.models import Practice
from hubportal.records.services.letters import Addressee
from hubportal.web.words import LONDON
from reporting.demo.acts import acting
from reporting.demo.cast import Cast

ACCESS = Draft(
    "remedial",
    grounds="The practice was closed on three Wednesday afternoons in core hours, with no arrangement for patients.",
    required="Open for all core hours, or agree with us in writing who sees patients when you are closed.",
    remedy_days=28,
)
# Which sort, of which CCG, how long ago, and how far it got.
STORIES: tuple[tuple[Draft, str, int, str], ...] = (
    (ACCESS, "05R", 21, "issued"),
    (ACCESS, "05T", 4, "submitted"),
    (ACCESS, "05Y", 75, "remedied"),
    (ACCESS, "05R", 60, "escalated"),
    (Draft("breach", "The annual declaration was not sent.", "Send each declaration by its date."), "05T", 9, "draft"),
    (Draft("sanction", "Two breaches in one year.", "Payment for extended hours is withheld for a month."), "05R", 14,
     "approved"),
)  # fmt: skip


def _moment(day: date, hour: int = 11) -> datetime:
    return datetime.combine(day, time(hour, 5), tzinfo=LONDON)


def _practice(cast: Cast, ccg: str, used: dict[str, int]) -> Practice:
    held = list(reversed(cast.practices[ccg]))
    used[ccg] = used.get(ccg, 0) + 1
    return held[used[ccg] % len(held)]


def make_notices(cast: Cast, used: dict[str, int], *, today: date) -> int:
    """Notices of every sort and in every state; returns how many."""
    for draft, ccg, ago, until in STORIES:
        _notice(cast, draft, _practice(cast, ccg, used), ccg, today - timedelta(days=ago), until, today)
    return len(STORIES) + 1


def _notice(cast: Cast, draft: Draft, practice: Practice, ccg: str, day: date, until: str, today: date) -> None:
    officer, head = cast.people["blackcountry@hub" if ccg == "05Y" else "south@hub"], cast.people["head@hub"]
    with acting(officer):
        notice = draft_notice(practice=practice, draft=draft, by=officer, at=_moment(day))
        if until == "draft":
            return
        serving.make_move(notice_id=notice.pk, act="submit", by=officer, on=day, at=_moment(day, 12))
    if until == "submitted":
        return
    with acting(head):
        serving.make_move(notice_id=notice.pk, act="approve", by=head, on=day, at=_moment(day, 15))
    if until == "approved":
        return
    with acting(officer):
        to = Addressee(practice.name, practice.address)
        serving.issue_notice(notice_id=notice.pk, to=to, send_by="letter", by=officer, at=_moment(day, 16))
        _answer(notice, officer, day, until, today)


def _answer(notice: ContractNotice, officer: object, day: date, until: str, today: date) -> None:
    steps = [
        serving.PlanStep("Send the rota for core hours", day + timedelta(days=7)),
        serving.PlanStep("Agree cover with a neighbouring practice", day + timedelta(days=25)),
    ]
    given = {"notice_id": notice.pk, "by": officer}
    made = [serving.add_step(step=step, at=_moment(day, 17), **given) for step in steps]  # type: ignore[arg-type]
    done = made if until == "remedied" else made[:1]
    for step in done:
        serving.finish_step(step_id=step.pk, evidence="Rota seen", on=min(step.due_on, today), **given)  # type: ignore[arg-type]
    later = day + timedelta(days=30)
    if until == "remedied":
        serving.make_move(act="remedy", on=later, at=_moment(later), note="Both steps are done.", **given)  # type: ignore[arg-type]
    if until == "escalated":
        serving.escalate(to_sort="breach", reason="Closed again.", on=later, at=_moment(later), **given)  # type: ignore[arg-type]


def make_concerns(cast: Cast, used: dict[str, int], *, today: date) -> int:
    """A practice of concern at each stage, and one concern about an individual; returns how many."""
    day, officer, head = today - timedelta(days=50), cast.people["contracting@hub"], cast.people["head@hub"]
    words = (
        ("05R", "contractual", "Core hours not kept", "Visit with the CCG"),
        ("05Y", "quality", "Late referrals", "Look at the referral log"),
        ("05T", "quality", "Patient survey well below its neighbours", "Meet the partners"),
    )
    for number, (ccg, sort, subject, step) in enumerate(words):
        opened = Opened(
            practice=_practice(cast, ccg, used), subject=subject, detail=f"{subject}, seen on the dashboard.",
            received_on=day, sort=sort, next_step=step, next_on=today + timedelta(days=5 + number), owner=officer,
        )  # fmt: skip
        with acting(officer):
            concern = open_concern(opened=opened, by=officer, at=_moment(day))
            report_to_forum(
                concern_id=concern.pk, forum="ppigg", on=day + timedelta(days=10), said="Agreed to keep watching.",
                by=officer, at=_moment(today),
            )  # fmt: skip
            for place, act in enumerate(("to_stage_2", "to_stage_3")[:number]):
                on = day + timedelta(days=20 + 10 * place)
                make_move(
                    kind=CONCERN, record_id=concern.pk, act=act, by=officer, on=on, at=_moment(on),
                    note="No improvement.",
                )  # fmt: skip
    opened = Opened(
        practice=_practice(cast, "05R", used), subject="Prescribing pattern", detail="Unusual prescribing.",
        received_on=day, performer="Dr A", next_step="Ring the medical directorate", next_on=today, owner=head,
    )  # fmt: skip
    with acting(head):
        open_performer_concern(opened=opened, by=head, at=_moment(day))
    return len(words) + 1
