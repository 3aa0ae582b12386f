"""What the pages of a committee have in common: find it, ask, do, and keep what was typed when the answer is no."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from governance.figures.committees import committees_of
from governance.presenters.sections import Place, place_of
from hubportal.organisations.models import Committee
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused, Stale


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


class CommitteeAct(CommitteeView, ABC):
    """One act: a subclass names its form and words, and calls the service that does it."""

    permission: ClassVar[str] = "committee_minute"
    form_class: ClassVar[type[Any]]
    title: ClassVar[str] = ""
    template: ClassVar[str] = "governance/act.jinja"
    button: ClassVar[str] = ""
    help: ClassVar[str] = ""
    done: ClassVar[str] = "Saved."
    warning: ClassVar[bool] = False

    def refuse_out_of_turn(self) -> None:
        """Raise `Refused` when the state of things does not allow this act."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask; an act out of order is refused before anything is typed."""
        self.refuse_out_of_turn()
        return self.answer(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not and keep what was typed."""
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.answer(form, status=422)
        try:
            said = self.carry_out(form)
        except Stale as stale:
            return self.answer(self.made_current(form, stale), status=409)
        except Refused as refused:
            form.add_refusal(refused)
            return self.answer(form, status=422)
        messages.success(request, said or self.done)
        return HttpResponseRedirect(self.next_page())

    @abstractmethod
    def carry_out(self, form: Any) -> str | None:
        """Call the service; may answer with the words of the success message."""

    def next_page(self) -> str:
        """Where to go when it is done."""
        return reverse("governance:committee", args=[self.committee.public_id])

    def back(self) -> str:
        """The page before."""
        return self.next_page()

    def form_arguments(self) -> dict[str, Any]:
        """What the form needs to know besides what was typed."""
        return {}

    def initial(self) -> dict[str, Any]:
        """What the form begins with."""
        return {}

    def version(self) -> int | None:
        """The version now saved of what is changed; None for an act that begins something."""
        return None

    def form(self, *typed: Any) -> Any:
        """The form, empty or with what was typed."""
        held = self.version()
        begin = {} if held is None else {"version": held}
        return self.form_class(*typed, initial={**begin, **self.initial()}, **self.form_arguments())

    def made_current(self, form: Any, stale: Stale) -> Any:
        """The same words on the version now saved, so that sending them again is a choice."""
        self.find()
        typed = form.data.copy()
        typed["version"] = str(self.version())
        again = self.form(typed, form.files)
        again.add_error(None, f"{stale.sentence} Send it again to save it on top of that change.")
        return again

    def more(self) -> dict[str, Any]:
        """More for the template."""
        return {}

    def answer(self, form: Any, *, status: int = 200) -> HttpResponse:
        """The page with the form."""
        words = {
            "title": self.title,
            "caption": self.committee.name,
            "form": form,
            "back": self.back(),
            "button": self.button or self.title,
            "help": self.help,
            "warning": self.warning,
        }
        return self.page(self.template, status=status, **(words | self.more()))
