"""Acts of resolution panels: the list of people, choosing who sits, the decision, and its actions."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from functions.models import Query
from functions.services.escalation import at_panel, may_escalate
from functions.views.form_page import FormPage
from governance.figures import panels as figures
from governance.forms import panels as forms
from governance.forms.panels import lines_of
from governance.models import PanelAction, PanelCandidate
from governance.presenters import panels as words
from governance.rules.panels import CLAUSE, Choice, choice_for
from governance.services import panel_candidates as candidates
from governance.services import panels as services
from governance.views.panels.finding import concern_to_read
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused


class AddPerson(FormPage):
    """Put somebody on the list."""

    title, form_class, button = "Add somebody to the list", forms.CandidateForm, "Add to the list"
    template = "governance/panels/form.jinja"
    help = (
        "Add only people who have agreed to be asked. Whoever sets up a panel reads their name, their office, and what"
        " they are associated with."
    )

    def find(self, request: HttpRequest) -> None:
        """Nothing yet: the hub, for its heads."""
        self.hub = candidates.my_hub(person_of(request))

    def more(self) -> dict[str, Any]:
        """The way back."""
        return {"caption": self.hub.name}

    def carry_out(self, form: Any) -> str:
        """Add them."""
        made = candidates.add_candidate(hub=self.hub, words=form.words(), by=person_of(self.request), at=self.now)
        return f"{made.name} is on the list."

    def next_page(self) -> str:
        """The list."""
        return reverse("panels:people")


class EndPerson(FormPage):
    """Take somebody off the list."""

    title, form_class, button = "Take off the list", forms.EndCandidateForm, "Take off the list"
    template = "governance/panels/form.jinja"

    def find(self, request: HttpRequest) -> PanelCandidate:
        """Somebody of a list that the person keeps."""
        hubs = [hub.pk for hub in candidates.hubs_kept(person_of(request))]
        return get_object_or_404(PanelCandidate, public_id=self.kwargs["candidate"], hub_id__in=hubs)

    def refuse_out_of_turn(self) -> None:
        """Once."""
        if self.target.until_on is not None:
            raise Refused("They are off the list already.")

    def form(self, *typed: Any) -> Any:
        """Asks from when and why."""
        make: Any = self.form_class
        return make(*typed, initial={"last_day": self.today})

    def more(self) -> dict[str, Any]:
        """Whom it is about."""
        return {"caption": str(self.target), "target": None}

    def carry_out(self, form: Any) -> str:
        """Take them off."""
        said = form.cleaned_data
        candidates.end_candidate(
            candidate_id=self.target.pk, last_day=said["last_day"], why=said["why"], by=person_of(self.request)
        )
        return f"{self.target.name} is not offered after that day."

    def next_page(self) -> str:
        """The list."""
        return reverse("panels:people")


class PanelAct(FormPage):
    """An act on the panel of a concern, of those who set it up."""

    template = "governance/panels/form.jinja"

    def find(self, request: HttpRequest) -> Query:
        """The concern."""
        case = concern_to_read(request, self.kwargs["reference"])
        if not services.sets_up_panels(person_of(request), case.ccg_id):
            raise PermissionDenied("Heads of the hub and those who approve for the CCG set up a panel.")
        self.current = services.current_panel(case)
        return case

    def refuse_out_of_turn(self) -> None:
        """While the panel holds the concern."""
        if not at_panel(self.target):
            raise Refused("The resolution panel does not hold this concern.", clause=CLAUSE)

    def next_page(self) -> str:
        """The panel's page."""
        return reverse("panels:panel", args=[self.target.reference])


class Choose(PanelAct):
    """Who sits: the picker offers those who may, and says of everybody else why not."""

    title, button, template = "Choose who sits on the panel", "Choose this panel", "governance/panels/choose.jinja"

    def choice(self, also: tuple[str, ...]) -> Choice:
        """Who may sit, with what was typed that the concern touches as well."""
        listed = figures.as_candidates(figures.candidates_at(self.target.hub_id), on=self.today)
        return choice_for(listed, figures.concern_of(self.target, also=also), on=self.today)

    def form(self, *typed: Any) -> Any:
        """Asks for the four places."""
        known = self.current.also if self.current else []
        also = lines_of(typed[0].get("also", "")) if typed else tuple(known)
        self.offered = self.choice(also)
        initial = {"version": self.target.version, "also": "\n".join(known)}
        make: Any = forms.ChooseForm
        return make(*typed, choice=self.offered, anew=self.current is not None, initial=initial)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Choose them; or only work out afresh who may sit."""
        if "look" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.refuse_out_of_turn()
        fresh = self.form(request.POST)
        begun = {name: request.POST.get(name, "") for name in fresh.fields if name != "version"}
        make: Any = forms.ChooseForm
        form = make(
            choice=self.offered, anew=self.current is not None, initial={"version": self.target.version, **begun}
        )
        return self.answer(form)

    def more(self) -> dict[str, Any]:
        """Everybody else, with why not."""
        return {
            **super().more(),
            "others": words.others_table(self.offered),
            "missing": self.offered.missing,
            "facts": words.facts_of(self.target, None),
        }

    def carry_out(self, form: Any) -> str:
        """Choose them."""
        said = form.cleaned_data
        services.choose(
            query_id=self.target.pk, version=said["version"], chosen=form.chosen(), by=person_of(self.request),
            at=self.now, also=lines_of(said["also"]), why=said.get("why", ""),
        )  # fmt: skip
        return "The panel is chosen. Both parties are told."


class Decide(PanelAct):
    """What the panel decided."""

    title, form_class, button = "Record the panel’s decision", forms.DecisionForm, "Record the decision"
    help = "The decision binds every party and closes the concern with its actions. It cannot be taken back."

    def refuse_out_of_turn(self) -> None:
        """Once it is chosen, once."""
        super().refuse_out_of_turn()
        if self.current is None:
            raise Refused("Choose who sits on the panel first.", clause=CLAUSE)

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"decided_on": self.today}

    def carry_out(self, form: Any) -> str:
        """Record it."""
        said = form.cleaned_data
        services.decide(
            query_id=self.target.pk, version=said["version"], decided_on=said["decided_on"],
            decision=said["decision"], reference=said["reference"], actions=form.actions(),
            files=said["attachments"], by=person_of(self.request), at=self.now,
        )  # fmt: skip
        return "The decision is recorded, and the concern is settled. Answer whoever raised it to close the case."


class Done(FormPage):
    """An action of the decision was done."""

    title, form_class, button = "Record that an action is done", forms.DoneForm, "It is done"
    template = "governance/panels/form.jinja"

    def find(self, request: HttpRequest) -> Query:
        """The concern, with the action."""
        case = concern_to_read(request, self.kwargs["reference"])
        if not may_escalate(person_of(request), case):
            raise PermissionDenied("You may read this case but not change it.")
        rows = PanelAction.objects.filter(ccg_id=case.ccg_id, panel__query=case, panel__is_current=True)
        self.action = get_object_or_404(rows, number=self.kwargs["action"])
        return case

    def refuse_out_of_turn(self) -> None:
        """Once."""
        if self.action.done_on is not None:
            raise Refused("This action is done already.")

    def form(self, *typed: Any) -> Any:
        """Asks when and how."""
        make: Any = self.form_class
        return make(*typed, initial={"done_on": self.today})

    def more(self) -> dict[str, Any]:
        """What was to be done."""
        return {"help": f"Action {self.action.number}: {self.action.words}"}

    def carry_out(self, form: Any) -> str:
        """Record it."""
        said = form.cleaned_data
        services.finish_action(
            query_id=self.target.pk, number=self.action.number, done_on=said["done_on"], words=said["words"],
            by=person_of(self.request), at=self.now,
        )  # fmt: skip
        return "The action is done."

    def next_page(self) -> str:
        """The panel's page."""
        return reverse("panels:panel", args=[self.target.reference])
