"""Which of their roles a person works in: all of them, or one they chose."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from hubportal.organisations.models import Assignment, Person
from hubportal.organisations.roles import ROLES
from hubportal.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Choice:
    """One role somebody may work in, in words."""

    assignment: int
    role: str
    organisation: str

    @property
    def words(self) -> str:
        return f"{self.role}, {self.organisation}"


def _held(person: Person, on: date) -> QuerySet[Assignment]:
    return (
        Assignment.objects.filter(person=person, period__contains=on)
        .select_related("hub", "ccg", "committee", "practice")
        .order_by("role", "pk")
    )


def choices_of(*, person: Person, on: date) -> list[Choice]:
    """The roles a person holds that day."""
    return [Choice(held.pk, ROLES[held.role].name, str(held.organisation)) for held in _held(person, on)]


def should_choose(*, person: Person, on: date) -> bool:
    """Whether to ask after signing in: only when the roles differ or lie in different hubs.

    An officer of fourteen CCGs of one hub holds one role fourteen times and works in all of them at once.
    """
    held = _held(person, on)
    hubs = {one.hub_id or (one.ccg and one.ccg.hub_id) or (one.committee and one.committee.hub_id) for one in held}
    return len({one.role for one in held}) > 1 or len(hubs - {None}) > 1


def choose(*, by: Person, assignment: int | None, on: date) -> Choice | None:
    """The role to work in, checked to be theirs today; None means all roles."""
    if assignment is None:
        return None
    found = next((choice for choice in choices_of(person=by, on=on) if choice.assignment == assignment), None)
    if found is None:
        raise Refused("You no longer hold that role. Choose another one.", field="assignment")
    return found
