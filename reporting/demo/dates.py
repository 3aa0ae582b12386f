"""Dating the record of the demo data: the services wrote it today, about acts of a whole year.

Moments of events, correspondence and history are kept by the database and no service can set them. As the owner
of the tables, and only here, they are moved to the days of the acts. E-mails of acts long past are marked as sent;
letters and packs of papers are left for the worker to make.
"""

from django.db import connections, transaction

_TABLES = (
    "functions_query", "functions_queryevent", "functions_correspondence", "functions_querylink",
    "functions_queryhistory", "functions_queryeventhistory", "functions_correspondencehistory",
    "functions_querylinkhistory", "documents_document", "documents_documenthistory", "functions_querydocumenthistory",
)  # fmt: skip

# Acts of one day and case come in their order, a quarter of an hour apart, and never before the case came.
_MOMENT = """
greatest((told."on" + time '09:10' + ((told.query_id * 29) %% 200) * interval '1 minute') AT TIME ZONE 'Europe/London',
  case_.received_at + interval '55 minutes')
  + (row_number() OVER (PARTITION BY told.query_id, told."on" ORDER BY told.at, told.id)) * interval '14 minutes'
"""
_STATEMENTS = (
    """
    CREATE TEMPORARY TABLE told ON COMMIT DROP AS
    SELECT told.sort, told.id, told.query_id, least(MOMENT, now()) AS at
    FROM (SELECT 'event' AS sort, id, query_id, "on", at FROM functions_queryevent
          UNION ALL SELECT 'said', id, query_id, "on", at FROM functions_correspondence) AS told
    JOIN functions_query AS case_ ON case_.id = told.query_id
    """.replace("MOMENT", _MOMENT),
    "UPDATE functions_queryevent e SET at = told.at FROM told WHERE told.sort = 'event' AND told.id = e.id",
    "UPDATE functions_correspondence c SET at = told.at FROM told WHERE told.sort = 'said' AND told.id = c.id",
    """
    UPDATE functions_query q SET logged_at = q.received_at + (3 + q.id %% 45) * interval '1 minute',
      changed_at = coalesce((SELECT max(told.at) FROM told WHERE told.query_id = q.id),
                            q.received_at + (3 + q.id %% 45) * interval '1 minute')
    """,
    """
    UPDATE functions_querylink l SET made_at = greatest(a.changed_at, b.changed_at)
    FROM functions_query a, functions_query b WHERE a.id = l.query_id AND b.id = l.other_id
    """,
    """
    UPDATE functions_queryeventhistory h SET pgh_created_at = e.at, at = e.at
    FROM functions_queryevent e WHERE e.id = h.id
    """,
    """
    UPDATE functions_correspondencehistory h SET pgh_created_at = c.at, at = c.at
    FROM functions_correspondence c WHERE c.id = h.id
    """,
    """
    UPDATE functions_querylinkhistory h SET pgh_created_at = l.made_at, made_at = l.made_at
    FROM functions_querylink l WHERE l.id = h.id
    """,
    # The first row of a case's history is its logging; the n-th change after it goes with its n-th event.
    """
    WITH change AS (
      SELECT pgh_id, id, row_number() OVER (PARTITION BY id ORDER BY pgh_id) - 1 AS place FROM functions_queryhistory
    ), event AS (
      SELECT query_id, at, row_number() OVER (PARTITION BY query_id ORDER BY id) AS place FROM functions_queryevent
    )
    UPDATE functions_queryhistory h
    SET pgh_created_at = CASE WHEN change.place = 0 THEN q.logged_at ELSE coalesce(event.at, q.changed_at) END,
      logged_at = q.logged_at,
      changed_at = CASE WHEN change.place = 0 THEN q.logged_at ELSE coalesce(event.at, q.changed_at) END
    FROM change JOIN functions_query q ON q.id = change.id
    LEFT JOIN event ON event.query_id = change.id AND event.place = change.place
    WHERE h.pgh_id = change.pgh_id
    """,
    """
    UPDATE documents_document d SET added_at = least(q.logged_at + interval '26 hours', now())
    FROM functions_querydocument a JOIN functions_query q ON q.id = a.query_id WHERE a.document_id = d.id
    """,
    """
    UPDATE documents_documenthistory h SET pgh_created_at = d.added_at, added_at = d.added_at
    FROM documents_document d WHERE d.id = h.id
    """,
    """
    UPDATE functions_querydocumenthistory h SET pgh_created_at = d.added_at
    FROM documents_document d WHERE d.id = h.document_id
    """,
    """
    INSERT INTO notifications_delivery (hub_id, public_id, outbox_key, "to", subject, sent_at)
    SELECT hub_id, gen_random_uuid(), outbox_key, "to", subject, at + interval '1 minute'
    FROM functions_correspondence WHERE form = 'email_out' AND outbox_key <> ''
    ON CONFLICT DO NOTHING
    """,
    """
    UPDATE notifications_outboxitem SET done_at = made_at
    WHERE done_at IS NULL
      AND kind NOT IN ('functions.make_letter', 'records.make_letter', 'governance.build_pack')
    """,
)


def date_the_record() -> bool:
    """Move the moments of the record to the days of the acts; False where this process may not act as the owner."""
    if "owner" not in connections:
        return False
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        for statement in _STATEMENTS:
            cursor.execute(statement, ())
        for table in _TABLES:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
    return True
