"""The action log: the list, its file, one action, and the matters arising at a meeting."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from governance.figures.minutes import actions as figures
from governance.figures.withheld import Withheld, withheld_from
from governance.forms.minutes.actions import ActionFilter, UpdateForm
from governance.models import Action
from governance.presenters.minutes import words
from governance.presenters.record_lists import chips
from governance.rules.desk.leaving import LEFT
from governance.services.minutes.actions import update_action
from governance.views.base import refuse_without
from governance.views.minutes.base import OfMeeting, RoomAct, RoomPage
from hubportal.organisations.signed_in import person_of
from hubportal.web.exports import csv_response, reading_again
from hubportal.web.paging import KeysetPage
from hubportal.web.refusals import Refused


class Log(RoomPage):
    """The action log."""

    http_method_names = ["get", "head"]

    def asked(self) -> tuple[ActionFilter, dict[str, Any]]:
        """The filter and what it asks for; what is unknown narrows nothing."""
        form = ActionFilter(self.request.GET or None)
        told = form.cleaned_data if form.is_bound and form.is_valid() else {}
        return form, {name: told.get(name) or "" for name in ("q", "state", "owner")}

    def withheld(self) -> Withheld:
        """What the person was asked to leave for."""
        return withheld_from(person_of(self.request), [self.committee.pk])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show a page of it, the earliest due first."""
        form, asked = self.asked()
        rows = figures.actions_of(self.committee, **asked, on=self.today, withheld=self.withheld())
        page = KeysetPage(rows, order=figures.ORDER, after=request.GET.get("after") or None)
        return self.shown(
            "actions.jinja",
            form=form,
            chips=chips(form, request.GET) if form.is_bound and form.is_valid() else [],
            table=words.actions_table(page.rows, self.committee, on=self.today),
            page=page,
            parameters=request.GET,
        )


class Export(Log):
    """All of the list as CSV."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Stream it."""
        _, asked = self.asked()
        rows = figures.actions_of(self.committee, **asked, on=self.today, withheld=self.withheld())
        return csv_response(
            filename="action-log.csv",
            columns=words.exported(self.today),
            rows=rows.iterator(chunk_size=500),
            run_in=reading_again(),
        )


class OneAction(RoomAct):
    """One action with its updates; its owner and the secretary say how it goes."""

    permission = "committee_read"
    form_class, button, done = UpdateForm, "Save the update", "The update is saved."
    template = "governance/minutes/action.jinja"

    def find(self) -> None:
        """By its number."""
        rows = Action.objects.filter(committee=self.committee).select_related("meeting", "item", "person")
        self.action = get_object_or_404(rows, number=self.kwargs["number"])
        withheld = withheld_from(person_of(self.request), [self.committee.pk])
        if not (self.is_owner or rows.filter(figures.readable(withheld), pk=self.action.pk).exists()):
            raise Refused(LEFT, status=403)
        self.updates = list(self.action.updates.select_related("by"))

    @property
    def title(self) -> str:  # type: ignore[override]
        """Its number."""
        return f"Action {self.action.number}"

    @property
    def is_owner(self) -> bool:
        """Whether it is the person's own."""
        return self.action.person_id == person_of(self.request).pk

    @property
    def may_update(self) -> bool:
        """The secretary, and its owner while it is open."""
        return self.place.minutes or (self.is_owner and self.action.state == Action.State.OPEN)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it to everybody of the committee."""
        return self.answer(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save an update; somebody else's action is not theirs to update."""
        if not self.is_owner:
            refuse_without(request, self.committee, "committee_minute")
        return super().post(request, *args, **kwargs)

    def version(self) -> int | None:
        """The version the form was made from."""
        return self.action.version

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        return {"state": self.action.state}

    def form_arguments(self) -> dict[str, Any]:
        """The secretary drops."""
        return {"may_drop": self.place.minutes}

    def more(self) -> dict[str, Any]:
        """The action, and what was said of it."""
        return {
            "tabs": words.tabs(self.place, self.tab),
            "facts": words.action_facts(self.action, self.committee, on=self.today),
            "updates": [(one, Action.State(one.state).label) for one in self.updates],
            "may_update": self.may_update,
        }

    def next_page(self) -> str:
        """The action."""
        return self.at("action", self.action.number)

    def back(self) -> str:
        """The log."""
        return self.at("actions")

    def carry_out(self, form: Any) -> str | None:
        """Save it."""
        said = form.cleaned_data
        update_action(
            action_id=self.action.pk,
            version=said["version"],
            state=said["state"],
            words=said["words"],
            by=person_of(self.request),
            at=self.now,
        )
        return None


class Arising(OfMeeting):
    """What a meeting takes up from those before it."""

    http_method_names = ["get", "head"]
    tab = "actions"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        rows = figures.matters_arising(self.meeting, withheld=withheld_from(person_of(request), [self.committee.pk]))
        table = words.actions_table(rows, self.committee, on=self.today, caption="Matters arising")
        return self.shown("arising.jinja", meeting=self.meeting, table=table)
