"""The financial year as people write it."""

import re

LIKE = "Enter a financial year like 2015/16"
_YEAR = re.compile(r"20[0-9]{2}/[0-9]{2}")


def is_financial_year(text: str) -> bool:
    """Whether a text names one: four figures, and the last two of the year after, such as 2015/16."""
    return bool(_YEAR.fullmatch(text)) and (int(text[2:4]) + 1) % 100 == int(text[5:])
