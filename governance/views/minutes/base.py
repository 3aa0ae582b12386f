"""What the pages of this room share: its parts above each page, and the meeting an address names."""

from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from governance.forms.minutes.minutes import VersionOnlyForm
from governance.models import Meeting
from governance.presenters.minutes import words
from governance.views.base import CommitteeAct, CommitteeView


class RoomPage(CommitteeView):
    """A page of the room."""

    section = "actions"
    tab: ClassVar[str] = "actions"

    def shown(self, template: str, **more: Any) -> HttpResponse:
        """The page with the parts of the room above it."""
        return self.page(f"governance/minutes/{template}", tabs=words.tabs(self.place, self.tab), **more)

    def at(self, name: str, *more: Any) -> str:
        """An address of this committee."""
        return reverse(f"minutes:{name}", args=[self.committee.public_id, *more])


class RoomAct(RoomPage, CommitteeAct):
    """An act of the secretary's; it asks nothing but the version unless a subclass says otherwise."""

    permission: ClassVar[str] = "committee_minute"
    form_class: ClassVar[type[Any]] = VersionOnlyForm
    back_to: ClassVar[str] = "actions"

    def next_page(self) -> str:
        """Back to the page of what it was done to."""
        return self.at(self.back_to)


class OfMeeting(RoomPage):
    """A page of one meeting that was held."""

    tab = "minutes"
    meeting: Meeting

    def find(self) -> None:
        """By its number."""
        rows = Meeting.objects.filter(committee_id=self.committee.pk).select_related("terms", "committee__hub")
        self.meeting = get_object_or_404(rows, number=self.kwargs["number"])

    def next_page(self) -> str:
        """Its minutes."""
        return self.at("minutes", self.meeting.number)
