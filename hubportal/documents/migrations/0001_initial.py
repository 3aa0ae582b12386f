import uuid

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
            name='BackupMade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('size', models.PositiveBigIntegerField(verbose_name='bytes')),
                ('documents', models.PositiveIntegerField()),
            ],
        ),
        hubportal.audit.migrating.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('circle', models.CharField(choices=[('hub', 'Hub only'), ('hub_ccg', 'Hub and CCG'), ('all', 'All parties')], default='hub_ccg', max_length=8)),
                ('name', models.CharField(max_length=200, verbose_name='file name as the sender gave it')),
                ('stored_as', models.CharField(max_length=120)),
                ('content_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField(verbose_name='bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('scan', models.CharField(choices=[('none', 'Not scanned'), ('clean', 'No virus found'), ('waiting', 'Waiting to be scanned'), ('infected', 'Holds a virus')], default='none', max_length=8, verbose_name='virus scan')),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ccg', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.ccg')),
                ('hub', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.hub')),
                ('practice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.practice')),
            ],
            options={
                'indexes': [models.Index(fields=['ccg', 'id'], name='document_of_ccg')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='DocumentHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('circle', models.CharField(choices=[('hub', 'Hub only'), ('hub_ccg', 'Hub and CCG'), ('all', 'All parties')], default='hub_ccg', max_length=8)),
                ('name', models.CharField(max_length=200, verbose_name='file name as the sender gave it')),
                ('stored_as', models.CharField(max_length=120)),
                ('content_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField(verbose_name='bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('scan', models.CharField(choices=[('none', 'Not scanned'), ('clean', 'No virus found'), ('waiting', 'Waiting to be scanned'), ('infected', 'Holds a virus')], default='none', max_length=8, verbose_name='virus scan')),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('added_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('ccg', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.ccg')),
                ('hub', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.hub')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document')),
                ('practice', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.practice')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['ccg', '-pgh_created_at', '-pgh_id'], name='document_history_of_ccg')],
            },
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_documenthistory" ("added_at", "added_by_id", "ccg_id", "circle", "content_type", "hub_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "public_id", "scan", "sha256", "size", "stored_as") VALUES (NEW."added_at", NEW."added_by_id", NEW."ccg_id", NEW."circle", NEW."content_type", NEW."hub_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."practice_id", NEW."public_id", NEW."scan", NEW."sha256", NEW."size", NEW."stored_as"); RETURN NULL;', hash='83c505af395b82aacddd74c34b7036fa0be84540', operation='INSERT', pgid='pgtrigger_insert_insert_be524', table='documents_document', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "documents_documenthistory" ("added_at", "added_by_id", "ccg_id", "circle", "content_type", "hub_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "public_id", "scan", "sha256", "size", "stored_as") VALUES (NEW."added_at", NEW."added_by_id", NEW."ccg_id", NEW."circle", NEW."content_type", NEW."hub_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."practice_id", NEW."public_id", NEW."scan", NEW."sha256", NEW."size", NEW."stored_as"); RETURN NULL;', hash='bb1e63b387fcc13af3c9ab017fbe209c6c43eb4d', operation='UPDATE', pgid='pgtrigger_update_update_a3ed6', table='documents_document', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_documenthistory" ("added_at", "added_by_id", "ccg_id", "circle", "content_type", "hub_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "public_id", "scan", "sha256", "size", "stored_as") VALUES (OLD."added_at", OLD."added_by_id", OLD."ccg_id", OLD."circle", OLD."content_type", OLD."hub_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."practice_id", OLD."public_id", OLD."scan", OLD."sha256", OLD."size", OLD."stored_as"); RETURN NULL;', hash='cdfd27356cd68db3dab06e597ee8cd273f25f053', operation='DELETE', pgid='pgtrigger_delete_delete_0c008', table='documents_document', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='documenthistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e952eac4cf617089a686e59793cc2023ddb6f8e4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3ec26', table='documents_documenthistory', when='BEFORE')),
        ),
    ]
