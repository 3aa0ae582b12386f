"""What the registers of CCGs and of committees have in common: what is asked for, the files, and the three acts."""

from collections.abc import Sequence
from datetime import date
from types import ModuleType
from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from governance.figures import risks as figures
from governance.forms import risks as forms
from governance.rules import risks as rules
from hubportal.organisations.signed_in import person_of
from hubportal.web.columns import Column
from hubportal.web.exports import csv_response, reading_again, xlsx_response
from hubportal.web.refusals import Refused

REGISTER, CHANGES = "risks", "changes"


def narrowed(request: HttpRequest) -> dict[str, str]:
    """What the register is narrowed to; an unknown word narrows nothing."""
    asked = {name: request.GET.get(name, "")[:100] for name in ("q", "show", "kind", "band")}
    return {
        "q": asked["q"],
        "show": asked["show"] if asked["show"] in dict(figures.SHOWS) else "open",
        "kind": asked["kind"] if asked["kind"] in rules.KINDS else "",
        "band": asked["band"] if asked["band"] in rules.BANDS else "",
    }


def since_of(form: forms.ReportForm, today: date) -> tuple[str, date]:
    """The CCG asked for, and the day since when changes are told: a quarter ago unless asked otherwise."""
    return form.asked(otherwise=today - rules.LOOKED_BACK)


def sent(form: str, *, name: str, columns: Sequence[Column], rows: Any) -> HttpResponseBase:
    """The rows as CSV or workbook."""
    if form == "xlsx":
        return xlsx_response(
            filename=f"{name}.xlsx", sheet_name="Risks", columns=columns, rows=rows, run_in=reading_again()
        )
    return csv_response(filename=f"{name}.csv", columns=columns, rows=rows, run_in=reading_again())


class RiskAct:
    """An act on an open risk; a page of a CCG or of a committee says in `services` whose it is, and in `risk` which."""

    services: ClassVar[ModuleType]
    risk: Any
    request: HttpRequest
    today: date
    now: Any

    def refuse_out_of_turn(self) -> None:
        """What is closed stands."""
        if self.risk.state == rules.CLOSED:
            raise Refused("This is closed, and what it says stands. Raise a new one if it comes up again.")

    def act(self, form: Any) -> dict[str, Any]:
        """What every service takes."""
        return {"risk_id": self.risk.pk, "version": form.cleaned_data["version"], "by": person_of(self.request)}


class ChangeWords(RiskAct):
    """Change what it says, and its owner."""

    title, form_class, button = "Change the words or the owner", forms.ChangeRiskForm, "Save"
    help = "Its scores change by a review."

    def initial(self) -> dict[str, Any]:
        """As it is."""
        return forms.words_of(self.risk)

    def carry_out(self, form: Any) -> str | None:
        """Save."""
        self.services.change_words(words=form.words(), **self.act(form))
        return None


class RecordReview(RiskAct):
    """Record a review."""

    title, form_class, button = "Record a review", forms.ReviewForm, "Record the review"
    done = "The review is recorded."

    def initial(self) -> dict[str, Any]:
        """The scores as they are, today."""
        return {"on": self.today, **forms.scores_of(self.risk)}

    def carry_out(self, form: Any) -> str | None:
        """Record."""
        self.services.review(said=form.review(), at=self.now, **self.act(form))
        return None


class CloseRisk(RiskAct):
    """Close it with the reason."""

    title, form_class, button = "Close it", forms.CloseForm, "Close it"
    help = "It stays on the register as closed, with its reviews."
    done, warning = "It is closed.", True

    def form_arguments(self) -> dict[str, Any]:
        """What may become of it depends on its kind."""
        return {"kind": self.risk.kind}

    def carry_out(self, form: Any) -> str | None:
        """Close."""
        typed = form.cleaned_data
        self.services.close(outcome=typed["outcome"], why=typed["why"], at=self.now, **self.act(form))
        return None
