"""What the pages of interests, gifts and procurement decisions have in common."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from governance.figures import interests as figures
from governance.forms import interests as forms
from governance.presenters import interests as words
from governance.views.base import CommitteeAct, CommitteeView
from hubportal.organisations.signed_in import person_of
from hubportal.web.paging import KeysetPage


class RoomPage(CommitteeView):
    """A page of this room: says which of its parts it belongs to."""

    section = "interests"
    tab: ClassVar[str] = "interests"

    def shown(self, template: str, **more: Any) -> HttpResponse:
        """The page with the parts of the room above it."""
        return self.page(f"governance/interests/{template}", tabs=words.tabs(self.place, self.tab), **more)


class RegisterPage(RoomPage, ABC):
    """One of the three registers: narrowed by search and state, and paged."""

    http_method_names = ["get", "head"]
    shows: ClassVar[tuple[tuple[str, str], ...]]
    order: ClassVar[tuple[tuple[str, str], ...]]
    template: ClassVar[str]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        asked = narrowed(request, self.shows)
        page = KeysetPage(self.rows(**asked), order=self.order, after=request.GET.get("after") or None)
        form = forms.RegisterFilter(initial=asked, shows=self.shows, auto_id="filter_%s")
        return self.shown(
            self.template,
            table=self.table(page.rows),
            page=page,
            form=form,
            parameters=request.GET,
            register=self.tab,
            **self.besides(),
        )

    def besides(self) -> dict[str, Any]:
        """What else the page shows."""
        return {}

    @abstractmethod
    def rows(self, *, q: str, show: str) -> Any:
        """What is asked for."""

    @abstractmethod
    def table(self, rows: Any) -> Any:
        """The rows as a table."""


def narrowed(request: HttpRequest, shows: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """What a list is narrowed to; an unknown word is the first choice."""
    show = request.GET.get("show", "")
    return {"q": request.GET.get("q", "")[:100], "show": show if show in dict(shows) else shows[0][0]}


class RoomAct(CommitteeAct):
    """An act in this room by a member for themselves or the secretary for anybody; the service says who may."""

    section = "interests"
    permission = "committee_read"
    back_to: ClassVar[str] = "interests:list"

    def next_page(self) -> str:
        """The list it belongs to."""
        return reverse(self.back_to, args=[self.committee.public_id])

    def whose(self) -> dict[str, Any]:
        """For forms that ask whose it is: the members, or for a member themselves."""
        members = figures.members_of(self.committee, on=self.today)
        own = None if self.place.minutes else forms.own_holder(person_of(self.request), members)
        return {"members": members, "own": own}
