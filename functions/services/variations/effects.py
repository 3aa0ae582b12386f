"""What a variation does to the practice register on its day: looked at before, done once after."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from functions.models import Variation
from functions.rules.sentences import plain_day
from functions.services.variations.types import type_called
from hubportal.organisations.models import Practice
from hubportal.organisations.services import register


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the register, in words before and after, and how it is made."""

    about: str
    what: str
    before: str
    after: str
    make: Callable[[], Any]

    def as_plain(self) -> dict[str, str]:
        """What is kept of it with the variation."""
        return {"about": self.about, "what": self.what, "before": self.before, "after": self.after}


def changes_of(variation: Variation) -> list[Change]:
    """The changes that a variation makes to the register, against the register of now; none for most types."""
    effect = type_called(variation.type).effect
    if variation.effective_on is None or effect == "none":
        return []
    return _BY_EFFECT[effect](variation)


def _practice_of(variation: Variation) -> Practice:
    if variation.practice is None:
        raise ValueError(f"{variation.reference} changes a practice and names none")
    return variation.practice


def _day_of(variation: Variation) -> date:
    if variation.effective_on is None:
        raise ValueError(f"{variation.reference} has no effective date")
    return variation.effective_on


def _closing(variation: Variation, practice: Practice) -> Change:
    on = _day_of(variation)
    if not register.is_of_ccg(practice.pk, variation.ccg_id, on=on - timedelta(days=1)):
        stays = f"Left as it is: it is no longer a practice of {variation.ccg}"
        return Change(str(practice), "Status", practice.get_status_display(), stays, _nothing)
    last = plain_day(on - timedelta(days=1))
    close = partial(register.close_practice, practice, ccg_id=variation.ccg_id, on=on)
    return Change(str(practice), "Status", practice.get_status_display(), f"Closed; last day {last}", close)


def _nothing() -> None:
    """Another CCG's practice is not this one's to close."""


def _expected(variation: Variation, practice: Practice, patients: int) -> Change:
    on = _day_of(variation)
    held = register.list_on(practice.pk, on)
    now = held.registered if held else 0
    quarter = plain_day(register.quarter_from(on))
    source = f"Expected: {variation.reference}"
    make = partial(register.expect_list, practice.pk, registered=now + patients, on=on, source=source)
    words = f"{now + patients:,} expected at {quarter}, until the published list"
    return Change(str(practice), "Registered patients", f"{now:,}", words, make)


def _rename(variation: Variation) -> list[Change]:
    practice, name = _practice_of(variation), variation.facts["new_name"]
    return [Change(str(practice), "Name", practice.name, name, partial(register.rename_practice, practice, name=name))]


def _contract(variation: Variation) -> list[Change]:
    new, practice = variation.facts["new_contract"], _practice_of(variation)
    make = partial(register.change_contract, practice, contract=new, on=_day_of(variation))
    return [Change(str(practice), "Contract", variation.contract_kind, new, make)]


def _open(variation: Variation) -> list[Change]:
    code, name = variation.facts["new_code"], variation.facts["new_name"]
    make = partial(
        register.open_practice, ods_code=code, name=name, ccg=variation.ccg, contract=variation.contract_kind,
        on=_day_of(variation),
    )  # fmt: skip
    return [Change(f"{name} ({code})", "Status", "Not in the register", f"Active, {variation.contract_kind}", make)]


def _close(variation: Variation) -> list[Change]:
    receiving = variation.parties.filter(practice__isnull=False, role="receiving").select_related("practice")
    moved = [_expected(variation, row.practice, row.patients or 0) for row in receiving.order_by("id") if row.practice]
    return [_closing(variation, _practice_of(variation)), *moved]


def _merge(variation: Variation) -> list[Change]:
    joining = variation.parties.filter(practice__isnull=False, role="joining").select_related("practice")
    rows = list(joining.order_by("id"))
    closing = [_closing(variation, row.practice) for row in rows if row.practice]
    if variation.facts.get("side") == "joining":
        return [_closing(variation, _practice_of(variation)), *closing]
    coming = sum(row.patients or 0 for row in rows) + int(variation.facts.get("other_patients", 0))
    return [_expected(variation, _practice_of(variation), coming), *closing]


_BY_EFFECT: dict[str, Callable[[Variation], list[Change]]] = {
    "rename": _rename,
    "contract": _contract,
    "open": _open,
    "close": _close,
    "merge": _merge,
}
