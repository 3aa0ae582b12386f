"""Our own operations of migrations: the same tables, without drawing every related model again."""

import re
from pathlib import Path

import pytest
from django.db import models
from django.db.migrations import operations
from django.db.migrations.state import ProjectState

from hubportal.audit import migrating

ROOT = Path(__file__).parents[2]
MIGRATIONS = sorted(ROOT.glob("*/migrations/0001_initial.py")) + sorted(
    ROOT.glob("hubportal/*/migrations/0001_initial.py")
)
COSTLY = re.compile(
    r"\b(?:migrations\.(?:CreateModel|AddField|AddConstraint|AddIndex)|pgtrigger\.migrations\.AddTrigger)\("
)


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: path.parts[-3])
def test_a_first_migration_draws_only_what_it_touches(path: Path) -> None:
    assert COSTLY.findall(path.read_text("utf-8")) == [], (
        "Write hubportal.audit.migrating in place of migrations: each of these draws every related model again."
    )


def _made(ours: bool) -> ProjectState:
    """A hub, a case of it, and what is added to the case afterwards; the models are drawn from the beginning."""
    room = migrating if ours else operations
    key = ("id", models.BigAutoField(primary_key=True))
    of_hub = ("hub", models.ForeignKey("rooms.Hub", models.PROTECT, related_name="cases"))
    steps = [
        room.CreateModel("Hub", [key, ("name", models.TextField())]),
        room.CreateModel("Case", [key, of_hub]),
        room.AddField("Case", "other", models.ForeignKey("rooms.Case", models.PROTECT, null=True)),
        room.AddConstraint("Case", models.UniqueConstraint(fields=["hub", "id"], name="case_of_hub")),
        room.AddIndex("Case", models.Index(fields=["hub"], name="by_hub")),
    ]
    state = ProjectState()
    assert state.apps.all_models == {}
    for step in steps:
        step.state_forwards("rooms", state)
    return state


def test_ours_leave_the_state_that_djangos_leave() -> None:
    ours, theirs = _made(ours=True), _made(ours=False)
    assert ours.models == theirs.models
    drawn, expected = ours.apps.get_model("rooms", "Case"), theirs.apps.get_model("rooms", "Case")
    assert [field.name for field in drawn._meta.local_fields] == [field.name for field in expected._meta.local_fields]
    assert drawn._meta.get_field("hub").remote_field.model is ours.apps.get_model("rooms", "Hub")
    assert drawn._meta.get_field("other").remote_field.model._meta.label == "rooms.Case"
