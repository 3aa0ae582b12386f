"""Letters to practices: the list, one letter, and what the secretary does with it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from governance.forms.minutes.letters import DropForm, LetterForm
from governance.models import DecisionLetter
from governance.presenters.minutes import words
from governance.services.minutes import letters as services
from governance.services.minutes.printing import letter_pdf
from governance.views.minutes.base import OfMeeting, RoomAct, RoomPage
from hubportal.organisations.signed_in import person_of
from hubportal.web.paging import KeysetPage
from hubportal.web.refusals import Refused
from hubportal.web.words import plural

FIELDS = ("to_name", "to_address", "to_email", "subject", "body")
SENT, POSTED, ON_RECORD = DecisionLetter.State.SENT, DecisionLetter.State.POSTED, DecisionLetter.State.ON_RECORD


class Letters(RoomPage):
    """The letters of the committee, the newest decision first."""

    http_method_names = ["get", "head"]
    tab = "letters"
    permission = "committee_minute"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a page of them."""
        rows = DecisionLetter.objects.filter(committee=self.committee).select_related("decision")
        waiting = rows.filter(state=DecisionLetter.State.DRAFT).count()
        page = KeysetPage(rows, order=(("decision_id", "desc"), ("id", "asc")), after=request.GET.get("after") or None)
        table = words.letters_table(page.rows, self.committee)
        return self.shown("letters.jinja", table=table, page=page, parameters=request.GET, waiting=waiting)


class Write(OfMeeting):
    """Write the letters that the decisions of a meeting call for."""

    http_method_names = ["post"]
    permission = "committee_minute"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write those that are not there yet."""
        written = services.write_letters(meeting_id=self.meeting.pk, by=person_of(request))
        said = f"{plural(written, 'letter')} written. Read each before it goes." if written else "No letter to write."
        messages.success(request, said)
        return HttpResponseRedirect(self.at("letters"))


class OfLetter(RoomPage):
    """A page of one letter; the secretary's."""

    tab = "letters"
    permission = "committee_minute"
    letter: DecisionLetter

    def find(self) -> None:
        """By its public id."""
        rows = DecisionLetter.objects.filter(committee=self.committee).select_related("decision", "file", "committee")
        self.letter = get_object_or_404(rows, public_id=self.kwargs["letter"])


class Letter(OfLetter):
    """One letter as it goes."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        facts = words.letter_facts(self.letter, self.committee)
        is_draft = self.letter.state == DecisionLetter.State.DRAFT
        return self.shown("letter.jinja", row=self.letter, facts=facts, is_draft=is_draft)


class Pdf(OfLetter):
    """The letter as it would be printed now."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw it."""
        content = letter_pdf(self.letter, self.committee, on=self.letter.ended_on or self.today)
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = 'attachment; filename="letter.pdf"'
        response["Cache-Control"] = "private, no-store"
        return response


class LetterAct(OfLetter, RoomAct):
    """An act on one letter."""

    permission = "committee_minute"

    def refuse_out_of_turn(self) -> None:
        """A letter that has gone stays as it is."""
        if self.letter.state != DecisionLetter.State.DRAFT:
            raise Refused("This letter has gone already, or was not sent.")

    def version(self) -> int | None:
        """The version the form was made from."""
        return self.letter.version

    def next_page(self) -> str:
        """The letter."""
        return self.at("letter", self.letter.public_id)

    def asked(self, form: Any) -> dict[str, Any]:
        """What every service takes."""
        return {
            "letter_id": self.letter.pk,
            "version": form.cleaned_data["version"],
            "by": person_of(self.request),
        }


class Edit(LetterAct):
    """Write it otherwise."""

    title, form_class, button = "Change this letter", LetterForm, "Save the letter"

    def initial(self) -> dict[str, Any]:
        """As it is."""
        return {name: getattr(self.letter, name) for name in FIELDS}

    def carry_out(self, form: Any) -> str | None:
        """Save it."""
        services.change_letter(**self.asked(form), said={name: form.cleaned_data[name] for name in FIELDS})
        return None


class Send(LetterAct):
    """Let it go: by e-mail, as posted, or to the hub."""

    titles = {
        SENT.value: ("Send this letter by email", "Send it", "The letter is on its way."),
        POSTED.value: ("Mark this letter as posted", "It is posted", "The letter is marked as posted."),
        ON_RECORD.value: (
            "Give this letter to the hub",
            "Give it to the hub",
            "The letter becomes one of the record, and goes from there.",
        ),
    }  # fmt: skip

    def find(self) -> None:
        """One of the ways there are."""
        if self.kwargs["way"] not in self.titles:
            raise Http404("A letter does not go this way.")
        super().find()

    @property
    def title(self) -> str:  # type: ignore[override]
        """Which way."""
        return self.titles[self.kwargs["way"]][0]

    @property
    def button(self) -> str:  # type: ignore[override]
        """Which way."""
        return self.titles[self.kwargs["way"]][1]

    @property
    def help(self) -> str:  # type: ignore[override]
        """To whom."""
        to = self.letter.to_email if self.kwargs["way"] == SENT else self.letter.to_name
        return f"“{self.letter.subject}” goes to {to or 'nobody yet: no email address is entered'}, once."

    def carry_out(self, form: Any) -> str | None:
        """Let it go."""
        services.send_letter(**self.asked(form), way=self.kwargs["way"], at=self.now)
        return self.titles[self.kwargs["way"]][2]


class Drop(LetterAct):
    """Decide that it does not go."""

    title, form_class, button, warning = "Do not send this letter", DropForm, "Do not send it", True
    done = "The letter is not sent."

    def carry_out(self, form: Any) -> str | None:
        """Record it."""
        services.drop_letter(**self.asked(form), why=form.cleaned_data["why"], at=self.now)
        return None
