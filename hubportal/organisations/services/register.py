"""Changing the practice register from a day on: closing, opening, renaming, contracts and lists.

Each function may be run twice and changes nothing the second time. Who may ask is the caller's to say.
"""

from datetime import date, timedelta

from psycopg2.extras import DateRange

from hubportal.organisations.models import (
    Ccg,
    ListSize,
    Practice,
    PracticeContract,
    PracticeMembership,
    PracticeStatus,
)
from hubportal.web.refusals import Refused


def list_on(practice_id: int, day: date) -> ListSize | None:
    """The newest list of a practice on a day."""
    rows = ListSize.objects.filter(practice_id=practice_id, quarter_start_on__lte=day)
    return rows.order_by("-quarter_start_on").first()


def contract_on(practice_id: int, day: date) -> str:
    """The kind of contract a practice holds on a day; empty when none is recorded."""
    rows = PracticeContract.objects.filter(practice_id=practice_id, period__contains=day)
    return rows.values_list("contract_type", flat=True).first() or ""


def quarter_from(day: date) -> date:
    """The first quarter that begins on or after a day."""
    month = (day.month - 1) // 3 * 3 + 1
    start = date(day.year, month, 1)
    if start == day:
        return start
    return date(day.year + (month == 10), (month + 2) % 12 + 1, 1)


def close_practice(practice: Practice, *, ccg_id: int, on: date) -> None:
    """Closed from `on`: the day before is its last, of itself, its contract and its place in the CCG."""
    Practice.objects.filter(pk=practice.pk).update(status=PracticeStatus.CLOSED, closed_on=on - timedelta(days=1))
    _end(PracticeMembership, practice.pk, on, ccg_id=ccg_id)
    _end(PracticeContract, practice.pk, on)


def _end(model: type[PracticeMembership] | type[PracticeContract], practice_id: int, on: date, **more: int) -> None:
    for row in model.objects.filter(practice_id=practice_id, period__contains=on, **more):
        if row.period.lower is None or row.period.lower < on:
            row.period = DateRange(row.period.lower, on)
            row.save(update_fields=["period"])


def rename_practice(practice: Practice, *, name: str) -> None:
    """Its new name."""
    Practice.objects.filter(pk=practice.pk).update(name=name)


def change_contract(practice: Practice, *, contract: str, on: date) -> None:
    """Another kind of contract from `on`."""
    if contract_on(practice.pk, on) == contract:
        return
    _end(PracticeContract, practice.pk, on)
    PracticeContract.objects.create(practice=practice, contract_type=contract, period=DateRange(on, None))


def is_of_ccg(practice_id: int, ccg_id: int, *, on: date) -> bool:
    """Whether a practice belongs to a CCG on a day."""
    return PracticeMembership.objects.filter(practice_id=practice_id, ccg_id=ccg_id, period__contains=on).exists()


def is_of_another_ccg(ods_code: str, ccg: Ccg) -> bool:
    """Whether a code is, or was, that of a practice of another CCG."""
    return PracticeMembership.objects.filter(practice__ods_code=ods_code).exclude(ccg=ccg).exists()


def open_practice(*, ods_code: str, name: str, ccg: Ccg, contract: str, on: date) -> Practice:
    """A new practice of a CCG from `on`; one that the register knows already as proposed becomes active.

    Refused for the code of another CCG's practice, which would be renamed and taken over.
    """
    if is_of_another_ccg(ods_code, ccg):
        raise Refused(f"{ods_code} is the code of another CCG’s practice. Check the code.")
    practice, made = Practice.objects.get_or_create(ods_code=ods_code, defaults={"name": name, "opened_on": on})
    if not made:
        Practice.objects.filter(pk=practice.pk).update(name=name, status=PracticeStatus.ACTIVE, opened_on=on)
    PracticeMembership.objects.get_or_create(practice=practice, ccg=ccg, defaults={"period": DateRange(on, None)})
    change_contract(practice, contract=contract, on=on)
    return practice


def expect_list(practice_id: int, *, registered: int, on: date, source: str) -> None:
    """The list expected at the first quarter from `on`; a published list of that quarter stands, or replaces it."""
    ListSize.objects.get_or_create(
        practice_id=practice_id,
        quarter_start_on=quarter_from(on),
        defaults={"registered": registered, "source": source},
    )
