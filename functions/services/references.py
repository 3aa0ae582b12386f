"""References without gaps: the counter stays locked from the taking of a number until the case is stored."""

from django.db import connection

from functions.rules.kinds import LETTER_OF_KIND, LETTER_OF_RECORD, Reference
from hubportal.organisations.models import Hub

# One statement makes or takes the counter: of two first cases of a year, one waits for the other.
_TAKE = """
INSERT INTO functions_referencecounter (hub_id, kind, year, last) VALUES (%(hub)s, %(letter)s, %(year)s, %(count)s)
ON CONFLICT (hub_id, kind, year) DO UPDATE SET last = functions_referencecounter.last + %(count)s
RETURNING last
"""


def take_reference(*, hub: Hub, kind: str, year: int) -> Reference:
    """The next reference of a hub, kind (of case or other record) and year; given back if it is rolled back."""
    return take_references(hub=hub, kind=kind, year=year, count=1)[0]


def take_references(*, hub: Hub, kind: str, year: int, count: int) -> list[Reference]:
    """So many references in a row, in one statement."""
    letter = LETTER_OF_KIND.get(kind) or LETTER_OF_RECORD[kind]
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"hub": hub.pk, "letter": letter, "year": year, "count": count})
        (last,) = cursor.fetchone()
    return [Reference(hub.code, letter, year, number) for number in range(last - count + 1, last + 1)]
