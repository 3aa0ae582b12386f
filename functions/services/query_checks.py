"""What a case may not say, and who may not log it: the refusals that logging and changing share."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from functions.models.queries import Channel, Kind, Priority, Stream
from functions.rules.categories import MOST_WORDS, filed_under, is_of_another_stream
from functions.rules.kinds import KINDS_OF_PRACTICE
from functions.rules.particulars import LABELS, Fault
from hubportal.organisations.models import Ccg, Person, Practice, PracticeMembership
from hubportal.web.refusals import Refused

CHOICES = {"kind": Kind, "stream": Stream, "channel": Channel, "priority": Priority}


def refuse_logging(
    *, by: Person, ccg: Ccg, practice: Practice | None, kind: str, channel: str, restricted: bool
) -> None:
    """Those who work a CCG's cases log them; a practice's people ask through the portal, for their practice."""
    if by.grants.can("ccg_case_edit", ccg.pk):
        if restricted and not by.grants.can("ccg_case_restricted", ccg.pk):
            raise Refused("You may not log a restricted case.", field="is_restricted", status=403)
        return
    if practice is not None and kind not in KINDS_OF_PRACTICE and by.grants.can("practice_ask", practice.pk):
        raise Refused("A practice asks questions here. Send anything else to the hub.", field="kind", status=403)
    asks = practice is not None and by.grants.can("practice_ask", practice.pk)
    if not asks or channel != Channel.PORTAL or restricted:
        if by.grants.can("ccg_read", ccg.pk):
            raise Refused("You may read this CCG's cases but not log one.", field="ccg", status=403)
        raise Refused("Choose a CCG that you work for.", field="ccg", status=403)


def refuse_practice_elsewhere(*, practice: Practice | None, ccg: Ccg, received_on: date, today: date) -> None:
    """A case's practice belonged to its CCG on the day of receipt, or does today."""
    if practice is None:
        return
    days = (received_on, today)
    belongs = PracticeMembership.objects.filter(practice=practice, ccg=ccg)
    if not any(belongs.filter(period__contains=day).exists() for day in days):
        raise Refused(
            f"{practice.name} ({practice.ods_code}) is not a practice of {ccg.name}.",
            field="practice",
            status=400,
        )


def choice_faults(chosen: Mapping[str, str]) -> list[Fault]:
    """What is none of the choices of its list."""
    return [
        Fault(name, f"Choose the {LABELS[name].lower()} from the list.")
        for name, value in chosen.items()
        if value not in CHOICES[name].values
    ]


def category_fault(category: str, stream: str) -> Fault | None:
    """A category of the other stream, none, or one too long in words."""
    filed = filed_under(category, stream)
    if not filed or is_of_another_stream(category, stream):
        return Fault("category", f"Choose a category of the {Stream(stream).label.lower()} stream.")
    if len(filed) > MOST_WORDS:
        return Fault("category", f"The category must be {MOST_WORDS} characters or fewer.")
    return None


def email_fault(email: str) -> Fault | None:
    """An e-mail address that could not be written to."""
    try:
        if email:
            validate_email(email)
    except ValidationError:
        return Fault("contact_email", "Enter an email address in the correct format, like name@example.org.")
    return None


def refuse_first(*found: list[Fault]) -> None:
    """Refuse with the first fault there is."""
    for faults in found:
        for fault in faults:
            raise Refused(fault.sentence, field=fault.field, status=400)
