import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import hubportal.audit.migrating


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        hubportal.audit.migrating.CreateModel(
            name='Ccg',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ods_code', models.CharField(max_length=5, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('locality', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'ordering': ['name'],
                'permissions': [('ccg_read', "Read the CCG's casework and registers"), ('ccg_case_edit', 'Log and work cases'), ('ccg_case_assign', 'Give cases to people'), ('ccg_case_comment', 'Add notes to cases'), ('ccg_case_restricted', 'See restricted cases'), ('ccg_hub_approve', 'Approve for the hub what a colleague prepared'), ('ccg_performer', 'See concerns about individual performers'), ('ccg_hub_notes', 'Read notes for the hub only'), ('ccg_finance_read', "Read the CCG's finance"), ('ccg_finance_edit', "Prepare the CCG's finance"), ('ccg_approve', 'Approve payments and letters for the CCG'), ('ccg_sign', 'Sign for the organisation'), ('ccg_history_read', 'Read the full history'), ('ccg_settings_edit', 'Change closures, clock policies and templates'), ('ccg_people_edit', 'Invite people and end their roles')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='Committee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=160)),
            ],
            options={
                'ordering': ['name'],
                'permissions': [('committee_read', 'Read papers and decisions'), ('committee_minute', 'Run meetings and keep registers'), ('committee_vote', 'Vote and declare interests')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='Hub',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=8, unique=True, verbose_name='short code used in references, such as WM')),
                ('name', models.CharField(max_length=120, unique=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('designation', models.CharField(blank=True, max_length=120, verbose_name='job title')),
                ('team', models.CharField(blank=True, max_length=60)),
                ('is_system_administrator', models.BooleanField(default=False)),
                ('is_demo', models.BooleanField(default=False, verbose_name='invented for the demo data; needs no second factor')),
                ('digest', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Once a day, at 7:30am on working days')], default='at_once', max_length=10)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='email_in_lower_case')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='AnsweredRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200)),
                ('fingerprint', models.CharField(max_length=64)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('body', models.JSONField(null=True)),
                ('headers', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='answered_once')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        hubportal.audit.migrating.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('hub_contracting_officer', 'Hub contracting officer'), ('hub_finance_officer', 'Hub finance officer'), ('head_of_primary_care', 'Head of Primary Care'), ('assistant_head_of_finance', 'Assistant Head of Finance'), ('locality_director', 'Locality Director'), ('ccg_lead', 'CCG co-commissioning lead'), ('ccg_finance_lead', 'CCG finance lead'), ('committee_secretary', 'Committee secretary'), ('committee_member', 'Committee member'), ('practice_manager', 'Practice manager'), ('auditor', 'Auditor')], max_length=40)),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='auth.group')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                ('ccg', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='organisations.ccg')),
                ('committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='organisations.committee')),
                ('hub', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='organisations.hub')),
            ],
        ),
        hubportal.audit.migrating.CreateModel(
            name='CcgGroupPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='organisations.ccg')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.group')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
            ],
            options={
                'abstract': False,
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='CcgLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('greater_involvement', 'Greater involvement'), ('joint', 'Joint'), ('delegated', 'Delegated'), ('unknown', 'Not recorded')], max_length=20)),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='First day included, last day excluded')),
                ('source', models.CharField(blank=True, max_length=200)),
                ('ccg', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='organisations.ccg')),
            ],
            options={
                'ordering': ['ccg', 'period'],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('ccg_id'), models.F('ccg_id'), models.Value('[]'), function='int8range'), '&&'), ('period', '&&')], name='ccg_levels_never_overlap'), models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__startswith__isnull', False)), name='ccg_level_has_a_first_day')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='CcgUserPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='organisations.ccg')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='CommitteeCcg',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('ccg', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='committee_links', to='organisations.ccg')),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ccg_links', to='organisations.committee')),
                ('hub', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.hub')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('committee', 'ccg'), name='ccg_once_a_committee')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='CommitteeGroupPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='organisations.committee')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.group')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
            ],
            options={
                'abstract': False,
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='CommitteeUserPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='organisations.committee')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='CommitteeCcgHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('ccg', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.ccg')),
                ('committee', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.committee')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.committeeccg')),
                ('hub', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.hub')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['committee', '-pgh_created_at', '-pgh_id'], name='committeeccg_history_of_commit')],
            },
        ),
        hubportal.audit.migrating.AddField(
            model_name='committee',
            name='hub',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='committees', to='organisations.hub'),
        ),
        hubportal.audit.migrating.AddField(
            model_name='ccg',
            name='hub',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ccgs', to='organisations.hub'),
        ),
        hubportal.audit.migrating.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(max_length=120)),
                ('role', models.CharField(choices=[('hub_contracting_officer', 'Hub contracting officer'), ('hub_finance_officer', 'Hub finance officer'), ('head_of_primary_care', 'Head of Primary Care'), ('assistant_head_of_finance', 'Assistant Head of Finance'), ('locality_director', 'Locality Director'), ('ccg_lead', 'CCG co-commissioning lead'), ('ccg_finance_lead', 'CCG finance lead'), ('committee_secretary', 'Committee secretary'), ('committee_member', 'Committee member'), ('practice_manager', 'Practice manager'), ('auditor', 'Auditor')], max_length=40)),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='last day of the role, where it ends')),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('invited_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('ccg', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.ccg')),
                ('committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.committee')),
                ('hub', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.hub')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        hubportal.audit.migrating.CreateModel(
            name='PersonHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(max_length=120)),
                ('designation', models.CharField(blank=True, max_length=120, verbose_name='job title')),
                ('team', models.CharField(blank=True, max_length=60)),
                ('is_system_administrator', models.BooleanField(default=False)),
                ('is_demo', models.BooleanField(default=False, verbose_name='invented for the demo data; needs no second factor')),
                ('digest', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Once a day, at 7:30am on working days')], default='at_once', max_length=10)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['-pgh_created_at', '-pgh_id'], name='person_history_of_all')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='Practice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ods_code', models.CharField(max_length=6, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('postcode', models.CharField(blank=True, max_length=8)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('status', models.CharField(choices=[('active', 'Active'), ('closed', 'Closed'), ('dormant', 'Dormant'), ('proposed', 'Proposed')], default='active', max_length=10)),
                ('opened_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['name'],
                'permissions': [('practice_read', "Read the practice's own queries and statements"), ('practice_ask', 'Ask the hub a question for the practice'), ('practice_respond', 'Answer invitations and ballots for the practice')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ods_code__regex', '^[A-HJ-NPY][0-9]{5}$')), name='practice_code_form')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='ListSize',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quarter_start_on', models.DateField()),
                ('registered', models.PositiveIntegerField()),
                ('weighted', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='list_sizes', to='organisations.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'quarter_start_on'), name='one_list_size_a_quarter')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='InvitationHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(max_length=120)),
                ('role', models.CharField(choices=[('hub_contracting_officer', 'Hub contracting officer'), ('hub_finance_officer', 'Hub finance officer'), ('head_of_primary_care', 'Head of Primary Care'), ('assistant_head_of_finance', 'Assistant Head of Finance'), ('locality_director', 'Locality Director'), ('ccg_lead', 'CCG co-commissioning lead'), ('ccg_finance_lead', 'CCG finance lead'), ('committee_secretary', 'Committee secretary'), ('committee_member', 'Committee member'), ('practice_manager', 'Practice manager'), ('auditor', 'Auditor')], max_length=40)),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='last day of the role, where it ends')),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('invited_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('ccg', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.ccg')),
                ('committee', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.committee')),
                ('hub', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.hub')),
                ('invited_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.invitation')),
                ('practice', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.practice')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['ccg', '-pgh_created_at', '-pgh_id'], name='invitation_history_of_ccg')],
            },
        ),
        hubportal.audit.migrating.AddField(
            model_name='invitation',
            name='practice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.practice'),
        ),
        hubportal.audit.migrating.CreateModel(
            name='AssignmentHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('hub_contracting_officer', 'Hub contracting officer'), ('hub_finance_officer', 'Hub finance officer'), ('head_of_primary_care', 'Head of Primary Care'), ('assistant_head_of_finance', 'Assistant Head of Finance'), ('locality_director', 'Locality Director'), ('ccg_lead', 'CCG co-commissioning lead'), ('ccg_finance_lead', 'CCG finance lead'), ('committee_secretary', 'Committee secretary'), ('committee_member', 'Committee member'), ('practice_manager', 'Practice manager'), ('auditor', 'Auditor')], max_length=40)),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('approved_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='auth.group')),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.assignment')),
                ('ccg', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.ccg')),
                ('committee', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.committee')),
                ('hub', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.hub')),
                ('practice', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.practice')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['ccg', '-pgh_created_at', '-pgh_id'], name='assignment_history_of_ccg')],
            },
        ),
        hubportal.audit.migrating.AddField(
            model_name='assignment',
            name='practice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='organisations.practice'),
        ),
        hubportal.audit.migrating.CreateModel(
            name='PracticeContract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contract_type', models.CharField(choices=[('GMS', 'General Medical Services'), ('PMS', 'Personal Medical Services'), ('APMS', 'Alternative Provider Medical Services')], max_length=4)),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='organisations.practice')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('practice_id'), models.F('practice_id'), models.Value('[]'), function='int8range'), '&&'), ('period', '&&')], name='practice_has_one_contract_at_a_time')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='PracticeGroupPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='organisations.practice')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.group')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
            ],
            options={
                'abstract': False,
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='PracticeMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('ccg', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organisations.ccg')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organisations.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ccg', 'practice'), name='organisations_practicemembership_ccg_id_practice_id_key'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('practice_id'), models.F('practice_id'), models.Value('[]'), function='int8range'), '&&'), ('period', '&&')], name='practice_in_one_ccg_at_a_time')],
            },
        ),
        hubportal.audit.migrating.CreateModel(
            name='PracticeUserPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='organisations.practice')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AlterUniqueTogether(
            name='ccggrouppermission',
            unique_together={('group', 'permission', 'content_object')},
        ),
        migrations.AlterUniqueTogether(
            name='ccguserpermission',
            unique_together={('user', 'permission', 'content_object')},
        ),
        migrations.AlterUniqueTogether(
            name='committeegrouppermission',
            unique_together={('group', 'permission', 'content_object')},
        ),
        migrations.AlterUniqueTogether(
            name='committeeuserpermission',
            unique_together={('user', 'permission', 'content_object')},
        ),
        hubportal.audit.migrating.AddConstraint(
            model_name='committee',
            constraint=models.UniqueConstraint(fields=('hub', 'name'), name='committee_name_once_a_hub'),
        ),
        hubportal.audit.migrating.AddConstraint(
            model_name='committee',
            constraint=models.UniqueConstraint(fields=('hub', 'id'), name='organisations_committee_hub_id_id_key'),
        ),
        hubportal.audit.migrating.AddConstraint(
            model_name='ccg',
            constraint=models.UniqueConstraint(fields=('hub', 'id'), name='organisations_ccg_hub_id_id_key'),
        ),
        hubportal.audit.migrating.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(fields=('person', 'group', 'period'), name='assignment_once'),
        ),
        hubportal.audit.migrating.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ccg__isnull', True), ('committee__isnull', True), ('hub__isnull', False), ('practice__isnull', True)), models.Q(('ccg__isnull', False), ('committee__isnull', True), ('hub__isnull', True), ('practice__isnull', True)), models.Q(('ccg__isnull', True), ('committee__isnull', False), ('hub__isnull', True), ('practice__isnull', True)), models.Q(('ccg__isnull', True), ('committee__isnull', True), ('hub__isnull', True), ('practice__isnull', False)), _connector='OR'), name='assignment_at_one_organisation'),
        ),
        migrations.AlterUniqueTogether(
            name='practicegrouppermission',
            unique_together={('group', 'permission', 'content_object')},
        ),
        migrations.AlterUniqueTogether(
            name='practiceuserpermission',
            unique_together={('user', 'permission', 'content_object')},
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisations_personhistory" ("date_joined", "designation", "digest", "email", "id", "is_active", "is_demo", "is_superuser", "is_system_administrator", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "team") VALUES (NEW."date_joined", NEW."designation", NEW."digest", NEW."email", NEW."id", NEW."is_active", NEW."is_demo", NEW."is_superuser", NEW."is_system_administrator", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."team"); RETURN NULL;', hash='7f0b08c4ad748423a7c0aea0116e8045295a73f9', operation='INSERT', pgid='pgtrigger_insert_insert_efc16', table='organisations_person', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."designation" IS DISTINCT FROM (NEW."designation") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_demo" IS DISTINCT FROM (NEW."is_demo") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."is_system_administrator" IS DISTINCT FROM (NEW."is_system_administrator") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."team" IS DISTINCT FROM (NEW."team"))', func='INSERT INTO "organisations_personhistory" ("date_joined", "designation", "digest", "email", "id", "is_active", "is_demo", "is_superuser", "is_system_administrator", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "team") VALUES (NEW."date_joined", NEW."designation", NEW."digest", NEW."email", NEW."id", NEW."is_active", NEW."is_demo", NEW."is_superuser", NEW."is_system_administrator", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."team"); RETURN NULL;', hash='6e29ce4db86d81af57a8dfa2a2c99b54e7448caa', operation='UPDATE', pgid='pgtrigger_update_update_05906', table='organisations_person', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisations_personhistory" ("date_joined", "designation", "digest", "email", "id", "is_active", "is_demo", "is_superuser", "is_system_administrator", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "team") VALUES (OLD."date_joined", OLD."designation", OLD."digest", OLD."email", OLD."id", OLD."is_active", OLD."is_demo", OLD."is_superuser", OLD."is_system_administrator", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."team"); RETURN NULL;', hash='0eb99e018b0c8592a24c387f3554c754a8a30cc2', operation='DELETE', pgid='pgtrigger_delete_delete_9b261', table='organisations_person', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='committeeccghistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='501fbd070f9c65c24b1371c0518d94e51dd24d89', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9c1c4', table='organisations_committeeccghistory', when='BEFORE')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='committeeccg',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisations_committeeccghistory" ("ccg_id", "committee_id", "hub_id", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."ccg_id", NEW."committee_id", NEW."hub_id", NEW."id", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='3331d1540278643bca322e368e20d5df461431b4', operation='INSERT', pgid='pgtrigger_insert_insert_1ca35', table='organisations_committeeccg', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='committeeccg',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisations_committeeccghistory" ("ccg_id", "committee_id", "hub_id", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."ccg_id", NEW."committee_id", NEW."hub_id", NEW."id", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='015129b39da565ceed2055c7bbba3bdb3f4f00a9', operation='UPDATE', pgid='pgtrigger_update_update_5742a', table='organisations_committeeccg', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='committeeccg',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisations_committeeccghistory" ("ccg_id", "committee_id", "hub_id", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."ccg_id", OLD."committee_id", OLD."hub_id", OLD."id", OLD."period", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='8ce28bbab41ed70f76f622d7c63c4313c51b64fa', operation='DELETE', pgid='pgtrigger_delete_delete_c35d1', table='organisations_committeeccg', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='personhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c12f88835bf259c9f23111dd64cf70b324795c53', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c36b9', table='organisations_personhistory', when='BEFORE')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='invitationhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='35b1acca88d7ce449c076917baadd2ba0f712843', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a5f97', table='organisations_invitationhistory', when='BEFORE')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisations_invitationhistory" ("accepted_at", "ccg_id", "committee_id", "email", "expires_at", "hub_id", "id", "invited_at", "invited_by_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reason", "role", "until_on", "withdrawn_at") VALUES (NEW."accepted_at", NEW."ccg_id", NEW."committee_id", NEW."email", NEW."expires_at", NEW."hub_id", NEW."id", NEW."invited_at", NEW."invited_by_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."practice_id", NEW."reason", NEW."role", NEW."until_on", NEW."withdrawn_at"); RETURN NULL;', hash='0a87cf7b05cfbf3805228c490ae7a41fd7812005', operation='INSERT', pgid='pgtrigger_insert_insert_1cad2', table='organisations_invitation', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."ccg_id" IS DISTINCT FROM (NEW."ccg_id") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."hub_id" IS DISTINCT FROM (NEW."hub_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invited_at" IS DISTINCT FROM (NEW."invited_at") OR OLD."invited_by_id" IS DISTINCT FROM (NEW."invited_by_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."practice_id" IS DISTINCT FROM (NEW."practice_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."until_on" IS DISTINCT FROM (NEW."until_on") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "organisations_invitationhistory" ("accepted_at", "ccg_id", "committee_id", "email", "expires_at", "hub_id", "id", "invited_at", "invited_by_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reason", "role", "until_on", "withdrawn_at") VALUES (NEW."accepted_at", NEW."ccg_id", NEW."committee_id", NEW."email", NEW."expires_at", NEW."hub_id", NEW."id", NEW."invited_at", NEW."invited_by_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."practice_id", NEW."reason", NEW."role", NEW."until_on", NEW."withdrawn_at"); RETURN NULL;', hash='18de3d23176b31b58721401a99f5e01c4e15ed3c', operation='UPDATE', pgid='pgtrigger_update_update_8905b', table='organisations_invitation', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisations_invitationhistory" ("accepted_at", "ccg_id", "committee_id", "email", "expires_at", "hub_id", "id", "invited_at", "invited_by_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reason", "role", "until_on", "withdrawn_at") VALUES (OLD."accepted_at", OLD."ccg_id", OLD."committee_id", OLD."email", OLD."expires_at", OLD."hub_id", OLD."id", OLD."invited_at", OLD."invited_by_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."practice_id", OLD."reason", OLD."role", OLD."until_on", OLD."withdrawn_at"); RETURN NULL;', hash='e987533e4e64a777dbf1949c96c28dcec0d29326', operation='DELETE', pgid='pgtrigger_delete_delete_b87bd', table='organisations_invitation', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='assignmenthistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='efd4654b63acde587769bbcb68637fb52533c62b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d4697', table='organisations_assignmenthistory', when='BEFORE')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisations_assignmenthistory" ("approved_by_id", "ccg_id", "committee_id", "group_id", "hub_id", "id", "period", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reason", "role") VALUES (NEW."approved_by_id", NEW."ccg_id", NEW."committee_id", NEW."group_id", NEW."hub_id", NEW."id", NEW."period", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."practice_id", NEW."reason", NEW."role"); RETURN NULL;', hash='7243633065a7a356fbe063d46c3576c9f4a1f4b1', operation='INSERT', pgid='pgtrigger_insert_insert_952a1', table='organisations_assignment', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisations_assignmenthistory" ("approved_by_id", "ccg_id", "committee_id", "group_id", "hub_id", "id", "period", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reason", "role") VALUES (NEW."approved_by_id", NEW."ccg_id", NEW."committee_id", NEW."group_id", NEW."hub_id", NEW."id", NEW."period", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."practice_id", NEW."reason", NEW."role"); RETURN NULL;', hash='bb968a4eb5b4295bb12c630ae43853742907a91a', operation='UPDATE', pgid='pgtrigger_update_update_aaedf', table='organisations_assignment', when='AFTER')),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisations_assignmenthistory" ("approved_by_id", "ccg_id", "committee_id", "group_id", "hub_id", "id", "period", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reason", "role") VALUES (OLD."approved_by_id", OLD."ccg_id", OLD."committee_id", OLD."group_id", OLD."hub_id", OLD."id", OLD."period", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."practice_id", OLD."reason", OLD."role"); RETURN NULL;', hash='144f05d7f4db53365da8ed6e6fd0eed52b334d58', operation='DELETE', pgid='pgtrigger_delete_delete_2958b', table='organisations_assignment', when='AFTER')),
        ),
    ]
