"""Certifying and publishing a result, each with a fresh sign-in."""

from typing import Any

from django.utils.decorators import method_decorator

from governance.forms import ballots as forms
from governance.presenters.publications import drawn
from governance.rules.ballot_rounds import Standing
from governance.services.ballot_counting import as_published, public_content
from governance.services.ballot_results import certify, publish
from governance.views.ballots.finding import RoundAct
from governance.views.ballots.reading import result_words
from hubportal.organisations.reauthentication import fresh_sign_in_required
from hubportal.organisations.signed_in import person_of
from hubportal.web.acting import SignPage
from hubportal.web.refusals import Refused

FRESHLY: Any = fresh_sign_in_required  # a decorator of functions, for methods


class ResultAct(RoundAct):
    """An act on the result that the page shows."""

    template = "governance/ballots/certify.jinja"

    def version(self) -> int | None:
        """The digest of the result takes the version's place."""
        return None

    def more(self) -> dict[str, Any]:
        """The result."""
        return {"asked": self.asked, **result_words(self.asked)}


@method_decorator(FRESHLY, name="get")
@method_decorator(FRESHLY, name="post")
class Certify(ResultAct, SignPage):
    """The secretary certifies exactly what is shown."""

    title, form_class, button = "Certify the result", forms.CertifyForm, "Certify the result"
    help = "Your certificate covers exactly what is shown here. The responses are counted again before it is kept."
    done = "The result is certified."

    def refuse_out_of_turn(self) -> None:
        """Once it is counted, once."""
        if self.standing != Standing.COUNTED:
            raise Refused("Only a round that was counted, and is not certified yet, is certified.")

    def initial(self) -> dict[str, Any]:
        """With the digest of what is shown."""
        return {"seen": self.asked.digest}

    def shown(self) -> str:
        """The digest of what is certified."""
        return str(self.asked.digest)

    def carry_out(self, form: Any) -> None:
        """Certify it."""
        certify(round_id=self.asked.pk, seen=form.cleaned_data["seen"], by=person_of(self.request), at=self.now)


@method_decorator(FRESHLY, name="get")
@method_decorator(FRESHLY, name="post")
class Publish(ResultAct):
    """Publish a certified result."""

    title, form_class, button = "Publish the result", forms.PublishForm, "Publish the result"
    template = "governance/ballots/publish.jinja"
    help = "Every practice on the roll with an email address is told, and the public site shows exactly what is below."
    done = "The result is published."

    def refuse_out_of_turn(self) -> None:
        """Once it is certified, once."""
        if self.standing != Standing.CERTIFIED:
            raise Refused("A result is published once it is certified, and once.")

    def carry_out(self, form: Any) -> None:
        """Publish it."""
        publish(round_id=self.asked.pk, by=person_of(self.request), at=self.now)

    def more(self) -> dict[str, Any]:
        """Exactly what the public will read."""
        content = public_content(as_published(self.asked))
        return {**super().more(), "content": content, "drawn": drawn(content, caption="Answers", on=self.today)}
