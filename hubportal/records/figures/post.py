"""Letters that go by post: counted in bundles of one CCG, one day and one kind of record."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hubportal.organisations.models import Person
from hubportal.records.kinds import every_kind, kind_called
from hubportal.records.models import Letter

# How far back the page looks: a letter is posted within days, and stays on its record for ever.
SHOWN_FOR = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The letters of one CCG, one day and one kind of record; `drawn` of them can be printed already."""

    ccg: str
    ods_code: str
    on: date
    kind: str
    letters: int
    drawn: int


def bundles(person: Person, *, today: date) -> list[Bundle]:
    """What went, or goes, by post in the last month, the newest first."""
    rows = (
        _posted(person)
        .filter(issued_on__gte=today - SHOWN_FOR)
        .values_list("ccg__name", "ccg__ods_code", "issued_on", "kind")
        .annotate(letters=Count("id"), drawn=Count("id", filter=Q(document__isnull=False)))
        .order_by("-issued_on", "ccg__name", "kind")
    )
    return [Bundle(*row) for row in rows]


def letters_of(person: Person, *, ods_code: str, on: date, kind: str) -> QuerySet[Letter]:
    """The letters of one bundle that are drawn, as they were written."""
    found = _posted(person).filter(ccg__ods_code=ods_code, issued_on=on, kind=kind, document__isnull=False)
    return found.select_related("document").order_by("id")


def kind_words(kind: str) -> str:
    """What a bundle's letters are about."""
    return kind_called(kind).plural


def _posted(person: Person) -> QuerySet[Letter]:
    """Issued letters to print, of the CCGs the person works for. Those about restricted records are printed from
    their record only, so that nobody finds one in a pile.
    """
    open_to_all = Q()
    for kind in every_kind():
        about = Q(kind=kind.key)
        if kind.may_be_restricted:
            # Looked up letter by letter: a list of all open records would read every case of the hub.
            about &= Q(Exists(kind.rows.filter(pk=OuterRef("record_id"), ccg=OuterRef("ccg"), is_restricted=False)))
        open_to_all |= about
    issued = Letter.objects.filter(state=Letter.State.ISSUED, send_by=Letter.SendBy.LETTER)
    return issued.filter(open_to_all, ccg_id__in=person.grants.ccgs("ccg_case_edit"))
