"""How many cases there are, kept by triggers on the query log, so that a page that says so counts no cases.

Each row says how many cases it adds to the count of its kind; the count is the sum of the rows. A change of a case
adds rows that take away what it was and add what it is, in the change's own transaction, so that nobody waits for
anybody. `app.fold_tallies` makes one row of many without changing a sum, and `app.rebuild_tallies` counts afresh.

What is late depends on the day. So a row holds running totals by due date: `due_by[n]` cases are due on or before
`due_on[n]`, and the number late on any day is found by looking up the day.

History is not kept: the rows say again, in sums, what the tracked rows of the cases say.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import Q

from hubportal.tenancy.models import CcgRow

if TYPE_CHECKING:
    from hubportal.organisations.models import Person


class TallyQuerySet(models.QuerySet[Any]):
    """Whose tallies; the counterpart of `functions.models.queries.QueryQuerySet`."""

    def visible_to(self, person: "Person") -> "TallyQuerySet":
        """The tallies of the cases that a person with a role at CCGs may read; nothing for anybody else."""
        grants = person.grants
        whole, ccgs = grants.whole_hub(), grants.ccgs("ccg_read")
        mine = self.filter(ccg_id__in=ccgs) if whole is None else self.filter(hub_id=whole)
        cleared = grants.ccgs("ccg_case_restricted")
        if cleared >= ccgs:
            return mine
        return mine.filter(Q(is_restricted=False) | Q(ccg_id__in=cleared))

    def summed(self, *, by: Sequence[str], sums: Sequence[str], due_by: Sequence[date]) -> list[tuple[Any, ...]]:
        """For each group, the sums of these columns, and how many of its cases are due on or before each of these days.

        Groups and columns are SQL of ours, never of a reader. Written out, because Django takes longer to put such a
        statement together than PostgreSQL to answer it.
        """
        compiler = self.query.get_compiler(self.db)
        try:
            where, values = compiler.compile(self.query.where)
        except EmptyResultSet:
            return []
        asked = [*by, *(f"sum({column})" for column in sums), *[f"sum({DUE_BY})"] * len(due_by)]
        places = ", ".join(str(place) for place in range(1, len(by) + 1))
        table = self.model._meta.db_table
        with connections[self.db].cursor() as cursor:
            cursor.execute(
                f"SELECT {', '.join(asked)} FROM {table} WHERE {where} GROUP BY {places}",  # noqa: S608
                [*due_by, *values],
            )
            return list(cursor.fetchall())


# The running total at the last due date on or before a day; before the first there is none.
DUE_BY = "coalesce(due_by[width_bucket(%s::date, due_on)], 0)"


class _Tally(CcgRow):
    """What every tally has; restricted cases are counted apart, for those who may not see them."""

    append_only = True
    kept_by_trigger = True

    is_restricted = models.BooleanField()
    cases = models.IntegerField("how many cases the row adds; less than none where some ceased to be counted")
    due_on = ArrayField(models.DateField(), default=list, blank=True)
    due_by = ArrayField(models.IntegerField(), default=list, blank=True)

    objects = TallyQuerySet.as_manager()

    class Meta:
        abstract = True


class OpenTally(_Tally):
    """Open cases of a CCG: all of them, those of each owner, and those given to each team, by next due date."""

    class By(models.TextChoices):
        """What the cases of a row have in common besides their CCG."""

        CCG = "ccg", "CCG"
        OWNER = "owner", "Owner"
        TEAM = "team", "Team"

    counted_by = models.CharField(max_length=5, choices=By)
    # Without a constraint: the row repeats an owner whom the case's own key holds.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    team = models.CharField(max_length=60, blank=True)
    unassigned = models.IntegerField("of a CCG's cases, those with neither owner nor team", default=0)

    class Meta:
        indexes = [
            models.Index(fields=["ccg", "counted_by"], name="open_tally_of_ccg"),
            models.Index(fields=["hub", "counted_by"], name="open_tally_of_hub"),
        ]

    def __str__(self) -> str:
        return f"{self.counted_by} {self.ccg_id}: {self.cases}"


class StandardTally(_Tally):
    """Cases received in a quarter, by how they stand against one standard, exclusions put aside.

    `left_out` is why they do not count: a reason of exclusion, "withdrawn" or "merged"; empty for those that count.
    `due_on` and `due_by` are of the cases not decided yet.
    """

    class Act(models.TextChoices):
        """What the standard asks for."""

        ACKNOWLEDGE = "acknowledge", "Acknowledge"
        ANSWER = "answer", "Answer"

    received_in = models.DateField("first day of the quarter of receipt")
    policy = models.CharField("code of the clock policy", max_length=40)
    act = models.CharField(max_length=11, choices=Act)
    left_out = models.CharField(max_length=40, blank=True)
    in_time = models.IntegerField(default=0)
    late = models.IntegerField("decided", default=0)

    class Meta:
        indexes = [
            models.Index(fields=["ccg", "received_in"], name="standard_tally_of_ccg"),
            models.Index(fields=["hub", "received_in"], name="standard_tally_of_hub"),
        ]

    def __str__(self) -> str:
        return f"{self.policy} {self.act} {self.ccg_id}: {self.cases}"
