"""Acts that also publish: sending the papers, a supplement, and publishing or withholding afterwards; and the dates.

Each shows first exactly what anybody will be able to read.
"""

from abc import ABC, abstractmethod
from typing import Any

from django.urls import reverse

from governance.figures.meetings.contents import Entry, entries_of, supplement_of
from governance.forms.meetings import planning as forms
from governance.presenters.meetings.publishing import date_rows, left_out, paper_choices
from governance.rules.meetings.moves import issue_fault
from governance.services.meetings import public_calendar, publishing, sending
from governance.services.meetings.days import in_public
from governance.services.meetings.items import standing_order
from governance.services.meetings.public_words import agenda_content, told_changes, warnings_of
from governance.views.base import CommitteeAct
from governance.views.meetings.acts import WithReason, dates_due, late_hint, refuse_with
from governance.views.meetings.base import MeetingAct
from hubportal.organisations.signed_in import person_of
from hubportal.web.forms import PortalForm
from hubportal.web.refusals import Refused


class Publishing(MeetingAct, ABC):
    """An act that publishes what its page shows, less what the secretary withholds."""

    template = "governance/meetings/publish.jinja"

    @abstractmethod
    def entries(self) -> list[Entry]:
        """The items whose papers are published."""

    def version(self) -> int | None:
        """That of the meeting."""
        return self.meeting.version

    def papers(self) -> list[tuple[str, str]] | None:
        """The papers that may be withheld; None where nothing is published at all."""
        return paper_choices(self.entries()) if in_public(self.meeting) else None

    def form_arguments(self) -> dict[str, Any]:
        """What may be withheld."""
        return {"papers": self.papers()}

    def initial(self) -> dict[str, Any]:
        """What is withheld now."""
        kept = [paper for entry in self.entries() for paper in entry.papers if paper.withheld_why]
        everything = [forms.EVERYTHING] if self.meeting.unpublished_why else []
        why = self.meeting.unpublished_why or next((paper.withheld_why for paper in kept), "")
        return {"withheld": [*(str(paper.public_id) for paper in kept), *everything], "withheld_why": why}

    def more(self) -> dict[str, Any]:
        """Exactly what will be public, and what will not and why."""
        if not in_public(self.meeting):
            return {"content": None, "left_out": None, "warnings": []}
        entries = self.entries()
        return {
            "content": agenda_content(self.meeting, entries, told_changes(self.meeting)),
            "left_out": left_out(entries),
            "warnings": warnings_of(entries),
        }


class Send(Publishing, WithReason):
    """Send agenda and papers."""

    title, form_class, button = "Send the papers", forms.SendForm, "Send the papers"
    help = (
        "The packs are made and everybody is told once they are ready. From then on the agenda stands: what changes"
        " goes into a supplement with its reason."
    )
    done = "The packs are being made. Everybody is told once they are ready."

    def entries(self) -> list[Entry]:
        """The agenda as it stands."""
        return entries_of(self.meeting)

    def refuse_out_of_turn(self) -> None:
        """After notice."""
        refuse_with(issue_fault(self.meeting.state, items=len(standing_order(self.meeting))))

    def form_arguments(self) -> dict[str, Any]:
        """A reason is asked for when the day has passed."""
        due = dates_due(self).papers_by
        late = self.today > due
        return {"needed": late, "hint": late_hint(late, "papers", due), "papers": self.papers()}

    def carry_out(self, form: Any) -> str | None:
        """Send them."""
        said = form.cleaned_data
        sending.issue_papers(
            meeting_id=self.meeting.pk, version=said["version"], by=self.by, at=self.now, why=said["why"],
            withheld=form.withholding(),
        )  # fmt: skip
        return None


class Supplement(Publishing):
    """Send what changed since the papers."""

    title, form_class, button = "Send a supplement", forms.PublishingForm, "Send the supplement"
    help = "It holds what was added or replaced, and says what changed and why. Its pages are numbered on."

    def entries(self) -> list[Entry]:
        """What changed since."""
        return supplement_of(self.meeting, None)

    def carry_out(self, form: Any) -> str | None:
        """Send it."""
        number = sending.issue_supplement(
            meeting_id=self.meeting.pk, version=form.cleaned_data["version"], by=self.by, at=self.now,
            withheld=form.withholding(),
        )  # fmt: skip
        return f"Supplement {number} is being made. Everybody is told once it is ready."


class Publish(Publishing):
    """Publish or withhold papers that have gone."""

    title, form_class, button = "Publish or withhold", forms.PublishingForm, "Save and publish"
    help = "What is withheld leaves the public site at once. What is published appears once its pack is made."
    done = "The public site is being brought up to date."

    def entries(self) -> list[Entry]:
        """What went out."""
        return publishing.sent_entries(self.meeting)

    def refuse_out_of_turn(self) -> None:
        """Once the pack is made, of a meeting in public."""
        if not in_public(self.meeting):
            raise Refused("This committee does not meet in public, so that nothing of its papers is published.")
        if not self.entries():
            raise Refused("Papers are published once they are sent and the pack is made.")

    def carry_out(self, form: Any) -> str | None:
        """Bring the public site up to date."""
        publishing.publish_again(
            meeting_id=self.meeting.pk, version=form.cleaned_data["version"], by=self.by, at=self.now,
            withheld=form.withholding(),
        )  # fmt: skip
        return None


class Dates(CommitteeAct):
    """Put the dates of meetings to come into the public calendar."""

    section = "meetings"
    template = "governance/meetings/dates.jinja"
    title, form_class, button = "Publish the dates of meetings", PortalForm, "Publish these dates"
    help = "Anybody can then read the day, hours and place, and keep them in their calendar. How to join is not shown."

    def more(self) -> dict[str, Any]:
        """The meetings that are not in it yet."""
        found = public_calendar.dates_to_publish(self.committee, at=self.now)
        return {"dates": date_rows(found)}

    def carry_out(self, form: Any) -> str | None:
        """Put them in."""
        count = public_calendar.publish_dates(committee_id=self.committee.pk, by=person_of(self.request), at=self.now)
        return f"Meetings put into the public calendar: {count}."

    def next_page(self) -> str:
        """The list."""
        return reverse("meetings:list", args=[self.committee.public_id])
