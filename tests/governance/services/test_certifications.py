"""Self-certifications begun and signed by two people at once, and the evidence behind them."""

import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from functions.models import Invitation, LocalScheme, Query
from governance.figures.certifications import evidence_of
from governance.models import Agreement, SelfCertification
from governance.rules.certifications import STATEMENTS
from governance.services import certifications as services
from governance.services.level_signing import digest_now
from hubportal.organisations.models import Ccg, Practice
from hubportal.records.models import Signature
from hubportal.web.refusals import Refused
from tests.conftest import in_scope_of
from tests.functions.cases import a_case
from tests.governance.agreements import in_force, moment

TODAY, QUARTER = date(2016, 1, 4), date(2015, 10, 1)


def begun(by: Any, code: str = "05R") -> SelfCertification:
    ccg = Ccg.objects.select_related("hub").get(ods_code=code)
    return services.begin_certification(ccg=ccg, quarter_from=QUARTER, by=by, on=TODAY, at=moment(TODAY))


def of_ccg(ccg: Ccg, quarter: date = QUARTER) -> SelfCertification:
    """One that is not saved: its evidence is read from what its CCG has."""
    return SelfCertification(hub_id=ccg.hub_id, ccg=ccg, quarter_from=quarter)


def at_once(act: Any, *, people: tuple[str, str]) -> list[str]:
    """Both do it in transactions of their own at the same moment; what each was told, sorted."""
    ready, said = threading.Barrier(2), []

    def one(who: str) -> None:
        try:
            with in_scope_of(who) as person:
                ready.wait(timeout=20)
                act(person)
            said.append("done")
        except Refused as refused:
            said.append(refused.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(said, key=lambda words: words != "done")


def test_of_two_who_begin_at_once_one_is_told_of_the_other(committed: str) -> None:
    first, second = at_once(begun, people=("officer", "lead"))
    assert first == "done"
    assert "has its certification already" in second


def test_of_two_who_sign_at_once_one_signs(committed: str) -> None:
    with in_scope_of("lead") as lead, transaction.atomic():
        made = begun(lead)
        for code in STATEMENTS:
            services.answer_statement(
                certification_id=made.pk, version=None, by=lead, statement=code, answer=services.Answer("compliant")
            )
        made.refresh_from_db()
        seen = digest_now(services.contents(made, on=TODAY))

    def sign(person: Any) -> None:
        services.sign_certification(certification_id=made.pk, seen=seen, by=person, at=moment(TODAY))

    first, second = at_once(sign, people=("lead", "lead"))
    assert first == "done"
    assert "what was signed stands" in second
    with in_scope_of("lead"), transaction.atomic():
        assert Signature.objects.of(made).count() == 1


@pytest.mark.django_db
def test_nobody_of_the_hub_signs_for_a_governing_body() -> None:
    with in_scope_of("head") as head:
        made = begun(head)
        with pytest.raises(Refused, match="signs for the CCG"):
            services.sign_certification(certification_id=made.pk, seen="", by=head, at=moment(TODAY))


@pytest.mark.django_db
def test_evidence_counts_what_is_open_and_leaves_out_what_is_restricted(django_assert_num_queries: Any) -> None:
    with in_scope_of("officer") as officer:
        ccg = Ccg.objects.get(ods_code="05R")
        with django_assert_num_queries(19):
            before = evidence_of(of_ccg(ccg), TODAY)
        kept, restricted = a_case(officer), a_case(officer)
        Query.objects.filter(pk=kept.pk).update(kind="complaint")
        Query.objects.filter(pk=restricted.pk).update(kind="complaint", is_restricted=True)
        with django_assert_num_queries(19):
            after = evidence_of(of_ccg(ccg), TODAY)
        words = "Complaints open"
        count = [next(fact["count"] for fact in said["outcomes"] if fact["words"] == words) for said in (before, after)]
        assert count[1] == count[0] + 1


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "count"), [("in_force", 1), ("extended", 1), ("notice", 1), ("withdrawn", 0)])
def test_an_agreement_counts_as_long_as_it_holds(state: str, count: int) -> None:
    made = in_force()
    with in_scope_of("officer"):
        Agreement.objects.filter(pk=made.pk).update(state=state)
        said = evidence_of(of_ccg(made.ccg), TODAY)["governance"][0]
        assert (said["words"], said["count"]) == ("Agreements in force", count)
        assert said["names"] == [made.reference][:count]


@pytest.mark.django_db
def test_evidence_names_the_services_that_end_with_the_year_once_however_many_practices() -> None:
    with in_scope_of("officer"):
        ccg = Ccg.objects.select_related("hub").get(ods_code="05R")
        common = {"hub": ccg.hub, "ccg": ccg, "invited_on": TODAY}
        offers = {
            year: LocalScheme.objects.create(
                hub=ccg.hub, ccg=ccg, reference=f"WM-S-2015-0000{number}", subject="Hearts", state="offered",
                received_on=TODAY, code="H", year=year,
            )
            for number, year in enumerate(("2015/16", "2014/15"), start=1)
        }  # fmt: skip
        for year, state, place in (("2015/16", "yes", 0), ("2015/16", "yes", 1), ("2014/15", "yes", 0)):
            practice = Practice.objects.order_by("pk")[place]
            offer = offers[year]
            Invitation.objects.create(
                **common, scheme=offer, reference=offer.reference, practice=practice, state=state, answered_on=TODAY
            )
        said = evidence_of(of_ccg(ccg), TODAY)["expiry"][-1]
        assert (said["count"], said["names"]) == (1, ["WM-S-2015-00001"])
