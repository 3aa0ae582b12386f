"""When whoever asked may say whether the answer served them."""

from datetime import date, timedelta

from hubportal.clocks.wording import in_words

CHANGEABLE_FOR = timedelta(days=14)


def refuse_judging(*, is_closed: bool, answered_on: date | None, given_on: date | None, today: date) -> str | None:
    """Once a case is answered, and once only; what was said may be changed for 14 days. None when it is allowed."""
    if not is_closed or answered_on is None:
        return "The hub has not answered this yet. You can say what you think of the answer once you have it."
    if given_on is not None and today > given_on + CHANGEABLE_FOR:
        return f"This was said on {in_words(given_on)}. It could be changed for 14 days."
    return None
