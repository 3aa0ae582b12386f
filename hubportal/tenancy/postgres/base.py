"""Django's PostgreSQL backend, with the scope pushed as the first statement of every transaction.

A middleware's SET LOCAL would be void outside a transaction, and a session-level SET would leak to the
next client of a pooled connection; the moment after BEGIN is the one place every path goes through.
`_set_autocommit` is private to Django: `tests/tenancy/test_scope.py` fails if the hook stops firing.
"""

from django.db.backends.postgresql import base

from hubportal.tenancy.scope import Scope, current_scope

# The history triggers ask by `current_setting` whether they are to be ignored, and catch the error where nobody has
# said. Each error caught makes PostgreSQL look through every deferred constraint still to be checked, so that writing
# some thousands of rows at once took time by their square: it is said in every scope that none is to be ignored.
_PUSH = (
    "SELECT set_config('app.tenant_ids', %s, true), set_config('app.committee_ids', %s, true),"
    " set_config('app.practice_ids', %s, true), set_config('app.hub_id', %s, true),"
    " set_config('app.hub_ids', %s, true), set_config('app.actor_id', %s, true), set_config('role', %s, true),"
    " set_config('pgtrigger.ignore', '{}', true)"
)
_PUSH_READ_ONLY = _PUSH + ", set_config('transaction_read_only', 'on', true)"


def _array(ids: tuple[int, ...]) -> str:
    return "{" + ",".join(map(str, ids)) + "}"


def _settings(opened: Scope | None) -> tuple[str, ...]:
    if opened is None:
        return ("", "", "", "", "", "", "none")
    return (
        _array(opened.ccgs),
        _array(opened.committees),
        _array(opened.practices),
        "" if opened.hub is None else str(opened.hub),
        _array(opened.hubs or (() if opened.hub is None else (opened.hub,))),
        "" if opened.actor is None else str(opened.actor),
        opened.role,
    )


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL connection that carries the open scope into each of its transactions."""

    @property
    def carries_scope(self) -> bool:
        """Only the application's connection is walled; the owner's runs migrations and raises the walls."""
        return bool(self.settings_dict.get("SCOPED", True))

    def push_scope(self, *, beginning: bool = False) -> None:
        """Tell the running transaction whose rows it may see.

        A reading scope makes a transaction read-only at its beginning only: PostgreSQL never widens one again,
        and a reader's block inside somebody's writing transaction must not end the writing.
        """
        if not self.carries_scope:
            return
        opened = current_scope()
        statement = _PUSH_READ_ONLY if beginning and opened is not None and opened.read_only else _PUSH
        with self.connection.cursor() as cursor:
            cursor.execute(statement, _settings(opened))

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit and current_scope() is not None:
            self.push_scope(beginning=True)
