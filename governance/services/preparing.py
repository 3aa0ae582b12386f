"""Who prepares what a CCG signs: level applications, self-certifications, readiness assessments, its risks."""

from hubportal.organisations.models import Person

PREPARES = ("ccg_case_edit", "ccg_sign")


def prepares(person: Person, ccg_id: int) -> bool:
    """Whoever works the CCG's cases prepares it, and so does who signs for the CCG."""
    return any(person.grants.can(permission, ccg_id) for permission in PREPARES)


def prepares_any(person: Person) -> bool:
    """Whether there is a CCG for which somebody prepares."""
    return any(person.grants.any(permission) for permission in PREPARES)
