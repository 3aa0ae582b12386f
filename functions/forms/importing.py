"""The file of an existing log."""

from functions.services.importing import MOST_BYTES
from hubportal.web.fields import FileField
from hubportal.web.forms import PortalForm


class ImportForm(PortalForm):
    """One CSV."""

    file = FileField(
        label="CSV file",
        called="a CSV file",
        extensions=("csv",),
        most_bytes=MOST_BYTES,
        help_text="Saved as “CSV UTF-8”, with the columns of the template",
    )
