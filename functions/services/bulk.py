"""One act on many cases: each case for itself, with its own result, so that one refusal stops no other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.http import Http404

from functions.models import Query
from functions.services import correspondence, queries
from functions.services.assigning import tell_owners
from functions.services.letters import LetterTemplate, filled, template_called, templates_for
from functions.services.policies import local_day
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one case: done, or the sentence that says why not."""

    reference: str
    done: bool
    sentence: str


@transaction.atomic
def assign_many(
    *, query_ids: Iterable[int], owner: Person | None, team: str, by: Person, at: datetime
) -> list[RowResult]:
    """Give each case to the same person, team, both or nobody; the new owner is told of all of them together."""
    whom = owner.name if owner else team or "nobody"
    given: list[Query] = []

    def give(case: Query) -> str:
        saved = queries.assign(query_id=case.pk, version=None, owner=owner, team=team, by=by, at=at, tells=False)
        if saved.owner_id != case.owner_id:
            given.append(saved)
        return f"Given to {whom}."

    results = _each(query_ids, by=by, act=give)
    tell_owners(given, by=by)
    return results


@transaction.atomic
def acknowledge_many(
    *, query_ids: Iterable[int], on: date, by: Person, at: datetime, template: str = ""
) -> list[RowResult]:
    """Acknowledge each case by its template (its kind's own when none is named).

    By e-mail where the case has an address, otherwise by letter; an earlier day than today is only recorded.
    """

    def acknowledge(case: Query) -> str:
        chosen = _template(template, case)
        subject, body = filled(chosen, query=case, by=by, today=local_day(at))
        send_by = ("email" if case.contact_email else "letter") if on == local_day(at) else "none"
        correspondence.acknowledge(
            query_id=case.pk,
            version=None,
            by=by,
            at=at,
            written=correspondence.Written(on, body, subject, send_by, chosen.code),
        )
        how = {"email": f"Acknowledged by email to {case.contact_email}.", "letter": "Acknowledged by letter."}
        return how.get(send_by, "Acknowledgement recorded.")

    return _each(query_ids, by=by, act=acknowledge)


def _template(code: str, case: Query) -> LetterTemplate:
    named = template_called(code) if code else None
    if named is not None and named.act == "acknowledge" and (not named.kinds or case.kind in named.kinds):
        return named
    if code:
        raise Refused("This letter is not for this kind of case.", field="template", status=400)
    return templates_for(act="acknowledge", kind=case.kind)[0]


def _each(query_ids: Iterable[int], *, by: Person, act: Callable[[Query], str]) -> list[RowResult]:
    wanted = list(dict.fromkeys(query_ids))
    found = Query.objects.visible_to(by).select_related("ccg", "hub", "practice").in_bulk(wanted)
    results = {}
    for key in sorted(found):  # always the older first, so that two bulk acts never wait for each other
        case = found[key]
        try:
            with transaction.atomic():
                results[key] = RowResult(case.reference, True, act(case))
        except Refused as refused:
            results[key] = RowResult(case.reference, False, refused.sentence)
        except Http404:
            results[key] = RowResult(case.reference, False, "This case was not found.")
    missing = RowResult("", False, "A case you chose was not found.")
    return [results.get(key, missing) for key in wanted]
