"""Row history by trigger, so that bulk writes and raw SQL are kept too (django-pghistory, row level).

Event tables carry the tenant columns and stand behind the same wall as the rows they tell of.
"""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

from hubportal.tenancy.models import Wall

_Model = TypeVar("_Model", bound=type[models.Model])


def _newest_of_tenant(model: type[models.Model], named: str) -> models.Index:
    """The history of a CCG, of a committee or hub for rows behind its wall, or of all where there is no tenant: the
    newest first.
    """
    wall = model.wall  # type: ignore[attr-defined]
    tenant = {Wall.COMMITTEE: "committee", Wall.HUB: "hub"}.get(wall, "ccg")
    led_by = [tenant] if any(field.name == tenant for field in model._meta.concrete_fields) else []
    name = f"{named or model.__name__.lower()}_history_of_{tenant if led_by else 'all'}"[:30]
    return models.Index(fields=[*led_by, "-pgh_created_at", "-pgh_id"], name=name)


def tracked(*, exclude: tuple[str, ...] = (), named: str = "") -> Callable[[_Model], _Model]:
    """Class decorator: keep each insert, update and delete of the model's rows, append-only.

    `named` begins the name of its index, where two apps have a model of the same name.
    """

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
            meta={"indexes": [_newest_of_tenant(model, named)]},
        )
        return track(model)

    return decorate
