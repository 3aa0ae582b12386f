"""A case in words: who and what it is about, what can be done next, and what was said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from functions.figures.records import Records
from functions.models import Correspondence, Query, QueryDocument, QueryLink, Satisfaction
from functions.models.queries import State
from functions.presenters.words import category_words
from functions.rules.acts import ACT_OF_EVENT, ALLOWED, Act
from hubportal.clocks import ClockReading, allowed_events
from hubportal.documents.services.circles import CIRCLE_TAGS
from hubportal.organisations.models import Person
from hubportal.web import words
from hubportal.web.addresses import address

COMMENTS = frozenset({Act.NOTE, Act.ATTACH})
MAIN = (Act.ACKNOWLEDGE, Act.RESPOND, Act.UPDATE, Act.RESUME, Act.REOPEN, Act.UNDO_MERGE)
WORDS = {
    Act.ACKNOWLEDGE: "Acknowledge",
    Act.UPDATE: "Give an update",
    Act.RESPOND: "Respond in full",
    Act.PAUSE: "Pause: wait for the requester",
    Act.RESUME: "Resume",
    Act.EXCLUDE: "Exclude from the standard",
    Act.INCLUDE: "Remove the exclusion",
    Act.PROMISE: "Promise a date",
    Act.WITHDRAW: "Withdraw",
    Act.REOPEN: "Reopen",
    Act.NOTE: "Add a note",
    Act.INCOMING: "Record what came in",
    Act.MERGE: "Merge into another case",
    Act.UNDO_MERGE: "Undo the merge",
    Act.SPLIT: "Split in two",
    Act.LINK: "Link to another case",
    Act.ASSIGN: "Assign",
    Act.EDIT: "Change particulars",
    Act.ATTACH: "Attach files",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done now."""

    text: str
    href: str


def address_of(act: Act, case: Query) -> str:
    """The page of an act."""
    return address(f"functions:{act.value.replace('_', '-')}", case.reference)


def acts_open_to(person: Person, case: Query, reading: ClockReading) -> list[Act]:
    """What this person may do to this case now: by permission, by state, and by its clock."""
    if person.grants.can("ccg_case_edit", case.ccg_id):
        allowed = ALLOWED[case.state]
    elif person.grants.can("ccg_case_comment", case.ccg_id):
        allowed = ALLOWED[case.state] & COMMENTS
    else:
        return []
    taken = {ACT_OF_EVENT[kind] for kind in allowed_events(reading)}
    by_event = set(ACT_OF_EVENT.values()) - {Act.INCOMING}
    return [act for act in Act if act in allowed and (act in taken or act not in by_event)]


def next_steps(acts: Iterable[Act], case: Query) -> tuple[list[Step], list[Step]]:
    """The steps that move the case on, and the others."""
    given = list(acts)
    main = [act for act in MAIN if act in given]
    if case.state != State.OPEN:
        main = [act for act in main if act in {Act.REOPEN, Act.UNDO_MERGE, Act.RESUME}]
    steps = [Step(WORDS[act], address_of(act, case)) for act in main]
    others = [Step(WORDS[act], address_of(act, case)) for act in given if act not in main]
    return steps, others


def leads_to(person: Person, case: Query) -> list[Step]:
    """Records that a case of a practice can lead to, for those who work it."""
    if case.practice_id is None or not person.grants.can("ccg_case_edit", case.ccg_id):
        return []
    return [Step("Record a variation from this case", f"{address('variations:new')}?case={case.reference}")]


def state_words(case: Query) -> str:
    """Where a case stands, in a few words."""
    if case.state == State.MERGED:
        return "Merged into another case"
    if case.state != State.OPEN:
        return f"{case.get_state_display()} on {words.long_date(case.closed_on)}"
    return f"Waiting for the requester since {words.long_date(case.paused_on)}" if case.paused_on else "Open"


def identity(case: Query) -> list[tuple[str, str]]:
    """The facts of the identity bar."""
    facts = [
        ("CCG", case.ccg.name),
        ("Received", words.long_date(case.received_on)),
        ("State", state_words(case)),
        ("Owner", case.owner.name if case.owner else "Nobody yet"),
    ]
    return facts + ([("Priority", case.get_priority_display())] if case.priority != "normal" else [])


def particulars(case: Any, judged: Satisfaction | None) -> list[dict[str, Any]]:
    """The summary list; only what has been filled in."""
    rows = [
        ("Kind", case.get_kind_display()),
        ("Practice", str(case.practice) if case.practice else ""),
        ("Stream", case.get_stream_display()),
        ("Category", category_words(case.category)),
        ("Function", str(case.activity) if case.activity else ""),
        ("Received", f"{words.moment(case.received_at)}, by {case.get_channel_display().lower()}"),
        ("Asked by", ", ".join(part for part in (case.contact_name, case.contact_organisation) if part)),
        ("Email address", case.contact_email),
        ("Phone number", case.contact_phone),
        ("Owner", case.owner.name if case.owner else "Nobody yet"),
        ("Team", case.team),
        ("Priority", case.get_priority_display()),
        ("Tags", ", ".join(case.tags)),
        ("Logged", f"{words.moment(case.logged_at)}{f' by {case.logged_by_name}' if case.logged_by_name else ''}"),
        ("Outcome", case.outcome),
        ("Satisfied with the answer", _judged(judged)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _judged(said: Satisfaction | None) -> str:
    if said is None:
        return ""
    return f"{said.get_answer_display()}, said {words.long_date(said.given_on)}" + (
        f": {said.comment}" if said.comment else ""
    )


@dataclass(frozen=True, slots=True)
class SaidInWords:
    """One piece of correspondence with its circle's tag."""

    title: str
    circle: str
    on: date
    at: datetime
    who: str
    subject: str
    body: str
    file: "FileInWords | None"


@dataclass(frozen=True, slots=True)
class FileInWords:
    """One file: its name, where to fetch it, its size and its circle's tag."""

    name: str
    href: str
    size: str
    circle: str
    added: str


def correspondence(rows: Iterable[Correspondence]) -> list[SaidInWords]:
    """What was said, in the order given."""
    return [
        SaidInWords(
            title=row.get_form_display(),
            circle=CIRCLE_TAGS[row.circle],
            on=row.on,
            at=row.at,
            who=_between(row),
            subject=row.subject,
            body=row.body,
            file=file_in_words(row.document) if row.document else None,
        )
        for row in rows
    ]


_CAME_IN = {Correspondence.Form.EMAIL_IN, Correspondence.Form.LETTER_IN}


def _between(row: Correspondence) -> str:
    """Who said it to whom. What came in names its sender in the place of an addressee, and who kept it, if a person."""
    if row.form in _CAME_IN:
        parts = (f"from {row.to}" if row.to else "", f"recorded by {row.by.name}" if row.by else "")
        return ", ".join(filter(None, parts))
    return f"{row.by.name if row.by else 'The portal'}{f', to {row.to}' if row.to else ''}"


def file_in_words(document: Any) -> FileInWords:
    """A document as a link with its size."""
    by = f" by {document.added_by.name}" if document.added_by_id and "added_by" in document._state.fields_cache else ""
    return FileInWords(
        name=document.name,
        href=address("documents:document", document.public_id),
        size=words.file_size(document.size),
        circle=CIRCLE_TAGS[document.circle],
        added=f"{words.long_date(document.added_at)}{by}",
    )


def files(rows: Iterable[QueryDocument]) -> list[FileInWords]:
    """The attachments."""
    return [file_in_words(row.document) for row in rows]


_BACK = {
    QueryLink.Sort.RELATED: "Related to",
    QueryLink.Sort.DUPLICATE: "Has a duplicate",
    QueryLink.Sort.SPLIT_FROM: "Was split into",
}


@dataclass(frozen=True, slots=True)
class Related:
    """Another case and how it belongs to this one."""

    how: str
    reference: str
    subject: str
    href: str
    can_go: bool = False


def related(case: Query, records: Records) -> list[Related]:
    """Links both ways; a merged case is linked to the one it was merged into."""
    found = []
    for link in records.links:
        outward = link.query_id == case.pk
        how = link.get_sort_display() if outward else _BACK[QueryLink.Sort(link.sort)]
        found.append(_related(how, link.other if outward else link.query, can_go=link.sort == QueryLink.Sort.RELATED))
    return found


def _related(how: str, other: Query, *, can_go: bool = False) -> Related:
    return Related(how, other.reference, other.subject, other.get_absolute_url(), can_go)


def tabs(case: Query, person: Person, current: str) -> list[dict[str, Any]]:
    """The pages of one case that this person may open."""
    pages = [("Case", "functions:query", True)]
    pages.append(("History", "functions:history", person.grants.can("ccg_history_read", case.ccg_id)))
    restricted = case.is_restricted and person.grants.can("ccg_history_read", case.ccg_id)
    pages.append(("Who has looked", "functions:views", restricted))
    cleared = all(person.grants.can(code, case.ccg_id) for code in ("ccg_history_read", "ccg_case_restricted"))
    pages.append(("Who can see this", "functions:sight", cleared))
    shown = [(text, name) for text, name, allowed in pages if allowed]
    if len(shown) == 1:
        return []
    return [{"text": text, "href": address(name, case.reference), "current": name == current} for text, name in shown]
