"""Acts on an application to change level."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from governance.forms import levels as forms
from governance.presenters import levels as words
from governance.rules import levels as rules
from governance.rules.level_moves import MOVES, PANELS
from governance.services import level_applications as services
from governance.services import level_outcomes as outcomes
from governance.services.kinds import LEVEL_APPLICATION
from governance.services.level_signing import (
    capacities_open_to,
    contents,
    digest_now,
    sign_application,
    signatures_of,
)
from governance.services.preparing import prepares
from hubportal.organisations.reauthentication import fresh_sign_in_required
from hubportal.organisations.signed_in import person_of
from hubportal.records.rules.telling import told
from hubportal.records.views.acting import RecordAct, RecordMoveAct
from hubportal.records.views.finding import refuse_reader
from hubportal.web.acting import SignPage
from hubportal.web.refusals import Refused
from hubportal.web.words import lower_first

FRESHLY: Any = fresh_sign_in_required  # a decorator of functions, for methods


class ApplicationAct(RecordAct):
    """An act on an application, by those who prepare it: the hub's people and who signs for the CCG."""

    kind = LEVEL_APPLICATION

    def permit(self, request: HttpRequest) -> None:
        """Either permission will do, unless the act names one."""
        if self.permission:
            refuse_reader(request, self.record, self.permission)
        elif not prepares(person_of(request), self.record.ccg_id):
            raise PermissionDenied("You may read this application but not do this to it.")

    def refuse_out_of_turn(self) -> None:
        """Only while it is prepared."""
        if self.record.state != "draft":
            raise Refused("The application has been submitted. Take it back to change it.")

    def act(self, form: Any) -> dict[str, Any]:
        """What every service takes."""
        return {
            "application_id": self.record.pk,
            "version": form.cleaned_data.get("version"),
            "by": person_of(self.request),
        }


class Edit(ApplicationAct):
    """Change what is applied for."""

    title, form_class, button = "Change what is applied for", forms.ChangeWishForm, "Save"
    help = "A change needs every signature again."

    def initial(self) -> dict[str, Any]:
        """What it says now."""
        return {name: getattr(self.record, name) for name in ("level", "go_live_on", "objectives", "benefits")}

    def carry_out(self, form: Any) -> str | None:
        """Save it."""
        typed = form.cleaned_data
        wish = services.Wish(typed["level"], typed["go_live_on"], typed["objectives"], typed["benefits"])
        services.change_application(**self.act(form), wish=wish, on=self.today)
        return None


class Point(ApplicationAct):
    """Answer a point of the checklist, with its evidence."""

    button = "Save"
    help = "Add at least one file that proves it. A change needs every signature again."

    def find(self, request: HttpRequest, reference: str) -> Any:
        """The point must be one of the checklist; of the constitution more is asked."""
        point = self.kwargs["point"]
        if point not in rules.CHECKLIST:
            raise Http404("There is no such point.")
        self.form_class = forms.ConstitutionForm if point == "constitution" else forms.PointForm  # type: ignore[misc]
        return super().find(request, reference)

    def initial(self) -> dict[str, Any]:
        """How it is answered now."""
        said = dict(self.record.checklist.get(self.kwargs["point"], {}))
        return said | {"submitted_on": services.constitution_submitted_on(self.record)}

    def more(self) -> dict[str, Any]:
        """The point heads the page; of the constitution its window is told."""
        said = {"title": rules.CHECKLIST[self.kwargs["point"]]}
        if self.kwargs["point"] == "constitution":
            by = words.long_date(rules.window_for(self.record.go_live_on).constitution_by)
            said["help"] = f"For the first day applied for, the change is submitted by {by}. {self.help}"
        return said

    def carry_out(self, form: Any) -> str | None:
        """Save it."""
        typed = form.cleaned_data
        services.answer_point(
            **self.act(form),
            point=self.kwargs["point"],
            is_met=typed["is_met"],
            note=typed["note"],
            uploads=typed["attachments"],
            on=self.today,
            submitted_on=typed.get("submitted_on"),
        )
        return None


class Ratings(ApplicationAct):
    """Enter the assurance ratings: somebody of the CCG does."""

    title, form_class, button, permission = "Assurance ratings", forms.RatingsForm, "Save the ratings", "ccg_approve"
    help = "NHS England’s rating of each component. The hub takes no part in the assurance of CCGs."

    def initial(self) -> dict[str, Any]:
        """The ratings now."""
        return {"as_at": self.record.ratings_as_at, **self.record.ratings}

    def carry_out(self, form: Any) -> str | None:
        """Save them."""
        typed = form.cleaned_data
        given = {code: typed[code] for code in rules.COMPONENTS}
        services.rate(**self.act(form), ratings=given, as_at=typed["as_at"])
        return None


class Signatories(ApplicationAct):
    """Name who signs."""

    title, form_class, button = "Name the signatories", forms.SignatoriesForm, "Save"
    help = "Three different people sign, each with their own sign-in."

    def initial(self) -> dict[str, Any]:
        """Who is named now."""
        named = self.record.signatories.items()
        return {f"{capacity}_{part}": who.get(part, "") for capacity, who in named for part in ("name", "email")}

    def carry_out(self, form: Any) -> str | None:
        """Save them."""
        services.name_signatories(**self.act(form), named=form.named())
        return None


@method_decorator(FRESHLY, name="get")
@method_decorator(FRESHLY, name="post")
class Sign(ApplicationAct, SignPage):
    """Sign in a capacity, with a fresh sign-in; the page shows exactly what is signed."""

    title, form_class, button, permission = "Read and sign", forms.SignApplicationForm, "Sign", "ccg_sign"
    template = "governance/sign_application.jinja"
    done = "You have signed."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it to somebody who signs it."""
        self.refuse_out_of_turn()
        signed = signatures_of(self.record, contents(self.record))
        if not capacities_open_to(person_of(request), self.record, signed):
            raise Refused("There is nothing here for you to sign. The page of the application says who signs.")
        return super().get(request, *args, **kwargs)

    def form(self, *typed: Any) -> Any:
        """With the hash of what is shown."""
        self.content = contents(self.record)
        self.signed = signatures_of(self.record, self.content)
        mine = capacities_open_to(person_of(self.request), self.record, self.signed)
        return forms.SignApplicationForm(*typed[:1], initial={"seen": digest_now(self.content)}, capacities=mine)

    def shown(self) -> str:
        """The hash of what is signed."""
        return digest_now(self.content)

    def more(self) -> dict[str, Any]:
        """The application as it reads."""
        return {
            "digest": digest_now(self.content),
            "particulars": words.particulars(self.record, today=self.today),
            "checklist": words.checklist(self.record, self.content, prepares=False),
            "evidence": [file for point in self.content["checklist"].values() for file in point["evidence"]],
            "ratings": words.ratings(self.record),
            "signatories": words.signatories(self.record, self.signed),
        }

    def carry_out(self, form: Any) -> str | None:
        """Sign."""
        typed = form.cleaned_data
        sign_application(
            application_id=self.record.pk,
            capacity=typed["capacity"],
            seen=typed["seen"],
            by=person_of(self.request),
            at=self.now,
        )
        return None


class Move(RecordMoveAct):
    """A move of the table."""

    kind = LEVEL_APPLICATION
    SERVICES: ClassVar[dict[str, Any]] = {
        "submit": outcomes.submit,
        "take-back": outcomes.take_back,
        "approve": outcomes.approve,
        "refuse": outcomes.refuse,
        "withdraw": outcomes.withdraw,
    }

    def _against(self) -> list[str]:
        return outcomes.panels_against(self.record) if self.act == "approve" else []

    def form_arguments(self) -> dict[str, Any]:
        """An approval against the advice of a panel needs a reason."""
        asked = super().form_arguments()
        return asked | {"needs_reason": asked["needs_reason"] or bool(self._against())}

    def more(self) -> dict[str, Any]:
        """Which panels did not support what is approved."""
        against = [lower_first(panel) for panel in self._against()]
        return {"help": f"The {' and the '.join(against)} did not support it. Enter the reason." if against else ""}

    def carry_out(self, form: Any) -> str | None:
        """Move it on."""
        typed = form.cleaned_data
        if self.act not in self.SERVICES:
            raise Refused("Record what the panel recommended on its own page.")
        self.SERVICES[self.act](
            application_id=self.record.pk,
            version=typed["version"],
            by=person_of(self.request),
            on=typed["on"],
            at=self.now,
            note=typed["note"],
        )
        return f"{told(self.move.words)}."


class Panel(ApplicationAct):
    """Record what a panel recommended."""

    form_class, button, permission = forms.PanelForm, "Record the panel", "ccg_hub_approve"

    def find(self, request: HttpRequest, reference: str) -> Any:
        """The regional or the national panel."""
        if self.kwargs["panel"] not in PANELS:
            raise Http404("There is no such panel.")
        return super().find(request, reference)

    def refuse_out_of_turn(self) -> None:
        """The table says when."""
        sentence = MOVES.refuse(self.record.state, self.kwargs["panel"])
        if sentence:
            raise Refused(sentence)

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"on": self.today}

    def more(self) -> dict[str, Any]:
        """Which panel heads the page."""
        return {"title": PANELS[self.kwargs["panel"]]}

    def carry_out(self, form: Any) -> str | None:
        """Record it."""
        typed = form.cleaned_data
        outcomes.record_panel(
            **self.act(form),
            panel=self.kwargs["panel"],
            recommendation=typed["recommendation"],
            on=typed["on"],
            note=typed["note"],
            at=self.now,
        )
        return None
