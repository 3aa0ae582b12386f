"""The third wall: grants, row-security policies and composite keys, derived from the models' declarations.

`raise_walls` runs as the schema owner after every migration and is idempotent. A table that declares nothing
gets no grant at all, so a forgotten declaration shows as "permission denied", not as another tenant's rows.

Policies compare with `= ANY ((SELECT f())::bigint[])` or `= (SELECT f())`: evaluated once a statement and usable by
an index. A membership subquery or an OR would scan the table.
"""

from collections.abc import Iterator

import pghistory.trigger
from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from hubportal.tenancy.models import Wall

READERS = "hub_app, hub_wide, hub_work, hub_practice"

# Machinery without tenant content, by table prefix, each with its reason.
GLOBAL_TABLES: dict[str, str] = {
    "account_": "sign-in addresses of people, no case content",
    "auth_": "groups and permission names",
    "django_celery_beat_": "the timetable",
    "django_content_type": "model names",
    "django_migrations": "read by health checks",
    "django_session": "session keys; contents are signed ids only",
    "guardian_": "guardian's generic tables, unused: grants live in direct tables",
    "mfa_": "authenticators of people",
    "organisations_person_": "which role groups people are in",
    "pghistory_context": "who, when and in which request; no row contents",
    "socialaccount_": "identity-provider links of people",
}


def walled_models() -> Iterator[type[models.Model]]:
    """Every concrete model of the project that declares a wall, event tables included."""
    for model in apps.get_models(include_auto_created=True):
        if getattr(model, "wall", None) is not None and model._meta.managed and not model._meta.proxy:
            yield model


def wall_of(model: type[models.Model]) -> Wall | None:
    """The declared wall of a model, or None for machinery of other packages."""
    return getattr(model, "wall", None)


_TENANTS = "ccg_id = ANY ((SELECT app.tenants())::bigint[])"
_PRACTICES = "practice_id = ANY ((SELECT app.practices())::bigint[])"
_COMMITTEES = "committee_id = ANY ((SELECT app.committees())::bigint[])"
_HUB = "hub_id = (SELECT app.hub())"
_HUBS = "hub_id = ANY ((SELECT app.hubs())::bigint[])"
_ACTOR = "person_id = (SELECT app.actor())"

# (policy, role, command, test) of each wall. hub_wide only reads; hub_work reads and writes one hub.
POLICIES: dict[Wall, tuple[tuple[str, str, str, str], ...]] = {
    Wall.CCG: (
        ("tenant", "hub_app", "ALL", _TENANTS),
        ("wide", "hub_wide", "SELECT", _HUB),
        ("work", "hub_work", "ALL", _HUB),
    ),
    Wall.HUB: (
        ("tenant", "hub_app", "ALL", _HUBS),
        ("wide", "hub_wide", "SELECT", _HUB),
        ("work", "hub_work", "ALL", _HUB),
    ),
    Wall.COMMITTEE: (
        ("tenant", "hub_app", "ALL", _COMMITTEES),
        ("wide", "hub_wide", "SELECT", _HUB),
        ("work", "hub_work", "ALL", _HUB),
    ),
    # Anybody adds work for their own hubs (or, before signing in, for none); only the worker sees all of it.
    Wall.OUTBOX: (
        ("add", "hub_app", "INSERT", f"hub_id IS NULL OR {_HUBS}"),
        ("add_practice", "hub_practice", "INSERT", f"hub_id IS NULL OR {_HUBS}"),
        ("tenant", "hub_app", "SELECT", _TENANTS),
        ("wide", "hub_wide", "SELECT", _HUB),
        ("work", "hub_work", "ALL", "true"),
    ),
    Wall.PERSON: (
        ("own", "hub_app", "ALL", _ACTOR),
        ("own_practice", "hub_practice", "ALL", _ACTOR),
        ("own_work", "hub_work", "ALL", _ACTOR),
        ("wide", "hub_wide", "SELECT", _ACTOR),
    ),
}
BEHIND_ROW_SECURITY = frozenset(POLICIES)


def _policies(model: type[models.Model], table: str) -> list[str]:
    """CREATE POLICY statements of one table, by its wall."""
    wanted = [*POLICIES[model.wall], ("mig", "hub_owner", "ALL", "true")]  # type: ignore[attr-defined]
    if getattr(model, "practice_facing", False):
        narrowed = getattr(model, "practice_condition", "")
        wanted.append(("practice", "hub_practice", "ALL", f"{_PRACTICES} AND ({narrowed})" if narrowed else _PRACTICES))
    if may := getattr(model, "practice_may", ""):
        wanted.append(("practice", "hub_practice", "ALL" if may == "write" else "SELECT", _HUBS))
    made = []
    for name, role, command, test in wanted:
        body = {"INSERT": f"WITH CHECK ({test})", "SELECT": f"USING ({test})"}.get(
            command, f"USING ({test}) WITH CHECK ({test})"
        )
        made.append(f'CREATE POLICY {name} ON "{table}" FOR {command} TO {role} {body}')
    return made


def _is_history(model: type[models.Model]) -> bool:
    return getattr(model, "pgh_tracked_model", None) is not None


def _history_grants(wall: Wall | None, model: type[models.Model], table: str) -> list[str]:
    """History is read by whoever reads the rows, and written by triggers alone: see `_written_as_owner`."""
    readers = "hub_app, hub_wide, hub_work, hub_definer"
    if getattr(model, "practice_facing", False) or wall in {Wall.PERSON, Wall.GLOBAL}:
        readers += ", hub_practice"
    return [f'REVOKE ALL ON "{table}" FROM {READERS}', f'GRANT SELECT ON "{table}" TO {readers}']


def _written_as_owner(model: type[models.Model]) -> list[str]:
    """The functions of a table's history triggers run as their owner, so that nobody else needs to insert history."""
    return [
        f'ALTER FUNCTION "{trigger.get_pgid(model)}"()'  # type: ignore[arg-type]
        " SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
        for trigger in getattr(model._meta, "triggers", ())
        if isinstance(trigger, pghistory.trigger.Event)
    ]


def _grants(model: type[models.Model], table: str) -> list[str]:
    wall = wall_of(model)
    change = "INSERT" if getattr(model, "append_only", False) else "INSERT, UPDATE, DELETE"
    if _is_history(model):
        return _history_grants(wall, model, table)
    made = [f'REVOKE ALL ON "{table}" FROM {READERS}']
    if wall in {Wall.REFERENCE, Wall.GLOBAL}:
        made.append(f'GRANT SELECT ON "{table}" TO {READERS}')
        made.append(f'GRANT {change} ON "{table}" TO hub_app, hub_work')
        if wall == Wall.GLOBAL:
            made.append(f'GRANT {change} ON "{table}" TO hub_practice')
    else:
        made.append(f'GRANT SELECT ON "{table}" TO hub_app, hub_wide, hub_work, hub_definer')
        if getattr(model, "kept_by_trigger", False):
            return made
        made.append(f'GRANT {change} ON "{table}" TO hub_app, hub_work')
        if wall == Wall.OUTBOX:
            made.append(f'GRANT INSERT ON "{table}" TO hub_practice')
        may = getattr(model, "practice_may", "")
        if getattr(model, "practice_facing", False) or wall == Wall.PERSON or may == "write":
            made.append(f'GRANT SELECT, {change} ON "{table}" TO hub_practice')
        elif may:
            made.append(f'GRANT SELECT ON "{table}" TO hub_practice')
    return made


def _tenant_columns(model: type[models.Model]) -> list[str]:
    names = {field.column for field in model._meta.concrete_fields}
    return [column for column in ("hub_id", "ccg_id", "committee_id") if column in names]


def composite_keys(model: type[models.Model]) -> Iterator[tuple[str, str, str, str]]:
    """(tenant column, key column, target table, target column) of each key that must stay inside its tenant.

    Foreign-key checks bypass row security, so a plain key would accept another CCG's row.
    """
    if getattr(model, "pgh_tracked_model", None) is not None:
        return  # event rows keep plain copies: what they point at may since be gone
    wall = wall_of(model)
    if wall not in {Wall.CCG, Wall.COMMITTEE, Wall.HUB}:
        return
    if wall == Wall.CCG:
        yield "hub_id", "ccg_id", "organisations_ccg", "id"
    if wall == Wall.COMMITTEE:
        yield "hub_id", "committee_id", "organisations_committee", "id"
    tenant = {Wall.CCG: "ccg_id", Wall.COMMITTEE: "committee_id", Wall.HUB: "hub_id"}[wall]
    for field in model._meta.concrete_fields:
        target = field.related_model
        if not isinstance(field, models.ForeignKey) or not isinstance(target, type):
            continue
        if field.column == "practice_id" and wall == Wall.CCG:
            yield "ccg_id", "practice_id", "organisations_practicemembership", "practice_id"
        elif wall_of(target) == wall and tenant in _tenant_columns(target):
            yield tenant, field.column, target._meta.db_table, "id"
        elif wall == Wall.CCG and wall_of(target) == Wall.HUB:
            yield "hub_id", field.column, target._meta.db_table, "id"


def _composite_statements(model: type[models.Model], table: str) -> list[str]:
    made = []
    for tenant, column, target, target_column in composite_keys(model):
        unique = f"{target}_{tenant}_{target_column}_key"[:63]
        made.append(
            f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{unique}'"  # noqa: S608 - names come from our own models
            f" AND conrelid = '\"{target}\"'::regclass)"
            f' THEN ALTER TABLE "{target}" ADD CONSTRAINT "{unique}" UNIQUE ({tenant}, {target_column}); END IF; END $$'
        )
        key = f"{table}_{column}_same_{tenant}"[:63]
        made.append(
            f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{key}'"  # noqa: S608
            f" AND conrelid = '\"{table}\"'::regclass)"
            f' THEN ALTER TABLE "{table}" ADD CONSTRAINT "{key}" FOREIGN KEY ({tenant}, {column})'
            f' REFERENCES "{target}" ({tenant}, {target_column}) DEFERRABLE INITIALLY DEFERRED; END IF; END $$'
        )
    return made


def statements_for(model: type[models.Model]) -> list[str]:
    """Everything that makes one table's wall, in order, repeatable."""
    table = model._meta.db_table
    made = _grants(model, table) + _written_as_owner(model)
    if wall_of(model) not in BEHIND_ROW_SECURITY:
        return made
    made += [f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY', f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY']
    made.append(
        "DO $$ DECLARE p record; BEGIN FOR p IN SELECT polname FROM pg_policy"  # noqa: S608
        f" WHERE polrelid = '\"{table}\"'::regclass"
        f" LOOP EXECUTE format('DROP POLICY %I ON \"{table}\"', p.polname); END LOOP; END $$"
    )
    made += _policies(model, table)
    for column in _tenant_columns(model):
        made.append(f'DROP TRIGGER IF EXISTS "keep_{column}" ON "{table}"')
        made.append(
            f'CREATE TRIGGER "keep_{column}" BEFORE UPDATE OF {column} ON "{table}" FOR EACH ROW'
            f" WHEN (OLD.{column} IS DISTINCT FROM NEW.{column}) EXECUTE FUNCTION app.tenant_is_immutable()"
        )
    return made + _composite_statements(model, table)


def _global_grants(tables: list[str]) -> list[str]:
    made = []
    for table in tables:
        if any(table.startswith(prefix) for prefix in GLOBAL_TABLES):
            change = "" if table == "django_migrations" else ", INSERT, UPDATE, DELETE"
            made.append(f'REVOKE ALL ON "{table}" FROM {READERS}')
            made.append(f'GRANT SELECT{change} ON "{table}" TO hub_app, hub_work, hub_practice')
            made.append(f'GRANT SELECT ON "{table}" TO hub_wide')
    return made


def raise_walls(connection: BaseDatabaseWrapper) -> int:
    """Apply every wall as the schema owner, in one transaction; returns how many tables stand behind one."""
    from django.db import transaction

    walled = list(walled_models())
    present = set(connection.introspection.table_names())
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for model in walled:
            if model._meta.db_table in present:
                for statement in statements_for(model):
                    cursor.execute(statement)
        for statement in _global_grants(sorted(present)):
            cursor.execute(statement)
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {READERS}")
    return len(walled)
