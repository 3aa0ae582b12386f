"""A ballot and its roll: which practices of the committee's CCGs may answer, who is left out and why."""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q, QuerySet

from governance.models import Ballot, BallotEvent, BallotPractice, BallotRound
from governance.services.finding import changed, locked_committee, locked_row, next_number, of
from hubportal.organisations.models import Assignment, Ccg, Committee, Person, PracticeMembership
from hubportal.web.refusals import Refused

CLAUSE = "Mid Essex paper, section 2.2"
FROZEN = "The roll was frozen when the first round opened, so nobody is added or left out any more."


def note(
    ballot: Ballot, words: str, *, at: datetime, by: Person | None, round: BallotRound | None = None, note: str = ""
) -> None:
    """Keep what happened, for the page and the evidence."""
    BallotEvent.objects.create(
        hub_id=ballot.hub_id, committee_id=ballot.committee_id, ballot=ballot, round=round, words=words[:200],
        note=note, at=at, by=by,
    )  # fmt: skip


def ccgs_on(committee: Committee, *, on: date) -> QuerySet[Ccg]:
    """The CCGs that take part in a committee on a day."""
    return Ccg.objects.filter(committee_links__committee=committee, committee_links__period__contains=on).order_by(
        "name"
    )


@transaction.atomic
def make_ballot(
    *, committee_id: int, title: str, background: str, ccgs: Collection[str], roll_on: date, by: Person, at: datetime
) -> Ballot:
    """Begin a ballot with its roll: every practice that is a member of the CCGs on a day, each with the address of its
    manager where one signs in here.

    Refused for a CCG that does not take part in the committee on that day, or where there is no practice.
    """
    committee = locked_committee(committee_id, by=by)
    taking_part = {ccg.ods_code: ccg for ccg in ccgs_on(committee, on=roll_on)}
    if not ccgs or not set(ccgs) <= set(taking_part):
        raise Refused("Select CCGs that take part in the committee on that day.", field="ccgs", status=400)
    ballot = Ballot.objects.create(
        **of(committee),
        number=next_number(Ballot.objects.filter(committee=committee)),
        title=title,
        background=background,
        roll_on=roll_on,
        made_by=by,
    )
    members = _members([taking_part[code].pk for code in ccgs], on=roll_on)
    if not members:
        raise Refused("These CCGs had no member practice on that day.", field="roll_on", status=400)
    addresses = _managers([member.practice_id for member in members], on=roll_on)
    BallotPractice.objects.bulk_create(
        BallotPractice(
            **of(committee), ballot=ballot, practice=member.practice, ccg_id=member.ccg_id,
            ods_code=member.practice.ods_code, name=member.practice.name,
            email=addresses.get(member.practice_id, ""),
        )
        for member in members
    )  # fmt: skip
    note(ballot, f"Roll of {len(members)} practices read", at=at, by=by)
    return ballot


def _members(ccgs: list[int], *, on: date) -> list[PracticeMembership]:
    open_then = Q(practice__closed_on__isnull=True) | Q(practice__closed_on__gte=on)
    found = PracticeMembership.objects.filter(open_then, ccg_id__in=ccgs, period__contains=on)
    return list(found.select_related("practice").order_by("practice__name", "practice_id"))


def _managers(practices: list[int], *, on: date) -> dict[int, str]:
    held = Assignment.objects.filter(
        practice_id__in=practices, role="practice_manager", period__contains=on, person__is_active=True
    )
    return dict(held.order_by("-pk").values_list("practice_id", "person__email"))


def _entry(ballot: Ballot, ods_code: str) -> BallotPractice:
    rows = BallotPractice.objects.filter(committee_id=ballot.committee_id, ballot=ballot, ods_code=ods_code)
    found: BallotPractice | None = rows.select_for_update().first()
    if found is None:
        raise Refused(f"{ods_code} is not on the roll of this ballot.", clause=CLAUSE, status=400)
    return found


@transaction.atomic
def change_entry(
    *, ballot_id: int, version: int | None, ods_code: str, is_eligible: bool, because: str, email: str, by: Person,
    at: datetime,
) -> BallotPractice:  # fmt: skip
    """Leave a practice out with the reason, take it in again, or change its address. After the roll is frozen only the
    address changes.
    """
    ballot = locked_row(Ballot, ballot_id, by=by, version=version)
    entry = _entry(ballot, ods_code)
    because = "" if is_eligible else because.strip()
    if not is_eligible and not because:
        raise Refused("Enter why the practice is left out.", clause=CLAUSE, field="because", status=400)
    if (is_eligible, because) != (entry.is_eligible, entry.excluded_because):
        if ballot.frozen_at:
            raise Refused(FROZEN, clause=CLAUSE, field="is_eligible")
        words = f"{entry.name} {'may answer' if is_eligible else 'is left out'}"
        note(ballot, words, at=at, by=by, note=because)
    entry.is_eligible, entry.excluded_because, entry.email = is_eligible, because, email.strip()
    entry.save(update_fields=["is_eligible", "excluded_because", "email"])
    changed(ballot)
    return entry


def read_addresses(text: str) -> dict[str, str]:
    """Codes and addresses, a line each: `F81001 manager@practice.example`. Refused with every line at fault."""
    found: dict[str, str] = {}
    wrong = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = [word for word in re.split(r"[,;\s]+", line.strip()) if word]
        if not words:
            continue
        if len(words) != 2 or not _is_address(words[1]):
            wrong.append(str(number))
            continue
        found[words[0].upper()] = words[1]
    if wrong:
        lines = "Line" if len(wrong) == 1 else "Lines"
        raise Refused(
            f"{lines} {', '.join(wrong)}: write the practice’s code, a space and one email address.",
            field="lines",
            status=400,
        )
    return found


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


@transaction.atomic
def set_addresses(
    *, ballot_id: int, version: int | None, addresses: Mapping[str, str], by: Person, at: datetime
) -> int:
    """Enter the addresses of many practices at once; refused where a code is not on the roll, and then none changes."""
    ballot = locked_row(Ballot, ballot_id, by=by, version=version)
    rows = {
        row.ods_code: row
        for row in BallotPractice.objects.filter(committee_id=ballot.committee_id, ballot=ballot).select_for_update()
    }
    unknown = sorted(set(addresses) - set(rows))
    if unknown:
        raise Refused(f"Not on the roll: {', '.join(unknown[:10])}.", clause=CLAUSE, field="lines", status=400)
    for code, address in addresses.items():
        rows[code].email = address
    BallotPractice.objects.bulk_update([rows[code] for code in addresses], ["email"])
    note(ballot, f"Addresses of {len(addresses)} practices entered", at=at, by=by)
    changed(ballot)
    return len(addresses)


def roll_facts(ballot: Ballot) -> dict[str, Any]:
    """The roll as the result keeps it: how many, and who is left out and why."""
    rows = BallotPractice.objects.filter(committee_id=ballot.committee_id, ballot=ballot).order_by("name", "pk")
    left_out = [
        {"ods_code": row.ods_code, "name": row.name, "because": row.excluded_because}
        for row in rows
        if not row.is_eligible
    ]
    return {"practices": len(rows), "eligible": len(rows) - len(left_out), "left_out": left_out}
