"""What is asked about a gift or hospitality."""

from typing import Any, ClassVar

from governance.forms.interests import WhoForm
from governance.rules import gifts as rules
from governance.services.gifts import Offer
from hubportal.web.fields import DateField, LongTextField, MoneyField, RadiosField, TextField, VersionField
from hubportal.web.forms import NhsNumberWarning

COLUMNS = tuple(Offer.__dataclass_fields__)


class OfferWords(NhsNumberWarning):
    """What was offered, and what became of it."""

    free_text: ClassVar[tuple[str, ...]] = ("details", "reason", "previous_offers", "comments")

    kind = RadiosField(
        label="What was offered", called="what was offered", choices=list(rules.KINDS.items()), small=True
    )
    details = LongTextField(label="Details", called="the details", rows=3, max_length=2000)
    value = MoneyField(label="Estimated value", called="the estimated value")
    offered_by = TextField(label="Offered by", called="who offered it", max_length=160)
    business = TextField(label="What they do", called="what they do", required=False, max_length=200)
    previous_offers = LongTextField(
        label="Earlier offers from them", called="earlier offers", required=False, rows=2, max_length=1000,
        help_text="Accepted or not",
    )  # fmt: skip
    offered_on = DateField(label="Offered on", called="the day it was offered", latest="today")
    outcome = RadiosField(
        label="Accepted or declined", called="whether it was accepted", choices=list(rules.OUTCOMES.items()), small=True
    )
    received_on = DateField(label="Received on", called="the day it was received", required=False, latest="today")
    reason = LongTextField(label="Why", called="why it was accepted or declined", rows=2, max_length=1000)
    comments = LongTextField(label="Comments", called="the comments", required=False, rows=2, max_length=1000)

    @property
    def offer(self) -> Offer:
        """What was typed, as the services take it."""
        return Offer(**{name: self.cleaned_data[name] for name in COLUMNS})


class GiftForm(OfferWords, WhoForm):
    """Enter an offer."""

    field_order = ("who", "other_name", "other_position")


class CorrectGiftForm(OfferWords):
    """Put right an entry."""

    free_text: ClassVar[tuple[str, ...]] = (*OfferWords.free_text, "why")

    why = LongTextField(label="Why it is corrected", called="why it is corrected", rows=2, max_length=1000)
    version = VersionField()


class ReviewGiftForm(NhsNumberWarning):
    """The officer's review."""

    free_text: ClassVar[tuple[str, ...]] = ("note",)

    note = LongTextField(label="What you decided", called="what you decided", required=False, rows=3, max_length=1000)
    version = VersionField()


def typed_of(row: Any) -> dict[str, Any]:
    """What the form begins with."""
    return {name: getattr(row, name) for name in COLUMNS}
