"""Work that gave up or is late: who sees it and what of it, trying it again, setting it aside, and who is told."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from hubportal.notifications import handlers
from hubportal.notifications.models import Notice, OutboxItem, WorkDecision
from hubportal.notifications.services import items
from hubportal.notifications.services.outbox import enqueue
from hubportal.organisations.models import Ccg
from hubportal.tenancy.scope import scope
from hubportal.web.refusals import Refused

pytestmark = pytest.mark.django_db
# Words of a case: in the payload, in the key of the fact and in the messages of faults.
SECRET = "Heron"


class Broken(Exception):
    """A fault whose message quotes a case."""


@pytest.fixture
def works() -> Iterator[dict[str, bool]]:
    """A kind of act, `test.act`, that fails until it is mended."""
    state = {"mended": False, "done": False}

    def run(item: OutboxItem) -> None:
        if item.payload.get("refused"):
            raise Refused(f"The case about {SECRET} is closed.")
        if not state["mended"]:
            raise Broken(f"the text of {SECRET}")
        state["done"] = True

    handlers.handles("test.act", words="Act of a test")(run)
    yield state
    del handlers._handlers["test.act"]


@pytest.fixture
def fail(works: Any) -> Callable[..., int]:
    """`fail("05R")`: an item of a CCG (or of none) that has been given up; returns its key."""

    def give_up(code: str | None = "05R", *, name: str = "d", attempts: int = items.ATTEMPTS, **payload: Any) -> int:
        ccg = Ccg.objects.get(ods_code=code) if code else None
        said = {"body": f"{SECRET} and more", **payload}
        with scope(items.WORKER), transaction.atomic():
            enqueue(kind="test.act", dedupe=f"{SECRET}:{name}", payload=said, hub=ccg and ccg.hub_id, ccg=ccg)
            row = OutboxItem.objects.filter(dedupe=f"{SECRET}:{name}")
            row.update(attempts=attempts - 1)
            key = row.get().pk
        items.drain()
        return key

    return give_up


def item(key: int) -> OutboxItem:
    with scope(items.WORKER), transaction.atomic():
        return OutboxItem.objects.get(pk=key)


def test_heads_see_their_hubs_work_and_administrators_all_of_it_and_nobody_what_it_was_about(
    fail: Any, signed_in: Any
) -> None:
    here, there, nowhere = fail("05R", name="a"), fail("06Q", name="b"), fail(None, name="c", refused=True)
    links = {key: f'href="/background-work/{key}/"' for key in (here, there, nowhere)}
    seen = {"head": {here}, "stranger_head": {there}, "admin": {here, there, nowhere}}
    for key, expected in seen.items():
        page = signed_in(key).get("/background-work/").text
        assert {one for one, link in links.items() if link in page} == expected, key
        assert SECRET not in page
        assert "Act of a test" in page
        for one in expected:
            details = signed_in(key).get(f"/background-work/{one}/").text
            assert SECRET not in details
            expected_fault = "A rule of the portal refused it" if one == nowhere else "Broken at run line"
            assert expected_fault in details
    assert signed_in("head").get(f"/background-work/{there}/").status_code == 404
    for key in ("officer", "lead", "auditor", "practice", "nobody"):
        assert signed_in(key).get("/background-work/").status_code == 404


def test_retrying_does_it_once_what_stopped_it_is_mended_and_keeps_who_asked(
    fail: Any, works: Any, signed_in: Any, person: Any
) -> None:
    key = fail()
    assert signed_in("stranger_head").post("/background-work/retry/", {"item": key}).status_code == 404
    assert signed_in("stranger_head").post("/background-work/retry/", {"kind": "test.act"}).status_code == 404
    works["mended"] = True
    assert signed_in("head").post("/background-work/retry/", {"item": key}).status_code == 302
    items.drain()
    assert works["done"]
    assert item(key).done_at is not None
    with scope(items.WORKER):
        decided = WorkDecision.objects.get()
    assert (decided.item, decided.act, decided.by) == (key, "retried", person("head"))
    assert "Tried again" in signed_in("head").get("/background-work/").text
    assert signed_in("head").post("/background-work/retry/", {"item": key}).status_code == 404


def test_all_of_one_kind_are_retried_at_once_in_ones_own_hub(fail: Any, works: Any, signed_in: Any) -> None:
    here, there = [fail("05R", name=str(turn)) for turn in range(3)], fail("06Q", name="there")
    works["mended"] = True
    page = signed_in("head").get("/background-work/").text
    assert "Try all of this kind again: Act of a test" in page
    assert signed_in("head").post("/background-work/retry/", {"kind": "test.act"}).status_code == 302
    items.drain()
    assert all(item(key).done_at for key in here)
    assert item(there).dead_at is not None


def test_setting_aside_asks_why_and_is_for_good(fail: Any, works: Any, signed_in: Any) -> None:
    key = fail()
    head = signed_in("head")
    assert head.post(f"/background-work/{key}/", {"reason": " "}).status_code == 422
    assert head.post(f"/background-work/{key}/", {"reason": "Sent by post"}).status_code == 302
    works["mended"] = True
    items.drain()
    assert not works["done"]
    page = head.get("/background-work/").text
    assert "Sent by post" in page
    assert f"/background-work/{key}/" not in page
    assert head.get(f"/background-work/{key}/").status_code == 404


def test_work_in_hand_is_left_to_its_worker(fail: Any, signed_in: Any) -> None:
    key = fail(attempts=1)
    with scope(items.WORKER), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE notifications_outboxitem SET run_after = clock_timestamp() WHERE id = %s", [key])
    assert items.claim() is not None
    answer = signed_in("head").post("/background-work/retry/", {"item": key})
    assert answer.status_code == 409
    assert "being done now" in answer.text


def test_late_work_is_listed_before_it_is_given_up(fail: Any, signed_in: Any) -> None:
    key = fail(attempts=1)
    link = f'href="/background-work/{key}/"'
    assert link not in signed_in("head").get("/background-work/").text
    with scope(items.WORKER), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE notifications_outboxitem SET made_at = made_at - interval '11 minutes'")
    page = signed_in("head").get("/background-work/").text
    assert link in page
    assert "Next attempt" in page


def test_heads_are_told_by_notice_and_administrators_by_email_once_a_kind_and_day(
    fail: Any, person: Any, seen_by: Any
) -> None:
    for turn in range(3):
        fail("05R", name=str(turn))
    with seen_by("head") as head:
        told = Notice.objects.get(person=head, kind="work_given_up")
    assert told.text == "The portal gave up on some of its work: Act of a test. See what to do about it."
    assert told.path == "/background-work/"
    with seen_by("stranger_head") as other:
        assert not Notice.objects.filter(person=other).exists()
    with scope(items.WORKER):
        mails = list(OutboxItem.objects.filter(kind="notifications.send_email", dedupe__contains="admin@example.org"))
        assert len(mails) == 1
    assert SECRET not in str(mails[0].payload)


def test_the_list_takes_as_many_queries_for_ten_items_as_for_one(fail: Any, signed_in: Any) -> None:
    admin = signed_in("admin")

    def asked() -> int:
        with CaptureQueriesContext(connection) as taken:
            assert admin.get("/background-work/").status_code == 200
        return len(taken)

    fail(name="first")
    asked()
    before = asked()
    for turn in range(9):
        fail(name=str(turn))
    assert asked() == before
