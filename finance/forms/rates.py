"""The day for which rates are shown."""

from hubportal.web.fields import DateField
from hubportal.web.forms import PortalForm


class RatesForm(PortalForm):
    """A day; left out, every period of every rate is shown."""

    on = DateField(label="In force on", called="the day", required=False)
