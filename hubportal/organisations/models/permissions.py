"""django-guardian's object permissions as direct foreign-key tables: integer joins, no orphans.

Only CCGs, committees and practices carry them, and only through groups (one per role and organisation); the
user tables exist because guardian expects the pair, and a test keeps them empty.
"""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from hubportal.organisations.models.committees import Committee
from hubportal.organisations.models.hubs import Ccg
from hubportal.organisations.models.practices import Practice
from hubportal.tenancy.models import Wall


class CcgGroupPermission(GroupObjectPermissionBase):
    """What a role's group may do at a CCG."""

    wall = Wall.GLOBAL
    content_object = models.ForeignKey(Ccg, on_delete=models.CASCADE)


class CcgUserPermission(UserObjectPermissionBase):
    """Unused: people get groups, never direct permissions."""

    wall = Wall.GLOBAL
    content_object = models.ForeignKey(Ccg, on_delete=models.CASCADE)


class CommitteeGroupPermission(GroupObjectPermissionBase):
    """What a role's group may do at a committee."""

    wall = Wall.GLOBAL
    content_object = models.ForeignKey(Committee, on_delete=models.CASCADE)


class CommitteeUserPermission(UserObjectPermissionBase):
    """Unused: people get groups, never direct permissions."""

    wall = Wall.GLOBAL
    content_object = models.ForeignKey(Committee, on_delete=models.CASCADE)


class PracticeGroupPermission(GroupObjectPermissionBase):
    """What a role's group may do at a practice."""

    wall = Wall.GLOBAL
    content_object = models.ForeignKey(Practice, on_delete=models.CASCADE)


class PracticeUserPermission(UserObjectPermissionBase):
    """Unused: people get groups, never direct permissions."""

    wall = Wall.GLOBAL
    content_object = models.ForeignKey(Practice, on_delete=models.CASCADE)
