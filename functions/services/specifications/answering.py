"""Whose is it, on this date?"""

from datetime import date

from functions.figures.specifications.part import PartOnDate, part_of, unlisted_part
from functions.models import Activity
from hubportal.organisations.models import Ccg


def part_on(ccg_id: int, activity_id: int, on: date) -> PartOnDate:
    """Who acts on an activity for a CCG on a day, with the clause and whether the CCG signed it.

    Where the list in force has no such activity (a later version brought it), its own row answers.
    """
    ccg = Ccg.objects.get(pk=ccg_id)
    activity = Activity.objects.select_related("version").get(pk=activity_id)
    return part_for(ccg, activity, on)


def part_for(ccg: Ccg, activity: Activity, on: date) -> PartOnDate:
    """The same for rows that are read already."""
    return part_of(ccg, activity.ref, on) or unlisted_part(ccg, activity, on)
