"""What is read of enhanced services and local schemes, each in a fixed number of queries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from functions.models import EnhancedService, Invitation, LocalScheme, SchemeReturn
from hubportal.organisations.models import Ccg, Person, PracticeMembership
from hubportal.records.models import Letter

ORDER = (("practice__name", "asc"), ("id", "asc"))


@dataclass(frozen=True, slots=True)
class Answers:
    """How many practices were invited, and how they answered."""

    invited: int = 0
    yes: int = 0
    no: int = 0
    withdrawn: int = 0

    @property
    def answered(self) -> int:
        """Those who said yes or no."""
        return self.yes + self.no

    @property
    def waiting(self) -> int:
        """Those whose answer is still to come."""
        return self.invited - self.answered - self.withdrawn

    @property
    def percent(self) -> int:
        """Signed up, of those whose invitation stands, rounded half up."""
        stands = self.invited - self.withdrawn
        return (200 * self.yes + stands) // (2 * stands) if stands else 0


@dataclass(frozen=True, slots=True)
class OfCcg:
    """One CCG's line of the report."""

    name: str
    answers: Answers
    returns: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    code: str = ""


_COUNTS = {
    "invited": Count("id"),
    "yes": Count("id", filter=Q(state="yes")),
    "no": Count("id", filter=Q(state="no")),
    "withdrawn": Count("id", filter=Q(state="withdrawn")),
}


def _answers(row: Mapping[str, Any]) -> Answers:
    return Answers(row["invited"], row["yes"], row["no"], row["withdrawn"])


def services_of(person: Person) -> list[tuple[EnhancedService, Answers]]:
    """The enhanced services of the person's hubs, the newest year first, with the answers of their CCGs' practices."""
    services = list(EnhancedService.objects.visible_to(person).order_by("-year", "code", "id")[:200])
    return list(zip(services, _counted(services, "service_id", person), strict=True))


def schemes_of(person: Person) -> list[tuple[LocalScheme, Answers]]:
    """The local schemes the person may see, open ones first, with the answers of the practices."""
    found = LocalScheme.objects.visible_to(person).select_related("ccg")
    schemes = list(found.order_by(F("closed_on").desc(nulls_first=True), "-received_on", "-id")[:200])
    return list(zip(schemes, _counted(schemes, "scheme_id", person), strict=True))


def _counted(offers: Sequence[Any], column: str, person: Person) -> list[Answers]:
    keys = [offer.pk for offer in offers]
    rows = Invitation.objects.visible_to(person).filter(**{f"{column}__in": keys}).values(column).annotate(**_COUNTS)
    by_key = {row[column]: _answers(row) for row in rows.order_by()}
    return [by_key.get(key, Answers()) for key in keys]


def invitations_of(offer: Any, person: Person, asked: Mapping[str, str]) -> QuerySet[Invitation]:
    """The invitations to an offer that the person may see, as filtered."""
    found = Invitation.objects.visible_to(person).of(offer)
    if asked.get("q"):
        found = found.filter(Q(practice__ods_code__istartswith=asked["q"]) | Q(practice__name__icontains=asked["q"]))
    if asked.get("ccg"):
        found = found.filter(ccg__ods_code=asked["ccg"])
    if asked.get("state"):
        found = found.filter(state=asked["state"])
    return found


def shown(rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """With what a line shows."""
    return rows.select_related("practice", "ccg")


def by_ccg(offer: Any, person: Person) -> list[OfCcg]:
    """Answers and returns, CCG by CCG: two queries, however many practices there are."""
    mine = Invitation.objects.visible_to(person).of(offer)
    rows = mine.values("ccg_id", "ccg__name", "ccg__ods_code").annotate(**_COUNTS).order_by("ccg__name", "ccg_id")
    returns: dict[int, dict[str, tuple[int, int]]] = {}
    sent = SchemeReturn.objects.filter(invitation__in=mine.filter(state="yes"), ccg_id__in=mine.values("ccg_id"))
    for row in sent.values("ccg_id", "period").annotate(
        all=Count("id"), late=Count("id", filter=Q(returned_on__gt=F("due_on")))
    ):
        returns.setdefault(row["ccg_id"], {})[row["period"]] = (row["all"], row["late"])
    return [
        OfCcg(row["ccg__name"], _answers(row), returns.get(row["ccg_id"], {}), row["ccg__ods_code"]) for row in rows
    ]


def total(lines: Sequence[OfCcg]) -> Answers:
    """All CCGs together."""
    sums = [line.answers for line in lines]
    return Answers(*(sum(getattr(one, name) for one in sums) for name in _COUNTS))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the letters of an offer have got."""

    letters: int
    drawn: int
    by_post: int


def progress_of(offer: Any, person: Person) -> Progress:
    """Letters written, drawn and to be posted, of the CCGs the person reads."""
    own = Letter.objects.filter(
        kind="invitation", reference=offer.reference, hub_id=offer.hub_id, ccg_id__in=person.grants.ccgs("ccg_read")
    )
    row = own.aggregate(
        letters=Count("id"),
        drawn=Count("id", filter=Q(document__isnull=False)),
        by_post=Count("id", filter=Q(send_by="letter")),
    )
    return Progress(**row)


def to_invite(offer: Any, ccgs: frozenset[int], *, today: Any) -> tuple[int, int, int]:
    """Practices that an invitation would go to, in how many CCGs, and how many CCGs of the hub are left to others."""
    of_hub = Ccg.objects.filter(hub_id=offer.hub_id)
    if isinstance(offer, LocalScheme):
        of_hub = of_hub.filter(pk=offer.ccg_id)
    members = PracticeMembership.objects.filter(
        ccg_id__in=ccgs, ccg__hub_id=offer.hub_id, period__contains=today, practice__status="active"
    )
    row = members.exclude(practice_id__in=Invitation.objects.of(offer).values("practice_id")).aggregate(
        practices=Count("id"), ccgs=Count("ccg_id", distinct=True)
    )
    return row["practices"], row["ccgs"], of_hub.exclude(pk__in=ccgs).count()


def signed_up(offer: Any, person: Person, *, ccg: str) -> QuerySet[Invitation]:
    """Practices that signed up, for the monitoring table."""
    found = Invitation.objects.visible_to(person).of(offer).filter(state="yes")
    return found.filter(ccg__ods_code=ccg) if ccg else found


def returns_of(invitations: Sequence[Invitation], period: str) -> dict[int, SchemeReturn]:
    """What these practices returned for one period, by invitation."""
    rows = SchemeReturn.objects.filter(
        ccg_id__in={row.ccg_id for row in invitations}, invitation__in=invitations, period=period
    )
    return {row.invitation_id: row for row in rows}


@dataclass(frozen=True, slots=True)
class OfPractice:
    """One signed-up practice's line of the report: its returns by the name of their period."""

    invitation: Invitation
    returns: Mapping[str, SchemeReturn] = field(default_factory=dict)


def by_practice(invitations: Sequence[Invitation]) -> list[OfPractice]:
    """What these practices returned in every period: one query for any number of them."""
    rows = SchemeReturn.objects.filter(ccg_id__in={row.ccg_id for row in invitations}, invitation__in=invitations)
    returns: dict[int, dict[str, SchemeReturn]] = {}
    for row in rows:
        returns.setdefault(row.invitation_id, {})[row.period] = row
    return [OfPractice(row, returns.get(row.pk, {})) for row in invitations]


def each_practice(invitations: QuerySet[Invitation], *, at_once: int = 1_000) -> Iterator[OfPractice]:
    """The same for a file of any length, in the order given: read as it is sent, so many practices at once."""
    waiting = invitations.iterator(chunk_size=at_once)
    while rows := list(islice(waiting, at_once)):
        yield from by_practice(rows)


def ccg_choices(person: Person, offer: Any) -> list[tuple[str, str]]:
    """The CCGs of the offer's hub that the person reads."""
    found = Ccg.objects.filter(pk__in=person.grants.ccgs("ccg_read"), hub_id=offer.hub_id)
    if isinstance(offer, LocalScheme):
        found = found.filter(pk=offer.ccg_id)
    return list(found.order_by("name").values_list("ods_code", "name"))
