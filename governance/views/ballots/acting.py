"""What the secretary does with a ballot, its roll and its rounds."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse

from governance.figures.ballots import roll_of
from governance.forms import ballots as forms
from governance.models import Ballot, BallotRound
from governance.presenters.ballots import address, asked_words, round_facts
from governance.rules.ballot_answers import refuse_moment
from governance.rules.ballot_rounds import SETTLED, Standing
from governance.services import ballot_rounds as rounds
from governance.services import ballots as services
from governance.services.ballots import ccgs_on, read_addresses
from governance.views.ballots.finding import BallotAct, RoundAct
from governance.views.base import CommitteeAct
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused
from hubportal.web.words import plural


def refuse_closed(asked: BallotRound, now: Standing) -> None:
    """What is done with responses is done while the round is open."""
    sentence = refuse_moment(now, opens_at=asked.opens_at, closes_at=asked.closed_at or asked.closes_at)
    if sentence is not None:
        raise Refused(sentence)


class NewBallot(CommitteeAct):
    """Begin a ballot."""

    section = "ballots"
    title, form_class, button = "New ballot", forms.BallotForm, "Read the roll"
    help = "The roll is read first. You say who is left out before the first round opens; then it is frozen."
    made: Ballot | None = None

    def form_arguments(self) -> dict[str, Any]:
        """The CCGs that take part today, or ever did: the service checks the day."""
        links = {link.ccg.ods_code: link.ccg.name for link in self.committee.ccg_links.all()}
        return {"ccgs": sorted(links.items(), key=lambda pair: pair[1])}

    def initial(self) -> dict[str, Any]:
        """The CCGs of today."""
        return {"ccgs": [ccg.ods_code for ccg in ccgs_on(self.committee, on=self.today)], "roll_on": self.today}

    def carry_out(self, form: Any) -> str:
        """Make it."""
        self.made = services.make_ballot(
            committee_id=self.committee.pk, by=person_of(self.request), at=self.now,
            **{name: form.cleaned_data[name] for name in ("title", "background", "ccgs", "roll_on")},
        )  # fmt: skip
        return "The roll is read. Leave out whoever may not answer."

    def next_page(self) -> str:
        """The ballot made, or the list."""
        if self.made is None:
            return reverse("ballots:list", args=[self.committee.public_id])
        self.made.committee = self.committee
        return address("ballot", self.made)


class Entry(BallotAct):
    """One practice of the roll."""

    form_class, button, done = forms.EntryForm, "Save", "The roll is changed."

    def find(self) -> None:
        """The practice on the roll."""
        super().find()
        self.entry = get_object_or_404(roll_of(self.ballot), ods_code=self.kwargs["ods_code"])

    def more(self) -> dict[str, Any]:
        """Named after the practice."""
        frozen = "The roll is frozen: only the address can still be changed." if self.ballot.frozen_at else ""
        return {"title": str(self.entry), "help": frozen}

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        entry = self.entry
        return {
            "is_eligible": "yes" if entry.is_eligible else "no",
            "because": entry.excluded_because,
            "email": entry.email,
        }

    def carry_out(self, form: Any) -> None:
        """Save it."""
        typed = form.cleaned_data
        services.change_entry(
            **self.named(), version=typed["version"], ods_code=self.entry.ods_code,
            is_eligible=typed["is_eligible"] == "yes", because=typed["because"], email=typed["email"],
        )  # fmt: skip


class Addresses(BallotAct):
    """The addresses of many."""

    title, form_class, button = "Email addresses of practices", forms.AddressesForm, "Save the addresses"
    help = "Practices you leave out of the list keep the address they have."

    def carry_out(self, form: Any) -> str:
        """Save them."""
        read = read_addresses(form.cleaned_data["lines"])
        count = services.set_addresses(**self.named(), version=form.cleaned_data["version"], addresses=read)
        return f"{plural(count, 'address', 'addresses')} saved."


class NewRound(BallotAct):
    """Draft the next round."""

    title, form_class, button, done = "New round", forms.RoundForm, "Save the draft", "The draft is saved."
    template = "governance/ballots/round_form.jinja"

    def initial(self) -> dict[str, Any]:
        """The round before, with moments to enter afresh."""
        before = list(self.ballot.rounds.all())
        if not before:
            return {}
        return {name: value for name, value in forms.typed_of(before[-1]).items() if not name.endswith("_at")}

    def carry_out(self, form: Any) -> None:
        """Save it."""
        rounds.make_round(**self.named(), words=form.words())


class ChangeRound(RoundAct):
    """Change a draft."""

    title, form_class, button, done = "Change the round", forms.RoundForm, "Save the draft", "The draft is saved."
    template = "governance/ballots/round_form.jinja"

    def refuse_out_of_turn(self) -> None:
        """Drafts only."""
        if self.standing != Standing.DRAFT:
            raise Refused("Only a draft is changed. Call this round off and make another.")

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        return forms.typed_of(self.asked)

    def carry_out(self, form: Any) -> None:
        """Save it."""
        rounds.change_round(
            round_id=self.asked.pk, by=person_of(self.request), version=form.cleaned_data["version"],
            words=form.words(),
        )  # fmt: skip


class Issue(RoundAct):
    """Issue a draft."""

    title, form_class, button = "Issue the round", forms.ActForm, "Issue the round"
    template = "governance/ballots/issue.jinja"
    done = "The round is issued. Links go out at the opening moment."

    def refuse_out_of_turn(self) -> None:
        """Drafts only."""
        if self.standing != Standing.DRAFT:
            raise Refused("This round was issued already.")

    def more(self) -> dict[str, Any]:
        """Exactly what practices will be asked."""
        voters = [row.email for row in roll_of(self.ballot) if row.is_eligible]
        return {"facts_of": round_facts(self.asked), "asked_of": asked_words(len(voters), voters.count(""))}

    def carry_out(self, form: Any) -> None:
        """Issue it."""
        rounds.issue(**self.named(), version=form.cleaned_data["version"])


class Extend(RoundAct):
    """Close later."""

    title, form_class, button, done = "Close later", forms.ExtendForm, "Close later", "The round closes later."
    help = "Links stay good, and responses that came stay counted."

    def refuse_out_of_turn(self) -> None:
        """Only what has still to close."""
        if self.standing not in {Standing.WAITING, Standing.OPEN}:
            raise Refused("Only a round that has still to close is extended.")

    def carry_out(self, form: Any) -> None:
        """Put the closing moment off."""
        typed = form.cleaned_data
        rounds.extend(**self.named(), version=typed["version"], closes_at=typed["closes_at"], because=typed["because"])


class Close(RoundAct):
    """Close early, or count where the clock is behind."""

    form_class, warning, done = forms.CloseForm, True, "The round is closed and counted."

    def refuse_out_of_turn(self) -> None:
        """Only while it is open, or over and not counted."""
        if self.standing not in {Standing.OPEN, Standing.OVER}:
            raise Refused("Only a round that is open is closed.")

    def form_arguments(self) -> dict[str, Any]:
        """A reason before the closing moment."""
        return {"early": self.standing != Standing.OVER}

    def more(self) -> dict[str, Any]:
        """In the words of either."""
        early = self.standing != Standing.OVER
        words = "Close the round early" if early else "Count the round"
        said = "No response is taken afterwards, and the round cannot be opened again. The result keeps your reason."
        return {"title": words, "button": words, "help": said if early else "The closing moment has passed."}

    def carry_out(self, form: Any) -> None:
        """Close and count."""
        typed = form.cleaned_data
        rounds.close(**self.named(), version=typed["version"], because=typed["because"])


class CallOff(RoundAct):
    """Call a round off."""

    title, form_class, warning = "Call the round off", forms.ReasonForm, True
    help = "Nothing of it is counted or shown. Responses that came are kept, and sealed ones stay sealed."
    done = "The round is called off."

    def refuse_out_of_turn(self) -> None:
        """Before the count only."""
        if self.standing in SETTLED:
            raise Refused("A round that was counted is not called off.")

    def carry_out(self, form: Any) -> None:
        """With the reason."""
        typed = form.cleaned_data
        rounds.call_off(**self.named(), version=typed["version"], because=typed["because"])
