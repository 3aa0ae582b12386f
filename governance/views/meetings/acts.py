"""Acts on a meeting: added, changed, cancelled, told of; and apologies."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse

from governance.figures.meetings.people import seats_of
from governance.forms.meetings import planning as forms
from governance.forms.meetings.agenda import ApologyForm
from governance.presenters.meetings import people as words
from governance.rules.meetings.moves import notice_fault, over_fault
from governance.services.meetings import apologies, planning, sending
from governance.services.meetings.days import dates_of, terms_of, working_days
from governance.services.meetings.items import standing_order
from governance.views.base import CommitteeAct
from governance.views.meetings.base import Button, MeetingAct
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, long_date


class Add(CommitteeAct):
    """Plan one more meeting."""

    section = "meetings"
    title, form_class, button = "Add a meeting", forms.SittingForm, "Add the meeting"
    done = "The meeting is planned."

    def carry_out(self, form: Any) -> str | None:
        """Plan it."""
        planning.plan_meetings(
            committee_id=self.committee.pk, by=person_of(self.request), sittings=[form.sitting()], at=self.now
        )
        return None

    def next_page(self) -> str:
        """The list."""
        return reverse("meetings:list", args=[self.committee.public_id])


class Change(MeetingAct):
    """Move a meeting, or change its hours or place."""

    title, form_class, button = "Change date or place", forms.ChangeForm, "Save"
    done = "The meeting is changed."

    def refuse_out_of_turn(self) -> None:
        """Only before it begins."""
        refuse_with(over_fault(self.meeting.state))

    def version(self) -> int | None:
        """That of the meeting."""
        return self.meeting.version

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        held = self.meeting
        return forms.typed_of(held.starts_at, held.ends_at, held.place, held.joining)

    def carry_out(self, form: Any) -> str | None:
        """Change it."""
        version = form.cleaned_data["version"]
        planning.change_meeting(
            meeting_id=self.meeting.pk, version=version, by=self.by, sitting=form.sitting(), at=self.now
        )
        return None


class WithReason(MeetingAct):
    """An act with a reason."""

    form_class: ClassVar[type[Any]] = forms.WhyForm

    def version(self) -> int | None:
        """That of the meeting."""
        return self.meeting.version


class Cancel(WithReason):
    """Cancel a meeting."""

    title, button, warning = "Cancel the meeting", "Cancel the meeting", True
    help = (
        "It stays in the list and in everybody’s calendar, as cancelled. Once notice was given, everybody is told why."
    )
    done = "The meeting is cancelled."

    def refuse_out_of_turn(self) -> None:
        """Only before it begins."""
        refuse_with(over_fault(self.meeting.state))

    def carry_out(self, form: Any) -> str | None:
        """Cancel it."""
        said = form.cleaned_data
        planning.cancel_meeting(
            meeting_id=self.meeting.pk, version=said["version"], by=self.by, why=said["why"], at=self.now
        )
        return None


class Notice(WithReason):
    """Give notice."""

    title, button = "Give notice", "Give notice"
    help = (
        "Everybody with a seat or a role at this committee is told the day, hours and place by email. A meeting in"
        " public is then in the public calendar, with its day, hours and place, and without how to join."
    )
    done = "Notice is given. The emails are on their way."

    def refuse_out_of_turn(self) -> None:
        """A planned meeting with an agenda."""
        refuse_with(notice_fault(self.meeting.state, items=len(standing_order(self.meeting))))

    def form_arguments(self) -> dict[str, Any]:
        """A reason is asked for when the day has passed."""
        due = dates_due(self).notice_by
        late = self.today > due
        return {"needed": late, "hint": late_hint(late, "notice", due)}

    def carry_out(self, form: Any) -> str | None:
        """Give it."""
        said = form.cleaned_data
        sending.give_notice(
            meeting_id=self.meeting.pk, version=said["version"], by=self.by, at=self.now, why=said["why"]
        )
        return None


class Apologise(MeetingAct):
    """Send one's own apologies, or as the secretary somebody's."""

    title, form_class, button = "Send apologies", ApologyForm, "Send apologies"
    permission = "committee_read"
    done = "The apologies are recorded."

    def refuse_out_of_turn(self) -> None:
        """Before it begins, for a seat of one's own or any as the secretary."""
        refuse_with(over_fault(self.meeting.state))
        if not self.form_arguments()["seats"]:
            raise Refused("You have no seat at this meeting, so there is nobody to send apologies for.", status=403)

    def form_arguments(self) -> dict[str, Any]:
        """The members and their deputies."""
        seated = apologies.seated_at(self.meeting)
        if not self.place.minutes:
            own = set(seats_of(self.by, self.committee, on=local_day(self.meeting.starts_at)))
            seated = tuple(one for one in seated if one.code in own)
        return {"seats": words.member_choices(seated), "deputies": words.deputy_choices(seated)}

    def initial(self) -> dict[str, Any]:
        """The seat whose row was followed."""
        return {"seat_code": self.request.GET.get("seat", "")}

    def carry_out(self, form: Any) -> str | None:
        """Record them."""
        said = form.cleaned_data
        apologies.give_apology(
            meeting_id=self.meeting.pk, by=self.by, seat_code=said["seat_code"], at=self.now,
            deputy_id=form.deputy_id(), reason=said["reason"],
        )  # fmt: skip
        return None


class TakeBack(Button):
    """Somebody comes after all."""

    permission = "committee_read"

    def carry_out(self, request: HttpRequest) -> str:
        """Take the apology back."""
        apologies.take_back_apology(meeting_id=self.meeting.pk, by=self.by, seat_code=request.POST.get("seat", ""))
        return "The apology is taken back."


def refuse_with(fault: str | None) -> None:
    """Refuse with a rule's sentence, if it has one."""
    if fault is not None:
        raise Refused(fault)


def dates_due(act: MeetingAct) -> Any:
    """By when notice is given and papers are sent."""
    on = local_day(act.meeting.starts_at)
    return dates_of(on, terms_of(act.meeting), working_days(act.committee))


def late_hint(late: bool, what: str, due: Any) -> str:
    """What is said beside the reason for being late."""
    passed = f"The last day for {what} was {long_date(due)}. The reason goes on the record."
    return passed if late else f"Needed only after {long_date(due)}, the last day for {what}."
