"""Once a case is answered, whoever asked says whether the answer served: once, changeable for 14 days."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from functions.models import Query, Satisfaction
from functions.rules.satisfaction import refuse_judging
from functions.services.clock import record_event
from functions.services.following import address_of, end_link, make_link
from functions.services.satisfaction import judge
from hubportal.web.refusals import Refused
from tests.functions.cases import a_case
from tests.functions.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(seen_by: Any) -> Query:
    """A question of Alder Lane Surgery received an hour ago, not yet answered."""
    now = timezone.now()
    with seen_by("officer") as officer:
        return a_case(officer, practice="M84901", received_at=now - timedelta(hours=1), at=now)


def answer(case: Query, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        record_event(
            query_id=case.pk, version=None, kind="responded", on=timezone.localdate(), by=officer, at=timezone.now()
        )


@pytest.mark.parametrize(
    ("closed", "answered", "given", "allowed"),
    [
        (False, None, None, False),
        (True, None, None, False),  # withdrawn
        (True, date(2016, 1, 4), None, True),
        (True, date(2016, 1, 4), date(2016, 1, 5), True),
        (True, date(2016, 1, 4), date(2016, 1, 4), True),  # on the 14th day after
        (True, date(2016, 1, 4), date(2016, 1, 3), False),
    ],
)
def test_when_something_can_be_said(closed: bool, answered: date | None, given: date | None, allowed: bool) -> None:
    today = date(2016, 1, 18)
    refusal = refuse_judging(is_closed=closed, answered_on=answered, given_on=given, today=today)
    assert (refusal is None) is allowed


def test_a_practice_says_it_once_and_may_change_it_for_a_fortnight(signed_in: Any, case: Query, seen_by: Any) -> None:
    practice, address = signed_in("practice"), f"/cases/{case.reference}/satisfaction/"
    assert practice.get(address).status_code == 409
    assert "What you think of the answer" not in text_of(practice.get(f"/cases/{case.reference}/"))
    answer(case, seen_by)
    assert address in text_of(practice.get(f"/cases/{case.reference}/"))
    assert "Did the answer give you what you needed?" in text_of(practice.get(address))
    missing = practice.post(address, {"comment": "Not quite"})
    assert missing.status_code == 422
    assert "Not quite" in text_of(missing)
    assert practice.post(address, {"answer": "partly", "comment": "Not quite"}).status_code == 302
    assert practice.post(address, {"answer": "yes", "comment": "Now it is clear"}).status_code == 302
    with seen_by("officer"):
        said = Satisfaction.objects.get()
        assert (said.answer, said.comment, said.by.name) == ("yes", "Now it is clear", "Practice")
    assert "You said on" in text_of(practice.get(f"/cases/{case.reference}/"))
    for reader in ("officer", "lead"):
        assert "Now it is clear" in text_of(signed_in(reader).get(f"/cases/{case.reference}/"))
    assert "Satisfied with the answer: Yes" in text_of(signed_in("lead").get(f"/cases/{case.reference}/history/"))
    assert signed_in("officer").get(address).status_code == 403
    assert signed_in("neighbour_practice").get(address).status_code == 404
    with seen_by("officer"):
        Satisfaction.objects.update(given_on=timezone.localdate() - timedelta(days=15))
    assert practice.post(address, {"answer": "no"}).status_code == 409
    assert address not in text_of(practice.get(f"/cases/{case.reference}/"))


def test_the_holder_of_the_link_says_it_while_the_link_works(client: Any, case: Query, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        link = make_link(query_id=case.pk, by=officer, at=timezone.now())
    path = "/" + address_of(link).split("/", 3)[3]
    assert client.get(f"{path}answer/").status_code == 409
    answer(case, seen_by)
    assert f"{path}answer/" in text_of(client.get(path))
    page = text_of(client.post(f"{path}answer/", {"answer": "no", "comment": "Too late"}, follow=True))
    assert "Thank you" in page
    assert "Too late" in page
    assert client.get(f"{path[:-3]}xx/answer/").status_code == 404
    with seen_by("officer") as officer:
        assert Satisfaction.objects.get().by is None
        end_link(query_id=case.pk, by=officer, at=timezone.now())
    assert client.post(f"{path}answer/", {"answer": "yes"}).status_code == 410


def test_the_hub_does_not_speak_for_whoever_asked(case: Query, seen_by: Any) -> None:
    answer(case, seen_by)
    said: dict[str, Any] = {"case_key": case.pk, "ccg_id": case.ccg_id, "comment": "", "at": timezone.now()}
    with seen_by("officer") as officer:
        with pytest.raises(Refused, match="Only whoever asked"):
            judge(answer="yes", by=officer, **said)
        with pytest.raises(Refused, match="Choose yes, partly or no"):
            judge(answer="perhaps", by=None, **said)
        with pytest.raises(Refused, match="1,000 characters"):
            judge(answer="yes", by=None, **said | {"comment": "x" * 1001})


def test_the_standards_page_sums_what_was_said(signed_in: Any, case: Query, seen_by: Any) -> None:
    answer(case, seen_by)
    with seen_by("officer"):
        judge(case_key=case.pk, ccg_id=case.ccg_id, answer="partly", comment="", by=None, at=timezone.now())
    for address in ("/reports/standards/?ccg=05R", "/reports/standards/"):
        page = text_of(signed_in("head").get(address)).split("Did the answer give whoever asked what they needed?")[-1]
        row = page.split("South Warwickshire")[1].split("</tr>")[0]
        assert re.findall(r">(\d+%?)<", row) == ["1", "0", "1", "0", "0%"]
