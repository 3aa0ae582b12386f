"""Whose rows exist for the code that is running now.

A `Scope` is opened per request, task and command with `scope(...)`. The database backend
(`hubportal.tenancy.postgres`) pushes it as the first statement of every transaction, where PostgreSQL
row security reads it. Without a scope, touching a tenant table is an error, never an empty answer.

Context variables do not cross threads: code that starts one passes the scope on itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Literal

DatabaseRole = Literal["hub_app", "hub_wide", "hub_work", "hub_practice"]


@dataclass(frozen=True, slots=True)
class Scope:
    """The hubs, CCGs, committees and practices in sight, as primary keys, and for whom.

    `hubs` are those whose own rows (closures, saved views, counters) are in sight: `hub` alone where none are named.
    `role` picks the wall's policy: `hub_app` sees the listed CCGs; `hub_wide` reads the whole of `hub`;
    `hub_work` reads and writes the whole of `hub` for the sweep, the outbox and imports; `hub_practice`
    sees the listed practices only. `reason` says why a command or task needed its scope.
    """

    actor: int | None = None
    hub: int | None = None
    hubs: tuple[int, ...] = ()
    ccgs: tuple[int, ...] = ()
    committees: tuple[int, ...] = ()
    practices: tuple[int, ...] = ()
    role: DatabaseRole = "hub_app"
    read_only: bool = False
    reason: str = ""

    def for_writing(self) -> "Scope":
        """The same sight with writing allowed; a hub-wide reader writes as an ordinary member of the hub."""
        role: DatabaseRole = "hub_app" if self.role == "hub_wide" else self.role
        return replace(self, role=role, read_only=False)


_current: ContextVar[Scope | None] = ContextVar("hubportal_scope", default=None)


def current_scope() -> Scope | None:
    """The scope in force in this context, or None when none is open."""
    return _current.get()


@contextmanager
def scope(opened: Scope | None) -> Iterator[Scope | None]:
    """Open a scope (or, with None, close whatever is open) until the block ends.

    Inside a transaction the database is told at once, and told the outer scope again on leaving.
    """
    from django.db import connections  # the scope itself is plain Python: Django is needed only here

    token = _current.set(opened)
    pushed = []
    try:
        for connection in connections.all(initialized_only=True):
            if connection.in_atomic_block and hasattr(connection, "push_scope"):
                connection.push_scope()
                pushed.append(connection)
        yield opened
    finally:
        _current.reset(token)
        for connection in pushed:
            if connection.in_atomic_block and not connection.needs_rollback:
                connection.push_scope()
