"""Acts in words: acknowledging, updating and answering from a template, notes, and what came in."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse

from functions.forms.writing import AcknowledgeForm, AttachForm, IncomingForm, NoteForm, UpdateForm, WritingForm
from functions.presenters.clock import in_a_sentence
from functions.presenters.letters import Offer, offers, with_promise
from functions.rules.acts import Act
from functions.services import correspondence
from functions.services.attaching import attach
from functions.services.clock_reading import reading_of
from functions.services.specifications.gate import refuse_early_answer, routing_of
from functions.views.acting import ActView
from functions.views.finding import case_to_read, person_of
from hubportal.web.refusals import Refused


class WritingView(ActView):
    """Words to the requester: a template filled from the case, changed at will, seen before it is sent."""

    template = "functions/write.jinja"
    form_class: ClassVar[type[WritingForm]]
    service: ClassVar[Callable[..., Any]]
    preview: dict[str, str] | None = None

    def offered(self) -> list[Offer]:
        """The templates of this act for this kind of case, filled in."""
        if not hasattr(self, "_offered"):
            self._offered = offers(
                self.act.value, self.case, by=person_of(self.request), today=self.today, answer=self.signed_answer()
            )
        return self._offered

    def signed_answer(self) -> str:
        """The words that the CCG signed off for this; empty for all but a full response."""
        return ""

    def chosen(self) -> Offer | None:
        """The template asked for in the address, or the first."""
        code = self.request.POST.get("template") or self.request.GET.get("template", "")
        return next((offer for offer in self.offered() if offer.code == code), next(iter(self.offered()), None))

    def form_arguments(self) -> dict[str, Any]:
        """Who it would go to."""
        return {"policy": self.reading.policy, "today": self.today, "to": self.case.contact_email}

    def initial(self) -> dict[str, Any]:
        """The chosen template's words."""
        offer = self.chosen()
        return {"subject": offer.subject, "body": offer.body} if offer else {}

    def more(self) -> dict[str, Any]:
        """The templates to choose from."""
        return {"offers": self.offered(), "chosen": self.chosen(), "preview": self.preview}

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Show it as it would go, or send it."""
        if "preview" not in request.POST:
            return super().post(request, reference)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.answer(form, status=422)
        self.preview = self.words(form)
        return self.answer(form)

    def words(self, form: Any) -> dict[str, str]:
        """Subject and body with the promised date in its place."""
        typed = form.cleaned_data
        return {name: with_promise(typed[name], typed.get("promised_on")) for name in ("subject", "body")}

    def beside_the_words(self, typed: dict[str, Any]) -> dict[str, Any]:
        """What the act records besides what is written."""
        return {"promised_on": typed["promised_on"]} if typed.get("promised_on") else {}

    def says_nothing(self, body: str, offer: Offer | None) -> bool:
        """Whether nobody wrote a word of it. An acknowledgement is standard; an answer that the CCG signed off stands
        in the letter already.
        """
        if offer is None or self.act is Act.ACKNOWLEDGE or self.signed_answer():
            return False
        return body.split() == offer.body.split()

    def carry_out(self, form: Any) -> str:
        """Record, and put the e-mail or letter on the work list."""
        typed, offer = form.cleaned_data, self.chosen()
        if self.says_nothing(typed["body"], offer):
            raise Refused("Write what you have to say: these are the standard words alone.", field="body", status=400)
        type(self).service(
            query_id=self.case.pk,
            version=typed["version"],
            by=person_of(self.request),
            at=self.now,
            written=correspondence.Written(
                on=typed["on"],
                send_by=typed["send_by"],
                template=offer.code if offer else "",
                circle=typed["circle"],
                **self.words(form),
            ),
            **self.beside_the_words(typed),
        )
        case = case_to_read(self.request, self.case.reference)
        due = in_a_sentence(reading_of(case, today=self.today, explained=False))
        how = {
            "email": " The email is on its way.",
            "letter": " The letter will be among the correspondence in a minute.",
        }
        return f"{self.done}{how.get(typed['send_by'], '')}{f' {due}.' if due else ''}"


class Acknowledge(WritingView):
    """Say that it has arrived, and by when it will be answered."""

    act, form_class, service = Act.ACKNOWLEDGE, AcknowledgeForm, correspondence.acknowledge
    done = "Acknowledged."


class Update(WritingView):
    """Say how far the work has got."""

    act, form_class, service = Act.UPDATE, UpdateForm, correspondence.give_update
    done = "The update is recorded."

    def beside_the_words(self, typed: dict[str, Any]) -> dict[str, Any]:
        """That a complainant is told why there is no answer yet."""
        return {"reason": correspondence.TELLS_WHY} if typed.get("tells_why") else {}


class Respond(WritingView):
    """Answer in full."""

    act, form_class, service = Act.RESPOND, WritingForm, correspondence.respond
    button, done = "Send the full response", "The full response is recorded."

    def refuse_out_of_turn(self) -> None:
        """Not before the CCG has signed off what the matrix gives it to sign off."""
        super().refuse_out_of_turn()
        refuse_early_answer(self.case)

    def signed_answer(self) -> str:
        """As it goes: other words are refused."""
        routing = routing_of(self.case)
        return routing.signed_answer if routing else ""


class Note(ActView):
    """Add a note; those who only read for a CCG write for hub and CCG, or for all."""

    act, form_class, done = Act.NOTE, NoteForm, "The note is added."

    def form(self, *typed: Any) -> Any:
        """Those who only read for a CCG write for hub and CCG, or for all."""
        form = super().form(*typed)
        if not person_of(self.request).grants.can("ccg_case_edit", self.case.ccg_id):
            without_hub_only(form)
        return form

    def carry_out(self, form: Any) -> None:
        """Keep it."""
        typed = form.cleaned_data
        correspondence.add_note(
            query_id=self.case.pk,
            by=person_of(self.request),
            body=typed["body"],
            circle=typed["circle"],
            on=self.today,
            at=self.now,
        )


class Incoming(ActView):
    """Record what came in."""

    act, form_class, button = Act.INCOMING, IncomingForm, "Record it"
    help = "If the case waits for the requester, this ends the wait on the day it came."
    done = "What came in is recorded."

    def initial(self) -> dict[str, Any]:
        """It came today, most often."""
        return {"on": self.today}

    def carry_out(self, form: Any) -> None:
        """Keep it, and end a wait."""
        typed = form.cleaned_data
        correspondence.record_incoming(
            query_id=self.case.pk,
            by=person_of(self.request),
            at=self.now,
            **{name: typed[name] for name in ("version", "form", "subject", "body", "on", "circle")},
        )


class Attach(ActView):
    """Add files."""

    act, form_class, done = Act.ATTACH, AttachForm, "The files are added."

    def carry_out(self, form: Any) -> None:
        """Keep them all, or none."""
        typed = form.cleaned_data
        attach(
            query_id=self.case.pk,
            version=None,
            uploads=typed["attachments"],
            by=person_of(self.request),
            at=self.now,
            circle=typed["circle"],
        )


def without_hub_only(form: Any) -> None:
    """Take the hub's own circle from the choices."""
    field = form.fields["circle"]
    field.choices = [choice for choice in field.choices if choice[0] != "hub"]
    if field.initial == "hub":
        field.initial = "hub_ccg"
