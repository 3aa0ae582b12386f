"""Interests read set-wise: the register, whose review is due, and which interests the items of a meeting touch."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from governance.models import (
    AgendaItem,
    Appointment,
    Interest,
    InterestEntry,
    InterestReview,
    Marking,
    Meeting,
    Paper,
    PaperText,
)
from governance.rules import interests as rules
from governance.rules.naming import codes_in, folded, is_code
from hubportal.organisations.models import Committee, Person, Practice
from hubportal.web.fields import Option
from hubportal.web.words import local_day


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody's yearly review stands on a day. `appointment` is where their membership is named."""

    name: str
    position: str
    person: Person | None
    email: str
    appointment: Appointment
    in_force: int
    confirmed_on: date | None
    due_on: date
    seats: tuple[str, ...] = ()

    def is_late(self, on: date) -> bool:
        """Whether the review is overdue."""
        return on > self.due_on


def holder_key(person_id: int | None, name: str, signs: dict[str, int] | None = None) -> tuple[str, Any]:
    """What makes two rows one person's: the sign-in, or the same name where none is known.

    `signs` are the sign-ins of the members by folded name, for what was entered before its holder had one.
    """
    found = person_id or (signs or {}).get(folded(name))
    return ("person", found) if found else ("name", folded(name))


def members_of(committee: Committee, *, on: date) -> list[Appointment]:
    """The appointments in force on a day, members and deputies, by name."""
    found = Appointment.objects.filter(committee_id=committee.pk, period__contains=on).select_related("person")
    return list(found.order_by("name", "pk"))


def interests_of(committee: Committee, *, show: str = "", on: date, q: str = "") -> QuerySet[Interest]:
    """The register: in force on the day (`current`), ended (`ended`), or all of it."""
    found = Interest.objects.filter(committee_id=committee.pk).select_related("person")
    ended = Q(held_until__isnull=False, held_until__lt=on)
    if show == "current":
        found = found.exclude(ended)
    elif show == "ended":
        found = found.filter(ended)
    for word in q.split()[:8]:
        found = found.filter(
            Q(name__icontains=word)
            | Q(organisation__icontains=word)
            | Q(practice_code__iexact=word)
            | Q(nature__icontains=word)
        )
    return found.order_by("name", "number")


def standing_of(committee: Committee, *, on: date) -> list[Standing]:
    """Everybody who sits on the committee on a day, each once, with their last confirmation and when the next is due.

    In three statements, however many there are.
    """
    members = members_of(committee, on=on)
    signs = {folded(one.name): one.person_id for one in members if one.person_id}
    counted: dict[tuple[str, Any], int] = defaultdict(int)
    for row in Interest.objects.filter(committee_id=committee.pk).only("person_id", "name", "held_from", "held_until"):
        if rules.in_force(held_from=row.held_from, held_until=row.held_until, on=on):
            counted[holder_key(row.person_id, row.name, signs)] += 1
    confirmed: dict[tuple[str, Any], date] = {}
    for review in InterestReview.objects.filter(committee_id=committee.pk).order_by("on", "id"):
        confirmed[holder_key(review.person_id, review.name, signs)] = review.on
    by_holder: dict[tuple[str, Any], list[Appointment]] = defaultdict(list)
    for held in members:
        by_holder[holder_key(held.person_id, held.name)].append(held)
    made = []
    for key, appointments in by_holder.items():
        first = min(appointments, key=lambda one: one.period.lower)
        made.append(
            Standing(
                name=first.name,
                position=first.designation,
                person=first.person,
                email=first.email or (first.person.email if first.person else ""),
                appointment=first,
                in_force=counted[key],
                confirmed_on=confirmed.get(key),
                due_on=rules.review_due(confirmed_on=confirmed.get(key), since=first.period.lower),
                seats=tuple(sorted({one.seat_code for one in appointments})),
            )
        )
    return sorted(made, key=lambda one: (one.due_on, one.name))


def standing_of_holder(committee: Committee, *, person: Person | None, name: str, on: date) -> Standing | None:
    """The same of one person; None where they have no seat."""
    whose = holder_key(person.pk if person else None, name)
    rows = standing_of(committee, on=on)
    return next((one for one in rows if holder_key(one.person.pk if one.person else None, one.name) == whose), None)


@dataclass(frozen=True, slots=True)
class Found:
    """An interest that an item touches: the row, the reasons in words, and the seats its holder sits in that day."""

    interest: Interest
    reasons: tuple[str, ...]
    seats: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """All reasons in one sentence."""
        return "; ".join(self.reasons)


@dataclass(slots=True)
class Matched:
    """What an item touches, and which of its papers could not be read."""

    item: AgendaItem
    found: list[Found] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)


def matches_for_meeting(meeting: Meeting) -> list[Matched]:
    """Each item of a meeting with the interests it touches, in the order of the agenda.

    Six statements, however many items and papers: items, papers with their texts, interests, practices, appointments.
    """
    items = _items(AgendaItem.objects.filter(committee_id=meeting.committee_id, meeting=meeting))
    return _matched(list(items), committee_id=meeting.committee_id, on=local_day(meeting.starts_at))


def matches_for(item: AgendaItem) -> list[Found]:
    """The interests one item touches."""
    items = list(_items(AgendaItem.objects.filter(committee_id=item.committee_id, pk=item.pk)))
    on = local_day(item.meeting.starts_at)
    return [found for one in _matched(items, committee_id=item.committee_id, on=on) for found in one.found]


def known_by_seat(item: AgendaItem) -> dict[str, str]:
    """What is known of each seat whose holder has an interest that an item touches, to prefill a declaration with."""
    return said_by_seat(matches_for(item))


def said_by_seat(matched: Iterable[Found]) -> dict[str, str]:
    """Interests in words, by the seats of their holders."""
    said: dict[str, list[str]] = defaultdict(list)
    for found in matched:
        for seat in found.seats:
            said[seat].append(f"{found.interest.organisation}: {found.interest.nature} ({found.sentence})")
    return {seat: "; ".join(words) for seat, words in sorted(said.items())}


def _items(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    papers = Paper.objects.filter(
        withdrawn_at__isnull=True,
        replaced_by__isnull=True,
        marking__in=(Marking.PUBLIC, Marking.CONFIDENTIAL),
    ).select_related("file")
    texts = Prefetch("file__texts", queryset=PaperText.objects.only("file_id", "committee_id", "state", "why", "words"))
    return (
        items.filter(withdrawn_at__isnull=True)
        .prefetch_related(
            Prefetch(
                "papers", queryset=papers.order_by("position", "id").prefetch_related(texts), to_attr="papers_read"
            ),
        )
        .order_by("position", "id")
    )


def _matched(items: Sequence[AgendaItem], *, committee_id: int, on: date) -> list[Matched]:
    rows = {row.pk: row for row in Interest.objects.filter(committee_id=committee_id).select_related("person")}
    concerns = {item.pk: _texts(item) for item in items}
    codes = {row.practice_code for row in rows.values() if row.practice_code}
    codes |= {name.upper() for item in items for name in _names(item) if is_code(name)}
    codes |= {code for texts in concerns.values() for text in texts for code in codes_in(text.words)}
    practices = dict(Practice.objects.filter(ods_code__in=codes).values_list("ods_code", "name"))
    held = [_held(row, practices) for row in rows.values()]
    seats, signs = _seats(committee_id, on=on)
    made = []
    for item in items:
        concern = rules.Concern(
            named=tuple(_names(item)), practices=tuple(practices.items()), texts=tuple(concerns[item.pk])
        )
        matched = Matched(item, unread=_unread(item))
        for match in rules.matches(held, concern, on=on):
            row = rows[match.key]
            matched.found.append(Found(row, match.reasons, seats.get(holder_key(row.person_id, row.name, signs), ())))
        made.append(matched)
    return made


def _held(row: Interest, practices: dict[str, str]) -> rules.Held:
    names = [row.organisation]
    registered = practices.get(row.practice_code)
    if registered and registered not in names:
        names.append(registered)
    return rules.Held(
        row.pk, row.name, row.kind, row.nature, row.practice_code, tuple(names), row.held_from, row.held_until
    )


def _names(item: AgendaItem) -> Iterable[str]:
    """The practices by code and suppliers by name that an item names, whether as words or as {code, name}."""
    for one in item.names or ():
        if isinstance(one, str) and one.strip():
            yield one.strip()
        elif isinstance(one, dict):
            code, name = (str(one.get(part) or "").strip() for part in ("code", "name"))
            # With its code a practice is known: its name could be another's too.
            if found := code if is_code(code) else name:
                yield found


def _texts(item: AgendaItem) -> list[rules.Text]:
    made = [rules.Text("its title", folded(item.title))]
    if item.asks:
        made.append(rules.Text("what it asks", folded(item.asks)))
    for paper in item.papers_read:  # type: ignore[attr-defined]
        words = " ".join([folded(paper.title), *(text.words for text in paper.file.texts.all())])
        made.append(rules.Text(f"the paper “{paper.title}”", words))
    return made


def _unread(item: AgendaItem) -> list[tuple[str, str]]:
    """Papers whose text is not known, each with why."""
    found = []
    for paper in item.papers_read:  # type: ignore[attr-defined]
        texts = list(paper.file.texts.all())
        if not texts:
            why = "not read yet" if paper.file.content_type == "application/pdf" else "not a PDF"
            found.append((paper.title, why))
        elif texts[0].state != PaperText.State.READ:
            found.append((paper.title, (texts[0].why or texts[0].get_state_display())))
    return found


def _seats(committee_id: int, *, on: date) -> tuple[dict[tuple[str, Any], tuple[str, ...]], dict[str, int]]:
    """The seats of each holder on a day, and the sign-ins of the members by name."""
    found: dict[tuple[str, Any], set[str]] = defaultdict(set)
    signs: dict[str, int] = {}
    rows = Appointment.objects.filter(committee_id=committee_id, period__contains=on)
    for person_id, name, seat in rows.values_list("person_id", "name", "seat_code"):
        found[holder_key(person_id, name)].add(seat)
        if person_id:
            signs[folded(name)] = person_id
    return {key: tuple(sorted(codes)) for key, codes in found.items()}, signs


def find_practices(typed: str) -> list[Option]:
    """The practices that fit a code or part of a name: of the whole register, for an interest may lie anywhere."""
    wanted = typed.strip()
    if not wanted:
        return []
    found = Practice.objects.filter(Q(ods_code__istartswith=wanted) | Q(name__icontains=wanted))
    return [Option(one.ods_code, one.name) for one in found[:20]]


def practices_near(committee: Committee, *, on: date) -> list[Option]:
    """The practices of the committee's CCGs on a day, to be offered while typing."""
    found = Practice.objects.filter(
        memberships__period__contains=on, memberships__ccg__committee_links__committee_id=committee.pk
    )
    return [Option(one.ods_code, one.name) for one in found.order_by("name").distinct()[:400]]


def next_meeting(committee: Committee, *, at: datetime) -> Meeting | None:
    """The next meeting that is planned, or on."""
    coming = Meeting.objects.filter(committee_id=committee.pk, ends_at__gte=at)
    return coming.exclude(state__in=(Meeting.State.CANCELLED, Meeting.State.CLOSED)).order_by("starts_at").first()


def history_of(interest: Interest) -> QuerySet[InterestEntry]:
    """Everything that was done to an interest, the first act first."""
    found = InterestEntry.objects.filter(committee_id=interest.committee_id, interest=interest)
    return found.select_related("by").order_by("id")
