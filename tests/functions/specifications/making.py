"""A specification of South Warwickshire for tests: begun, decided, proposed and signed through the services."""

from datetime import UTC, date, datetime
from typing import Any

from functions.figures.specifications.lines import lines_of
from functions.models import Specification
from functions.rules.specifications.parts import Allocation
from functions.services.specifications.agreeing import party_of, propose, sign, standings
from functions.services.specifications.making import Decision, decide, start
from functions.services.specifications.versions import RowChange, change_rows, draft_version, publish
from hubportal.organisations.models import Ccg, Hub
from tests.conftest import in_scope_of

MARCH = datetime(2016, 3, 1, 10, tzinfo=UTC)
APRIL = date(2016, 4, 1)
ALONE = Allocation(True, "")


def to_be_confirmed(ref: str) -> None:
    """The hub's version 1.1 of the standard, from April, in which this row is still to be confirmed."""
    with in_scope_of("head") as head:
        made = draft_version(hub=Hub.objects.get(code="WM"), code="1.1", source="Hub board", by=head, at=MARCH)
        words = made.activities.get(ref=ref).activity
        change_rows(version_id=made.pk, revision=None, changes={ref: RowChange(words, True, "TBC")}, by=head)
        publish(version_id=made.pk, revision=None, effective_from=APRIL, by=head, at=MARCH)


def begun(
    ccg: str = "05R", *, effective_from: date = APRIL, at: datetime = MARCH, who: str = "officer"
) -> Specification:
    """A draft."""
    with in_scope_of(who) as person:
        return start(
            ccg=Ccg.objects.select_related("hub").get(ods_code=ccg), effective_from=effective_from, by=person, at=at
        )


def decided(made: Specification, *, at: datetime = MARCH, who: str = "officer", **marks: Allocation) -> list[str]:
    """Rows decided: `X_15=ALONE`."""
    with in_scope_of(who) as person:
        decisions = {ref.replace("_", "."): Decision(part, "As discussed") for ref, part in marks.items()}
        return decide(specification_id=made.pk, version=None, decisions=decisions, by=person, at=at)


def proposed(made: Specification, *, at: datetime = MARCH, who: str = "officer") -> Specification:
    """Before the parties."""
    with in_scope_of(who) as person:
        return propose(specification_id=made.pk, version=None, by=person, on=at.date(), at=at)


def signed(made: Specification, who: str, *, at: datetime = MARCH) -> Specification:
    """Signed by somebody, who saw exactly what there is."""
    with in_scope_of(who) as person:
        found = Specification.objects.select_related("ccg", "standard").get(pk=made.pk)
        seen = standings(found, lines_of(found))[party_of(person, found)].digest
        return sign(specification_id=made.pk, seen=seen, by=person, at=at)


def to_sign(made: Specification, party: str, who: str = "officer") -> tuple[str, ...]:
    """The rows a party has still to sign."""
    with in_scope_of(who):
        found = Specification.objects.select_related("ccg", "standard").get(pk=made.pk)
        return standings(found, lines_of(found))[party].rows


def agreed(ccg: str = "05R", *, lead: str = "lead", **given: Any) -> Specification:
    """Agreed by both parties; `X_15=ALONE` decides rows, other arguments go to `begun`."""
    where = {name: given.pop(name) for name in ("effective_from", "at") if name in given}
    who = "officer" if ccg == "05R" else "head"
    made = begun(ccg, who=who, **where)
    at = where.get("at", MARCH)
    if given:
        decided(made, at=at, who=who, **given)
    proposed(made, at=at, who=who)
    signed(made, lead, at=at)
    return signed(made, "director", at=at)
