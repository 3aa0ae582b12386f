"""The handbook as it is read: pages, search, who has read what, and who has still to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.db.models import Q, QuerySet

from functions.models import HandbookReading, HandbookVersion
from functions.rules.handbook.publishing import roles_that_read
from hubportal.organisations.models import Assignment, Ccg, Person

FOUND, END = "\u27e6", "\u27e7"  # around found words; the page turns them into marks after escaping
_BY_WORDS = SearchVector("title", weight="A", config="english") + SearchVector("body", weight="B", config="english")


def current_versions(person: Person) -> QuerySet[HandbookVersion]:
    """What the handbook of a person says today."""
    found: Any = HandbookVersion.objects.visible_to(person)
    return found.filter(is_current=True, page__retired_on__isnull=True).select_related("page", "published_by")  # type: ignore[no-any-return]


def matching(versions: QuerySet[HandbookVersion], words: str) -> QuerySet[HandbookVersion]:
    """Those that hold the words, the best first, each with the part of the text that does (`found`)."""
    asked = SearchQuery(words, config="english", search_type="websearch")
    headline = SearchHeadline(
        "body", asked, config="english", start_sel=FOUND, stop_sel=END, max_words=34, min_words=18, max_fragments=1
    )
    ranked: Any = versions.annotate(by_words=_BY_WORDS, rank=SearchRank(_BY_WORDS, asked), found=headline)
    return ranked.filter(by_words=asked).order_by("-rank", "title")  # type: ignore[no-any-return]


def about_activity(versions: QuerySet[HandbookVersion], ref: str) -> QuerySet[HandbookVersion]:
    """Those that belong to an activity."""
    return versions.filter(activities__contains=[ref])


def drafts(person: Person, hubs: Collection[int]) -> QuerySet[HandbookVersion]:
    """Drafts that wait to be published, of the hubs for which the person writes."""
    found: Any = HandbookVersion.objects.visible_to(person)
    waiting = found.filter(published_at__isnull=True, hub_id__in=hubs).select_related("page", "written_by")
    return waiting.order_by("title")  # type: ignore[no-any-return]


def last_read(person: Person, pages: Iterable[int]) -> dict[int, int]:
    """Page to the number of the newest version that a person said they have read."""
    read = HandbookReading.objects.filter(person=person, version__page_id__in=list(pages))
    found: dict[int, int] = {}
    for page, number in read.values_list("version__page_id", "version__number"):
        found[page] = max(number, found.get(page, 0))
    return found


def _assignments(hub_id: int, on: date) -> QuerySet[Assignment]:
    held = Q(hub_id=hub_id) | Q(ccg__hub_id=hub_id)
    return Assignment.objects.filter(held, period__contains=on, person__is_active=True)


def readers_of(version: HandbookVersion, *, on: date) -> list[Person]:
    """Everybody who has to read a version, by name."""
    roles = roles_that_read(version.must_read)
    if not roles:
        return []
    held = _assignments(version.hub_id, on).filter(role__in=roles)
    return list(Person.objects.filter(pk__in=held.values("person_id")).order_by("name"))


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A current version, who has still to read it, and how many have to in all."""

    version: HandbookVersion
    people: list[Person]
    of: int


def outstanding(hub_id: int, *, on: date) -> list[Outstanding]:
    """Every page that somebody has to read, with those who have not yet said so; four statements for any number."""
    versions = list(
        HandbookVersion.objects.filter(hub_id=hub_id, is_current=True, page__retired_on__isnull=True)
        .exclude(must_read="")
        .select_related("page")
        .order_by("title")
    )
    holders: dict[int, set[str]] = {}
    for person, role in _assignments(hub_id, on).values_list("person_id", "role"):
        holders.setdefault(person, set()).add(role)
    people = Person.objects.in_bulk(holders)
    read = set(
        HandbookReading.objects.filter(version__in=[version.pk for version in versions]).values_list(
            "version_id", "person_id"
        )
    )
    found = []
    for version in versions:
        roles = roles_that_read(version.must_read)
        have_to = [people[key] for key, held in holders.items() if held & roles]
        left = sorted((one for one in have_to if (version.pk, one.pk) not in read), key=lambda one: one.name)
        found.append(Outstanding(version, left, len(have_to)))
    return found


def ccg_of_each(people: Collection[int], *, hub_id: int, on: date) -> dict[int, int]:
    """A CCG of the hub for each person, behind whose wall their notices are kept: one of theirs, or the hub's first."""
    own = _assignments(hub_id, on).filter(person_id__in=people, ccg__isnull=False).order_by("-ccg_id")
    found = dict(own.values_list("person_id", "ccg_id"))
    first = Ccg.objects.filter(hub_id=hub_id).order_by("pk").values_list("pk", flat=True).first()
    return {person: found.get(person, first) for person in people if found.get(person, first) is not None}  # type: ignore[misc]
