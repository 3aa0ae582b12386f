"""The numbered days in the database, and due dates found by SQL, agree with the rules, 2014 to 2030."""

from datetime import date, timedelta

import pytest
from django.db import connection

from hubportal.clocks import calendar_for, sql
from hubportal.clocks.calendar_days import calendar_key, hubs_with_days_of_their_own, write_days_of_hub
from hubportal.clocks.loading import load_calendar_days
from hubportal.clocks.models import CalendarDay, Closure, PolicyVersion
from hubportal.organisations.models import Hub

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2014, 1, 1), date(2030, 12, 31)
COLUMN = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
CLOSED = [
    (date(2015, 12, 24), "Christmas Eve"),
    (date(2016, 2, 3), "Training"),
    (date(2016, 2, 6), "A Saturday"),
]


def ask(expression, *, hub_id):
    """One expression for every day from 2014 to 2030, in the order of the days."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {expression} FROM generate_series(%s::date, %s::date, '1 day') AS s"
            f" CROSS JOIN LATERAL (SELECT s::date AS day, {hub_id}::bigint AS hub_id) AS d ORDER BY d.day",
            [FIRST, LAST],
        )
        return [found for (found,) in cursor.fetchall()]


@pytest.fixture
def closed_hub(seen_by):
    with seen_by("head") as head:
        hub = Hub.objects.get(code="WM")
        Closure.objects.bulk_create([Closure(hub=hub, day=day, reason=why, made_by=head) for day, why in CLOSED])
        write_days_of_hub(hub_id=hub.pk)
        yield hub


@pytest.mark.clause("London MOU, standard 3", part="counting")
@pytest.mark.parametrize("day_count", ["england", "uk"])
@pytest.mark.parametrize("count", [1, 3, 5, 20])
def test_sql_columns_and_single_dates_agree_on_every_day_from_2014_to_2030(closed_hub, day_count, count):
    calendar = calendar_for(day_count, CLOSED)
    key = sql.calendar_of_hub(f"'{day_count}'", "d.hub_id")
    by_sql = ask(sql.add_working_days(key, "d.day", str(count)), hub_id=closed_hub.pk)
    assert by_sql == calendar.add_working_days_to_each(COLUMN, count)
    assert by_sql == [calendar.add_working_days(day, count) for day in COLUMN]


def test_sql_counts_the_working_days_between_two_dates_as_the_rules_do(closed_hub):
    calendar = calendar_for("england", CLOSED)
    key = sql.calendar_of_hub("'england'", "d.hub_id")
    for gap in (-9, 0, 30):
        expression = sql.working_days_between(key, "d.day", f"d.day + {gap}")
        later = [day + timedelta(days=gap) for day in COLUMN]
        assert ask(expression, hub_id=closed_hub.pk) == calendar.working_days_between_each(COLUMN, later)


def test_a_hub_without_closures_uses_the_plain_days(seen_by):
    with seen_by("head"):
        hub_id = Hub.objects.get(code="WM").pk
        key = sql.calendar_of_hub("'england'", "d.hub_id")
        found = ask(sql.add_working_days(key, "d.day", "5"), hub_id=hub_id)
        assert found == calendar_for("england").add_working_days_to_each(COLUMN, 5)
        write_days_of_hub(hub_id=hub_id)
        assert not CalendarDay.objects.filter(calendar=calendar_key("england", hub_id)).exists()


def test_each_day_of_a_hub_says_why_it_is_not_worked(closed_hub):
    days = CalendarDay.objects.filter(calendar=calendar_key("england", closed_hub.pk))
    assert days.get(day=date(2016, 2, 3)).name == "Training (hub closure)"
    assert days.get(day=date(2016, 2, 6)).name == "Saturday"
    assert days.get(day=date(2016, 3, 25)).name == "Good Friday (bank holiday)"
    assert days.get(day=date(2016, 2, 4)).name == ""


def test_loading_again_changes_nothing_and_keeps_the_hubs_own_days(closed_hub):
    before = list(CalendarDay.objects.order_by("calendar", "day").values_list("calendar", "day", "number", "name"))
    assert load_calendar_days() == 2 * 9496
    after = list(CalendarDay.objects.order_by("calendar", "day").values_list("calendar", "day", "number", "name"))
    assert after == before
    assert hubs_with_days_of_their_own() == [closed_hub.pk]


def test_the_reference_data_holds_every_policy_of_the_table(seen_by):
    with seen_by("head"):
        codes = PolicyVersion.objects.filter(hub=None).values_list("code", flat=True)
        assert sorted(codes) == [
            "committee_report",
            "complaint",
            "concern",
            "dispute",
            "foi",
            "incident",
            "information_request",
            "minutes",
            "payment_schedule",
            "quarterly_report",
            "query",
        ]
