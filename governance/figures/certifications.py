"""Self-certifications as lists show them, and the evidence of a CCG's record behind the five statements."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from functions.models import Concern, ContractNotice, Invitation, Query, RegisterRow, Variation
from functions.models.queries import Kind, State
from functions.rules.rent_reviews import financial_year
from governance.figures.agreements import with_next_date
from governance.figures.committee_evidence import committees_in
from governance.models import Agreement, LevelApplication, SelfCertification
from governance.rules.agreement_moves import HELD_IN
from governance.rules.certifications import STATEMENTS, quarter_with, step_of
from hubportal.organisations.models import Person
from hubportal.records.models import Deadline

YEAR = timedelta(days=365)
MOST_NAMED = 50
Fact = dict[str, Any]


def certifications_of(person: Person, *, state: str = "", ccg: str = "") -> QuerySet[SelfCertification]:
    """The self-certifications a person reads, narrowed where asked."""
    found = SelfCertification.objects.visible_to(person)
    if state:
        found = found.filter(state=state)
    if ccg:
        found = found.filter(ccg__ods_code=ccg)
    return with_next_date(found, "self_certification").select_related("ccg", "owner")


def of_quarter(ccg_id: int, quarter_from: date) -> SelfCertification | None:
    """A CCG's certification of one quarter."""
    return SelfCertification.objects.filter(ccg_id=ccg_id, quarter_from=quarter_from).first()


def actions_kept(*certifications: SelfCertification | None) -> dict[tuple[int, str], Deadline]:
    """The actions of signed certifications, as the dates by which they are done; by certification and statement."""
    codes = {step_of(code): code for code in STATEMENTS}
    asked = [one for one in certifications if one is not None]
    rows = Deadline.objects.filter(
        ccg_id__in={one.ccg_id for one in asked}, kind="self_certification", record_id__in=[one.pk for one in asked],
        step__in=codes,
    )  # fmt: skip
    return {(row.record_id, codes[row.step]): row for row in rows}


def _said(words: str, count: int, names: Sequence[str] = ()) -> Fact:
    return {"words": words, "count": count, "names": list(names)}


def evidence_of(certification: SelfCertification, on: date) -> dict[str, list[Fact]]:
    """Statement to what the record says for it on a day: how many, and the references where there are few. Of the CCG's
    committees it is what they did in the quarter that is certified.

    Restricted records are left out, since whoever reads the certification reads this, and of committees there are only
    counts. The number of statements is the same however many rows there are: twelve of the CCG's record, seven of
    committees.
    """
    ccg_id, until = certification.ccg_id, on + YEAR
    quarter = quarter_with(certification.quarter_from)
    committees = committees_in(quarter, hub_id=certification.hub_id, ccg_id=ccg_id, on=on)
    held = Agreement.objects.filter(ccg_id=ccg_id, state__in=HELD_IN).order_by("reference")
    agreements = list(held.values_list("reference", flat=True))
    applications = LevelApplication.objects.filter(ccg_id=ccg_id).open().count()
    plain = {"ccg_id": ccg_id, "is_restricted": False}
    variations = Variation.objects.filter(**plain)
    moving = variations.aggregate(
        open=Count("pk", filter=Q(closed_on=None)),
        decided=Count("pk", filter=Q(decided_on__gt=on - timedelta(days=92), decided_on__lte=on)),
    )
    reopening = _named(variations.filter(until_on__range=(on, until)).order_by("until_on", "id"))
    rows = RegisterRow.objects.filter(**plain).open()
    ending = _named(
        rows.annotate(ends=KeyTextTransform("end_on", "values"))
        .filter(ends__gte=on.isoformat(), ends__lte=until.isoformat())
        .order_by("ends", "id")
    )
    registers = rows.aggregate(open=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on)))
    services = Invitation.objects.filter(ccg_id=ccg_id, state="yes")
    yearly = services.filter(Q(service__year=financial_year(on)) | Q(scheme__year=financial_year(on)))
    offers = list(yearly.order_by("reference").values_list("reference", flat=True).distinct())
    terms = _named(Agreement.objects.filter(ccg_id=ccg_id, term_until__range=(on, until)).open().order_by("term_until"))
    notices = ContractNotice.objects.filter(**plain).open().count()
    late = Deadline.objects.open().filter(ccg_id=ccg_id, is_restricted=False, due_on__lt=on).count()
    concerns = Concern.objects.filter(**plain).open().count()
    cases = Query.objects.filter(**plain, state=State.OPEN).aggregate(
        complaints=Count("pk", filter=Q(kind=Kind.COMPLAINT)),
        incidents=Count("pk", filter=Q(kind=Kind.INCIDENT)),
        concerns=Count("pk", filter=Q(kind=Kind.CONCERN)),
    )
    return {
        "governance": [
            _said("Agreements in force", len(agreements), agreements[:MOST_NAMED]),
            _said("Applications to change level under way", applications),
            _said("Committees the CCG took part in during the quarter", len(committees.names), committees.names),
            _said("Meetings these committees held in the quarter", committees.meetings),
            _said("Decisions of the quarter in their decision registers", committees.decisions),
            _said("Interests declared to them in the quarter", committees.declared),
            _said("Yearly reviews of interests that are overdue in them", committees.late_reviews),
        ],
        "procurement": [
            _said("Decisions of the quarter in the procurement registers of its committees", committees.procurements),
            _said("Variations decided in the last three months", moving["decided"]),
            _said("Variations under way", moving["open"]),
        ],
        "expiry": [
            _said("Contracts and services in the registers that end in the next 12 months", *ending),
            _said("Agreements whose term ends in the next 12 months", *terms),
            _said("Enhanced services and schemes signed up to that end on 31 March", len(offers), offers[:MOST_NAMED]),
        ],
        "availability": [
            _said("Closed lists that open again in the next 12 months", *reopening),
            _said("Contract notices open", notices),
        ],
        "outcomes": [
            _said("Complaints open", cases["complaints"]),
            _said("Incidents open", cases["incidents"]),
            _said("Concerns about the hub open", cases["concerns"]),
            _said("Practices of concern", concerns),
            _said("Rows of registers open", registers["open"]),
            _said("Rows of registers that are late", registers["late"]),
            _said("Dates to keep that have passed", late),
        ],
    }


def _named(rows: Any) -> tuple[int, list[str]]:
    found = list(rows.values_list("reference", flat=True))
    return len(found), found[:MOST_NAMED]
