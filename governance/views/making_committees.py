"""A new committee, and the CCGs that take part in one: for whoever manages the people of those CCGs."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from governance.figures.examples import examples
from governance.figures.managed import ManagedCommittee, managed_committees, parts_of
from governance.forms.membership import CcgPartForm, NewCommitteeForm
from governance.presenters.committees import managed_table
from governance.services import making_committees as services
from governance.services.terms_of_reference.drafts import content_of_example
from hubportal.organisations.models import Person
from hubportal.organisations.services.directory import ccgs_managed_by, manages_people, people_managed_by
from hubportal.organisations.signed_in import person_of
from hubportal.web.acting import ActPage


class ManagedView(LoginRequiredMixin, View):
    """A page for whoever manages people of CCGs."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refused to everybody else."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not manages_people(person_of(request)):
            raise PermissionDenied("Committees are made by whoever manages the people of their CCGs.")
        self.today = timezone.localdate()
        return super().dispatch(request, *args, **kwargs)


class Managed(ManagedView):
    """The committees whose CCGs somebody manages."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show them with their CCGs."""
        found = managed_committees(person_of(request))
        return render(request, "governance/managed.jinja", {"table": managed_table(found)})


class ManagedAct(ManagedView, ActPage, ABC):
    """One form and its service."""

    template: ClassVar[str] = "governance/act.jinja"

    @abstractmethod
    def form(self, *typed: Any) -> Any:
        """The form."""

    def next_page(self) -> str:
        """The committees somebody manages."""
        return reverse("governance:managed")

    def more(self) -> dict[str, Any]:
        """No committee stands above it."""
        return {"caption": ""}


class New(ManagedAct):
    """A new committee."""

    title = "Make a committee"

    def form(self, *typed: Any) -> NewCommitteeForm:
        """The CCGs and people somebody manages, and the examples."""
        person = person_of(self.request)
        # A system administrator looks after everybody, far too many for a list: they give the role afterwards.
        known = Person.objects.none() if person.is_system_administrator else people_managed_by(person, on=self.today)
        people = known.exclude(pk=person.pk).order_by("name")
        return NewCommitteeForm(
            *typed,
            ccgs=list(ccgs_managed_by(person).select_related("hub").order_by("name")),
            people=list(people),
            examples=[(code, one.name) for code, one in examples().items()],
            initial={"first": self.today},
        )

    def carry_out(self, form: NewCommitteeForm) -> str:
        """Make it."""
        typed = form.cleaned_data
        code = typed["begin_from"]
        made = services.make_committee(
            by=person_of(self.request),
            name=typed["name"],
            kind=typed["kind"],
            ccgs=form.chosen_ccgs(),
            first=typed["first"],
            secretary=form.chosen_secretary(),
            content=content_of_example(code, on=typed["first"]) if code else None,
        )
        then = "" if form.chosen_secretary() else " Now give somebody the role of committee secretary."
        return f"{made.name} is made, with a draft of its terms of reference.{then}"


class CcgPart(ManagedAct):
    """A CCG that joins or leaves a committee."""

    leaving = False
    managed: ManagedCommittee

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A committee that somebody does not manage is not there."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        found = managed_committees(person_of(request), public_id=kwargs["committee"])
        if not found:
            raise Http404("You manage no such committee.")
        self.managed = found[0]
        return super().dispatch(request, *args, **kwargs)

    def form(self, *typed: Any) -> CcgPartForm:
        """The CCGs that may join, or those that take part."""
        self.help = self.managed.name  # type: ignore[misc]
        taking_part, others = parts_of(self.managed, person_of(self.request))
        ccgs = taking_part if self.leaving else others
        return CcgPartForm(*typed, ccgs=ccgs, leaving=self.leaving, initial={"day": self.today})


class Join(CcgPart):
    """A further CCG takes part."""

    title = "Add a CCG to a committee"

    def carry_out(self, form: CcgPartForm) -> str:
        """Add it."""
        ccg, first = form.chosen()
        services.join_ccg(committee_id=self.managed.pk, by=person_of(self.request), ccg=ccg, first=first)
        return f"{ccg.name} takes part in the {self.managed.name}."


class Leave(CcgPart):
    """A CCG takes part no longer."""

    title, leaving = "End a CCG’s part in a committee", True

    def carry_out(self, form: CcgPartForm) -> str:
        """End it."""
        ccg, last = form.chosen()
        services.leave_ccg(committee_id=self.managed.pk, by=person_of(self.request), ccg=ccg, last=last)
        return f"The part of {ccg.name} in the {self.managed.name} ends."
