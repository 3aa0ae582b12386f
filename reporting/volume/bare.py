"""Loading millions of rows into a table without its indexes, foreign keys and history triggers, all put back after."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.utils import CursorWrapper

_KEYS = """
SELECT format('ALTER TABLE %%I DROP CONSTRAINT %%I', t.relname, c.conname),
       format('ALTER TABLE %%I ADD CONSTRAINT %%I %%s', t.relname, c.conname, pg_get_constraintdef(c.oid))
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid WHERE c.contype = 'f' AND t.relname = %s
"""
_INDEXES = """
SELECT format('DROP INDEX %%I', i.relname), pg_get_indexdef(x.indexrelid)
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE t.relname = %s AND NOT x.indisunique
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = x.indexrelid)
"""


@contextmanager
def bare(cursor: CursorWrapper, table: str) -> Iterator[None]:
    """Inside a transaction of the tables' owner: the table as a heap with its unique keys only.

    Putting a foreign key back checks every row against its target at once, so nothing wrong can slip in; a failure
    takes everything back with the transaction.
    """
    put_back = []
    cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    for question in (_KEYS, _INDEXES):
        cursor.execute(question, [table])
        for drop, make in cursor.fetchall():
            cursor.execute(drop)
            put_back.append(make)
    yield
    for statement in reversed(put_back):
        cursor.execute(statement)
    cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
