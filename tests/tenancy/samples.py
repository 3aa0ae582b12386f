"""A smallest valid row of any walled table for any CCG, so that a new table is tried at once."""

import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from psycopg2.extras import DateRange

from functions.models import EnhancedService, Invitation, PerformerConcern, SpecificationRow
from hubportal.organisations.models import Ccg, Committee, Hub, Person, Practice, PracticeMembership
from hubportal.records.models import Signature
from hubportal.records.rules.signing import digest_of
from hubportal.tenancy.models import Wall
from hubportal.tenancy.walls import wall_of, walled_models

DAY = date(2016, 2, 1)


def tried_models(*walls: Wall) -> list[type[models.Model]]:
    """Walled tables in a fixed order; history tables fill themselves by trigger."""
    found = [model for model in walled_models() if wall_of(model) in walls]
    return sorted(found, key=lambda model: model._meta.db_table)


def is_history(model: type[models.Model]) -> bool:
    return getattr(model, "pgh_tracked_model", None) is not None


def _plain(field: models.Field) -> Any:  # noqa: C901 - one line a kind of field
    word = f"{field.name[:8]}-{uuid.uuid4().hex[:8]}"
    if field.choices:
        return field.choices[0][0]
    match field:
        case models.UUIDField():
            return uuid.uuid4()
        case models.EmailField():
            return f"{uuid.uuid4().hex[:8]}@example.org"
        case models.CharField() | models.TextField():
            return word[: field.max_length] if field.max_length else word
        case models.BooleanField():
            return False
        case models.DateTimeField():
            return datetime(2016, 2, 1, 9, tzinfo=UTC)
        case models.DateField():
            return DAY
        case models.JSONField():
            return {}
        case ArrayField():
            return []
        case models.IntegerField():
            return uuid.uuid4().int % 30_000
        case models.DecimalField():
            return Decimal(uuid.uuid4().int % 30_000)
    if field.get_internal_type() == "DateRangeField":
        return DateRange(DAY, None)
    raise TypeError(f"say how to fill {field}")


def sample(model: type[models.Model], *, ccg: Ccg, using: str = "owner") -> models.Model:  # noqa: C901 - as above
    """One committed row of the model for the CCG, with whatever it must point at."""
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.has_default() or getattr(field, "auto_now_add", False):
            continue
        if isinstance(field, models.ForeignKey):
            if field.null:
                continue
            values[field.attname] = _target(field, ccg=ccg, using=using).pk
        elif not field.null and not (field.blank and field.empty_strings_allowed):
            values[field.name] = _plain(field)
    if model is PerformerConcern:
        values["is_restricted"] = True
    if model is Invitation:  # it is to one thing: an enhanced service, or a local scheme
        values["service_id"] = sample(EnhancedService, ccg=ccg, using=using).pk
    if "before_likelihood" in values:  # a score is likelihood times impact
        values |= dict.fromkeys(("before_likelihood", "before_impact", "likelihood", "impact"), 3)
        values |= {"before_score": 9, "score": 9}
    if {"opens_at", "closes_at"} <= values.keys():
        values["closes_at"] = values["opens_at"] + timedelta(hours=1)
    if model is Signature:
        values["digest"] = digest_of(values["content"])
    if model is SpecificationRow:
        values["ccg_acts"] = True  # every activity is somebody's
    return model._base_manager.using(using).create(**values)


def _target(field: models.ForeignKey, *, ccg: Ccg, using: str) -> models.Model:
    target = field.related_model
    if target is Hub:
        return Hub.objects.using(using).get(pk=ccg.hub_id)
    if target is Ccg:
        return ccg
    if target is Practice:  # a row of a CCG names a practice that has belonged to it
        member = PracticeMembership.objects.using(using).filter(ccg=ccg).select_related("practice").first()
        return member.practice if member else Practice.objects.using(using).first()  # type: ignore[return-value]
    if target is Person:
        return Person.objects.using(using).get(email="officer@example.org")
    if target is Committee:
        return Committee.objects.using(using).get_or_create(hub_id=ccg.hub_id, name=f"Committee of {ccg.ods_code}")[0]
    if wall_of(target) in {Wall.CCG, Wall.HUB, Wall.COMMITTEE}:
        return sample(target, ccg=ccg, using=using)
    found = target._base_manager.using(using).first()
    return found if found is not None else sample(target, ccg=ccg, using=using)
