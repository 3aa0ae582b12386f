"""Self-certifications over the API: begun and answered by a token; signed on their page only."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from governance.models import SelfCertification
from governance.rules.certifications import STATEMENTS
from governance.services import certifications as services
from governance.services.level_signing import digest_now
from hubportal.organisations.models import Ccg, CcgLevel
from tests.conftest import in_scope_of
from tests.governance.api.calling import Caller

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]
NOW = datetime(2016, 5, 3, 10, tzinfo=UTC)
NEW = {"ccg": "05R", "quarter_from": "2016-01-01"}
NOT = {"standing": "not_compliant", "action": "Publish the register", "action_by": "2016-06-30"}


@pytest.fixture(autouse=True)
def _in_may_2016() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer(signed_in: SignedIn) -> Caller:
    return Caller(signed_in("officer"))


def test_one_is_begun_and_answered_statement_by_statement(officer: Caller) -> None:
    assert CcgLevel.on(Ccg.objects.get(ods_code="05R"), date(2016, 3, 31)) in ("delegated", "joint")
    for _ in range(2):
        made = officer.send("self-certifications/", NEW, key="begin")
    told = made.json()
    assert (made.status_code, told["state"], len(told["missing"])) == (201, "draft", 5), made.content
    assert made["Location"].endswith(f"/self-certifications/{told['reference']}/")
    assert list(officer.send("self-certifications/", NEW).json()["errors"]) == ["quarter_from"]
    assert list(officer.send("self-certifications/", NEW | {"quarter_from": "2016-04-01"}).json()["errors"]) == [
        "quarter_from"
    ]
    one = f"self-certifications/{told['reference']}/"
    assert set(told["asked"]) == set(told["evidence_today"])
    first = f"{one}statements/governance/"
    assert officer.send(first, NOT, method="put").status_code == 428
    for sent, field in (
        ({"standing": "perhaps"}, "standing"), (NOT | {"action": ""}, "action"),
        (NOT | {"action_by": None}, "action_by"),
    ):  # fmt: skip
        wrong = officer.send(first, sent, method="put", match=1)
        assert (wrong.status_code, list(wrong.json()["errors"])) == (400, [field]), wrong.content
    assert officer.send(first, NOT, method="put", match=1).json()["statements"]["governance"] == {**NOT, "note": ""}
    assert officer.send(first, NOT, method="put", match=1).status_code == 412
    for place, code in enumerate(told["asked"], start=2):
        answered = officer.send(f"{one}statements/{code}/", {"standing": "compliant"}, method="put", match=place)
        assert answered["ETag"] == f'"{place + 1}"'
    assert (answered.json()["missing"], officer.get(one).json()["state"]) == ([], "draft")
    assert officer.send(f"{one}statements/weather/", NOT, method="put", match=7).status_code == 404
    assert officer.send(f"{one}signatures/", {}).status_code == 404


def test_an_action_of_a_signed_one_is_done_once(officer: Caller, signed_in: SignedIn) -> None:
    reference = officer.send("self-certifications/", NEW).json()["reference"]
    one = f"self-certifications/{reference}/"
    done = {"done_on": "2016-05-03", "note": "It is published."}
    for place, code in enumerate(STATEMENTS, start=1):
        sent = NOT if code == "governance" else {"standing": "compliant"}
        answered = officer.send(f"{one}statements/{code}/", sent, method="put", match=place).json()
    assert answered["actions"] == []
    act = f"{one}statements/governance/done/"
    assert officer.send(act, done, match=6).status_code == 404
    with in_scope_of("lead") as lead:
        made = SelfCertification.objects.get(reference=reference)
        seen = digest_now(services.contents(made, on=NOW.date()))
        services.sign_certification(certification_id=made.pk, seen=seen, by=lead, at=NOW)
    told = officer.get(one).json()
    assert told["actions"] == [{"statement": "governance", "due_on": "2016-06-30", "done_on": None}]
    assert officer.send(act, done).status_code == 428
    assert Caller(signed_in("auditor")).send(act, done, match=7).status_code == 403
    for wrong in ({"note": ""}, {"done_on": "2016-05-04"}, {"done_on": "2016-05-02"}):
        refused = officer.send(act, done | wrong, match=7)
        assert (refused.status_code, list(refused.json()["errors"])) == (400, list(wrong)), refused.content
    assert officer.send(f"{one}statements/expiry/done/", done, match=7).status_code == 404
    answer = officer.send(act, done, match=7)
    assert (answer.status_code, answer.json()["actions"][0]["done_on"]) == (200, "2016-05-03"), answer.content
    assert answer.json()["evidence"] == told["evidence"]
    again = officer.send(act, done, match=8)
    assert (again.status_code, "done already" in again.json()["detail"]) == (409, True)


def test_readers_do_not_answer_and_another_tenant_does_not_see_it(officer: Caller, signed_in: SignedIn) -> None:
    one = f"self-certifications/{officer.send('self-certifications/', NEW).json()['reference']}/"
    for key, reads, answers in (("auditor", 200, 403), ("stranger", 404, 404), ("practice", 404, 404)):
        who = Caller(signed_in(key))
        assert who.get(one).status_code == reads
        assert who.send(f"{one}statements/governance/", NOT, method="put", match=1).status_code == answers
        assert who.send("self-certifications/", NEW).status_code in (400, 403)
    lead = Caller(signed_in("lead"))
    assert lead.send(f"{one}statements/governance/", NOT, method="put", match=1).status_code == 200
