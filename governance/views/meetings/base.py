"""What the pages of one meeting, item or paper have in common."""

from abc import ABC, abstractmethod
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from governance.models import AgendaItem, Meeting, Paper
from governance.rules.meetings.moves import ISSUED
from governance.services.finding import MINUTE
from governance.views.base import CommitteeAct, CommitteeView
from hubportal.organisations.models import Person
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused


class OfMeeting(CommitteeView):
    """Finds the meeting by its number."""

    section = "meetings"
    meeting: Meeting

    def find(self) -> None:
        """The meeting of this number."""
        rows = Meeting.objects.select_related("committee", "terms")
        self.meeting = get_object_or_404(rows, committee=self.committee, number=self.kwargs["number"])

    @property
    def by(self) -> Person:
        """Who acts."""
        return person_of(self.request)

    @property
    def address(self) -> str:
        """The meeting's page."""
        return reverse("meetings:meeting", args=[self.committee.public_id, self.meeting.number])


class OfItem(OfMeeting):
    """Finds an item and its meeting."""

    item: AgendaItem

    def find(self) -> None:
        """The item of this key."""
        rows = AgendaItem.objects.select_related("meeting__committee", "meeting__terms")
        found: Any = get_object_or_404(rows, committee=self.committee, public_id=_key(self.kwargs, "item"))
        self.item, self.meeting = found, found.meeting

    @property
    def address(self) -> str:
        """The item on its meeting's page."""
        return f"{super().address}#item-{self.item.public_id}"


class OfPaper(OfItem):
    """Finds a paper with its item and meeting."""

    paper: Paper

    def find(self) -> None:
        """The paper of this key."""
        rows = Paper.objects.select_related("item__meeting__committee", "item__meeting__terms", "file")
        found: Any = get_object_or_404(rows, committee=self.committee, public_id=_key(self.kwargs, "paper"))
        self.paper, self.item, self.meeting = found, found.item, found.item.meeting


def _key(given: dict[str, Any], name: str) -> UUID:
    key: UUID = given[name]
    return key


class MeetingAct(OfMeeting, CommitteeAct):
    """An act on a meeting: back to its page when it is done."""

    def next_page(self) -> str:
        """The meeting's page."""
        return self.address

    @property
    def is_issued(self) -> bool:
        """Whether its papers have gone, so that what is done now needs its reason."""
        return self.meeting.state == ISSUED


class ItemAct(OfItem, MeetingAct):
    """An act on an item."""


class PaperAct(OfPaper, MeetingAct):
    """An act on a paper."""


class Button(OfMeeting, ABC):
    """An act by one button: done or refused with a sentence, and back to the page."""

    http_method_names = ["post"]
    permission = MINUTE

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it; a refusal is said on the page the button stood on."""
        try:
            said = self.carry_out(request)
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, said)
        return HttpResponseRedirect(self.address)

    @abstractmethod
    def carry_out(self, request: HttpRequest) -> str:
        """Call the service; the words of the success message."""
