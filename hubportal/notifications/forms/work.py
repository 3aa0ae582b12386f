"""Why work is set aside."""

from hubportal.web.fields import TextField
from hubportal.web.forms import PortalForm


class SetAsideForm(PortalForm):
    """The reason, which is kept."""

    reason = TextField(
        label="Why will this not be done?", called="why this will not be done", max_length=300,
        help_text="Do not name patients or quote a case",
    )  # fmt: skip
