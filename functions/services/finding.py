"""Finding a case to work on: locked, permitted, and still the one the person was looking at."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404

from functions.models import Query
from functions.rules.acts import Act, refuse_act
from functions.services.meanwhile import changed_since
from hubportal.organisations.models import Person
from hubportal.web import words
from hubportal.web.refusals import Difference, Refused, Stale


def locked_case(
    *,
    query_id: int,
    by: Person,
    version: int | None,
    permission: str = "ccg_case_edit",
    yours: Callable[[Query], tuple[Difference, ...]] | None = None,
) -> Query:
    """The case, locked until the transaction ends.

    A stranger gets 404. Somebody who may read it but not do this is refused. `version` is that of the page
    the person held, None when they held none; an older one is refused as stale, with what changed since, or where
    `yours` is given with what was typed beside what is saved.
    """
    visible = Query.objects.visible_to(by)
    case = (
        visible.select_related("policy", "hub", "ccg", "practice")
        .select_for_update(of=("self",))
        .filter(pk=query_id)
        .first()
    )
    if case is None:
        raise Http404("No case of yours has this number.")
    if not by.grants.can(permission, case.ccg_id):
        raise Refused("You may read this case but not change it.", status=403)
    if version is not None and version != case.version:
        if yours is not None:
            raise _stale(case, yours(case))
        raise _stale(case, changed_since(case, version=version), held_as="When you opened it")
    return case


def allow(case: Query, act: Act) -> None:
    """Refuse an act that the state of the case does not allow."""
    sentence = refuse_act(case.state, act)
    if sentence is not None:
        raise Refused(sentence, clause="Specification of casework, section 5")


def _stale(case: Query, both: tuple[Difference, ...], **said: Any) -> Stale:
    who, at = last_change(case)
    return Stale(
        f"{who or 'Someone else'} changed {case.reference} on {words.moment(at)}, while you had it open."
        " Nothing you typed has been saved yet.",
        changed_by=who,
        changed_at=words.moment(at),
        differences=both,
        **said,
    )


def last_change(case: Query) -> tuple[str, datetime]:
    """Who last changed the case, where the history says so, and when."""
    row = (
        Query.pgh_event_model.objects.filter(pgh_obj_id=case.pk)  # type: ignore[attr-defined]
        .order_by("-pgh_id")
        .values_list("pgh_context__metadata", "pgh_created_at")
        .first()
    )
    context, at = row or (None, case.changed_at)
    person = Person.objects.filter(pk=context["person"]).first() if context and "person" in context else None
    return person.name if person else "", at
