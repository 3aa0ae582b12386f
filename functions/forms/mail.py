"""What is asked when a message that came in is sorted by hand, and about a mailbox."""

from typing import ClassVar

from functions.forms.joining import ReferenceField
from functions.forms.log import LogForm
from functions.models.queries import Stream
from hubportal.web.fields import CheckboxField, EmailField, RadiosField, TextField, WholeNumberField
from hubportal.web.forms import PortalForm


class LogMessageForm(LogForm):
    """A message becomes a case: what it does not say itself. The moment received is its own, and may be corrected."""

    free_text: ClassVar[tuple[str, ...]] = ("subject",)
    field_order = (
        "practice", "ccg", "subject", "kind", "category", "received_at", "contact_name", "contact_organisation",
    )  # fmt: skip

    detail = activity = attachments = channel = contact_email = contact_phone = None  # type: ignore[assignment]
    priority = owner = team = tags = restricted = None  # type: ignore[assignment]


class AddToCaseForm(PortalForm):
    """Which case a message answers."""

    reference = ReferenceField(label="Case", called="the case")


class PutAsideForm(PortalForm):
    """Why a message needs no case."""

    reason = TextField(label="Why it needs no case", called="why it needs no case", max_length=300)


class MailboxForm(PortalForm):
    """A mailbox to be read by IMAP. Its password is never asked here: it is in the environment."""

    code = TextField(
        label="Code",
        called="a code",
        max_length=20,
        width=10,
        spellcheck=False,
        help_text="Letters and numbers. Its password is read from the environment under the hub’s code and this one.",
    )
    address = EmailField(label="Email address", called="the email address")
    host = TextField(label="Mail server", called="the mail server", max_length=200, spellcheck=False)
    port = WholeNumberField(label="Port", called="the port", min_value=1, max_value=65_535, initial=993)
    uses_tls = CheckboxField(label="Encrypted connection (TLS)", required=False, initial=True, small=True)
    user = TextField(label="User name", called="the user name", max_length=200, spellcheck=False)
    folder = TextField(label="Folder", called="the folder", max_length=200, initial="INBOX", spellcheck=False)
    stream = RadiosField(
        label="Its cases are of the stream",
        called="the stream",
        choices=Stream.choices,
        initial=Stream.CONTRACTING,
        small=True,
    )
    is_active = CheckboxField(label="Read it every five minutes", required=False, initial=True, small=True)
