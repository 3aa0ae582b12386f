"""Making an enhanced service, changing what an offer says, inviting, reminding."""

from typing import Any, ClassVar

from django.http import HttpRequest

from functions.figures.schemes import to_invite
from functions.forms.schemes import LastDayForm, TermsForm
from functions.models import LocalScheme
from functions.rules.schemes.terms import periods_of
from functions.services.schemes import terms
from functions.services.schemes.finding import worked_ccgs
from functions.services.schemes.inviting import invite
from functions.services.schemes.letters import preview, usual_words
from functions.services.schemes.reminding import remind
from functions.views.schemes.acting import OfferAct
from functions.views.schemes.finding import worker_of
from hubportal.organisations.models import Ccg, Hub
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused
from hubportal.web.words import plural


class Make(OfferAct):
    """A new year of an enhanced service."""

    title, form_class, button = "Add an enhanced service", TermsForm, "Save"
    template: ClassVar[str] = "functions/scheme_terms.jinja"

    def find(self, request: HttpRequest) -> None:
        """Nothing yet: only the right to make one, for the hub whose cases one works."""
        hubs = Ccg.objects.filter(pk__in=worker_of(request).grants.ccgs("ccg_case_edit")).values("hub_id")
        self.hub = Hub.objects.filter(pk__in=hubs).order_by("pk").first()

    def initial(self) -> dict[str, Any]:
        """Words to begin with."""
        return usual_words()

    def carry_out(self, form: Any) -> str:
        """Keep it."""
        if self.hub is None:
            raise Refused("You work for no hub.", status=403)
        self.target = terms.make_service(by=person_of(self.request), hub=self.hub, terms=form.cleaned_data, at=self.now)
        return "The enhanced service is saved. Read the invitation once more, then send it."

    def more(self) -> dict[str, Any]:
        """No file yet."""
        return {"specification": {}}


class Change(OfferAct):
    """What an offer says, before it goes out."""

    title, form_class, button = "Change what is offered", TermsForm, "Save"
    template: ClassVar[str] = "functions/scheme_terms.jinja"

    def initial(self) -> dict[str, Any]:
        """As it stands; a local scheme that has no words yet begins with the usual ones."""
        offer = self.target
        found = {name: getattr(offer, name) for name in terms.TERMS}
        found["periods"] = "\n".join(f"{one.name}: {one.due_on.isoformat()}" for one in periods_of(offer.periods))
        for name, words in usual_words().items():
            found[name] = found[name] or words
        return found

    def carry_out(self, form: Any) -> str:
        """Keep it."""
        sent = form.cleaned_data
        terms.change_terms(
            reference=self.target.reference,
            version=sent["version"],
            by=person_of(self.request),
            terms=sent,
        )
        return "The terms are saved."

    def more(self) -> dict[str, Any]:
        """The file there is."""
        return {"specification": self.target.specification}


class Invite(OfferAct):
    """Send the invitations."""

    title, button = "Invite practices", "Send the invitations"
    template: ClassVar[str] = "functions/scheme_invite.jinja"

    def carry_out(self, form: Any) -> str:
        """All of them at once."""
        done = invite(
            reference=self.target.reference,
            version=form.cleaned_data["version"],
            by=person_of(self.request),
            at=self.now,
        )
        practices, ccgs = plural(done.practices, "practice"), plural(done.ccgs, "CCG")
        return f"{practices} in {ccgs} are invited. Their letters are being drawn and sent."

    def more(self) -> dict[str, Any]:
        """To how many it goes, and how it reads."""
        offer = self.target
        practices, ccgs, others = to_invite(offer, worked_ccgs(offer, person_of(self.request)), today=self.today)
        sample = None
        if offer.is_complete:
            sample = preview(offer, at=self.now, practice_name="(the practice’s name)", ccg_name="(its CCG)")
        return {
            "practices": plural(practices, "practice"),
            "any": practices > 0,
            "ccgs": plural(ccgs, "CCG"),
            "others": plural(others, "CCG") if others and not isinstance(offer, LocalScheme) else "",
            "sample": sample,
        }


class Remind(OfferAct):
    """Write again to who has not answered."""

    title, button = "Remind practices", "Send the reminders"
    help = (
        "Every practice of your CCGs without an answer is written to again, with the link it has."
        " A practice written to today is left out."
    )

    def carry_out(self, form: Any) -> str:
        """Once a day at most."""
        count = remind(
            reference=self.target.reference,
            version=None,
            by=person_of(self.request),
            at=self.now,
        )
        return f"{plural(count, 'practice')} are written to again."


class LastDay(OfferAct):
    """Another last day to answer."""

    title, form_class, button = "Change the last day to answer", LastDayForm, "Save"
    help = "Links that have not been used work until the end of that day."

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        return {"answer_by": self.target.answer_by}

    def carry_out(self, form: Any) -> str:
        """Keep it."""
        sent = form.cleaned_data
        terms.move_last_day(
            reference=self.target.reference,
            version=sent["version"],
            by=person_of(self.request),
            answer_by=sent["answer_by"],
            today=self.today,
        )
        return "The last day to answer is saved."
