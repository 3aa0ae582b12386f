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
    """What is kept from publication: papers by their ids, or everything, with the reason. Of `papers` and `everything`,
    what is not sent stays as it is; a paper that the list sent does not name is public from then on.
    """

    papers: Any = serializers.ListField(child=serializers.UUIDField(), max_length=200, required=False)
    everything = serializers.BooleanField(required=False)
    why = serializers.CharField(max_length=1_000, required=False, allow_blank=True, default="")


def withholding(sent: dict[str, Any], entries: Iterable[Entry], *, member: str = "papers") -> Withholding:
    """As the services take it, of the papers that the page offers; any other one is refused as the `member`'s fault."""
    known = {key for key, _ in paper_choices(entries)}
    papers = frozenset(sent["papers"]) if "papers" in sent else None
    if any(str(paper) not in known for paper in papers or ()):
        raise ValidationError({member: ["One of these is no public paper of these items."]})
    return Withholding(papers, sent.get("everything"), sent["why"])
