"""Working-day arithmetic inside SQL, over `clocks_calendarday`; proved equal to the rules on every day
2014-2030.

Each function returns the text of a scalar expression. Its arguments are SQL themselves: names of columns,
numbers or placeholders written by us, never anything a person typed.
"""


def calendar_of_hub(day_count: str, hub: str) -> str:
    """The key of a hub's calendar: its own numbered days where it has closures, otherwise the plain ones.

    `day_count` and `hub` are SQL, such as `'england'` and `q.hub_id`.
    """
    own = f"{day_count} || ':' || {hub}"
    return (
        f"(SELECT CASE WHEN EXISTS (SELECT FROM clocks_calendarday own WHERE own.calendar = {own})"  # noqa: S608
        f" THEN {own} ELSE {day_count} END)"
    )


def add_working_days(calendar: str, day: str, count: str) -> str:
    """The working day that many (at least 1) after `day`; null outside the calendar.

    Days that do not count towards an answer are added to `count`: `20 + q.days_waited`.
    """
    return (
        "(SELECT due.day FROM clocks_calendarday receipt JOIN clocks_calendarday due"  # noqa: S608
        f" ON due.calendar = receipt.calendar AND due.is_working AND due.number = receipt.number + ({count})"
        f" WHERE receipt.calendar = {calendar} AND receipt.day = {day})"
    )


def working_days_between(calendar: str, after: str, until: str) -> str:
    """Working days after one day, up to and including the other; negative when the other is earlier."""
    return (
        "(SELECT last.number::integer - first.number::integer"  # noqa: S608
        " FROM clocks_calendarday first JOIN clocks_calendarday last ON last.calendar = first.calendar"
        f" WHERE first.calendar = {calendar} AND first.day = {after} AND last.day = {until})"
    )
