"""The hubs in scope, so that somebody who works for CCGs of two hubs sees what belongs to either."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION app.hubs() RETURNS bigint[] LANGUAGE sql STABLE SET search_path = pg_catalog
  AS $$ SELECT app.scoped_ids('app.hub_ids') $$;
"""
# The policies that name it go with it; those of the release before are raised again by `manage.py migrate`.
BACK = "DROP FUNCTION app.hubs() CASCADE"


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_functions")]
    operations = [migrations.RunSQL(FUNCTION, BACK)]
