"""What the function matrix is shown for."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from hubportal.organisations.models import Ccg, Person
from hubportal.tenancy.prepared import among, slot, statement
from hubportal.web.fields import DateField, SelectField
from hubportal.web.forms import PortalForm


def ccgs_of_interest(person: Person) -> list[Any]:
    """Key, code and name of the CCGs of the hubs a person works with; of every CCG for somebody who works with none."""
    hubs = list(person.grants.hubs)
    return _ccgs(bool(hubs))({"hubs": hubs})


@statement
def _ccgs(of_hubs: bool) -> QuerySet[Any]:
    found = Ccg.objects.filter(among("hub_id", slot("hubs"))) if of_hubs else Ccg.objects.all()
    return found.order_by("name").values_list("pk", "ods_code", "name")


class MatrixForm(PortalForm):
    """A CCG and a day; both may be left out: one's only CCG or else the standard, and today."""

    ccg = SelectField(label="CCG", called="the CCG", required=False, empty="The standard, for all CCGs")
    on = DateField(label="On this day", called="the day", required=False)

    def __init__(self, asked: QueryDict, *, ccgs: list[Any], own: Collection[int]) -> None:
        mine = [ccg.ods_code for ccg in ccgs if ccg.pk in own]
        typed = asked if "ccg" in asked or len(mine) != 1 else {**asked.dict(), "ccg": mine[0]}
        super().__init__(typed or None)
        self.fields["ccg"].choices = [(ccg.ods_code, f"{ccg.name} ({ccg.ods_code})") for ccg in ccgs]  # type: ignore[attr-defined]

    def clean_ccg(self) -> Ccg | None:
        """The CCG chosen."""
        code = self.cleaned_data["ccg"]
        return Ccg.objects.select_related("hub").filter(ods_code=code).first() if code else None
