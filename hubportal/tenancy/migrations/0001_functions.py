"""The functions that row-security policies call, in a schema of their own.

Each fails loudly when no scope was opened: an empty answer would hide the mistake.
"""

from django.db import migrations

FUNCTIONS = """
CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app TO hub_app, hub_wide, hub_work, hub_practice, hub_definer;

CREATE FUNCTION app.scoped_ids(setting text) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
DECLARE ids text := current_setting(setting, true);
BEGIN
  IF ids IS NULL OR ids = '' THEN
    RAISE EXCEPTION 'no tenant scope' USING ERRCODE = '42501', HINT = 'open hubportal.tenancy.scope first';
  END IF;
  RETURN ids::bigint[];
END $$;

CREATE FUNCTION app.tenants() RETURNS bigint[] LANGUAGE sql STABLE SET search_path = pg_catalog
  AS $$ SELECT app.scoped_ids('app.tenant_ids') $$;
CREATE FUNCTION app.committees() RETURNS bigint[] LANGUAGE sql STABLE SET search_path = pg_catalog
  AS $$ SELECT app.scoped_ids('app.committee_ids') $$;
CREATE FUNCTION app.practices() RETURNS bigint[] LANGUAGE sql STABLE SET search_path = pg_catalog
  AS $$ SELECT app.scoped_ids('app.practice_ids') $$;

-- Somebody who works for CCGs of two hubs sees what belongs to either.
CREATE FUNCTION app.hubs() RETURNS bigint[] LANGUAGE sql STABLE SET search_path = pg_catalog
  AS $$ SELECT app.scoped_ids('app.hub_ids') $$;

CREATE FUNCTION app.hub() RETURNS bigint LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
DECLARE hub text := current_setting('app.hub_id', true);
BEGIN
  IF current_setting('app.tenant_ids', true) IS NULL OR current_setting('app.tenant_ids', true) = '' THEN
    RAISE EXCEPTION 'no tenant scope' USING ERRCODE = '42501', HINT = 'open hubportal.tenancy.scope first';
  END IF;
  RETURN nullif(hub, '')::bigint;
END $$;

CREATE FUNCTION app.actor() RETURNS bigint LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
DECLARE actor text := current_setting('app.actor_id', true);
BEGIN
  IF actor IS NULL OR actor = '' THEN
    RAISE EXCEPTION 'no actor in scope' USING ERRCODE = '42501', HINT = 'open hubportal.tenancy.scope first';
  END IF;
  RETURN actor::bigint;
END $$;

CREATE FUNCTION app.tenant_is_immutable() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  RAISE EXCEPTION 'a row of % cannot move to another tenant', TG_TABLE_NAME USING ERRCODE = '42501';
END $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(FUNCTIONS, "DROP SCHEMA app CASCADE")]
