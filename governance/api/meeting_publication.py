"""What of a meeting is public over the API: its agenda and papers as anybody reads them, published or withheld."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.answers import CHANGE, done, said
from functions.api.parameters import person_of, refuse_unknown
from functions.api.record_acts import ONCE
from governance.api.base import naming, refuse_without
from governance.api.desk import meeting_of
from governance.api.publishing import WouldBePublic
from governance.api.withholding import WithheldSent, withholding
from governance.figures.meetings.contents import Entry, left_out_of
from governance.models import Meeting
from governance.presenters.meetings.publishing import title_left_out
from governance.services.meetings import publishing
from governance.services.meetings.days import in_public
from governance.services.meetings.public_words import agenda_content, told_changes, warnings_of
from hubportal.web.idempotency import idempotent
from hubportal.web.refusals import Refused
from hubportal.web.versions import required_version


class WithheldPaper(serializers.Serializer[Any]):
    """A paper that the public does not read, and why. Restricted papers are counted for each item and not named: then
    `paper` is null, and `count` says how many.
    """

    item = serializers.IntegerField()
    paper = serializers.UUIDField(allow_null=True)
    count = serializers.IntegerField()
    title = serializers.CharField()
    why = serializers.CharField()


class MeetingWouldBePublic(WouldBePublic):
    """The agenda as anybody would read it, the papers that are left out with why, and what in it may say something
    private. `withheld` is why nothing of the meeting is published; empty where it is.
    """

    left_out = WithheldPaper(many=True)
    warnings: Any = serializers.ListField(child=serializers.CharField())
    withheld = serializers.CharField(allow_blank=True)


class MeetingPublication(APIView):
    """Agenda and papers of a meeting, once they have gone."""

    @extend_schema(responses=MeetingWouldBePublic, operation_id="meeting_publication_retrieve")
    def get(self, request: Request, public_id: Any) -> Response:
        """What the public reads of it, and what it does not."""
        refuse_unknown(request, set())
        meeting, entries = self._sent(request, public_id)
        told = {
            "content": agenda_content(meeting, entries, told_changes(meeting)),
            "left_out": list(_left_out(entries)),
            "warnings": warnings_of(entries),
            "withheld": meeting.unpublished_why,
        }
        return done(MeetingWouldBePublic(told).data, meeting.version)

    @extend_schema(
        request=WithheldSent, responses={201: MeetingWouldBePublic}, parameters=[CHANGE, ONCE],
        operation_id="meeting_publication_create",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request, public_id: Any) -> Response:
        """Publish or withhold: what is withheld leaves the public site at once, what is published appears once its
        pack is made. What is not sent stays as it is.
        """
        meeting, entries = self._sent(request, public_id)
        version = required_version(request)
        sent = said(WithheldSent, request)
        with naming(withheld_why="why"):
            publishing.publish_again(
                meeting_id=meeting.pk, version=version, by=person_of(request), at=timezone.now(),
                withheld=withholding(sent, entries),
            )  # fmt: skip
        answer = self.get(request, public_id)
        answer.status_code = 201
        return answer

    def _sent(self, request: Request, public_id: Any) -> tuple[Meeting, list[Entry]]:
        meeting = meeting_of(request, public_id)
        refuse_without(request, meeting.committee_id)
        if not in_public(meeting):
            raise Refused("This committee does not meet in public, so that nothing of its papers is published.")
        entries = publishing.sent_entries(meeting)
        if not entries:
            raise Refused("Papers are published once they are sent and the pack is made.")
        return meeting, entries


def _left_out(entries: list[Entry]) -> Any:
    for item, kept, why in left_out_of(entries):
        paper, count = (None, kept) if isinstance(kept, int) else (kept.public_id, 1)
        yield {"item": item.position, "paper": paper, "count": count, "title": title_left_out(kept), "why": why}
