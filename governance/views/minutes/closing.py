"""Circulating, amending, approving and publishing minutes."""

from typing import Any

from governance.figures.minutes import record as figures
from governance.forms.minutes import minutes as forms
from governance.models import Minutes
from governance.rules.minutes import moves
from governance.services.minutes import drafting, publishing, sending
from governance.views.minutes.minutes import MinutesAct
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused


class Circulate(MinutesAct):
    """Send them to the members."""

    title, button, done = "Circulate these minutes", "Circulate them", "The minutes are on their way to the members."
    template = "governance/minutes/circulate.jinja"

    def refuse_out_of_turn(self) -> None:
        """A draft that says what the record says."""
        row = self.latest
        drafting.refuse(moves.why_not_circulate(state=row.state, number=row.number, changed=bool(self.kept.changes)))

    def more(self) -> dict[str, Any]:
        """To whom."""
        return {"readers": sending.members_on(self.committee, on=self.today)}

    def carry_out(self, form: Any) -> str | None:
        """Send them."""
        sending.circulate(**self.asked(form), at=self.now)
        return None


class Amend(MinutesAct):
    """Begin the version that holds the committee's amendments."""

    title, form_class, button = "Amend these minutes", forms.AmendForm, "Begin the amended version"
    done = "Write the amended words now. The version that members read is kept."

    def refuse_out_of_turn(self) -> None:
        """What was circulated, once at a time."""
        drafting.refuse(moves.why_not_amend(states=[one.state for one in self.kept.versions]))

    def version(self) -> int | None:
        """It begins something."""
        return None

    def carry_out(self, form: Any) -> str | None:
        """Begin it."""
        drafting.begin_amendment(
            meeting_id=self.meeting.pk, words=form.cleaned_data["words"], by=person_of(self.request), at=self.now
        )
        return None


class DropAmendment(MinutesAct):
    """Take an amendment back."""

    title, button, warning = "Take this amendment back", "Take it back", True
    help = "The version that members read stays as it is. What you wrote into the amendment is gone from the page."
    done = "The amendment is taken back."

    def refuse_out_of_turn(self) -> None:
        """Only an amendment."""
        if self.latest.number == 1 or self.latest.state != Minutes.State.DRAFT:
            raise Refused("There is no amendment to take back.")

    def carry_out(self, form: Any) -> str | None:
        """Take it back."""
        drafting.drop_amendment(**self.asked(form))
        return None


class Approve(MinutesAct):
    """Record that the committee approved them."""

    title, form_class, button = "Record the approval", forms.ApproveForm, "Record the approval"
    done = "The minutes are approved. Nothing of them changes any more."

    @property
    def help(self) -> str:  # type: ignore[override]
        """With or without amendments."""
        amended = (
            f"With these amendments: {self.latest.amendments}" if self.latest.amendments else "Without amendments."
        )
        return f"{amended} After this nothing of the minutes changes."

    def refuse_out_of_turn(self) -> None:
        """What was circulated and says what the record says."""
        states = [one.state for one in self.kept.versions]
        if Minutes.State.APPROVED in states:
            raise Refused("These minutes are approved already.")
        if Minutes.State.CIRCULATED not in states:
            raise Refused("Circulate these minutes first: members approve what they have read.")
        drafting.refuse(moves.CHANGED if self.kept.changes else None)

    def form_arguments(self) -> dict[str, Any]:
        """The later meetings that have begun."""
        return {"meetings": figures.later_meetings(self.meeting).filter(starts_at__lte=self.now)}

    def carry_out(self, form: Any) -> str | None:
        """Record it."""
        sending.approve(
            **self.asked(form),
            at_meeting=int(form.cleaned_data["meeting"]),
            approved_by=form.cleaned_data["approved_by"],
            at=self.now,
        )
        return None


class Publish(MinutesAct):
    """Publish the public part with the public decisions, after seeing exactly what will be public."""

    title, button = "Publish these minutes", "Publish"
    done = "Published. Anybody can read it now."
    template = "governance/minutes/publish.jinja"

    def refuse_out_of_turn(self) -> None:
        """Approved minutes."""
        if self.latest.state != Minutes.State.APPROVED:
            raise Refused("Minutes are published when they are approved.")

    def more(self) -> dict[str, Any]:
        """Exactly what will be public."""
        self.latest.meeting = self.meeting
        decisions = publishing.public_decisions(self.meeting, self.kept)
        return {"content": publishing.public_content(self.latest, self.kept), "decisions": decisions}

    def carry_out(self, form: Any) -> str | None:
        """Publish it."""
        made = publishing.publish_minutes(**self.asked(form), at=self.now)
        return f"Published: {', '.join(one.title for one in made)}."
