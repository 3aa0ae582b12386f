"""The rate table and the finance services (West Midlands MOU 4.2)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from finance.models import Rate
from finance.presenters.rates import amount
from finance.services.offer import finance_services
from finance.services.rates import load_rates

pytestmark = pytest.mark.django_db


def test_the_global_sum_price_rose_on_1_october_2015() -> None:
    code = "gms_global_sum_per_weighted_patient"

    assert Rate.objects.on(date(2015, 9, 30)).get(code=code).value == Decimal("75.77")
    assert Rate.objects.on(date(2015, 10, 1)).get(code=code).value == Decimal("76.51")


def test_at_most_one_value_of_a_rate_is_in_force_on_any_day_a_period_begins_or_ends() -> None:
    days = set(Rate.objects.values_list("effective_from", flat=True)) | set(
        Rate.objects.exclude(effective_to=None).values_list("effective_to", flat=True)
    )
    for day in days:
        codes = list(Rate.objects.on(day).values_list("code", flat=True))
        assert len(codes) == len(set(codes)), day


def test_price_of_a_qof_point_and_average_list_keep_their_ratio_every_year() -> None:
    """A check of the pair: the published prices follow the average list (0.022142 pounds a patient)."""
    for price in Rate.objects.filter(code="qof_pounds_per_point"):
        average = Rate.objects.on(price.effective_from).get(code="qof_national_avg_list")
        assert price.value / average.value == pytest.approx(Decimal("0.022142"), rel=Decimal("0.0005"))


def test_a_scheme_that_ended_has_no_rate_afterwards() -> None:
    code = "des_unplanned_admissions_per_registered_patient"

    assert Rate.objects.on(date(2017, 3, 31)).filter(code=code).exists()
    assert not Rate.objects.on(date(2017, 4, 1)).filter(code=code).exists()


def test_loading_the_rates_again_changes_nothing() -> None:
    before = list(Rate.objects.values_list())

    assert load_rates() == len(before)
    assert list(Rate.objects.values_list()) == before


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("73.5600", "pounds a year", "£73.56 a year"),
        ("116.0000", "pounds a check", "£116.00 a check"),
        ("0.5160", "pounds", "£0.516"),
        ("7087.0000", "patients", "7,087 patients"),
        ("5.4600", "per cent", "5.46 per cent"),
        ("900.0000", "points", "900 points"),
    ],
)
def test_a_rate_is_written_without_needless_zeros(value: str, unit: str, words: str) -> None:
    assert amount(Rate(value=Decimal(value), unit=unit)) == words


def test_the_page_shows_the_rates_of_a_day_with_their_source(signed_in: Callable[[str], Client]) -> None:
    page = signed_in("finance_officer").get(reverse("finance:rates"), {"on": "2015-11-01"}).content.decode()

    assert "Rates in force on 1 November 2015" in page
    assert "£76.51 a year" in page
    assert "£75.77" not in page
    assert "Not checked against a publication" in page


def test_the_hub_offers_44_finance_services_under_their_headings(signed_in: Callable[[str], Client]) -> None:
    page = signed_in("officer").get(reverse("finance:services")).content.decode()

    assert len(finance_services()) == 44
    assert "Directed enhanced services" in page
    assert "Reconciliation of every GP payment at practice level" in page
