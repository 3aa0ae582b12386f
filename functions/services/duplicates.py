"""Cases that may be the same question asked twice, shown before a new one is saved."""

from datetime import date, timedelta
from typing import Any

from django.db import connection

from functions.models import Query
from functions.rules.similarity import DAYS_BACK, is_alike
from hubportal.organisations.models import Ccg, Person, Practice

MOST_SHOWN = 5

# Word stems shared by two subjects, by PostgreSQL's own English stemmer: no extension is needed.
_ALIKE = """
WITH asked AS (SELECT tsvector_to_array(to_tsvector('english', %(subject)s)) AS stems)
SELECT q.id, cardinality(ARRAY(SELECT unnest(t.stems) INTERSECT SELECT unnest(asked.stems))),
  cardinality(asked.stems), cardinality(t.stems)
FROM functions_query q, asked,
  LATERAL (SELECT tsvector_to_array(to_tsvector('english', q.subject)) AS stems) t
WHERE {whose} AND q.received_on >= %(since)s AND q.state <> 'merged'
ORDER BY 2 DESC, q.received_on DESC, q.id DESC
LIMIT 200
"""
_OF_PRACTICE, _OF_CCG = "q.practice_id = %(practice)s", "q.ccg_id = %(ccg)s AND q.practice_id IS NULL"


def likely_duplicates(
    *,
    practice: Practice | None,
    ccg: Ccg | None,
    subject: str,
    by: Person,
    on: date,
    apart_from: int | None = None,
) -> list[Query]:
    """Up to five cases received in the last 90 days whose subject is like this one, of the same practice.

    Where no practice is named: of the same CCG, and naming none either.
    """
    if (practice is None and ccg is None) or not subject.strip():
        return []
    values: dict[str, Any] = {
        "subject": subject[:200].replace("\x00", ""),
        "practice": practice.pk if practice else None,
        "ccg": ccg.pk if ccg else None,
        "since": on - timedelta(days=DAYS_BACK),
    }
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE.format(whose=_OF_PRACTICE if practice else _OF_CCG), values)
        alike = [key for key, shared, ours, theirs in cursor.fetchall() if is_alike(shared, ours, theirs)]
    found = Query.objects.visible_to(by).in_bulk([key for key in alike if key != apart_from])
    return [found[key] for key in alike if key in found][:MOST_SHOWN]
