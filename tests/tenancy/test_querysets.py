"""The second wall alone: what `visible_to` finds with row security out of the way, asked as the schema's owner.

Row security would hide a missing filter from any test that runs behind it, so here nothing stands behind.
"""

import pytest
from django.db.models import QuerySet

from functions.models import Query
from hubportal.documents.models import Document
from hubportal.organisations.models import Ccg, Practice
from hubportal.organisations.roles import ROLES
from tests.cast import CAST, PRACTICES
from tests.conftest import find_person
from tests.tenancy.samples import sample

CCGS = ("05R", "05Y", "06Q")


@pytest.fixture
def a_row_of_every_sort(committed: str) -> None:
    """For each practice: an open and a restricted case, and a file of each circle."""
    for code, (_, ccg_code) in PRACTICES.items():
        ccg, practice = Ccg.objects.get(ods_code=ccg_code), Practice.objects.get(ods_code=code)
        for restricted in (False, True):
            row = sample(Query, ccg=ccg)
            Query.objects.using("owner").filter(pk=row.pk).update(practice=practice, is_restricted=restricted)
        for circle in Document.Circle.values:
            row = sample(Document, ccg=ccg)
            Document.objects.using("owner").filter(pk=row.pk).update(practice=practice, circle=circle)


def _own_codes(key: str) -> set[str]:
    """The CCGs whose rows a person of the cast reads, from the cast itself and not from their grants."""
    role, kind, code = CAST[key]
    if "ccg_read" not in ROLES[role].permissions:
        return set()
    return {code} if kind == "ccg" else {"WM": {"05R", "05Y"}, "ES": {"06Q"}}[code]


def wrong_cases(found: QuerySet[Query], key: str) -> list[str]:
    """Cases this person sees and should not, and those they miss."""
    role, kind, code = CAST[key]
    cleared = "ccg_case_restricted" in ROLES[role].permissions
    wanted = set()
    for row in Query.objects.using("owner").select_related("ccg", "practice"):
        own = row.practice.ods_code == code if kind == "practice" else row.ccg.ods_code in _own_codes(key)
        if own and (cleared or not row.is_restricted):
            wanted.add(row.pk)
    return [f"{key}: case {pk}" for pk in {row.pk for row in found} ^ wanted]


def wrong_documents(found: QuerySet[Document], key: str) -> list[str]:
    """Files this person sees and should not, and those they miss."""
    role, kind, code = CAST[key]
    works = "ccg_case_edit" in ROLES[role].permissions
    wanted = set()
    for row in Document.objects.using("owner").select_related("ccg", "practice"):
        if kind == "practice":
            seen = row.practice.ods_code == code and row.circle == "all"
        else:
            seen = row.ccg.ods_code in _own_codes(key) and (works or row.circle != "hub")
        if seen:
            wanted.add(row.pk)
    return [f"{key}: file {pk}" for pk in {row.pk for row in found} ^ wanted]


def wrong_rows() -> list[str]:
    """Every difference between what `visible_to` finds for the cast and what their roles give them."""
    wrong = []
    for key in CAST:
        person = find_person(key)
        wrong += wrong_cases(Query.objects.using("owner").visible_to(person), key)
        wrong += wrong_documents(Document.objects.using("owner").visible_to(person), key)
    return wrong


def test_each_person_finds_their_rows_and_no_other_without_row_security(a_row_of_every_sort):
    assert wrong_rows() == []
    assert Query.objects.using("owner").count() == 2 * len(PRACTICES)


def test_only_those_who_work_a_ccgs_cases_may_edit_them(a_row_of_every_sort):
    for key, (role, _, _) in CAST.items():
        found = Query.objects.using("owner").editable_by(find_person(key))
        assert found.exists() == ("ccg_case_edit" in ROLES[role].permissions), key
