"""Base classes by which a table says behind which wall it stands (see `hubportal.tenancy.walls`)."""

from enum import StrEnum
from typing import ClassVar

from django.db import models


class Wall(StrEnum):
    """Who may see a table's rows."""

    CCG = "ccg"
    HUB = "hub"
    COMMITTEE = "committee"
    REFERENCE = "reference"
    GLOBAL = "global"
    OUTBOX = "outbox"
    PERSON = "person"


class ReferenceRow(models.Model):
    """Facts every signed-in person may read; written only by services that ask for the permission."""

    wall: ClassVar[Wall] = Wall.REFERENCE

    class Meta:
        abstract = True


class HubRow(models.Model):
    """A row that belongs to one hub and is read by everyone who works with it.

    A practice's people see none of them, except where asking a question needs it: `practice_may` is then "read", or
    "write" for both.
    """

    wall: ClassVar[Wall] = Wall.HUB
    append_only: ClassVar[bool] = False
    practice_may: ClassVar[str] = ""

    hub = models.ForeignKey("organisations.Hub", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class CcgRow(models.Model):
    """A row that belongs to one CCG, the tenant; the tenant never changes.

    `append_only` withholds UPDATE and DELETE from the application, `kept_by_trigger` INSERT as well. `practice_facing`
    rows also carry `practice_id` and are read by that practice's people, narrowed by the SQL in `practice_condition`.
    """

    wall: ClassVar[Wall] = Wall.CCG
    append_only: ClassVar[bool] = False
    kept_by_trigger: ClassVar[bool] = False
    practice_facing: ClassVar[bool] = False
    practice_condition: ClassVar[str] = ""

    # The composite key (hub, ccg) that the walls add checks both, and the indexes of each table begin with the tenant.
    hub = models.ForeignKey(
        "organisations.Hub", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    ccg = models.ForeignKey(
        "organisations.Ccg", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        abstract = True


class CommitteeRow(models.Model):
    """A row of the committee world; a committee is linked by dated rows to its CCGs."""

    wall: ClassVar[Wall] = Wall.COMMITTEE
    append_only: ClassVar[bool] = False

    hub = models.ForeignKey("organisations.Hub", on_delete=models.PROTECT, related_name="+")
    committee = models.ForeignKey("organisations.Committee", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
