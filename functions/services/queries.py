"""Logging a case, changing what is written about it, and giving it to somebody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django.db import transaction

from functions.models import Activity, Query
from functions.models.queries import Priority, State
from functions.rules.acts import Act
from functions.rules.categories import filed_under
from functions.rules.kinds import KINDS_OF_PRACTICE, LETTER_OF_KIND
from functions.rules.particulars import (
    LABELS,
    one_line,
    receipt_fault,
    tags_fault,
    tags_of,
    text_faults,
)
from functions.services.assigning import refuse_owner, tell_owners
from functions.services.clock import govern, project, save_reading
from functions.services.clock_reading import first_reading
from functions.services.escalation import refuse_leaving_ladder
from functions.services.finding import allow, locked_case
from functions.services.meanwhile import in_words
from functions.services.policies import policy_on_receipt
from functions.services.query_checks import (
    CHOICES,
    category_fault,
    choice_faults,
    email_fault,
    refuse_first,
    refuse_logging,
    refuse_practice_elsewhere,
)
from functions.services.references import take_reference, take_references
from functions.services.specifications.signed_words import refuse_no_function
from hubportal.clocks.events import ClockEvent
from hubportal.organisations.models import Ccg, Person, Practice
from hubportal.web.refusals import Difference, Refused, differences
from hubportal.web.words import local_day


@dataclass(frozen=True, slots=True)
class Contact:
    """Who asked, and how to reach them."""

    name: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""

    def as_columns(self) -> dict[str, str]:
        """The columns of a case that hold it, without surrounding spaces."""
        return {
            "contact_name": self.name.strip(),
            "contact_organisation": self.organisation.strip(),
            "contact_email": self.email.strip(),
            "contact_phone": self.phone.strip(),
        }


@transaction.atomic
def log_query(
    *,
    by: Person | None,
    ccg: Ccg,
    kind: str,
    stream: str,
    category: str,
    subject: str,
    detail: str,
    channel: str,
    received_at: datetime,
    at: datetime,
    contact: Contact = Contact(),  # noqa: B008 - frozen and without state
    practice: Practice | None = None,
    activity: Activity | None = None,
    priority: str = Priority.NORMAL,
    owner: Person | None = None,
    team: str = "",
    tags: Iterable[str] = (),
    restricted: bool = False,
    events: Sequence[ClockEvent] = (),
    keeps: bool = True,
    is_allowed: bool = False,
) -> Query:
    """Log a case: its reference, the policy version in force on the day of receipt, and its due dates.

    Hub staff log for the CCGs they work for; a practice's own people ask for it through the portal; with `by` None
    the portal itself logs what came by e-mail. `events` have been checked and are kept by the caller: an existing log
    brings them along with its cases. It keeps those together too (`keep_together`), and asks for each with `keeps`
    False: checked and read, but without a reference, and not written. `is_allowed` says that the caller has seen to
    it that this person may: by a rule of its own, as for a concern that a CCG raises.
    """
    if by is not None and not is_allowed:
        refuse_logging(by=by, ccg=ccg, practice=practice, kind=kind, channel=channel, restricted=restricted)
    texts = {
        "subject": one_line(subject),
        "detail": detail.strip(),
        **contact.as_columns(),
        "team": team.strip(),
    }
    chosen = {"kind": kind, "stream": stream, "channel": channel, "priority": priority}
    refuse_first(choice_faults(chosen), text_faults(texts, required=("subject", "detail")))
    refuse_first([fault for fault in (receipt_fault(received_at, at), email_fault(contact.email.strip())) if fault])
    tagged = tags_of(list(tags))
    refuse_first([fault for fault in (tags_fault(tagged), category_fault(category, stream)) if fault])
    refuse_practice_elsewhere(practice=practice, ccg=ccg, received_on=local_day(received_at), today=local_day(at))
    refuse_owner(owner=owner, ccg_id=ccg.pk, restricted=restricted)
    version, received_on = policy_on_receipt(kind=kind, hub_id=ccg.hub_id, received_at=received_at)
    case = Query(
        hub=ccg.hub,
        ccg=ccg,
        practice=practice,
        category=filed_under(category, stream),
        activity=activity,
        tags=tagged,
        is_restricted=restricted,
        owner=owner,
        received_at=received_at,
        received_on=received_on,
        policy=version,
        logged_by=by,
        **chosen,
        **texts,
    )
    project(case, first_reading(case, today=local_day(at), events=events))
    if not keeps:
        return case
    case.reference = str(take_reference(hub=case.hub, kind=kind, year=local_day(received_at).year))
    case.save()
    if by is not None:
        tell_owners([case], by=by)
    return case


def keep_together(cases: Sequence[Query], *, by: Person) -> None:
    """Number and write many new cases in a few statements, and tell their owners.

    Whoever logs a case meanwhile waits for the writing, and not for all that was checked before it.
    """
    numbered: dict[tuple[int, str, int], list[Query]] = {}
    for case in cases:
        numbered.setdefault((case.hub_id, LETTER_OF_KIND[case.kind], local_day(case.received_at).year), []).append(case)
    for (_, _, year), alike in sorted(numbered.items(), key=itemgetter(0)):  # in one order, so that no two wait in turn
        taken = take_references(hub=alike[0].hub, kind=alike[0].kind, year=year, count=len(alike))
        for case, reference in zip(alike, taken, strict=True):
            case.reference = str(reference)
    Query.objects.bulk_create(cases, batch_size=1000)
    tell_owners([case for case in cases if case.state == State.OPEN], by=by)


@transaction.atomic
def change_particulars(
    *, query_id: int, version: int | None, by: Person, changes: Mapping[str, Any], at: datetime
) -> Query:
    """Change what is written about a case; its reference, CCG, channel and receipt stay as they were logged.

    `changes` holds new values by the name of the column, such as `subject` or `contact_email`. A new kind
    takes the policy version in force on the day of receipt, and the events so far are read anew under it.
    """
    unknown = set(changes) - _CHANGEABLE
    if unknown:
        raise Refused(f"{LABELS.get(min(unknown), min(unknown))} cannot be changed.", field=min(unknown), status=400)
    case = locked_case(query_id=query_id, by=by, version=version, yours=lambda saved: _both(saved, changes))
    allow(case, Act.EDIT)
    new = {name: value.strip() if isinstance(value, str) else value for name, value in changes.items()}
    if "subject" in new:
        new["subject"] = one_line(new["subject"])
    _refuse_changes(case, new, by=by, today=local_day(at))
    for name, value in new.items():
        setattr(case, name, value)
    if "kind" in new:
        govern(case)
    save_reading(case=case, today=local_day(at))
    return case


def _both(saved: Query, changes: Mapping[str, Any]) -> tuple[Difference, ...]:
    return differences(
        labels=LABELS,
        saved={name: in_words(name, getattr(saved, name)) for name in changes},
        yours={name: in_words(name, value) for name, value in changes.items()},
    )


_TEXTS = {
    "subject",
    "detail",
    "contact_name",
    "contact_organisation",
    "contact_email",
    "contact_phone",
    "team",
}
_CHANGEABLE = _TEXTS | {
    "kind",
    "stream",
    "category",
    "priority",
    "practice",
    "activity",
    "tags",
    "is_restricted",
}


def _refuse_changes(case: Query, new: dict[str, Any], *, by: Person, today: date) -> None:
    texts = {name: value for name, value in new.items() if name in _TEXTS}
    chosen = {name: value for name, value in new.items() if name in CHOICES}
    refuse_first(choice_faults(chosen), text_faults(texts, required=("subject", "detail")))
    email = email_fault(texts.get("contact_email", ""))
    refuse_first([email] if email else [])
    stream = new.get("stream", case.stream)
    if {"stream", "category"} & new.keys():
        category = category_fault(new.get("category", case.category), stream)
        refuse_first([category] if category else [])
        new["category"] = filed_under(new.get("category", case.category), stream)
    if "activity" in new and new["activity"] is None:
        refuse_no_function(case)
    if "tags" in new:
        new["tags"] = tags_of(list(new["tags"]))
        fault = tags_fault(new["tags"])
        refuse_first([fault] if fault else [])
    if new.get("practice") is not None:
        refuse_practice_elsewhere(practice=new["practice"], ccg=case.ccg, received_on=case.received_on, today=today)
    if "practice" in new and new["practice"] != case.practice and _has_entries(case):
        # Entries carry the practice, whose people may have read them.
        raise Refused(
            "The practice cannot be changed once the case has entries. Log a new case instead.",
            field="practice",
        )
    if new.get("kind", case.kind) != case.kind:
        refuse_leaving_ladder(case)
    opens_up = new.get("kind") in KINDS_OF_PRACTICE and case.kind not in KINDS_OF_PRACTICE
    if opens_up and case.practice_id and _has_entries(case):
        raise Refused(
            "The practice does not read a case of this kind, and would read its entries. Log a new case instead.",
            field="kind",
        )
    if new.get("is_restricted", case.is_restricted) != case.is_restricted and not by.grants.can(
        "ccg_case_restricted", case.ccg_id
    ):
        raise Refused("You may not make a case restricted or open it up.", field="is_restricted", status=403)


def _has_entries(case: Query) -> bool:
    return case.events.exists() or case.correspondence.exists() or case.attachments.exists()


@transaction.atomic
def assign(
    *,
    query_id: int,
    version: int | None,
    owner: Person | None,
    team: str,
    by: Person,
    at: datetime,
    tells: bool = True,
) -> Query:
    """Give a case to a person, a team, both or nobody.

    Whoever works a CCG's cases may take one or put it back; giving it to somebody else needs that right, and tells
    them, unless whoever gives many at once tells them together (`tells`).
    """
    case = locked_case(query_id=query_id, by=by, version=version)
    allow(case, Act.ASSIGN)
    takes = owner is None or owner == by
    if not takes and not by.grants.can("ccg_case_assign", case.ccg_id):
        raise Refused("You may take a case yourself. Only a head of the hub gives it to somebody else.", status=403)
    refuse_first(text_faults({"team": team}))
    refuse_owner(owner=owner, ccg_id=case.ccg_id, restricted=case.is_restricted)
    is_new = owner is not None and owner.pk != case.owner_id
    case.owner, case.team = owner, team.strip()
    case.version += 1
    case.save()
    if tells and is_new:
        tell_owners([case], by=by)
    return case
