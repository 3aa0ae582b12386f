"""Who may own a case, and telling its new owner: by a notice, and by e-mail at once or in a digest, as they chose."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from functions.models import Query
from hubportal.notifications.services.notices import tell
from hubportal.organisations.models import Person
from hubportal.web import words
from hubportal.web.refusals import Refused

ASSIGNED = "assigned"


def refuse_owner(*, owner: Person | None, ccg_id: int, restricted: bool = False) -> None:
    """A case is owned by somebody who may work it, and who may see it when it is restricted."""
    if owner is None:
        return
    if not (owner.is_active and owner.grants.can("ccg_case_edit", ccg_id)):
        raise Refused(f"{owner.name} does not work on this CCG's cases.", field="owner", status=400)
    if restricted and not owner.grants.can("ccg_case_restricted", ccg_id):
        raise Refused(f"{owner.name} may not see restricted cases.", field="owner", status=400)


def tell_owners(cases: Iterable[Query], *, by: Person) -> None:
    """Tell each owner of the cases just given to them; nobody is told of what they took themselves.

    One notice for each owner and CCG, however many cases: it leads to the case, or to the owner's list.
    """
    given = [case for case in cases if case.owner_id not in {None, by.pk}]
    given.sort(key=lambda case: (case.owner_id or 0, case.ccg_id, case.pk))
    for (owner, ccg), theirs in groupby(given, key=lambda case: (case.owner_id or 0, case.ccg_id)):
        own = list(theirs)
        text, path = _one(own[0], by) if len(own) == 1 else _many(own, by)
        fact = f"{ASSIGNED}:{own[0].pk}:{own[0].version}:{len(own)}"
        tell(people=[owner], hub=own[0].hub_id, ccg=ccg, kind=ASSIGNED, text=text, path=path, dedupe=fact)


def _one(case: Query, by: Person) -> tuple[str, str]:
    due = f" It is next due on {words.weekday_date(case.next_due_on)}." if case.next_due_on else ""
    return f"{by.name} gave you {case.reference}.{due}", case.get_absolute_url()


def _many(cases: Sequence[Query], by: Person) -> tuple[str, str]:
    ccg = cases[0].ccg
    mine = urlencode({"view": "mine", "ccg": ccg.ods_code})
    return f"{by.name} gave you {len(cases)} cases of {ccg.name}.", f"{reverse('functions:list')}?{mine}"
