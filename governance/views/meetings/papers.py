"""Papers added, replaced and withdrawn, and packs made."""

from typing import Any

from django.http import HttpRequest

from governance.forms.meetings import agenda as forms
from governance.forms.meetings.planning import WhyForm
from governance.rules.meetings.moves import over_fault
from governance.services.meetings import packs, papers
from governance.views.meetings.agenda import TOLD
from governance.views.meetings.base import Button, ItemAct, PaperAct
from hubportal.web.refusals import Refused


class AddPaper(ItemAct):
    """Add a PDF to an item."""

    title, form_class, button = "Add a paper", forms.PaperForm, "Add the paper"
    done = "The paper is added."

    def refuse_out_of_turn(self) -> None:
        """Before the meeting begins."""
        fault = over_fault(self.meeting.state)
        if fault is not None:
            raise Refused(fault)

    def form_arguments(self) -> dict[str, Any]:
        """A reason is asked for once papers have gone."""
        return {"needs_why": self.is_issued}

    def carry_out(self, form: Any) -> str | None:
        """Add it."""
        said = form.cleaned_data
        made = papers.add_paper(
            item_id=self.item.pk, by=self.by, words=form.words(), upload=said["file"], at=self.now,
            why=said.get("why", ""),
        )  # fmt: skip
        return "The paper is added. It came after the day for papers, and is marked late." if made.is_late else None


class ReplacePaper(PaperAct):
    """Put a later version in a paper's place."""

    title, form_class, button = "Replace the paper", forms.ReplaceForm, "Replace the paper"
    help = "The version before is kept on record."
    done = "The paper is replaced."

    def version(self) -> int | None:
        """That of the paper."""
        return self.paper.version

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        return {"title": self.paper.title, "author": self.paper.author, "marking": self.paper.marking}

    def form_arguments(self) -> dict[str, Any]:
        """A reason is asked for once papers have gone."""
        return {"needs_why": self.is_issued}

    def carry_out(self, form: Any) -> str | None:
        """Replace it."""
        said = form.cleaned_data
        papers.replace_paper(
            paper_id=self.paper.pk, version=said["version"], by=self.by, words=form.words(), upload=said["file"],
            at=self.now, why=said.get("why", ""),
        )  # fmt: skip
        return None


class WithdrawPaper(PaperAct):
    """Take a paper off."""

    title, form_class, button, warning = "Withdraw the paper", WhyForm, "Withdraw the paper", True
    done = "The paper is withdrawn."

    def version(self) -> int | None:
        """That of the paper."""
        return self.paper.version

    def form_arguments(self) -> dict[str, Any]:
        """A reason is asked for once papers have gone."""
        return {"needed": self.is_issued, "hint": TOLD if self.is_issued else ""}

    def carry_out(self, form: Any) -> str | None:
        """Withdraw it."""
        said = form.cleaned_data
        papers.withdraw_paper(paper_id=self.paper.pk, version=said["version"], by=self.by, at=self.now, why=said["why"])
        return None


class MakePacks(Button):
    """Make draft packs to look through."""

    def carry_out(self, request: HttpRequest) -> str:
        """Put them on the work list."""
        packs.draft_packs(meeting_id=self.meeting.pk, by=self.by, at=self.now)
        return "The draft packs are being made. Open this page again in a moment."


class MakeAgain(Button):
    """Make packs again that failed."""

    def carry_out(self, request: HttpRequest) -> str:
        """Put them on the work list."""
        packs.make_again(meeting_id=self.meeting.pk, by=self.by, at=self.now)
        return "The packs are being made again."
