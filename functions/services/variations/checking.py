"""What is wrong with what was said about a new variation: every fault at once, so that nobody meets them one by one."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from functions.rules.variations import periods, retirement
from functions.rules.variations.types import VariationType
from hubportal.organisations.models import Ccg, Practice
from hubportal.organisations.services.register import is_of_another_ccg
from hubportal.web.refusals import Refused

if TYPE_CHECKING:
    from functions.services.variations.making import NewVariation

CLAUSE = "Specification of casework, section 6"
MISSING = {
    "new_name": "Enter the new name.",
    "new_code": "Enter the code that ODS gave, or will give, the practice.",
    "new_contract": "Select the kind of contract it becomes.",
    "until_on": "Enter the day the list opens again.",
    "retires_on": "Enter the last day of work before retiring.",
    "returns_on": "Enter the first day back.",
    "weekly_hours": "Enter the hours a week in the first month after returning.",
    "other_partners": "Enter how many other partners there are.",
}


def faults(kind: VariationType, new: "NewVariation", ccg: Ccg, *, today: date) -> list[Refused]:
    """Everything its type asks for that is missing or against a rule, and every date that cannot be right, each at its
    field. What follows from a missing fact is not looked at.
    """
    given = {**new.facts, "until_on": new.until_on}
    missing = [name for name in kind.facts if given.get(name) in (None, "")]
    found = [Refused(MISSING[name], clause=kind.clause, field=name, status=400) for name in missing]
    if unknown := set(new.facts) - set(kind.facts):
        found.append(Refused(f"“{kind.name}” does not ask for {min(unknown)}.", field="facts", status=400))
    if not found:
        found += _facts(kind, new.facts, ccg)
    return [*found, *_dates(kind, new, today=today)]


def _facts(kind: VariationType, facts: dict[str, Any], ccg: Ccg) -> Iterator[Refused]:
    if kind.code == "retirement_24h":
        yield from _retirement(facts)
    if kind.code == "partner_leaving" and (said := retirement.refuse_alone(other_partners=facts["other_partners"])):
        said = said.replace("this retirement", "the leaving")
        yield Refused(said, clause=kind.clause, field="other_partners")
    if kind.effect == "open":
        yield from _code(facts["new_code"], ccg)


def _code(code: str, ccg: Ccg) -> Iterator[Refused]:
    if Practice.objects.filter(ods_code=code, status="active").exists():
        yield Refused("An open practice has this code already. Check the code.", field="new_code")
    elif is_of_another_ccg(code, ccg):
        yield Refused("A practice of another CCG has, or had, this code. Check the code.", field="new_code")


def _retirement(facts: dict[str, Any]) -> Iterator[Refused]:
    retires_on, returns_on = (date.fromisoformat(facts[name]) for name in ("retires_on", "returns_on"))
    checks = {
        "returns_on": retirement.refuse_return(retires_on=retires_on, returns_on=returns_on),
        "weekly_hours": retirement.refuse_hours(weekly_hours=facts["weekly_hours"], returns_on=returns_on),
        "other_partners": retirement.refuse_alone(other_partners=facts["other_partners"]),
    }
    for name, said in checks.items():
        if said:
            yield Refused(said, clause=retirement.CLAUSE, field=name)


def _dates(kind: VariationType, new: "NewVariation", *, today: date) -> Iterator[Refused]:
    """A date of receipt in the future says nothing about the others: they are looked at once it is right."""
    if new.received_on > today:
        yield Refused("The date it was received must be today or in the past.", field="received_on", status=400)
        return
    if wrong := periods.refuse_asked_too_early(
        received_on=new.received_on, requested_on=new.requested_on, until_on=new.until_on, today=today,
        may_be_past=kind.may_be_past,
    ):  # fmt: skip
        yield Refused(wrong[1], clause=CLAUSE, field=wrong[0])
        return
    if new.requested_on is None:
        return
    earliest = periods.earliest_effect(kind.notice, received_on=new.received_on, issued_on=None)
    if said := periods.refuse_too_soon(earliest, new.requested_on):
        yield Refused(said, clause=kind.notice.clause if kind.notice else None, field="requested_on")
    elif new.until_on and (said := periods.refuse_closure_period(new.requested_on, new.until_on)):
        yield Refused(said, clause=kind.clause, field="until_on")
