"""Telling people of a page they have to read, and reminding those who have not said so yet."""

from collections import defaultdict
from datetime import date, timedelta

from functions.figures.handbook import Outstanding, ccg_of_each, outstanding, readers_of
from functions.models import HandbookVersion
from hubportal.notifications.services.notices import tell

REMINDED_AFTER = timedelta(days=7)
KIND = "handbook"


def tell_readers(version: HandbookVersion, *, on: date, reminder: bool) -> int:
    """One notice for each person who has to read a version and has not; returns how many are new.

    Reminders are told once a day at most.
    """
    people = {person.pk for person in readers_of(version, on=on)}
    people -= set(version.readings.values_list("person_id", flat=True))
    return _tell(version, people, on=on, reminder=reminder)


def _tell(version: HandbookVersion, people: set[int], *, on: date, reminder: bool) -> int:
    by_ccg: dict[int, list[int]] = defaultdict(list)
    for person, ccg in ccg_of_each(people, hub_id=version.hub_id, on=on).items():
        by_ccg[ccg].append(person)
    verb = "Still to read in the handbook" if reminder else "Read in the handbook"
    named = f"reminder:{on.isoformat()}" if reminder else "published"
    return sum(
        tell(
            people=found,
            hub=version.hub_id,
            ccg=ccg,
            kind=KIND,
            text=f"{verb}: {version.title}, version {version.number}",
            path=version.page.get_absolute_url(),
            dedupe=f"handbook:{version.pk}:{named}",
        )
        for ccg, found in by_ccg.items()
    )


def remind(lines: list[Outstanding], *, on: date) -> int:
    """Remind everybody who is named in the lines; returns how many notices are new."""
    return sum(_tell(line.version, {person.pk for person in line.people}, on=on, reminder=True) for line in lines)


def remind_hub(*, hub_id: int, on: date) -> int:
    """The weekly reminder: pages published a week ago or longer that somebody has still to read."""
    lines = outstanding(hub_id, on=on)
    due = [line for line in lines if line.version.published_at.date() <= on - REMINDED_AFTER]  # type: ignore[union-attr]
    return remind(due, on=on)
