"""What the secretary does about one practice’s response: paper, a new link, setting aside."""

from typing import Any

from django.shortcuts import get_object_or_404

from governance.figures.ballots import roll_of
from governance.forms import ballot_answers as forms
from governance.forms.ballots import LinkForm, ReasonForm
from governance.services import ballot_answers as answers
from governance.views.ballots.acting import refuse_closed
from governance.views.ballots.finding import RoundAct


class Paper(RoundAct):
    """Record a paper form."""

    title, form_class, button = "Record a paper form", forms.PaperForm, "Record the response"
    help = "The practice’s link stops working once its form is recorded. Only the secretary opens the scan."
    done = "The response is recorded."

    def refuse_out_of_turn(self) -> None:
        """While the round is open."""
        refuse_closed(self.asked, self.standing)

    def version(self) -> int | None:
        """Responses do not change the round."""
        return None

    def form_arguments(self) -> dict[str, Any]:
        """The options and the roll."""
        return {
            "options": [(option["code"], option["words"]) for option in self.asked.options],
            "named": self.asked.named,
            "roll": [(row.ods_code, row.name) for row in roll_of(self.ballot)],
            "today": self.today,
        }

    def carry_out(self, form: Any) -> str:
        """Keep it."""
        typed = form.cleaned_data
        kept = answers.record_paper(
            **self.named(), ods_code=typed["practice"], given=form.given(), received_on=typed["received_on"],
            scan=typed["scan"],
        )  # fmt: skip
        return f"The response is recorded. Receipt {kept.receipt}."


class OnePractice(RoundAct):
    """An act on one practice of the roll in a round."""

    def find(self) -> None:
        """The practice."""
        super().find()
        self.entry = get_object_or_404(roll_of(self.ballot), ods_code=self.kwargs["ods_code"])

    def refuse_out_of_turn(self) -> None:
        """While the round is open."""
        refuse_closed(self.asked, self.standing)

    def more(self) -> dict[str, Any]:
        """Named after the practice."""
        return {"title": f"{self.title}: {self.entry.name}"}


class NewLink(OnePractice):
    """Send a new link."""

    title, form_class, button = "Send a new link", LinkForm, "Send a new link"
    help, done = "The link the practice had before stops working.", "A new link is on its way."

    def version(self) -> int | None:
        """The roll's address is what changes."""
        return None

    def initial(self) -> dict[str, Any]:
        """The address on the roll."""
        return {"email": self.entry.email}

    def carry_out(self, form: Any) -> None:
        """Send it."""
        answers.send_new_link(**self.named(), ods_code=self.entry.ods_code, email=form.cleaned_data["email"])


class SetAside(OnePractice):
    """Set a paper response aside."""

    title, form_class, button, warning = "Set the paper form aside", ReasonForm, "Set it aside", True
    help = "It stays on record with your reason and does not count. The practice can respond again."
    done = "The response is set aside."

    def carry_out(self, form: Any) -> None:
        """With the reason."""
        answers.set_aside(**self.named(), ods_code=self.entry.ods_code, because=form.cleaned_data["because"])
