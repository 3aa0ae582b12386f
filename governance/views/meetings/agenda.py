"""Acts on the agenda: items added, changed, ordered, put off and withdrawn, and known interests."""

from typing import Any

from django.http import HttpRequest

from governance.forms.meetings import agenda as forms
from governance.forms.meetings.planning import WhyForm
from governance.presenters.meetings import people as words
from governance.rules.meetings.moves import agenda_fault, over_fault
from governance.services.meetings import carrying, items
from governance.services.meetings.apologies import seated_at
from governance.views.meetings.base import Button, ItemAct, MeetingAct, OfItem
from hubportal.web.refusals import Refused
from hubportal.web.words import plural

TOLD = "The papers have gone out. The supplement says this to everybody who reads it."


class AddItem(MeetingAct):
    """Put an item on the agenda."""

    title, form_class, button = "Add an item", forms.ItemForm, "Add the item"
    done = "The item is on the agenda."

    def refuse_out_of_turn(self) -> None:
        """Before it begins."""
        fault = over_fault(self.meeting.state)
        if fault is not None:
            raise Refused(fault)

    def form_arguments(self) -> dict[str, Any]:
        """The CCGs with seats."""
        return {"organisations": words.ccgs_with_seats(seated_at(self.meeting)), "needs_why": self.is_issued}

    def carry_out(self, form: Any) -> str | None:
        """Add it."""
        items.add_item(
            meeting_id=self.meeting.pk, by=self.by, words=form.words(), at=self.now,
            why=form.cleaned_data.get("why", ""),
        )  # fmt: skip
        return None


class ChangeItem(ItemAct):
    """Change what an item says."""

    title, form_class, button = "Change the item", forms.ChangeItemForm, "Save the item"
    done = "The item is saved."

    def refuse_out_of_turn(self) -> None:
        """Until papers are sent."""
        fault = agenda_fault(self.meeting.state)
        if fault is not None:
            raise Refused(fault)

    def version(self) -> int | None:
        """That of the item."""
        return self.item.version

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        return forms.typed_of(self.item)

    def form_arguments(self) -> dict[str, Any]:
        """The CCGs with seats."""
        return {"organisations": words.ccgs_with_seats(seated_at(self.meeting))}

    def carry_out(self, form: Any) -> str | None:
        """Save it."""
        items.change_item(item_id=self.item.pk, version=form.cleaned_data["version"], by=self.by, words=form.words())
        return None


class WithdrawItem(ItemAct):
    """Take an item off the agenda."""

    title, form_class, button, warning = "Take the item off the agenda", WhyForm, "Take it off", True
    done = "The item is off the agenda."

    def version(self) -> int | None:
        """That of the item."""
        return self.item.version

    def form_arguments(self) -> dict[str, Any]:
        """A reason is asked for once papers have gone."""
        return {"needed": self.is_issued, "hint": TOLD if self.is_issued else ""}

    def carry_out(self, form: Any) -> str | None:
        """Take it off."""
        said = form.cleaned_data
        items.withdraw_item(item_id=self.item.pk, version=said["version"], by=self.by, why=said["why"], at=self.now)
        return None


class DeferItem(WithdrawItem):
    """Put an item off to a later meeting."""

    title, button, warning = "Put the item off", "Put it off", False
    help = "It waits with its papers until the agenda of a later meeting takes it up."
    done = "The item waits for a later meeting."

    def form_arguments(self) -> dict[str, Any]:
        """The reason is always asked for."""
        return {"needed": True, "hint": TOLD if self.is_issued else ""}

    def carry_out(self, form: Any) -> str | None:
        """Put it off."""
        said = form.cleaned_data
        items.defer_item(item_id=self.item.pk, version=said["version"], by=self.by, why=said["why"], at=self.now)
        return None


class PlaceItem(OfItem, Button):
    """Move an item up or down, or to a place."""

    def carry_out(self, request: HttpRequest) -> str:
        """Move it."""
        if request.POST.get("move") in {"up", "down"}:
            steps = -1 if request.POST["move"] == "up" else 1
            moved = items.move_item(item_id=self.item.pk, by=self.by, steps=steps)
        else:
            form = forms.PlaceForm(request.POST)
            if not form.is_valid():
                raise Refused(str(next(iter(form.errors.values()))[0]))
            moved = items.place_item(item_id=self.item.pk, by=self.by, place=form.cleaned_data["place"])
        return f"“{self.item.title}” is now item {moved.position}."


class TakeOver(Button):
    """Copy standing items and take up what was put off."""

    def carry_out(self, request: HttpRequest) -> str:
        """Take them over."""
        standing, taken = carrying.take_over(meeting_id=self.meeting.pk, by=self.by, at=self.now)
        return (
            f"{plural(standing, 'standing item')} copied, and {plural(taken, 'item')} taken up that had been put off."
        )


class Interest(ItemAct):
    """Keep what is known of a member's interest in an item."""

    title, form_class, button = "Known interest in the item", forms.InterestForm, "Save"
    help = "The quorum is forecast with it, and restricted papers of the item are withheld from this member."
    done = "The interest is kept."

    def form_arguments(self) -> dict[str, Any]:
        """The members."""
        return {"seats": words.member_choices(seated_at(self.meeting))}

    def carry_out(self, form: Any) -> str | None:
        """Keep it."""
        said = form.cleaned_data
        seats = frozenset(one.code for one in seated_at(self.meeting))
        items.keep_known_interest(
            item_id=self.item.pk, by=self.by, seat_code=said["seat_code"], expected=said["expected"], why=said["why"],
            seats=seats,
        )  # fmt: skip
        return None


class DropInterest(OfItem, Button):
    """Take back what was said of a member's interest."""

    def carry_out(self, request: HttpRequest) -> str:
        """Take it back."""
        items.drop_known_interest(item_id=self.item.pk, by=self.by, seat_code=request.POST.get("seat", ""))
        return "The interest is taken back."
