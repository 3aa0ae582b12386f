"""Entering decisions, correcting them, anchoring the chain and proving it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from governance.models import AgendaItem, BallotRound, Meeting, RegisterAnchor, RegisterEntry
from governance.rules import chain
from governance.rules.register import EntryKind, content_of, fault_in, why_not_correct
from governance.services.carrying.queue import entered
from governance.services.finding import MINUTE, locked_committee, of
from governance.services.writing import secretaries_of, write_to
from hubportal.notifications.services.outbox import enqueue
from hubportal.organisations.models import Committee, Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, long_date

# What a row says of itself, in the order of `chain.Link`, for one committee in order of number.
_LINKS = """
SELECT %(public_id)s, e.number, e.kind, to_char(e.decided_on, 'YYYY-MM-DD'),
       CASE WHEN e.is_private THEN 'private' ELSE 'public' END, coalesce(c.number, 0), e.content, e.previous, e.digest
FROM governance_registerentry e LEFT JOIN governance_registerentry c ON c.id = e.corrects_id
WHERE e.committee_id = %(committee)s AND e.number > %(after)s ORDER BY e.number LIMIT %(size)s
"""
AT_ONCE = 5_000

# Where the chain is whole this says so in a fraction of the time that reading it takes; anything else is read and named
# by the rule itself. One row: whether every entry follows, is sealed and says what was entered, and how many there are.
_WHOLE = """
WITH entry AS (
  SELECT e.number, e.previous, e.digest,
         encode(pg_catalog.sha256(convert_to(e.previous || E'\\n' || e.content, 'UTF8')), 'hex') = e.digest
         AND starts_with(e.content, concat_ws(' ', %(mark)s, %(public_id)s, e.number, e.kind,
           to_char(e.decided_on, 'YYYY-MM-DD'), CASE WHEN e.is_private THEN 'private' ELSE 'public' END,
           CASE WHEN e.corrects_id IS NULL THEN 0
                ELSE (SELECT c.number FROM governance_registerentry c WHERE c.id = e.corrects_id) END) || E'\\n')
           AS sound
  FROM governance_registerentry e WHERE e.committee_id = %(committee)s
), placed AS (
  SELECT number, sound, previous = lag(digest, 1, %(first)s) OVER (ORDER BY number) AS follows FROM entry
)
SELECT coalesce(bool_and(sound AND follows), true) AND count(*) = coalesce(max(number), 0) FROM placed
"""
ANCHOR = "governance.anchor_register"


@transaction.atomic
def enter(
    *,
    committee: Committee,
    kind: EntryKind,
    decided_on: date,
    body: Mapping[str, Any],
    at: datetime,
    by: Person | None,
    is_private: bool = False,
    meeting: Meeting | None = None,
    item: AgendaItem | None = None,
    round: BallotRound | None = None,
    corrects: RegisterEntry | None = None,
) -> RegisterEntry:
    """Append an entry. The caller has checked who may; the committee is locked, so that the chain never forks."""
    Committee.objects.select_for_update().get(pk=committee.pk)
    last = RegisterEntry.objects.filter(committee=committee).order_by("-number").first()
    number, previous = (last.number + 1, last.digest) if last else (1, chain.FIRST)
    content = content_of(
        committee=str(committee.public_id),
        number=number,
        kind=kind,
        decided_on=decided_on,
        is_private=is_private,
        corrects=corrects.number if corrects else None,
        body=body,
    )
    return RegisterEntry.objects.create(
        **of(committee),
        number=number,
        kind=kind,
        meeting=meeting,
        item=item,
        round=round,
        corrects=corrects,
        decided_on=decided_on,
        is_private=is_private,
        content=content,
        previous=previous,
        digest=chain.digest_of(previous, content),
        entered_by=by,
        entered_at=at,
    )


@transaction.atomic
def correct(*, entry_id: int, words: str, by: Person, at: datetime) -> RegisterEntry:
    """Enter a correction of an entry; the first stays as it is, and shows that it was corrected."""
    entry = RegisterEntry.objects.visible_to(by).select_related("committee").get(pk=entry_id)
    committee = locked_committee(entry.committee_id, by=by, permission=MINUTE)
    refuse_correction(entry)
    fault = why_not_correct(kind=entry.kind, words=words)
    if fault is not None:
        raise Refused(fault, field="words", status=400)
    made = enter(
        committee=committee,
        kind=EntryKind.CORRECTION,
        decided_on=local_day(at),
        body={"words": words.strip(), "of": entry.number, "digest": entry.digest},
        at=at,
        by=by,
        is_private=entry.is_private,
        meeting=entry.meeting,
        item=entry.item,
        corrects=entry,
    )
    entered(made)
    return made


def refuse_correction(entry: RegisterEntry) -> None:
    """Refused where an entry is a correction itself."""
    fault = why_not_correct(kind=entry.kind, words="some")
    if fault is not None:
        raise Refused(fault)


def links_of(committee: Committee) -> Iterator[chain.Link]:
    """The chain of a committee as it is stored, some thousand rows at a time."""
    after = 0
    while True:
        with connection.cursor() as cursor:
            asked: dict[str, int | str] = {
                "committee": committee.pk,
                "public_id": str(committee.public_id),
                "after": after,
                "size": AT_ONCE,
            }
            cursor.execute(_LINKS, asked)
            rows = cursor.fetchall()
        yield from (chain.Link(*row) for row in rows)
        if len(rows) < AT_ONCE:
            return
        after = rows[-1][1]


def anchors_of(committee: Committee) -> list[tuple[int, str]]:
    """The anchors kept of a committee's chain, oldest first."""
    kept = RegisterAnchor.objects.filter(committee=committee).order_by("number", "id")
    return list(kept.values_list("number", "digest"))


def verify(committee: Committee, *, also: tuple[tuple[int, str], ...] = ()) -> chain.Fault | None:
    """The first entry of a committee's chain that does not match; `also` are anchors that somebody kept elsewhere."""
    anchors = [*anchors_of(committee), *also]
    if _is_whole(committee) and _hold(committee, anchors):
        return None
    return fault_in(links_of(committee), anchors)


def _is_whole(committee: Committee) -> bool:
    with connection.cursor() as cursor:
        asked: dict[str, int | str] = {
            "committee": committee.pk,
            "public_id": str(committee.public_id),
            "mark": chain.MARK,
            "first": chain.FIRST,
        }
        cursor.execute(_WHOLE, asked)
        return bool(cursor.fetchone()[0])


def _hold(committee: Committee, anchors: list[tuple[int, str]]) -> bool:
    found = RegisterEntry.objects.filter(committee=committee, number__in={number for number, _ in anchors})
    digests = dict(found.values_list("number", "digest"))
    return all(digests.get(number) == digest for number, digest in anchors)


@transaction.atomic
def anchor(*, committee: Committee, at: datetime, addresses: tuple[str, ...] = ()) -> RegisterAnchor | None:
    """Anchor the chain where it has grown since the last anchor, and send the anchor to people who keep it elsewhere.

    Nothing is anchored that does not verify: an anchor must never cover a fault.
    """
    Committee.objects.select_for_update().get(pk=committee.pk)
    last = RegisterEntry.objects.filter(committee=committee).order_by("-number").first()
    before = RegisterAnchor.objects.filter(committee=committee).order_by("-number").first()
    if last is None or (before is not None and before.number >= last.number):
        return None
    fault = verify(committee)
    if fault is not None:
        raise Refused(f"The register of {committee.name} does not verify. {fault.sentence}")
    made = RegisterAnchor.objects.create(
        **of(committee), number=last.number, digest=last.digest, at=at, told=", ".join(addresses)
    )
    write_to(
        addresses=addresses,
        committee=committee,
        subject=f"Anchor of the decision register: {committee.name}",
        lines=[
            f"On {long_date(local_day(at))} the decision register of {committee.name} had {last.number} entries.",
            f"Its anchor is {last.number}:{last.digest}",
            "Keep this message. With the anchor anybody can prove that no entry was changed or taken away since.",
        ],
        dedupe=f"anchor:{last.number}:{last.digest[:12]}",
    )
    return made


def anchor_hub(*, hub_id: int, on: date) -> None:
    """Put each register of a hub on the work list by itself, so that one that does not verify holds up no other."""
    for committee in Committee.objects.filter(hub_id=hub_id).order_by("pk"):
        payload = {"committee": committee.pk}
        enqueue(kind=ANCHOR, dedupe=f"anchor:{committee.pk}:{on:%Y-%m-%d}", payload=payload, hub=hub_id)


def anchor_and_tell(*, committee_id: int, at: datetime) -> RegisterAnchor | None:
    """Anchor a register that has grown, and send the anchor to the committee's secretaries."""
    committee = Committee.objects.get(pk=committee_id)
    return anchor(committee=committee, at=at, addresses=tuple(secretaries_of(committee, on=local_day(at))))
