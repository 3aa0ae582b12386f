"""What the pages of a committee have in common: finding it, its people, and the acts they may do."""

from abc import ABC
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from governance.figures.committees import committees_of
from governance.presenters.sections import Place, place_of
from hubportal.organisations.models import Committee
from hubportal.organisations.signed_in import person_of
from hubportal.web.acting import ActPage
from hubportal.web.refusals import Stale


def committee_to_read(request: HttpRequest, public_id: UUID) -> Committee:
    """The committee an address names, to its people; to everybody else it is not there."""
    return get_object_or_404(committees_of(person_of(request)), public_id=public_id)


def refuse_without(request: HttpRequest, committee: Committee, permission: str) -> None:
    """403 to somebody of the committee whose role does not do this."""
    if not person_of(request).grants.can(permission, committee.pk):
        raise PermissionDenied("Your role at this committee reads its business, and does not do this.")


class CommitteeView(LoginRequiredMixin, View):
    """A page of one committee: finds it and what the address names of it before anything else."""

    section: ClassVar[str] = "overview"
    permission: ClassVar[str] = "committee_read"

    committee: Committee
    place: Place

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Strangers find nothing; somebody of the committee without the permission is refused."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.committee = committee_to_read(request, kwargs["committee"])
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)
        self.place = place_of(self.committee, person=person_of(request), section=self.section)
        self.find()
        refuse_without(request, self.committee, self.permission)
        return super().dispatch(request, *args, **kwargs)

    def find(self) -> None:
        """Find what else the address names; raise 404 where there is none."""

    def page(self, template: str, *, status: int = 200, **words: Any) -> HttpResponse:
        """A page of the committee."""
        return render(self.request, template, {"place": self.place, **words}, status=status)


class CommitteeAct(CommitteeView, ActPage, ABC):
    """One act: a subclass names its form and words, and calls the service that does it."""

    permission: ClassVar[str] = "committee_minute"
    template: ClassVar[str] = "governance/act.jinja"

    def next_page(self) -> str:
        """The committee."""
        return reverse("governance:committee", args=[self.committee.public_id])

    def saved_version(self) -> int | None:
        """The version now saved: found again, as the address names it."""
        self.find()
        return self.version()

    def stale_sentence(self, stale: Stale) -> str:
        """What happened, and how to save all the same."""
        return f"{stale.sentence} Send it again to save it on top of that change."

    def drawn(self, words: dict[str, Any], *, status: int) -> HttpResponse:
        """The page of an act, within the committee."""
        return self.page(self.template, status=status, **{"caption": self.committee.name, **words})
