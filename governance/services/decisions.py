"""From the result of a motion to the entry of the register that proves it."""

from typing import Any

from governance.figures.desk import entries_of, entry_of
from governance.figures.register import body_of_entry
from governance.models import AgendaItem, DeskEntry, Meeting, Paper, RegisterEntry
from governance.rules.desk.entries import Entry
from governance.rules.desk.reading import read
from governance.rules.desk.state import Desk, Motion
from governance.rules.register import EntryKind
from governance.services.carrying.queue import entered
from governance.services.register import enter
from hubportal.organisations.models import Person
from hubportal.web.words import local_day


def names_at(desk: Desk) -> dict[str, str]:
    """Who sat in which seat, the last of them where several did."""
    return {stay.seat: stay.name for stay in desk.stays if stay.seat}


def body_of(*, meeting: Meeting, item: AgendaItem, motion: Motion, result: Entry, desk: Desk) -> dict[str, Any]:
    """What the register keeps of a decision: what was put, by whom, on which papers, with which interests, and the vote
    with all that it rests on.
    """
    people = names_at(desk)
    on = desk.items.get(item.pk)
    verdict = result.facts["verdict"]
    return {
        "meeting": meeting.number,
        "held_on": local_day(meeting.starts_at).isoformat(),
        "item": item.position,
        "title": item.title,
        "resolution": motion.words,
        "outcome": "carried" if verdict["carried"] else "not_carried",
        "way": motion.way.value,
        "mover": people.get(motion.mover, ""),
        "seconder": people.get(motion.seconder, ""),
        "casting_why": motion.casting_why,
        "declarations": [
            {
                "seat": one.seat,
                "name": people.get(one.seat, ""),
                "words": one.words,
                "treatment": one.treatment.value if one.treatment else "",
                "why": one.why,
            }
            for one in (on.declared.values() if on else ())
        ],
        "people": people,
        "given": result.facts["given"],
        "verdict": verdict,
        "papers": [
            {"title": title, "marking": marking, "sha256": sha256}
            for title, marking, sha256 in Paper.objects.filter(item=item, withdrawn_at__isnull=True)
            .order_by("position", "id")
            .values_list("title", "marking", "file__sha256")
        ],
        "record": {"kind": item.record_kind, "reference": item.record_reference} if item.record_reference else None,
        "names": item.names,
        "entry": result.number,
    }


def enter_result(
    *, meeting: Meeting, item: AgendaItem, motion: Motion, result: Entry, desk: Desk, by: Person | None
) -> RegisterEntry:
    """Enter the result of a motion, in the transaction that records it."""
    on = desk.items.get(item.pk)
    recommends = meeting.terms is not None and meeting.terms.recommends_only
    made = enter(
        committee=meeting.committee,
        kind=EntryKind.RECOMMENDATION if recommends else EntryKind.DECISION,
        decided_on=local_day(result.at),
        is_private=item.is_private or bool(on and on.excluded_at and not on.readmitted_at),
        body=body_of(meeting=meeting, item=item, motion=motion, result=result, desk=desk),
        at=result.at,
        by=by,
        meeting=meeting,
        item=item,
    )
    entered(made)
    return made


def enter_taken_back(*, meeting: Meeting, result: Entry, step_back: Entry, by: Person | None) -> RegisterEntry | None:
    """Enter that a result was stepped back, as a correction of the entry it made; None where it made none."""
    entries = RegisterEntry.objects.filter(meeting=meeting).exclude(kind=EntryKind.CORRECTION)
    found = next((entry for entry in entries if entry_number(entry) == result.number), None)
    if found is None:
        return None
    made = enter(
        committee=meeting.committee,
        kind=EntryKind.CORRECTION,
        decided_on=local_day(step_back.at),
        body={
            "words": f"Taken back at the meeting: {step_back.facts['why']}",
            "of": found.number,
            "digest": found.digest,
            "taken_back": True,
        },
        at=step_back.at,
        by=by,
        is_private=found.is_private,
        meeting=meeting,
        item=found.item,
        corrects=found,
    )
    entered(made)
    return made


def entry_number(entry: RegisterEntry) -> int | None:
    """The number of the desk's entry that a decision was made by."""
    found = body_of_entry(entry).get("entry")
    return int(found) if found is not None else None


def enter_what_was_decided(*, meeting: Meeting, item: AgendaItem, motion: Motion, entry: DeskEntry) -> None:
    """Follow the desk: the result of a motion is entered as it is recorded."""
    desk = read(entries_of(meeting))
    enter_result(meeting=meeting, item=item, motion=motion, result=entry_of(entry), desk=desk, by=entry.by)


def enter_what_was_taken_back(*, meeting: Meeting, item: AgendaItem, motion: Motion, entry: DeskEntry) -> None:
    """Follow the desk: a result that is stepped back is entered as taken back."""
    if motion.result is not None:
        enter_taken_back(meeting=meeting, result=motion.result, step_back=entry_of(entry), by=entry.by)
