import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import hubportal.audit.migrating


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
        ('organisations', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        hubportal.audit.migrating.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('calendar', models.CharField(max_length=24)),
                ('day', models.DateField()),
                ('number', models.PositiveIntegerField()),
                ('is_working', models.BooleanField()),
                ('name', models.CharField(blank=True, max_length=160, verbose_name='why it is not a working day')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('is_working', True)), fields=['calendar', 'number'], include=('day',), name='calendar_working_number')],
                'constraints': [models.UniqueConstraint(fields=('calendar', 'day'), name='calendar_day_once')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='Closure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('reason', models.CharField(max_length=160)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.hub')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['day'],
                'constraints': [models.UniqueConstraint(fields=('hub', 'day'), name='closure_once_a_day')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='ClosureHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('day', models.DateField()),
                ('reason', models.CharField(max_length=160)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('hub', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.hub')),
                ('made_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='clocks.closure')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['hub', '-pgh_created_at', '-pgh_id'], name='closure_history_of_hub')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='PolicyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('version', models.PositiveSmallIntegerField()),
                ('effective_from', models.DateField()),
                ('definition', models.JSONField()),
                ('clause', models.CharField(max_length=160)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('hub', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clock_policies', to='organisations.hub')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['code', 'version'],
                'constraints': [models.UniqueConstraint(fields=('hub', 'code', 'version'), name='policy_version_once', nulls_distinct=False), models.UniqueConstraint(fields=('hub', 'code', 'effective_from'), name='policy_one_a_day', nulls_distinct=False)],
            },
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='closure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "clocks_closurehistory" ("day", "hub_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."day", NEW."hub_id", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='a864fe0458884f3ac911201a686518c6232fe542', operation='INSERT', pgid='pgtrigger_insert_insert_1d77e', table='clocks_closure', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='closure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "clocks_closurehistory" ("day", "hub_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."day", NEW."hub_id", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='8906f3e77e88d5aa9bd2142bebb6757d1a64d354', operation='UPDATE', pgid='pgtrigger_update_update_74990', table='clocks_closure', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='closure',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "clocks_closurehistory" ("day", "hub_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."day", OLD."hub_id", OLD."id", OLD."made_at", OLD."made_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;', hash='504e222881235e9c8e3c89ab53f6fcc68b612372', operation='DELETE', pgid='pgtrigger_delete_delete_ce6eb', table='clocks_closure', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='closurehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f895a7a375176cce4fde2f11e0420667c2084025', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3a72c', table='clocks_closurehistory', when='BEFORE')),
        ),
    ]
