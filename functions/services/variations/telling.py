"""The notice of a variation, and its taking effect on the day, once."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from functions.models import Variation
from functions.rules.sentences import plain_day
from functions.rules.variations import periods
from functions.services.variations import issuing
from functions.services.variations.deciding import locked, why_waiting
from functions.services.variations.effects import changes_of
from functions.services.variations.pairing import other_of
from functions.services.variations.types import type_called
from hubportal.notifications.services.notices import tell
from hubportal.notifications.services.outbox import enqueue
from hubportal.organisations.models import Person
from hubportal.records.models import Letter, RecordMove
from hubportal.records.rules.filling import fill
from hubportal.records.services.deadlines import meet, set_deadline
from hubportal.records.services.letter_templates import template_called, values_of
from hubportal.records.services.letters import Addressee, LetterWords, write
from hubportal.records.services.moving import last_moved_on, move
from hubportal.web.refusals import Refused
from hubportal.web.words import LONDON, local_day

CLAUSE = "Specification of casework, section 6"
TAKE_EFFECT = "functions.variation_takes_effect"
WAITS = "variation_waits"


@transaction.atomic
def issue_notice(
    *, variation_id: int, to: Addressee, words: LetterWords, by: Person, at: datetime, version: int | None = None
) -> Variation:
    """Issue the notice today: the letter goes, of a merger one to each practice that joins, and the change takes
    effect by itself on its day.
    """
    variation = locked(variation_id, "issue", by=by, version=version)
    today = local_day(at)
    issuing.refuse(variation, today=today)
    letter = write(variation, to=to, words=words, by=by, at=at)
    joining = [one.pk for one in _write_to_joining(variation, circle=words.circle, by=by, at=at)]
    facts = {"letter": letter.pk, **({"joining_letters": joining} if joining else {})}
    move(variation, "issue", by=by, on=today, at=at, facts=facts)
    await_effect(variation)
    _wake_other(variation, today=today)
    return variation


def _wake_other(variation: Variation, *, today: date) -> None:
    """The other half of a merger across CCGs whose day has come waited for this notice alone: it is looked at now, and
    not the next day, so that both take effect together.
    """
    other = other_of(variation)
    if other is None or not other.notified or other.hub_id != variation.hub_id:
        return
    if other.effective_on is not None and other.effective_on <= today:
        enqueue(
            kind=TAKE_EFFECT,
            dedupe=f"variation:{other.key}:effect:{other.effective_on}:both",
            payload={"variation": other.key, "on": other.effective_on},
            hub=other.hub_id,
            ccg=other.ccg_id,
        )


def _write_to_joining(variation: Variation, *, circle: str, by: Person, at: datetime) -> list[Letter]:
    """A practice that joins loses its contract: it hears of that in a letter of its own, by post."""
    template = template_called(type_called(variation.type).joining_letter)
    if template is None:
        return []
    known, written = values_of(variation, by=by, today=local_day(at)), []
    for row in variation.parties.filter(role="joining", practice__isnull=False).select_related("practice"):
        practice: Any = row.practice
        filling = {**known, "practice_name": str(practice)}
        said = LetterWords(
            fill(template.subject, filling), fill(template.body, filling), template=template.code, circle=circle
        )
        written.append(write(variation, to=Addressee(practice.name, practice.postal_lines), words=said, by=by, at=at))
    return written


def await_effect(variation: Variation) -> None:
    """Put its taking effect on the work list, to be run on its day and not before."""
    on = variation.effective_on
    assert on is not None  # noqa: S101 - a notice has a date
    set_deadline(variation, "effect", due_on=on, words="Takes effect")
    _put_on_work_list(variation, dedupe=f"variation:{variation.pk}:effect:{on}", run_on=on)


def _put_on_work_list(variation: Variation, *, dedupe: str, run_on: date) -> None:
    enqueue(
        kind=TAKE_EFFECT,
        dedupe=dedupe,
        payload={"variation": variation.pk, "on": variation.effective_on},
        hub=variation.hub_id,
        ccg=variation.ccg_id,
        run_after=datetime.combine(run_on, time(0, 5), tzinfo=LONDON).astimezone(UTC),
    )


def take_effect_on_its_day(*, variation_id: int, on: date, at: datetime) -> bool:
    """From the work list: bring it into effect, unless that is done, or another day was set since.

    While steps of its checklist are to be done first, or the other CCG's notice has not gone, it does not take effect:
    the officer is told once, and the work list comes back to it each day until then.
    """
    variation = Variation.objects.select_for_update(of=("self",)).select_related("ccg", "practice", "hub").filter(
        pk=variation_id, state="notified", effective_on=on
    ).first()  # fmt: skip
    if variation is None or on > local_day(at):
        return False
    if why_waiting(variation, "take_effect") is not None:
        _wait_another_day(variation, on=on, today=local_day(at))
        return False
    _take_effect(variation, by=None, at=at)
    return True


def _wait_another_day(variation: Variation, *, on: date, today: date) -> None:
    """Another item a day, and not this one tried again: an item that only waits has not failed."""
    tomorrow = today + timedelta(days=1)
    _put_on_work_list(variation, dedupe=f"variation:{variation.pk}:effect:{on}:{tomorrow}", run_on=tomorrow)
    issued = RecordMove.objects.of(variation).filter(act="issue").order_by("-id")
    officer = variation.owner_id or issued.values_list("by_id", flat=True).first() or variation.made_by_id
    if officer is not None:
        tell(
            people=[officer], hub=variation.hub_id, ccg=variation.ccg_id, kind=WAITS,
            text=f"{variation.reference} has not taken effect on its day: something comes first, which its page"
            " names. It takes effect the day after that is done.",
            path=variation.get_absolute_url(), dedupe=f"effect-waits:{variation.pk}:{on}",
        )  # fmt: skip


@transaction.atomic
def take_effect(*, variation_id: int, by: Person, at: datetime, version: int | None = None) -> Variation:
    """Bring it into effect by hand, on its day or later."""
    variation = locked(variation_id, "take_effect", by=by, version=version)
    on = variation.effective_on
    if on is None or on > local_day(at):
        raise Refused(
            f"It takes effect on {plain_day(on) if on else 'a day to be set'}, by itself. Wait for that day.",
            clause=CLAUSE,
        )
    _take_effect(variation, by=by, at=at)
    return variation


def _take_effect(variation: Variation, *, by: Person | None, at: datetime) -> None:
    """The register changes, and the variation says how; what a closed list has still to keep is set."""
    on = variation.effective_on
    assert on is not None  # noqa: S101 - a notice has a date
    changes = changes_of(variation)
    for change in changes:
        change.make()
    # What happened before the hub said so (a retirement) holds from its day; the step comes after its notice.
    since = max(on, variation.received_on, last_moved_on(variation) or on)
    move(variation, "take_effect", by=by, on=since, at=at,
         facts={"register": [change.as_plain() for change in changes]})  # fmt: skip
    meet(variation, "effect", on=on)
    if variation.until_on is not None:
        extend_by = periods.last_day_to_extend(variation.until_on)
        set_deadline(
            variation, "extend", due_on=extend_by, words="Last day to ask for a longer closure",
            clause="GMS Regulations 2015, Schedule 3, paragraph 36",
        )  # fmt: skip
        set_deadline(variation, "reopen", due_on=variation.until_on, words="The list opens again")
    if variation.batch_id is not None and not variation.checklist.exists():
        # Of hundreds made by one change of the law nobody has anything left to do: they do not wait to be closed.
        move(variation, "close", by=by, on=since, at=at)
