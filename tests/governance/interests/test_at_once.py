"""Two people at the same moment: neither loses what they did, and numbers and publications stay one each."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection, transaction

from governance.models import Interest, Publication
from governance.services import interests
from governance.services.interests import Holder
from governance.services.public_registers import publish_register
from hubportal.web.refusals import Refused
from tests.conftest import in_scope_of
from tests.governance.interests.room import AT, DAY, committee, declared, words


def at_once(act: Callable[[Any], Any], *, people: tuple[str, ...]) -> list[str]:
    """What each was told: ok, or the name of the refusal."""
    start, said = Barrier(len(people)), []

    def run(key: str) -> None:
        with in_scope_of(key) as person:
            start.wait()
            try:
                act(person)
                said.append("ok")
            except Refused as refused:
                said.append(type(refused).__name__)
        connection.close()

    threads = [Thread(target=run, args=(key,)) for key in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


def test_two_declarations_have_two_numbers(committed: str) -> None:
    found = committee().pk

    def declare(person: Any) -> None:
        holder = Holder(person.name, "", person)
        interests.declare(committee_id=found, holder=holder, words=words(), declared_on=DAY, by=person, at=AT)

    assert at_once(declare, people=("member", "secretary", "member", "secretary")) == ["ok"] * 4
    with in_scope_of("secretary"), transaction.atomic():
        assert sorted(Interest.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_of_two_who_end_the_same_interest_one_is_told_that_it_changed(committed: str) -> None:
    row = declared()

    def end(person: Any) -> None:
        interests.end(interest_id=row.pk, version=row.version, last_day=DAY, why=person.name, by=person, at=AT)

    assert at_once(end, people=("member", "secretary")) == ["Stale", "ok"]


def test_of_two_who_publish_the_same_register_one_publishes_it(committed: str) -> None:
    declared()
    found = committee()

    def publish(person: Any) -> None:
        publish_register(committee=found, kind="interests", by=person, at=AT)

    assert at_once(publish, people=("secretary", "secretary")) == ["Refused", "ok"]
    assert Publication.objects.filter(is_current=True).count() == 1
