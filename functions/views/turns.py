"""The steps by which a case passes between the hub and its CCG."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from functions.forms.specifications.acting import TurnForm
from functions.presenters.specifications import turns as words
from functions.rules.acts import Act
from functions.services.specifications.gate import routing_of
from functions.services.specifications.passing import NEEDS_WORDS, PERMISSION, SIGN_OFFS, take_turn
from functions.views.acting import ActView
from functions.views.finding import case_to_work, person_of
from hubportal.organisations.reauthentication import fresh_sign_in_required
from hubportal.web.refusals import Refused


class Turn(ActView):
    """One step between the hub and its CCG."""

    act, form_class = Act.NOTE, TurnForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The step that the address names, by somebody who may take it."""
        self.step = kwargs.pop("step")
        if self.step not in PERMISSION:
            raise Http404("There is no such step.")
        if request.user.is_authenticated:
            case_to_work(request, kwargs["reference"], permission=PERMISSION[self.step])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Take it; a sign-off by somebody who signed in of late."""
        if self.step in SIGN_OFFS:
            return fresh_sign_in_required(super().post)(request, reference)
        return super().post(request, reference)

    def refuse_out_of_turn(self) -> None:
        """Raise when the matrix, or what was done before, does not offer the step."""
        routing = routing_of(self.case)
        if routing is None:
            raise Refused("Choose the function this case falls under first.")
        sentence = routing.refuse_step(self.step)
        if sentence is not None:
            raise Refused(sentence, clause=routing.part.clause)

    def form_arguments(self) -> dict[str, Any]:
        """What the words are, and what to say where they are wanting."""
        return {"label": words.LABELS[self.step], "wanting": NEEDS_WORDS.get(self.step, "")}

    def initial(self) -> dict[str, Any]:
        """An answer that was sent back, or changes after its sign-off, begins as it was sent."""
        routing = routing_of(self.case)
        return {"words": routing.last_answer} if routing and self.step == "asked" else {}

    def more(self) -> dict[str, Any]:
        """The step heads the page, with what the CCG is asked to sign off, or wants changed."""
        routing = routing_of(self.case)
        return {
            "title": words.STEP_WORDS[self.step],
            "button": words.STEP_WORDS[self.step],
            "help": words.HELP[self.step],
            "asked": routing.last_answer if routing and self.step in {"signed_off", "sent_back"} else "",
            "sent_back": routing.sent_back if routing and self.step == "asked" else "",
        }

    template = "functions/specifications/turn.jinja"

    def carry_out(self, form: Any) -> str:
        """Take the step."""
        typed = form.cleaned_data
        take_turn(
            query_id=self.case.pk,
            version=typed["version"],
            step=self.step,
            words=typed["words"],
            by=person_of(self.request),
            at=self.now,
        )
        return words.DONE[self.step]
