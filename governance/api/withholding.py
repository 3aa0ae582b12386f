"""What the secretary keeps from publication, as it is sent with papers and afterwards."""

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from governance.figures.meetings.contents import Entry
from governance.presenters.meetings.publishing import paper_choices
from governance.services.meetings.publishing import Withholding
from hubportal.web.api import StrictSerializer


class WithheldSent(StrictSerializer):
    """What is kept from publication: papers by their ids, or everything, with the reason. What is not named is public
    from then on.
    """

    papers: Any = serializers.ListField(child=serializers.UUIDField(), max_length=200, required=False, default=list)
    everything = serializers.BooleanField(required=False, default=False)
    why = serializers.CharField(max_length=1_000, required=False, allow_blank=True, default="")


def withholding(sent: dict[str, Any], entries: Iterable[Entry], *, member: str = "papers") -> Withholding:
    """As the services take it, of the papers that the page offers; any other one is refused as the `member`'s fault."""
    known = {key for key, _ in paper_choices(entries)}
    if any(str(paper) not in known for paper in sent["papers"]):
        raise ValidationError({member: ["One of these is no public paper of these items."]})
    return Withholding(frozenset(sent["papers"]), sent["everything"], sent["why"])
