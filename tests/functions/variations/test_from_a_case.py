"""A variation recorded from the case in which it was asked for: filled in from it, linked with it, walked both ways."""

from typing import Any

import pytest

from functions.models import Variation
from tests.conftest import in_scope_of
from tests.functions.cases import a_case
from tests.functions.pages import text_of

pytestmark = pytest.mark.django_db
NEW = "/variations/new/partnership_name/"
TYPED = {
    "received_on_day": "4", "received_on_month": "1", "received_on_year": "2016", "contract_kind": "GMS",
    "new_name": "Alder and Oak Surgery", "subject": "A new name",
}  # fmt: skip


@pytest.fixture
def case() -> Any:
    with in_scope_of("officer") as officer:
        return a_case(officer, practice="M84901")


def test_the_case_leads_to_the_form_and_each_record_to_the_other(case: Any, signed_in: Any) -> None:
    officer = signed_in("officer")
    page = officer.get(case.get_absolute_url()).content.decode()
    assert f'href="/variations/new/?case={case.reference}"' in page
    types = officer.get(f"/variations/new/?case={case.reference}").content.decode()
    assert f'href="{NEW}?case={case.reference}"' in types
    form = officer.get(f"{NEW}?case={case.reference}").content.decode()
    assert 'value="M84901"' in form
    assert f'Asked for in <a href="{case.get_absolute_url()}">' in form
    answer = officer.post(f"{NEW}?case={case.reference}", {**TYPED, "practice": "M84901"}, follow=True)
    with in_scope_of("officer"):
        made = Variation.objects.get()
    assert "Asked for in" in text_of(answer)
    assert case.get_absolute_url() in answer.content.decode()
    assert made.get_absolute_url() in officer.get(case.get_absolute_url()).content.decode()


def test_a_practice_of_another_ccg_is_refused_and_nothing_is_recorded(case: Any, signed_in: Any) -> None:
    with in_scope_of("head"):
        assert Variation.objects.count() == 0
    head = signed_in("head")
    answer = head.post(f"{NEW}?case={case.reference}", {**TYPED, "practice": "M91901"})
    assert answer.status_code == 422
    assert f"{case.reference} is a case of South Warwickshire. Enter a practice of that CCG." in text_of(answer)
    assert "Alder and Oak Surgery" in answer.content.decode()
    with in_scope_of("head"):
        assert Variation.objects.count() == 0


@pytest.mark.parametrize(("key", "status"), [("stranger", 404), ("stranger_head", 404), ("lead", 403)])
@pytest.mark.parametrize("page", ["/variations/new/", NEW])
def test_nobody_else_records_from_the_case(case: Any, signed_in: Any, key: str, status: int, page: str) -> None:
    assert signed_in(key).get(f"{page}?case={case.reference}").status_code == status
    assert signed_in(key).post(f"{NEW}?case={case.reference}", {**TYPED, "practice": "M84901"}).status_code == status


def test_a_case_of_no_practice_and_a_reader_are_offered_nothing(case: Any, signed_in: Any) -> None:
    with in_scope_of("officer") as officer:
        plain = a_case(officer)
    assert "/variations/new/" not in signed_in("officer").get(plain.get_absolute_url()).content.decode()
    assert "/variations/new/" not in signed_in("lead").get(case.get_absolute_url()).content.decode()
