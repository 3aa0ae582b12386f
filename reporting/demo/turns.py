"""What the function matrix asks for before an invented case is answered: the CCG's sign-off, or its own answer."""

from datetime import datetime

from functions.models import Query
from functions.services.specifications.gate import routing_of
from functions.services.specifications.passing import take_turn
from hubportal.organisations.models import Person
from reporting.demo.acting import acting
from reporting.demo.cast import Cast


def pass_on(case: Query, cast: Cast, *, officer: Person, words: str, at: datetime) -> bool:
    """Pass the case to its CCG where the matrix says so; returns whether the hub still has to answer it.

    Called as the officer; where the CCG has nobody in the portal, a head records the sign-off given elsewhere.
    """
    routing = routing_of(case)
    if routing is None or not routing.waits:
        return True
    lead = cast.people.get(f"lead@{case.ccg.ods_code.lower()}")
    offered = routing.open_steps()
    if "handed_over" in offered and lead is not None:
        _turn(case, "handed_over", officer, "This is the CCG’s by the function matrix.", at)
        _turn(case, "answered", lead, words, at)
        return False
    if "asked" in offered and lead is not None:
        _turn(case, "asked", officer, words, at)
        _turn(case, "signed_off", lead, "", at)
        return True
    return False


def _turn(case: Query, step: str, by: Person, words: str, at: datetime) -> None:
    with acting(by):
        take_turn(query_id=case.pk, version=None, step=step, words=words, by=by, at=at)
