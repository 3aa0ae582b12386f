"""A new committee and the CCGs that take part in one, by whoever manages the people of those CCGs."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from psycopg2.extras import DateRange

from governance.models import CommitteeKind
from governance.rules.terms_of_reference.composing import BEGINNING
from governance.services.finding import of
from governance.services.terms_of_reference.drafts import Content, Particulars, keep_content
from hubportal.clauses import clause
from hubportal.organisations.models import Ccg, Committee, CommitteeCcg, Person
from hubportal.organisations.services.assignments import assign
from hubportal.organisations.services.directory import ccgs_managed_by, committees_managed_by
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date

SECTION = "Specification of governance, section 4"
ONE_CCG = {CommitteeKind.PRIMARY_CARE, CommitteeKind.GOVERNING_BODY, CommitteeKind.AUDIT}
SECRETARY = "committee_secretary"


@clause(SECTION, part="one CCG or several")
def ccgs_fault(kind: str, count: int) -> str | None:
    """A primary care committee, governing body or audit committee is one CCG's; the other kinds serve one or several,
    since a joint committee may be of one CCG and NHS England.
    """
    if count == 0:
        return "Select at least one CCG."
    if kind in ONE_CCG and count > 1:
        return f"A {CommitteeKind(kind).label} belongs to one CCG."
    return None


@transaction.atomic
def make_committee(
    *,
    by: Person,
    name: str,
    kind: str,
    ccgs: Sequence[Ccg],
    first: date,
    secretary: Person | None = None,
    content: Content | None = None,
) -> Committee:
    """Make a committee of CCGs whose people somebody manages, with a draft of its terms and, if named, its secretary.

    Refused for CCGs of others or of two hubs, a name the hub has already, or a kind that cannot have so many.
    """
    managed = set(ccgs_managed_by(by).values_list("pk", flat=True))
    if any(ccg.pk not in managed for ccg in ccgs):
        raise Refused("You make committees only of CCGs whose people you manage.", status=403)
    if (fault := ccgs_fault(kind, len(ccgs))) is not None:
        raise Refused(fault, field="ccgs", status=400)
    hubs = {ccg.hub_id for ccg in ccgs}
    if len(hubs) > 1:
        raise Refused("Choose CCGs of one hub.", field="ccgs", status=400)
    wanted = " ".join(name.split())
    if not wanted:
        raise Refused("Enter the name.", field="name", status=400)
    made, new = Committee.objects.get_or_create(hub_id=hubs.pop(), name=wanted)
    if not new:
        raise Refused("The hub has a committee of this name already.", field="name", status=400)
    if secretary is not None:
        assign(person=secretary, role=SECRETARY, organisation=made, on=first, by=by, reason="Named with the committee")
    with scope(_scope(made)):
        for ccg in ccgs:
            CommitteeCcg.objects.create(**of(made), ccg=ccg, period=DateRange(first, None))
        begun = content or Content(Particulars(kind, first, first, ""), BEGINNING)
        keep_content(made, begun, number=1, by=by)
    return made


def _scope(committee: Committee) -> Scope:
    """The rows of this committee alone: whoever makes it need not be one of its people."""
    return Scope(hub=committee.hub_id, committees=(committee.pk,), reason="a committee and the CCGs that take part")


def _managed(committee_id: int, by: Person) -> Committee:
    committee = committees_managed_by(by).filter(pk=committee_id).first()
    if committee is None:
        raise Refused("You do not manage the people of this committee’s CCGs.", status=403)
    return Committee.objects.select_for_update().get(pk=committee.pk)


@transaction.atomic
def join_ccg(*, committee_id: int, by: Person, ccg: Ccg, first: date) -> None:
    """A CCG takes part in a committee from a day."""
    committee = _managed(committee_id, by)
    if not ccgs_managed_by(by).filter(pk=ccg.pk, hub_id=committee.hub_id).exists():
        raise Refused("Choose a CCG whose people you manage.", field="ccg", status=400)
    with scope(_scope(committee)):
        if CommitteeCcg.objects.filter(committee=committee, ccg=ccg).exists():
            raise Refused("This CCG takes part, or took part, already.", field="ccg", status=400)
        CommitteeCcg.objects.create(**of(committee), ccg=ccg, period=DateRange(first, None))


@transaction.atomic
def leave_ccg(*, committee_id: int, by: Person, ccg: Ccg, last: date) -> None:
    """A CCG takes part until a day; one at least goes on."""
    committee = _managed(committee_id, by)
    with scope(_scope(committee)):
        links = {link.ccg_id: link for link in CommitteeCcg.objects.filter(committee=committee)}
        link = links.get(ccg.pk)
        if link is None or link.period.upper is not None:
            raise Refused("This CCG does not take part any more.", field="ccg", status=400)
        if last < link.period.lower:
            raise Refused(f"It takes part from {long_date(link.period.lower)}.", field="last", status=400)
        if not any(other.period.upper is None for key, other in links.items() if key != ccg.pk):
            raise Refused("A committee has at least one CCG.", field="ccg", status=400)
        link.period = DateRange(link.period.lower, last + timedelta(days=1))
        link.save(update_fields=["period"])
