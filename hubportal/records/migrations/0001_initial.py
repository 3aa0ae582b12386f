import uuid

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import hubportal.audit.migrating
import hubportal.records.models.signatures


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("organisations", "0001_initial"),
        ("organisations", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Deadline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=24)),
                ("record_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=24, verbose_name="the record's")),
                ("step", models.CharField(max_length=24)),
                ("words", models.CharField(max_length=160, verbose_name="what is to be done")),
                ("subject", models.CharField(max_length=200, verbose_name="of the record")),
                ("path", models.CharField(max_length=200, verbose_name="the record's page")),
                ("due_on", models.DateField()),
                ("warn_on", models.DateField(blank=True, null=True)),
                ("met_on", models.DateField(blank=True, null=True)),
                ("dropped_on", models.DateField(blank=True, null=True, verbose_name="no longer to be kept")),
                ("clause", models.CharField(blank=True, max_length=120)),
                ("stream", models.CharField(default="contracting", max_length=12)),
                ("is_restricted", models.BooleanField(default=False)),
                (
                    "ccg",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.ccg",
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.hub",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("dropped_on__isnull", True), ("met_on__isnull", True)),
                        fields=["hub", "due_on", "id"],
                        name="deadline_open_of_hub",
                    ),
                    models.Index(
                        condition=models.Q(("dropped_on__isnull", True), ("met_on__isnull", True)),
                        fields=["ccg", "due_on", "id"],
                        name="deadline_open_of_ccg",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("dropped_on__isnull", True), ("met_on__isnull", True), ("warn_on__isnull", False)
                        ),
                        fields=["hub", "warn_on"],
                        name="deadline_to_warn",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("ccg", "kind", "record_id", "step"), name="one_date_a_step")
                ],
            },
        ),
        migrations.CreateModel(
            name="DeadlineHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=24)),
                ("record_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=24, verbose_name="the record's")),
                ("step", models.CharField(max_length=24)),
                ("words", models.CharField(max_length=160, verbose_name="what is to be done")),
                ("subject", models.CharField(max_length=200, verbose_name="of the record")),
                ("path", models.CharField(max_length=200, verbose_name="the record's page")),
                ("due_on", models.DateField()),
                ("warn_on", models.DateField(blank=True, null=True)),
                ("met_on", models.DateField(blank=True, null=True)),
                ("dropped_on", models.DateField(blank=True, null=True, verbose_name="no longer to be kept")),
                ("clause", models.CharField(blank=True, max_length=120)),
                ("stream", models.CharField(default="contracting", max_length=12)),
                ("is_restricted", models.BooleanField(default=False)),
                (
                    "ccg",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.ccg",
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.hub",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.deadline",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["ccg", "-pgh_created_at", "-pgh_id"], name="deadline_history_of_ccg")],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=24)),
                ("record_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=24, verbose_name="the record's")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("template", models.CharField(blank=True, max_length=60)),
                (
                    "send_by",
                    models.CharField(
                        choices=[("letter", "Letter to print and post"), ("email", "Email with the letter attached")],
                        default="letter",
                        max_length=8,
                    ),
                ),
                ("to_name", models.CharField(max_length=160)),
                ("to_address", models.TextField(blank=True, verbose_name="lines of the postal address")),
                ("to_email", models.EmailField(blank=True, max_length=254)),
                ("subject", models.CharField(max_length=250)),
                ("body", models.TextField()),
                (
                    "circle",
                    models.CharField(
                        choices=[("hub", "Hub only"), ("hub_ccg", "Hub and CCG"), ("all", "All parties")],
                        default="hub_ccg",
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("issued", "Issued"), ("discarded", "Discarded")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "link",
                    models.CharField(
                        blank=True, max_length=600, verbose_name="address of a signed link put at its end"
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("issued_on", models.DateField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ccg",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.ccg",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.hub",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["ccg", "kind", "record_id", "id"], name="letter_of_record")],
            },
        ),
        migrations.CreateModel(
            name="LetterHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=24)),
                ("record_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=24, verbose_name="the record's")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("template", models.CharField(blank=True, max_length=60)),
                (
                    "send_by",
                    models.CharField(
                        choices=[("letter", "Letter to print and post"), ("email", "Email with the letter attached")],
                        default="letter",
                        max_length=8,
                    ),
                ),
                ("to_name", models.CharField(max_length=160)),
                ("to_address", models.TextField(blank=True, verbose_name="lines of the postal address")),
                ("to_email", models.EmailField(blank=True, max_length=254)),
                ("subject", models.CharField(max_length=250)),
                ("body", models.TextField()),
                (
                    "circle",
                    models.CharField(
                        choices=[("hub", "Hub only"), ("hub_ccg", "Hub and CCG"), ("all", "All parties")],
                        default="hub_ccg",
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("issued", "Issued"), ("discarded", "Discarded")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "link",
                    models.CharField(
                        blank=True, max_length=600, verbose_name="address of a signed link put at its end"
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("issued_on", models.DateField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ccg",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.ccg",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.hub",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.letter",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["ccg", "-pgh_created_at", "-pgh_id"], name="letter_history_of_ccg")],
            },
        ),
        migrations.CreateModel(
            name="RecordFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=24)),
                ("record_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=24, verbose_name="the record's")),
                ("requirement", models.CharField(blank=True, max_length=40)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ccg",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.ccg",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.hub",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["ccg", "kind", "record_id", "id"], name="recordfile_of_record")],
                "constraints": [
                    models.UniqueConstraint(fields=("ccg", "kind", "record_id", "document"), name="file_kept_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordFileHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=24)),
                ("record_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=24, verbose_name="the record's")),
                ("requirement", models.CharField(blank=True, max_length=40)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ccg",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.ccg",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.hub",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.recordfile",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["ccg", "-pgh_created_at", "-pgh_id"], name="recordfile_history_of_ccg")
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=24)),
                ("record_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=24, verbose_name="the record's")),
                ("other_kind", models.CharField(max_length=24)),
                ("other_id", models.BigIntegerField()),
                ("other_reference", models.CharField(max_length=24)),
                (
                    "sort",
                    models.CharField(
                        default="Related to", max_length=40, verbose_name="how the first stands to the other"
                    ),
                ),
                (
                    "back",
                    models.CharField(
                        default="Related to", max_length=40, verbose_name="how the other stands to the first"
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "ccg",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.ccg",
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.hub",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["ccg", "kind", "record_id", "id"], name="recordlink_of_record"),
                    models.Index(fields=["ccg", "other_kind", "other_id", "id"], name="recordlink_of_other"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ccg", "kind", "record_id", "other_kind", "other_id"), name="records_linked_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", models.F("other_kind")), ("record_id", models.F("other_id")), _negated=True
                        ),
                        name="record_not_linked_to_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordLinkHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=24)),
                ("record_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=24, verbose_name="the record's")),
                ("other_kind", models.CharField(max_length=24)),
                ("other_id", models.BigIntegerField()),
                ("other_reference", models.CharField(max_length=24)),
                (
                    "sort",
                    models.CharField(
                        default="Related to", max_length=40, verbose_name="how the first stands to the other"
                    ),
                ),
                (
                    "back",
                    models.CharField(
                        default="Related to", max_length=40, verbose_name="how the other stands to the first"
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "ccg",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.ccg",
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.hub",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.recordlink",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["ccg", "-pgh_created_at", "-pgh_id"], name="recordlink_history_of_ccg")
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=24)),
                ("record_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=24, verbose_name="the record's")),
                ("act", models.CharField(max_length=32)),
                ("words", models.CharField(max_length=120, verbose_name="what was done")),
                ("from_state", models.CharField(blank=True, max_length=24)),
                ("to_state", models.CharField(max_length=24)),
                ("on", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("facts", models.JSONField(default=dict, verbose_name="what else was decided")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ccg",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.ccg",
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.hub",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["ccg", "kind", "record_id", "id"], name="recordmove_of_record")],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=24)),
                ("record_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=24, verbose_name="the record's")),
                (
                    "part",
                    models.CharField(blank=True, max_length=60, verbose_name="of the record; empty for the whole"),
                ),
                ("party", models.CharField(max_length=40, verbose_name="whom the signatory signs for")),
                ("name", models.CharField(max_length=160, verbose_name="as it stood when signing")),
                ("designation", models.CharField(blank=True, max_length=160)),
                ("content", models.TextField(verbose_name="canonical")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256 of the content, in hexadecimal")),
                ("signed_on", models.DateField()),
                ("signed_at", models.DateTimeField()),
                (
                    "ccg",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.ccg",
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.hub",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["ccg", "kind", "record_id", "id"], name="signature_of_record")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ccg", "kind", "record_id", "part", "party", "digest"), name="signed_once_a_content"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("digest", hubportal.records.models.signatures.HexSha256(models.F("content")))
                        ),
                        name="signature_hash_of_content",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=24)),
                ("record_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=24, verbose_name="the record's")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("purpose", models.CharField(max_length=40)),
                ("sent_to", models.CharField(blank=True, max_length=254)),
                ("expires_on", models.DateField(verbose_name="the last day on which it holds")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="first")),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "ccg",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.ccg",
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.hub",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.practice",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["ccg", "kind", "record_id", "id"], name="signedlink_of_record")],
            },
        ),
        migrations.CreateModel(
            name="SignedLinkHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=24)),
                ("record_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=24, verbose_name="the record's")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("purpose", models.CharField(max_length=40)),
                ("sent_to", models.CharField(blank=True, max_length=254)),
                ("expires_on", models.DateField(verbose_name="the last day on which it holds")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="first")),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "ccg",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.ccg",
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.hub",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="records.signedlink",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.practice",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["ccg", "-pgh_created_at", "-pgh_id"], name="signedlink_history_of_ccg")
                ],
            },
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="deadline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_deadlinehistory" ("ccg_id", "clause", "dropped_on", "due_on", "hub_id", "id", "is_restricted", "kind", "met_on", "owner_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "reference", "step", "stream", "subject", "warn_on", "words") VALUES (NEW."ccg_id", NEW."clause", NEW."dropped_on", NEW."due_on", NEW."hub_id", NEW."id", NEW."is_restricted", NEW."kind", NEW."met_on", NEW."owner_id", NEW."path", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."record_id", NEW."reference", NEW."step", NEW."stream", NEW."subject", NEW."warn_on", NEW."words"); RETURN NULL;',
                    hash="774fae3be9c3531229018ce72791aa4de2a0dc49",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fd907",
                    table="records_deadline",
                    when="AFTER",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="deadline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_deadlinehistory" ("ccg_id", "clause", "dropped_on", "due_on", "hub_id", "id", "is_restricted", "kind", "met_on", "owner_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "reference", "step", "stream", "subject", "warn_on", "words") VALUES (NEW."ccg_id", NEW."clause", NEW."dropped_on", NEW."due_on", NEW."hub_id", NEW."id", NEW."is_restricted", NEW."kind", NEW."met_on", NEW."owner_id", NEW."path", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."record_id", NEW."reference", NEW."step", NEW."stream", NEW."subject", NEW."warn_on", NEW."words"); RETURN NULL;',
                    hash="2c46a4ec150510655dc0b505bba67b841a8ada94",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d4bcd",
                    table="records_deadline",
                    when="AFTER",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="deadline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_deadlinehistory" ("ccg_id", "clause", "dropped_on", "due_on", "hub_id", "id", "is_restricted", "kind", "met_on", "owner_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "reference", "step", "stream", "subject", "warn_on", "words") VALUES (OLD."ccg_id", OLD."clause", OLD."dropped_on", OLD."due_on", OLD."hub_id", OLD."id", OLD."is_restricted", OLD."kind", OLD."met_on", OLD."owner_id", OLD."path", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."record_id", OLD."reference", OLD."step", OLD."stream", OLD."subject", OLD."warn_on", OLD."words"); RETURN NULL;',
                    hash="3c0b6cc23d04be2c94c4267aa11a8d8721b61d2a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2668c",
                    table="records_deadline",
                    when="AFTER",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="deadlinehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ac517858c0337648e60755bbc9f51624abda2aee",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_aa078",
                    table="records_deadlinehistory",
                    when="BEFORE",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_letterhistory" ("approved_at", "approved_by_id", "body", "ccg_id", "circle", "document_id", "hub_id", "id", "issued_by_id", "issued_on", "kind", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "record_id", "reference", "send_by", "state", "subject", "template", "to_address", "to_email", "to_name", "written_at", "written_by_id") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."body", NEW."ccg_id", NEW."circle", NEW."document_id", NEW."hub_id", NEW."id", NEW."issued_by_id", NEW."issued_on", NEW."kind", NEW."link", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."record_id", NEW."reference", NEW."send_by", NEW."state", NEW."subject", NEW."template", NEW."to_address", NEW."to_email", NEW."to_name", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="e16f9395356c3174c0ee24f289edc78e4e499478",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dee7c",
                    table="records_letter",
                    when="AFTER",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_letterhistory" ("approved_at", "approved_by_id", "body", "ccg_id", "circle", "document_id", "hub_id", "id", "issued_by_id", "issued_on", "kind", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "record_id", "reference", "send_by", "state", "subject", "template", "to_address", "to_email", "to_name", "written_at", "written_by_id") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."body", NEW."ccg_id", NEW."circle", NEW."document_id", NEW."hub_id", NEW."id", NEW."issued_by_id", NEW."issued_on", NEW."kind", NEW."link", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."record_id", NEW."reference", NEW."send_by", NEW."state", NEW."subject", NEW."template", NEW."to_address", NEW."to_email", NEW."to_name", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="1a2c12562845a2b067918c8952468d1dbb7f8a93",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4d6df",
                    table="records_letter",
                    when="AFTER",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_letterhistory" ("approved_at", "approved_by_id", "body", "ccg_id", "circle", "document_id", "hub_id", "id", "issued_by_id", "issued_on", "kind", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "record_id", "reference", "send_by", "state", "subject", "template", "to_address", "to_email", "to_name", "written_at", "written_by_id") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."body", OLD."ccg_id", OLD."circle", OLD."document_id", OLD."hub_id", OLD."id", OLD."issued_by_id", OLD."issued_on", OLD."kind", OLD."link", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."record_id", OLD."reference", OLD."send_by", OLD."state", OLD."subject", OLD."template", OLD."to_address", OLD."to_email", OLD."to_name", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                    hash="24a8598bd020e774b52694ee0b554d88ac4e9e98",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5162f",
                    table="records_letter",
                    when="AFTER",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="letterhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="07be992c754aeb9a00ebbf7c148d4a4cfae0085d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_07b0b",
                    table="records_letterhistory",
                    when="BEFORE",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="recordfile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_recordfilehistory" ("added_at", "added_by_id", "ccg_id", "document_id", "hub_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "reference", "requirement") VALUES (NEW."added_at", NEW."added_by_id", NEW."ccg_id", NEW."document_id", NEW."hub_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."record_id", NEW."reference", NEW."requirement"); RETURN NULL;',
                    hash="523a75bb303753cebc06cb1e4fa3d8a9ec5db370",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fd64a",
                    table="records_recordfile",
                    when="AFTER",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="recordfile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_recordfilehistory" ("added_at", "added_by_id", "ccg_id", "document_id", "hub_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "reference", "requirement") VALUES (NEW."added_at", NEW."added_by_id", NEW."ccg_id", NEW."document_id", NEW."hub_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."record_id", NEW."reference", NEW."requirement"); RETURN NULL;',
                    hash="473b963330886f35e47ec44f469368386d388b96",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cba68",
                    table="records_recordfile",
                    when="AFTER",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="recordfile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_recordfilehistory" ("added_at", "added_by_id", "ccg_id", "document_id", "hub_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "reference", "requirement") VALUES (OLD."added_at", OLD."added_by_id", OLD."ccg_id", OLD."document_id", OLD."hub_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."record_id", OLD."reference", OLD."requirement"); RETURN NULL;',
                    hash="9d1ecb482810fbf04f57f726aec1fdc37abd0a96",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_cd2ae",
                    table="records_recordfile",
                    when="AFTER",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="recordfilehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2d335747a72e16d68b04b4b669f95161368e7101",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4e915",
                    table="records_recordfilehistory",
                    when="BEFORE",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="recordlink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_recordlinkhistory" ("back", "ccg_id", "hub_id", "id", "kind", "made_at", "made_by_id", "other_id", "other_kind", "other_reference", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "reference", "sort") VALUES (NEW."back", NEW."ccg_id", NEW."hub_id", NEW."id", NEW."kind", NEW."made_at", NEW."made_by_id", NEW."other_id", NEW."other_kind", NEW."other_reference", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."record_id", NEW."reference", NEW."sort"); RETURN NULL;',
                    hash="772f24456152ae75f4c469e3e545752a3b78b4f8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6c291",
                    table="records_recordlink",
                    when="AFTER",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="recordlink",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_recordlinkhistory" ("back", "ccg_id", "hub_id", "id", "kind", "made_at", "made_by_id", "other_id", "other_kind", "other_reference", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "reference", "sort") VALUES (NEW."back", NEW."ccg_id", NEW."hub_id", NEW."id", NEW."kind", NEW."made_at", NEW."made_by_id", NEW."other_id", NEW."other_kind", NEW."other_reference", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."record_id", NEW."reference", NEW."sort"); RETURN NULL;',
                    hash="14649dc341c9040b319d8b459ac199c5124634a6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_af784",
                    table="records_recordlink",
                    when="AFTER",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="recordlink",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_recordlinkhistory" ("back", "ccg_id", "hub_id", "id", "kind", "made_at", "made_by_id", "other_id", "other_kind", "other_reference", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "reference", "sort") VALUES (OLD."back", OLD."ccg_id", OLD."hub_id", OLD."id", OLD."kind", OLD."made_at", OLD."made_by_id", OLD."other_id", OLD."other_kind", OLD."other_reference", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."record_id", OLD."reference", OLD."sort"); RETURN NULL;',
                    hash="89cb39309f0932c335555d6fe477b5971118e16a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0740f",
                    table="records_recordlink",
                    when="AFTER",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="recordlinkhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="21a9e324cc5cf54da425c293d912dbab6d24354b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ddfd0",
                    table="records_recordlinkhistory",
                    when="BEFORE",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="signedlink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_signedlinkhistory" ("ccg_id", "expires_on", "hub_id", "id", "kind", "made_at", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "public_id", "purpose", "record_id", "reference", "revoked_at", "sent_to", "used_at") VALUES (NEW."ccg_id", NEW."expires_on", NEW."hub_id", NEW."id", NEW."kind", NEW."made_at", NEW."opened_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."practice_id", NEW."public_id", NEW."purpose", NEW."record_id", NEW."reference", NEW."revoked_at", NEW."sent_to", NEW."used_at"); RETURN NULL;',
                    hash="3a335d1d60b752c8766e531170dff308b04e36bd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f8a50",
                    table="records_signedlink",
                    when="AFTER",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="signedlink",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "records_signedlinkhistory" ("ccg_id", "expires_on", "hub_id", "id", "kind", "made_at", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "public_id", "purpose", "record_id", "reference", "revoked_at", "sent_to", "used_at") VALUES (NEW."ccg_id", NEW."expires_on", NEW."hub_id", NEW."id", NEW."kind", NEW."made_at", NEW."opened_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."practice_id", NEW."public_id", NEW."purpose", NEW."record_id", NEW."reference", NEW."revoked_at", NEW."sent_to", NEW."used_at"); RETURN NULL;',
                    hash="bb02edd9ba2fe30d444f6e31861dd70169b41e3d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f1593",
                    table="records_signedlink",
                    when="AFTER",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="signedlink",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "records_signedlinkhistory" ("ccg_id", "expires_on", "hub_id", "id", "kind", "made_at", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "public_id", "purpose", "record_id", "reference", "revoked_at", "sent_to", "used_at") VALUES (OLD."ccg_id", OLD."expires_on", OLD."hub_id", OLD."id", OLD."kind", OLD."made_at", OLD."opened_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."practice_id", OLD."public_id", OLD."purpose", OLD."record_id", OLD."reference", OLD."revoked_at", OLD."sent_to", OLD."used_at"); RETURN NULL;',
                    hash="bb1b55e060311a5ddd82fbe62e957086ada51bbf",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f8607",
                    table="records_signedlink",
                    when="AFTER",
                ),
            ),
        ),
        hubportal.audit.migrating.AddHistoryTrigger(
            model_name="signedlinkhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="af88640e5b6e85525309b70152a23ae5d754a4de",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_79154",
                    table="records_signedlinkhistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
