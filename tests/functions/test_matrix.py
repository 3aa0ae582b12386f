"""The function matrix, from its table to its page (West Midlands MOU 4.1)."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from functions.figures.matrix import activities_on, level_on, version_on
from functions.figures.specifications.lines import standard_line
from functions.models import Activity
from functions.presenters.matrix import Shown, areas, drawn, in_words
from functions.services.matrix import load_matrix
from hubportal.organisations.models import Ccg
from tests.functions.pages import text_of
from tests.functions.specifications.making import ALONE, agreed, to_be_confirmed

pytestmark = pytest.mark.django_db


def test_the_matrix_has_77_activities_in_the_order_of_the_agreement() -> None:
    refs = list(activities_on(date(2015, 10, 1)).values_list("ref", flat=True))

    assert len(refs) == 77
    assert refs[0] == "I.1"
    assert refs[-1] == "XII.20"
    assert refs.index("X.9") < refs.index("X.10")


def test_no_matrix_was_in_force_the_day_before_it_began() -> None:
    assert version_on(date(2015, 9, 30)) is None
    assert not activities_on(date(2015, 9, 30)).exists()


def test_x_14_rent_review_appeals_are_the_hubs_core_work() -> None:
    appeals = Activity.objects.get(ref="X.14", version__code="1.0")

    assert (appeals.ccg_acts, appeals.hub_part) == (False, "CORE")


def test_contract_monitoring_is_core_for_contractual_matters_only() -> None:
    monitoring = Activity.objects.get(ref="VIII.3")

    assert (monitoring.ccg_acts, monitoring.hub_part, monitoring.qualifier) == (
        True, "CORE", "contractual monitoring only",
    )  # fmt: skip


def test_loading_the_matrix_again_changes_nothing() -> None:
    before = list(Activity.objects.values_list())

    assert load_matrix() == 77
    assert list(Activity.objects.values_list()) == before


def test_every_activity_is_somebodys() -> None:
    parts = Counter((row.ccg_acts, row.hub_part) for row in Activity.objects.all())

    assert (False, "") not in parts


def test_the_level_of_a_ccg_is_not_recorded_in_a_gap_of_its_history() -> None:
    wolverhampton = Ccg.objects.get(ods_code="06A")

    assert level_on(wolverhampton, date(2015, 9, 30)) == "Greater involvement"
    assert level_on(wolverhampton, date(2015, 10, 1)) == "Not recorded"
    assert level_on(None, date(2015, 10, 1)) == ""


def test_the_page_lists_every_activity_in_words_under_its_area(signed_in: Callable[[str], Client]) -> None:
    asked = {"ccg": "05R", "on": "2015-11-02"}
    page = signed_in("officer").get(reverse("matrix:activities"), asked).content.decode()

    assert "77 activities in force on 2 November 2015" in page
    assert "X Premises costs directions" in page
    assert "Rent reviews" in page
    assert "Keep a three-yearly rent-review schedule for every practice" in page
    assert "South Warwickshire (05R)" in page
    assert "Delegated" in page


def test_the_page_says_when_the_first_matrix_began(signed_in: Callable[[str], Client]) -> None:
    page = signed_in("officer").get(reverse("matrix:activities"), {"on": "2015-09-30"}).content.decode()

    assert "No matrix was in force on 30 September 2015" in page


def test_a_ccg_of_another_hub_is_not_offered(signed_in: Callable[[str], Client]) -> None:
    page = signed_in("officer").get(reverse("matrix:activities"), {"ccg": "06Q"}).content.decode()

    assert "Mid Essex" not in page
    assert "The CCG must be one of those listed" in page


def test_the_page_asks_the_same_number_of_questions_of_the_database_each_time(
    signed_in: Callable[[str], Client], django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = signed_in("head")
    client.get(reverse("matrix:activities"))
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        client.get(reverse("matrix:activities"), {"ccg": "05R"})


def rows_in_words() -> tuple[Shown, ...]:
    """The standard matrix of October 2015 as the page shows it."""
    return in_words(standard_line(row) for row in activities_on(date(2015, 10, 1)))


def test_the_page_drawn_once_is_the_page_drawn_now_and_follows_its_rows() -> None:
    rows = rows_in_words()
    for _ in range(2):
        assert drawn(rows) == render_to_string("functions/matrix_areas.jinja", {"areas": areas(rows)})

    Activity.objects.filter(ref="X.14").update(qualifier="appeals only")

    assert "Appeals only" not in drawn(rows)
    assert "Appeals only" in drawn(rows_in_words())


def test_the_page_shows_what_a_ccg_has_signed_from_its_first_day_and_the_standard_otherwise(
    signed_in: Callable[[str], Client],
) -> None:
    """X.4 is to be confirmed in the hub's version of April 2016; South Warwickshire agreed to do it alone."""
    to_be_confirmed("X.4")
    made = agreed(X_4=ALONE)
    head, address = signed_in("head"), reverse("matrix:activities")

    after = text_of(head.get(address, {"ccg": "05R", "on": "2016-04-01"}))
    assert f"Specification {made.reference}, agreed by both parties" in after
    assert f'href="{made.get_absolute_url()}"' in after
    assert "The standard says: CCG + To be confirmed" in after
    for asked, version in (({"ccg": "05R", "on": "2016-03-31"}, "1.0"), ({"ccg": "05Y", "on": "2016-04-01"}, "1.1")):
        page = text_of(head.get(address, asked))
        assert f"Standard function matrix, version {version}: no specification of this CCG was in force" in page
        assert "The standard says" not in page
    assert "Standard function matrix, version 1.1." in text_of(head.get(address))


def test_somebody_of_one_ccg_is_shown_its_own_and_may_ask_for_the_standard(
    signed_in: Callable[[str], Client],
) -> None:
    made = agreed(X_4=ALONE)
    lead, address = signed_in("lead"), reverse("matrix:activities")

    assert made.reference in text_of(lead.get(address, {"on": "2016-04-01"}))
    assert made.reference not in text_of(lead.get(address, {"on": "2016-04-01", "ccg": ""}))


def test_a_practice_is_told_that_it_reads_the_standard(signed_in: Callable[[str], Client]) -> None:
    agreed(X_4=ALONE)
    asked = {"ccg": "05R", "on": "2016-04-01"}
    page = text_of(signed_in("practice").get(reverse("matrix:activities"), asked))

    assert "version 1.0: what this CCG agreed is for the people who work for it" in page
    assert "The standard says" not in page
