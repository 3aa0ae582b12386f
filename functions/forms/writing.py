"""What is asked when something is said on a case: to whom, how, and who may read it."""

from datetime import date
from typing import Any, ClassVar

from functions.forms.acts import ActForm
from functions.forms.choices import CIRCLE_HINTS, CIRCLES
from functions.models import Correspondence
from functions.rules.particulars import LONGEST
from hubportal.clocks import ClockPolicy, StepRole
from hubportal.documents.fields import FilesField
from hubportal.documents.models import Document
from hubportal.web.fields import CheckboxField, DateField, LongTextField, RadiosField, TextField

SEND_BY = [
    ("email", "Email"),
    ("letter", "Letter, as a PDF to print and post"),
    ("none", "Already sent, or said: only record it"),
]


def circle_field(initial: str) -> RadiosField:
    """Who may read it."""
    return RadiosField(
        label="Who may read it",
        called="who may read it",
        choices=CIRCLES,
        hints=CIRCLE_HINTS,
        initial=initial,
        small=True,
    )


class WritingForm(ActForm):
    """Words to the requester, filled from a template and open to change."""

    free_text: ClassVar[tuple[str, ...]] = ("subject", "body")

    on = DateField(label="Date", called="the date", latest="today")
    send_by = RadiosField(label="Send by", called="how to send it", choices=SEND_BY, small=True)
    subject = TextField(label="Subject", called="a subject", max_length=LONGEST["subject"])
    body = LongTextField(label="Message", called="a message", max_length=LONGEST["body"], rows=12)
    circle = circle_field(Document.Circle.ALL)

    def __init__(self, *args: Any, policy: ClockPolicy, today: date, to: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy = policy
        self.fields["on"].initial = today
        send_by: Any = self.fields["send_by"]
        send_by.initial = "email" if to else "letter"
        hint = f"To {to}" if to else "This case has no email address. Change its particulars to add one"
        send_by.looks = {**send_by.looks, "hints": {"email": hint}}


class UpdateForm(WritingForm):
    """How far the work has got; where a complainant must be told why there is no answer, whether this tells it."""

    field_order = ("version", "on", "send_by", "subject", "body", "tells_why", "circle")
    tells_why = CheckboxField(label="", required=False, small=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        warned = self.policy.step_for(StepRole.WARN)
        if warned is None:
            del self.fields["tells_why"]
            return
        self.fields[
            "tells_why"
        ].label = f"This tells the complainant that there is no answer within {warned.length} months, and why"
        self.fields["tells_why"].help_text = "The regulations ask for this in writing where the answer takes longer"


class AcknowledgeForm(WritingForm):
    """The acknowledgement; where the policy runs to a promised date, it names it."""

    field_order = ("version", "on", "promised_on", "send_by", "subject", "body", "circle")
    promised_on = DateField(
        label="Date the answer will be ready", called="the date the answer will be ready", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.policy.takes_promises:
            del self.fields["promised_on"]
        elif self.policy.promise_with_acknowledgement:
            self.fields["promised_on"].required = True


class NoteForm(ActForm):
    """A note on the case."""

    free_text: ClassVar[tuple[str, ...]] = ("body",)
    body = LongTextField(label="Note", called="a note", max_length=LONGEST["body"], rows=6)
    circle = circle_field(Document.Circle.HUB)


class IncomingForm(ActForm):
    """What came in: an e-mail, a letter or a call."""

    free_text: ClassVar[tuple[str, ...]] = ("subject", "body")
    form = RadiosField(
        label="What came in",
        called="what came in",
        initial=Correspondence.Form.EMAIL_IN,
        inline=True,
        small=True,
        choices=[
            (form.value, form.label)
            for form in (Correspondence.Form.EMAIL_IN, Correspondence.Form.LETTER_IN, Correspondence.Form.CALL)
        ],
    )
    on = DateField(label="Received on", called="the date received", latest="today")
    subject = TextField(label="Subject", required=False, max_length=LONGEST["subject"])
    body = LongTextField(label="What it said", called="what it said", max_length=LONGEST["body"], rows=8)
    circle = circle_field(Document.Circle.ALL)


class AttachForm(ActForm):
    """Files for the case."""

    attachments = FilesField(label="Files", called="a file", help_text="Up to 10, each smaller than 20 MB")
    circle = circle_field(Document.Circle.HUB_AND_CCG)
