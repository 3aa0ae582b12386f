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
            name='IssuedLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='first day of the month')),
                ('version', models.PositiveSmallIntegerField()),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why it was issued again')),
                ('data', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('issued_at', models.DateTimeField()),
                ('ccg', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.ccg')),
                ('hub', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.hub')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-month', '-version'],
                'constraints': [models.UniqueConstraint(fields=('ccg', 'month', 'version'), name='log_version_once'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='log_of_a_whole_month')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='IssuedLogHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('month', models.DateField(verbose_name='first day of the month')),
                ('version', models.PositiveSmallIntegerField()),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why it was issued again')),
                ('sha256', models.CharField(max_length=64)),
                ('issued_at', models.DateTimeField()),
                ('ccg', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.ccg')),
                ('hub', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.hub')),
                ('issued_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.issuedlog')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['ccg', '-pgh_created_at', '-pgh_id'], name='issuedlog_history_of_ccg')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='LogReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('confirmed_at', models.DateTimeField()),
                ('ccg', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.ccg')),
                ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hub', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.hub')),
                ('log', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='reporting.issuedlog')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ccg', 'log'), name='log_received_once')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='LogReceiptHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('confirmed_at', models.DateTimeField()),
                ('ccg', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.ccg')),
                ('confirmed_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('hub', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.hub')),
                ('log', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.issuedlog')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.logreceipt')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['ccg', '-pgh_created_at', '-pgh_id'], name='logreceipt_history_of_ccg')],
            },
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='issuedlog',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reporting_issuedloghistory" ("ccg_id", "hub_id", "id", "issued_at", "issued_by_id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "sha256", "version") VALUES (NEW."ccg_id", NEW."hub_id", NEW."id", NEW."issued_at", NEW."issued_by_id", NEW."month", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."sha256", NEW."version"); RETURN NULL;', hash='2351a67d3f32cc5fac523e14633fa1ba62125d12', operation='INSERT', pgid='pgtrigger_insert_insert_39405', table='reporting_issuedlog', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='issuedlog',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."ccg_id" IS DISTINCT FROM (NEW."ccg_id") OR OLD."hub_id" IS DISTINCT FROM (NEW."hub_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at") OR OLD."issued_by_id" IS DISTINCT FROM (NEW."issued_by_id") OR OLD."month" IS DISTINCT FROM (NEW."month") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "reporting_issuedloghistory" ("ccg_id", "hub_id", "id", "issued_at", "issued_by_id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "sha256", "version") VALUES (NEW."ccg_id", NEW."hub_id", NEW."id", NEW."issued_at", NEW."issued_by_id", NEW."month", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."sha256", NEW."version"); RETURN NULL;', hash='0f1c8f7bc7890ac1957a5ba3896b4a77916ee74c', operation='UPDATE', pgid='pgtrigger_update_update_06b3c', table='reporting_issuedlog', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='issuedlog',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reporting_issuedloghistory" ("ccg_id", "hub_id", "id", "issued_at", "issued_by_id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "sha256", "version") VALUES (OLD."ccg_id", OLD."hub_id", OLD."id", OLD."issued_at", OLD."issued_by_id", OLD."month", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."sha256", OLD."version"); RETURN NULL;', hash='d3303c9ccd9e09bfd262f9bcd7d4fac7547462a2', operation='DELETE', pgid='pgtrigger_delete_delete_1829a', table='reporting_issuedlog', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='issuedloghistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4723526fda1c5a96b65d9c907a51e4a6468dfcc4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1f395', table='reporting_issuedloghistory', when='BEFORE')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='logreceipt',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reporting_logreceipthistory" ("ccg_id", "confirmed_at", "confirmed_by_id", "hub_id", "id", "log_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."ccg_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."hub_id", NEW."id", NEW."log_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='4b7a8f16f06cfa89ea86111a585258822c8fa942', operation='INSERT', pgid='pgtrigger_insert_insert_66912', table='reporting_logreceipt', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='logreceipt',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reporting_logreceipthistory" ("ccg_id", "confirmed_at", "confirmed_by_id", "hub_id", "id", "log_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."ccg_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."hub_id", NEW."id", NEW."log_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='5b2c9d31296a5d5e9124b5580c1be81b95306c05', operation='UPDATE', pgid='pgtrigger_update_update_f02ff', table='reporting_logreceipt', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='logreceipt',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reporting_logreceipthistory" ("ccg_id", "confirmed_at", "confirmed_by_id", "hub_id", "id", "log_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."ccg_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."hub_id", OLD."id", OLD."log_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='c755fe81d42dd57be764ad22895a9f2806d25d60', operation='DELETE', pgid='pgtrigger_delete_delete_589de', table='reporting_logreceipt', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='logreceipthistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='64aa1e8b199bcbc32280c59770ebdb81136388b0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4dbd1', table='reporting_logreceipthistory', when='BEFORE')),
        ),
    ]
