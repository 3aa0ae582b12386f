"""Who else has a case before them, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from zlib import crc32

from django.urls import reverse

from functions.models import CaseSight, Query
from functions.presenters.case import WORDS
from functions.rules.presence import NOW
from hubportal.organisations.models import Person

PAGES = {act.value: said for act, said in WORDS.items()}


@dataclass(frozen=True, slots=True)
class Sights:
    """What the line says, and the address that says it again, which knows what is already on the page."""

    lines: list[str]
    href: str
    seen: str


def sights_in_words(case: Query, sights: Iterable[CaseSight], *, person: Person, at: datetime, doing: str) -> Sights:
    """One sentence for each colleague."""
    lines = [_line(sight, at) for sight in sights if sight.person_id != person.pk]
    seen = f"{crc32(' '.join(lines).encode()):08x}"
    asked = urlencode({"doing": doing, "seen": seen})
    return Sights(lines, f"{reverse('functions:sights', args=[case.reference])}?{asked}", seen)


def _line(sight: CaseSight, at: datetime) -> str:
    name, is_now = sight.person.name, at - sight.at < NOW
    what = PAGES.get(sight.doing)
    if what:
        return f"{name} is at “{what}” now." if is_now else f"{name} was at “{what}” in the last 5 minutes."
    return f"{name} has this case open now." if is_now else f"{name} looked at this case in the last 5 minutes."
