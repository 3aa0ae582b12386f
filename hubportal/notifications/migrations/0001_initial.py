import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hubportal.audit.migrating


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
        ('organisations', '__first__'),
    ]

    operations = [
        hubportal.audit.migrating.CreateModel(
            name='AccessRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=120)),
                ('reference', models.CharField(blank=True, max_length=40)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('ccg', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.ccg')),
                ('hub', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.hub')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['ccg', 'reference', '-id'], name='access_of_record')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('outbox_key', models.CharField(max_length=200)),
                ('to', models.CharField(max_length=254)),
                ('subject', models.CharField(max_length=250)),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
                ('ccg', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.ccg')),
                ('hub', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.hub')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('outbox_key', 'to'), name='delivered_once')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('text', models.CharField(max_length=300)),
                ('path', models.CharField(max_length=200, verbose_name='page it leads to')),
                ('dedupe', models.CharField(max_length=160)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('emailed_at', models.DateTimeField(blank=True, null=True)),
                ('ccg', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.ccg')),
                ('hub', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.hub')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-id'], name='notice_of_person'), models.Index(condition=models.Q(('emailed_at__isnull', True)), fields=['hub', 'person'], name='notice_to_email')],
                'constraints': [models.UniqueConstraint(fields=('ccg', 'person', 'dedupe'), name='told_once')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='OutboxItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('dedupe', models.CharField(max_length=200)),
                ('payload', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('run_after', models.DateTimeField()),
                ('lease_until', models.DateTimeField(null=True)),
                ('lease_by', models.CharField(blank=True, max_length=80)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('done_at', models.DateTimeField(null=True)),
                ('dead_at', models.DateTimeField(null=True, verbose_name='given up after the last attempt')),
                ('set_aside_at', models.DateTimeField(null=True, verbose_name='given up for good, by somebody who said why')),
                ('error', models.CharField(blank=True, max_length=500)),
                ('actor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ccg', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.ccg')),
                ('hub', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.hub')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('dead_at__isnull', True), ('done_at__isnull', True)), fields=['run_after', 'id'], name='outbox_waiting'), models.Index(condition=models.Q(('dead_at__isnull', False), ('set_aside_at__isnull', True)), fields=['hub', '-dead_at'], name='outbox_given_up')],
                'constraints': [models.UniqueConstraint(fields=('dedupe',), name='served_once')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='Raised',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=30)),
                ('subject_id', models.BigIntegerField()),
                ('step', models.CharField(max_length=12)),
                ('due_on', models.DateField()),
                ('stage', models.CharField(choices=[('coming', 'Coming up'), ('tomorrow', 'Due on the next working day'), ('today', 'Due today'), ('breached', 'Due date passed')], max_length=10)),
                ('raised_on', models.DateField()),
                ('ccg', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.ccg')),
                ('hub', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.hub')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ccg', 'subject', 'subject_id', 'step', 'due_on', 'stage'), name='raised_once')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='WorkDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.BigIntegerField(verbose_name='key of the outbox item')),
                ('kind', models.CharField(max_length=60)),
                ('act', models.CharField(choices=[('retried', 'Tried again'), ('set_aside', 'Set aside')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ccg', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.ccg')),
                ('hub', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.hub')),
            ],
            options={
                'indexes': [models.Index(fields=['hub', '-id'], name='work_decisions_of_hub')],
            },
        ),
    ]
