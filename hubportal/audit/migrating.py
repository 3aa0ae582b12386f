"""Operations for our migrations: Django's and django-pgtrigger's own, which draw no more models than they need.

After each operation Django draws every model again that is related to the one it touched. All our tables lead to a hub
or a CCG, so that a new table, a constraint or an index each drew a hundred models: most of a first start was spent on
it. What these operations do to the database is exactly what Django's do.
"""

from typing import Any

from django.db.migrations import operations
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


class _Undrawn:
    """Changes the state of the migration without drawing any model again."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        drawn = state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)  # type: ignore[misc]
        if drawn is not None:
            state.__dict__["apps"] = drawn


class CreateModel(operations.CreateModel):
    """A new table: its own model is drawn, and those it leads to stand as they are."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        drawn: Any = state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)
        if drawn is not None:
            state.__dict__["apps"] = drawn
            drawn.render_multiple([state.models[app_label, self.name_lower]])


class AddField(operations.AddField):
    """A column that waited for another table: its own model is drawn again, and no other."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        drawn: Any = state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)
        if drawn is not None:
            state.__dict__["apps"] = drawn
            drawn.unregister_model(app_label, self.model_name_lower)
            drawn.render_multiple([state.models[app_label, self.model_name_lower]])


class AddConstraint(_Undrawn, operations.AddConstraint):
    """A constraint, which changes nothing that another model could see."""


class AddIndex(_Undrawn, operations.AddIndex):
    """An index, which changes nothing that another model could see."""


class AddHistoryTrigger(AddTrigger):
    """A history trigger, which changes nothing that another model could see."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]
