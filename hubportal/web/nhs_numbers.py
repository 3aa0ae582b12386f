"""Finds text that has the shape of an NHS number. Pure; used to warn, never to block.

An NHS number has ten digits, usually written 3-3-4, the last of which checks the first nine by modulus 11:
weights 10 down to 2, the remainder taken from 11; 11 counts as 0, and 10 is never issued.
"""

import re
import unicodedata

# Ten digits in one run or written 3-3-4 with one separator, not part of a longer number, code or decimal.
SHAPE = re.compile(r"(?<![\w£.,+-])(\d{3})([ \u00a0\-\u2010-\u2015.]?)(\d{3})\2(\d{4})(?![\w]|[.,-]\d)")


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits satisfy the check digit; ten equal digits are never issued."""
    if not re.fullmatch(r"[0-9]{10}", digits) or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def find_nhs_numbers(text: str) -> list[str]:
    """Every NHS-number-shaped run in a text, as 943 476 5919, in order; full-width digits count as digits."""
    plain = unicodedata.normalize("NFKC", text)
    found = ("".join(match.group(1, 3, 4)) for match in SHAPE.finditer(plain))
    return [f"{number[:3]} {number[3:6]} {number[6:]}" for number in found if is_nhs_number(number)]
