"""Row history by trigger, so that bulk writes and raw SQL are kept too (django-pghistory, row level).

Event tables carry the tenant columns and stand behind the same wall as the rows they tell of.
"""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

from hubportal.tenancy.models import Wall

_Model = TypeVar("_Model", bound=type[models.Model])


def _newest_of_tenant(model: type[models.Model]) -> models.Index:
    """The history of a CCG, or of the committee or hub whose wall the rows stand behind, the newest first."""
    tenant = {Wall.COMMITTEE: "committee", Wall.HUB: "hub"}.get(model.wall, "ccg")  # type: ignore[attr-defined]
    name = f"{model.__name__.lower()}_history_of_{tenant}"[:30]
    return models.Index(fields=[tenant, "-pgh_created_at", "-pgh_id"], name=name)


def tracked(*, exclude: tuple[str, ...] = ()) -> Callable[[_Model], _Model]:
    """Class decorator: keep each insert, update and delete of the model's rows, append-only."""

    def decorate(model: _Model) -> _Model:
        attributes = {
            "wall": model.wall,  # type: ignore[attr-defined]
            "append_only": True,
            "practice_facing": getattr(model, "practice_facing", False),
            "practice_condition": getattr(model, "practice_condition", ""),
        }
        track = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            append_only=True,
            obj_field=pghistory.ObjForeignKey(related_name="+", related_query_name="+", db_index=True),
            exclude=list(exclude) or None,
            model_name=f"{model.__name__}History",
            attrs=attributes,
            meta={"indexes": [_newest_of_tenant(model)]},
        )
        return track(model)

    return decorate
