"""What the function matrix is shown for."""

from typing import Any

from hubportal.organisations.models import Ccg, Person
from hubportal.web.fields import DateField, SelectField
from hubportal.web.forms import PortalForm


def ccgs_of_interest(person: Person) -> list[Ccg]:
    """The CCGs of the hubs a person works with; every CCG for somebody who works with none."""
    hubs = person.grants.hubs
    found = Ccg.objects.filter(hub_id__in=hubs) if hubs else Ccg.objects.all()
    return list(found.order_by("name"))


class MatrixForm(PortalForm):
    """A CCG and a day; both may be left out (every CCG, today)."""

    ccg = SelectField(label="CCG", called="the CCG", required=False, empty="All CCGs")
    on = DateField(label="On this day", called="the day", required=False)

    def __init__(self, *args: Any, ccgs: list[Ccg], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {ccg.ods_code: ccg for ccg in ccgs}
        self.fields["ccg"].choices = [(code, str(ccg)) for code, ccg in self.by_code.items()]  # type: ignore[attr-defined]

    def clean_ccg(self) -> Ccg | None:
        """The CCG chosen."""
        return self.by_code.get(self.cleaned_data["ccg"])
