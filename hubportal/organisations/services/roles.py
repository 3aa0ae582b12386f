"""Groups and their permissions, made from the one table of roles so that database and table cannot drift."""

from django.contrib.auth.models import Group, Permission
from django.db import models, transaction

from hubportal.organisations.models import (
    Ccg,
    CcgGroupPermission,
    Committee,
    CommitteeGroupPermission,
    Hub,
    Practice,
    PracticeGroupPermission,
)
from hubportal.organisations.roles import ROLES

Organisation = Hub | Ccg | Committee | Practice

_TABLES: dict[str, type[models.Model]] = {
    "ccg": CcgGroupPermission,
    "committee": CommitteeGroupPermission,
    "practice": PracticeGroupPermission,
}


def group_name(role: str, organisation: Organisation) -> str:
    """The group of one role at one organisation, such as `ccg:05R:ccg_lead`."""
    match organisation:
        case Hub():
            return f"hub:{organisation.code}:{role}"
        case Ccg():
            return f"ccg:{organisation.ods_code}:{role}"
        case Committee():
            return f"committee:{organisation.pk}:{role}"
        case Practice():
            return f"practice:{organisation.ods_code}:{role}"


def _objects(role: str, organisation: Organisation) -> list[int]:
    """Keys of the objects a role at this organisation acts on: a hub role acts on every CCG of the hub."""
    if isinstance(organisation, Hub):
        return list(organisation.ccgs.order_by("pk").values_list("pk", flat=True))
    return [organisation.pk]


@transaction.atomic
def provision_group(*, role: str, organisation: Organisation) -> Group:
    """The role's group at an organisation with exactly the permissions of the table; made or mended as needed."""
    group, _ = Group.objects.get_or_create(name=group_name(role, organisation))
    wanted_names = ROLES[role].permissions
    kind = next(iter(wanted_names)).split("_", 1)[0]
    table = _TABLES[kind]
    permissions = Permission.objects.filter(
        content_type__app_label="organisations", content_type__model=kind, codename__in=wanted_names
    )
    wanted = {(permission.pk, key) for permission in permissions for key in _objects(role, organisation)}
    rows = table._default_manager.filter(group=group)
    held = {(row.permission_id, row.content_object_id): row.pk for row in rows}  # type: ignore[attr-defined]
    surplus = [pk for pair, pk in held.items() if pair not in wanted]
    if surplus:
        rows.filter(pk__in=surplus).delete()
    table._default_manager.bulk_create(
        [
            table(group=group, permission_id=permission, content_object_id=key)
            for permission, key in sorted(wanted - held.keys())
        ]
    )
    return group


def organisation_of(group: Group) -> Organisation | None:
    """The organisation a group's name speaks of; None where it no longer exists."""
    kind, _, rest = group.name.partition(":")
    code = rest.rpartition(":")[0]
    match kind:
        case "hub":
            return Hub.objects.filter(code=code).first()
        case "ccg":
            return Ccg.objects.filter(ods_code=code).first()
        case "committee":
            return Committee.objects.filter(pk=int(code)).first()
        case "practice":
            return Practice.objects.filter(ods_code=code).first()
    return None


def refresh_groups() -> int:
    """Mend every existing group after the table of roles or a hub's CCGs changed; returns how many there are."""
    count = 0
    for group in Group.objects.order_by("pk"):
        organisation = organisation_of(group)
        role = group.name.rpartition(":")[2]
        if organisation is not None and role in ROLES:
            provision_group(role=role, organisation=organisation)
            count += 1
    return count
