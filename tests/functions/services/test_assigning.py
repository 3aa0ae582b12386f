"""Giving a case to somebody tells them: once, by the way they chose, and not when they took it themselves."""

from datetime import date
from typing import Any

import pytest

from functions.models import Query
from functions.services.bulk import assign_many
from functions.services.queries import assign
from hubportal.notifications.models import Notice, OutboxItem
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from tests.functions.cases import a_case, at

MONDAY = date(2016, 1, 4)


def give(case: Query, owner: Any, by: Any) -> Query:
    return assign(query_id=case.pk, version=None, owner=owner, team="", by=by, at=at(MONDAY))


def test_the_new_owner_is_told_by_a_notice_and_an_email(case: Query, person: Any, seen_by: Any) -> None:
    with seen_by("head") as head:
        officer = person("officer")
        give(case, officer, head)
        notice = Notice.objects.get()
        assert (notice.person, notice.path) == (officer, case.get_absolute_url())
        assert notice.text == f"Head gave you {case.reference}. It is next due on Friday 8 January 2016."
        assert [item.kind for item in OutboxItem.objects.all()] == ["notifications.email_notice"]
        give(case, officer, head)  # still theirs: nothing new to tell
        assert Notice.objects.count() == 1
        give(case, None, head)
        give(case, officer, head)
        assert Notice.objects.count() == 2


def test_whoever_takes_a_case_is_not_told_and_a_digest_waits(case: Query, person: Any, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        give(case, officer, officer)
        a_case(officer, owner=officer)
        assert not Notice.objects.exists()
    Person.objects.filter(email="finance_officer@example.org").update(digest=Person.Digest.DAILY)
    with seen_by("head") as head:
        give(case, person("finance_officer"), head)
        assert Notice.objects.get().person.name == "Finance officer"
        assert not OutboxItem.objects.exists()


def test_a_case_logged_for_somebody_tells_them(officer: Any, person: Any, seen_by: Any) -> None:
    case = a_case(officer, owner=person("finance_officer"))
    with seen_by("finance_officer"):
        assert Notice.objects.get().text.startswith(f"Officer gave you {case.reference}.")


def test_many_cases_given_at_once_are_one_notice_for_each_ccg(person: Any, seen_by: Any) -> None:
    with seen_by("head") as head:
        keys = [a_case(head).pk for _ in range(3)]
        officer = person("officer")
        taken = a_case(head, owner=officer)
        Notice.objects.all().delete()
        assign_many(query_ids=[*keys, taken.pk], owner=officer, team="", by=head, at=at(MONDAY))
        notice = Notice.objects.get()
        assert "gave you 3 cases of" in notice.text
        assert notice.path == "/cases/?view=mine&ccg=05R"


def test_a_restricted_case_is_given_to_nobody_who_may_not_see_it(person: Any, seen_by: Any) -> None:
    with seen_by("head") as head:
        case = a_case(head, restricted=True)
        with pytest.raises(Refused, match="may not see restricted cases"):
            give(case, person("officer"), head)
        give(case, person("finance_head"), head)
        assert "gave you" in Notice.objects.get().text
