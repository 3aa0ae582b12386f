"""Composing the rules of a draft, one form a rule."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from governance.figures import terms_of_reference as figures
from governance.forms.terms_of_reference.drafts import NothingForm
from governance.forms.terms_of_reference.rules import RULE_FORMS, SETTLED_FORMS, RuleForm
from governance.presenters.terms_of_reference.saying import RULE_NAMES
from governance.rules.terms_of_reference.composing import KINDS, NoSuchRule, rule_at
from governance.services.terms_of_reference import rules
from governance.views.terms_of_reference.drafting import DraftAct, DraftButton


class RuleKind(DraftAct):
    """Which kind of rule to add or to put instead."""

    form_class = NothingForm
    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Offer the kinds."""
        self.refuse_out_of_turn()
        _rule(self.terms, self.kwargs["place"])
        arguments = [self.committee.public_id, self.terms.number, self.kwargs["place"], self.kwargs["how"]]
        kinds = [(words, reverse("terms:rule", args=[*arguments, kind])) for kind, words in KINDS.items()]
        return self.page(
            "governance/terms/rule_kind.jinja", title=rules.HOWS[self.kwargs["how"]], kinds=kinds, back=self.back()
        )

    def carry_out(self, form: Any) -> None:
        """Nothing is done here."""


def _rule(terms: Any, place: str) -> Any:
    """The stored rule at a place; 404 where there is none. Of what terms need not say there may be nothing yet."""
    try:
        return rule_at(figures.composed_of(terms), place)
    except NoSuchRule as missing:
        if place in SETTLED_FORMS:
            return {}
        raise Http404(str(missing)) from missing


class Rule(DraftAct):
    """One rule: written anew, changed, or joined to another."""

    button = "Save the rule"
    settled: ClassVar[str] = "settled"

    def find(self) -> None:
        """The rule the address names, and its form."""
        super().find()
        self.rule_place, self.how, kind = self.kwargs["place"], self.kwargs["how"], self.kwargs["kind"]
        self.stored = _rule(self.terms, self.rule_place)
        known = SETTLED_FORMS if kind == self.settled and self.how == "set" else RULE_FORMS
        found: type[RuleForm] | None = known.get(self.rule_place if kind == self.settled else kind)
        if found is None or (kind != self.settled and self.rule_place in SETTLED_FORMS):
            raise Http404("There is no such kind of rule.")
        self.form_class = found  # type: ignore[misc]
        self.title = RULE_NAMES[self.rule_place] if kind == self.settled else KINDS[kind]  # type: ignore[misc]

    def form_arguments(self) -> dict[str, Any]:
        """The organisations and offices of the draft."""
        seats_now = list(figures.seats_of(self.terms))
        return {
            "organisations": list(dict.fromkeys(seat.organisation for seat in seats_now if seat.voting)),
            "offices": figures.offices_for(self.terms, seats_now),
        }

    def initial(self) -> dict[str, Any]:
        """The stored rule, where it is of this kind and is to be changed."""
        same = self.kwargs["kind"] in {self.settled, self.stored.get("kind")}
        if self.how != "set" or not same:
            return {}
        notes = {
            "clause": self.terms.clauses.get(self.rule_place, ""),
            "reading": self.terms.readings.get(self.rule_place, ""),
        }
        typed: dict[str, Any] = self.form_class.typed(self.stored, self.form_arguments()["organisations"])
        return typed | notes

    def carry_out(self, form: Any) -> None:
        """Write it."""
        rules.put_rule(**self.act(form), place=self.rule_place, words=form.words(), how=self.how)

    def next_page(self) -> str:
        """The draft, at its rules."""
        return f"{super().next_page()}#rules"


class RemoveRule(DraftButton):
    """A rule, taken out of its group."""

    def carry_out(self, form: Any) -> None:
        """Take it out."""
        rules.take_out_rule(**self.act(form), place=self.kwargs["place"])

    def next_page(self) -> str:
        """The draft, at its rules."""
        return f"{super().next_page()}#rules"
