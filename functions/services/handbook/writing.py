"""Writing a page of the handbook, publishing it by a second person, and taking it away."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import Http404

from functions.models import Activity, HandbookPage, HandbookVersion
from functions.rules.handbook.publishing import (
    LONGEST,
    LONGEST_REASON,
    TAKEN_OUT,
    Said,
    refuse_publishing,
    refuse_unchanged,
    with_reason,
)
from functions.services.handbook.reading import read_by_its_makers
from functions.services.handbook.telling import tell_readers
from hubportal.organisations.hubs import held_at_hub
from hubportal.organisations.models import Hub, Person
from hubportal.web.refusals import Difference, Refused, Stale
from hubportal.web.words import local_day, long_date

PUBLISHING = "West Midlands MOU 4.1, function XI.1"


@dataclass(frozen=True, slots=True)
class PageWords:
    """What a draft says."""

    title: str
    body: str
    activities: Sequence[str] = ()
    must_read: str = ""
    change_note: str = ""


def may_write(person: Person, hub_id: int) -> bool:
    """The hub's own people write in its handbook; others read, also the people of another hub."""
    return bool(held_at_hub(person, "ccg_case_edit", hub_id))


def may_publish(person: Person, hub_id: int) -> bool:
    """Heads of the hub publish what a colleague wrote."""
    return bool(held_at_hub(person, "ccg_hub_approve", hub_id))


def _refuse(by: Person, words: PageWords, *, hub_id: int) -> None:
    if not may_write(by, hub_id):
        raise Refused("Only the hub’s own people write in its handbook.", status=403)
    for name in ("title", "body"):
        if not getattr(words, name).strip():
            raise Refused(f"Enter the {'title' if name == 'title' else 'text'}.", field=name, status=400)
    for name, longest in LONGEST.items():
        if len(getattr(words, name)) > longest:
            raise Refused(f"Use {longest:,} characters or fewer.", field=name, status=400)
    known = set(Activity.objects.filter(ref__in=words.activities).values_list("ref", flat=True))
    stray = next((ref for ref in words.activities if ref not in known), None)
    if stray:
        raise Refused(f"{stray} is not an activity of the function matrix.", field="activities", status=400)


@transaction.atomic
def start_page(*, hub: Hub, words: PageWords, by: Person, at: datetime) -> HandbookVersion:
    """A new page, as a draft."""
    _refuse(by, words, hub_id=hub.pk)
    page = HandbookPage.objects.create(hub=hub, slug=_free_slug(hub, words.title))
    return HandbookVersion.objects.create(hub=hub, page=page, number=1, written_by=by, written_at=at, **_columns(words))


def _free_slug(hub: Hub, title: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "page"
    taken = set(HandbookPage.objects.filter(hub=hub, slug__startswith=plain).values_list("slug", flat=True))
    return (
        plain if plain not in taken else next(f"{plain}-{n}" for n in range(2, 10_000) if f"{plain}-{n}" not in taken)
    )


def _columns(words: PageWords) -> dict[str, Any]:
    return {
        "title": " ".join(words.title.split()),
        "body": words.body.strip(),
        "activities": list(dict.fromkeys(words.activities)),
        "must_read": words.must_read,
        "change_note": " ".join(words.change_note.split()),
    }


def _locked_page(page_id: int, by: Person) -> HandbookPage:
    page = HandbookPage.objects.visible_to(by).select_for_update().filter(pk=page_id).first()
    if page is None:
        raise Http404("No page of your handbook has this name.")
    return page


@transaction.atomic
def write_draft(*, page_id: int, lock: int | None, words: PageWords, by: Person, at: datetime) -> HandbookVersion:
    """Write the draft of a page, or begin one; a colleague's later change is shown and not written over."""
    page = _locked_page(page_id, by)
    _refuse(by, words, hub_id=page.hub_id)
    draft = page.versions.filter(published_at__isnull=True).select_related("written_by").first()
    if draft is None:
        _refuse_unchanged(page, words)
        last = page.versions.order_by("-number").values_list("number", flat=True).first() or 0
        return HandbookVersion.objects.create(
            hub_id=page.hub_id, page=page, number=last + 1, written_by=by, written_at=at, **_columns(words)
        )
    if lock is None or lock != draft.lock:
        raise Stale(
            f"{draft.written_by.name} changed this draft while you had it open. Nothing you typed has been saved yet.",
            changed_by=draft.written_by.name,
            differences=(Difference("Text", draft.body, words.body),),
        )
    for name, value in _columns(words).items():
        setattr(draft, name, value)
    draft.written_by, draft.written_at, draft.lock = by, at, draft.lock + 1
    draft.save()
    return draft


@transaction.atomic
def publish(*, page_id: int, lock: int | None, by: Person, at: datetime) -> HandbookVersion:
    """Publish the draft that was read: it becomes the current version, and those who must read it are told. Whoever
    wrote it or publishes it has read it.
    """
    page = _locked_page(page_id, by)
    draft = page.versions.filter(published_at__isnull=True).first()
    if not may_publish(by, page.hub_id):
        raise Refused("Only heads of the hub publish.", status=403)
    if draft is None:
        raise Refused("This version is published already. Begin a new draft to change it.")
    sentence = refuse_publishing(is_draft=True, written_by=draft.written_by_id, actor=by.pk)
    if sentence is not None:
        raise Refused(sentence, clause=PUBLISHING, status=403)
    if lock != draft.lock:
        raise Refused("The draft was changed since you opened it. Read it again before you publish it.")
    _refuse_unchanged(page, draft)
    page.versions.filter(is_current=True).update(is_current=False)
    draft.is_current, draft.published_by, draft.published_at = True, by, at
    draft.save()
    if page.retired_on is not None:
        page.retired_on = None
        page.save(update_fields=["retired_on"])
    read_by_its_makers(draft, at=at)
    tell_readers(draft, on=local_day(at), reminder=False)
    return draft


def _refuse_unchanged(page: HandbookPage, said: Said) -> None:
    """A page that was taken out comes back as it was, or with other words."""
    current = page.versions.filter(is_current=True).first()
    sentence = refuse_unchanged(current, said) if current and page.retired_on is None else None
    if sentence is not None:
        raise Refused(sentence, clause=PUBLISHING, field="body")


@transaction.atomic
def retire(*, page_id: int, number: int | None, note: str, by: Person, on: date) -> None:
    """Take out a page that was read in version `number`, for a reason that stays with it; its versions stay on record,
    and publishing again brings it back.
    """
    page = _locked_page(page_id, by)
    if not may_publish(by, page.hub_id):
        raise Refused("Only heads of the hub take a page away.", status=403)
    reason = " ".join(note.split())
    if not reason:
        raise Refused("Enter the reason.", field="note", status=400)
    if len(reason) > LONGEST_REASON:
        raise Refused(f"Use {LONGEST_REASON} characters or fewer.", field="note", status=400)
    current = page.versions.filter(is_current=True).first()
    if current is None or page.retired_on is not None:
        raise Refused("This page is not in the handbook.")
    if number != current.number:
        raise Stale(f"Version {current.number} of this page was published while you had it open. Read it first.")
    page.retired_on = on
    page.save(update_fields=["retired_on"])
    current.change_note = with_reason(current.change_note, f"{TAKEN_OUT}{long_date(on)} by {by.name[:60]}: {reason}")
    current.save(update_fields=["change_note"])
