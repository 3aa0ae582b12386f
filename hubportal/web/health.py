"""Is the portal alive, and may it be given requests? For the process manager and the load balancer.

An app above adds a check of its own with `register` in `ready()`; a check answers with what is wrong, or "".
"""

from collections.abc import Callable

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hubportal.tenancy.models import Wall
from hubportal.tenancy.scope import Scope, scope
from hubportal.tenancy.walls import walled_models

OUTBOX_SECONDS = 600

_checks: dict[str, Callable[[], str]] = {}


def register(name: str, check: Callable[[], str]) -> None:
    """Add a check to /health/ready; registering a name again replaces it."""
    _checks[name] = check


def database() -> str:
    """Whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def walls() -> str:
    """Whether row security would hold: our role cannot pass it, and every tenant table forces it."""
    tables = [
        model._meta.db_table
        for model in walled_models()
        if getattr(model, "wall", None) not in {Wall.REFERENCE, Wall.GLOBAL}
    ]
    with scope(Scope(reason="health")), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone() != (False,):
            return "The application's database role could pass the walls."
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relname = ANY(%s) AND relkind IN ('r', 'p')"
            " AND relrowsecurity AND relforcerowsecurity AND relowner <> current_user::regrole",
            [tables],
        )
        if cursor.fetchone() != (len(tables),):
            return "A tenant table is missing or stands without its wall."
        cursor.execute("SELECT EXISTS (SELECT 1 FROM functions_query)")
        return "A query is visible without a CCG in scope." if cursor.fetchone() != (False,) else ""


def outbox() -> str:
    """Whether background work keeps up: nothing that is due has waited longer than ten minutes."""
    with scope(Scope(role="hub_work", reason="health")), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(extract(epoch FROM now() - min(run_after)), 0) FROM notifications_outboxitem"
            " WHERE done_at IS NULL AND dead_at IS NULL AND run_after <= now()"
        )
        waited = int(cursor.fetchone()[0])
    return f"The oldest waiting work is {waited} seconds old." if waited > OUTBOX_SECONDS else ""


for _check in (database, walls, outbox):
    register(_check.__name__, _check)


@never_cache
@require_safe
@transaction.non_atomic_requests
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; the database is not asked."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
@transaction.non_atomic_requests
def ready(request: HttpRequest) -> HttpResponse:
    """Every check by name: 200 when all hold, 503 otherwise. Nothing of a case is said."""
    said = results()
    faulty = any(said.values())
    body = {"status": "fault" if faulty else "ok", "checks": {name: words or "ok" for name, words in said.items()}}
    return JsonResponse(body, status=503 if faulty else 200)


def results() -> dict[str, str]:
    """Each check by name with what is wrong, or nothing."""
    return {name: _asked(check) for name, check in _checks.items()}


def _asked(check: Callable[[], str]) -> str:
    try:
        return check()
    except DatabaseError as fault:
        return f"The database did not answer ({type(fault).__name__})."
