"""Whose schedule is shown."""

from hubportal.organisations.models import Ccg
from hubportal.web.fields import SelectField
from hubportal.web.forms import FilterForm


class ScheduleForm(FilterForm):
    """One CCG, or all of them."""

    ccg = SelectField(label="CCG", required=False, empty="All CCGs")

    def __init__(self, *, ccgs: list[Ccg], chosen: Ccg | None) -> None:
        super().__init__(initial={"ccg": chosen.ods_code if chosen else ""}, auto_id="filter_%s")
        self.fields["ccg"].choices = [(ccg.ods_code, ccg.name) for ccg in ccgs]  # type: ignore[attr-defined]
