"""Proof of votes: each decided again under its own terms, and tried under others."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from governance.figures.desk import room_of
from governance.figures.desk_kept import Kept
from governance.figures.replays import replay_of, replayed, simulated
from governance.figures.withheld import withheld_from
from governance.models import DeskEntry, TermsOfReference
from governance.presenters.replays import given_words, replay_table, verdict_words
from governance.rules.desk.entries import Kind
from governance.rules.desk.leaving import LEFT
from governance.views.desk import DeskView
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused


class Replay(DeskView):
    """Every stored result of the committee decided again, and whether all are the same."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        withheld = withheld_from(person_of(request), [self.committee.pk])
        found = replay_of(self.committee.pk, without=withheld.private)
        return self.page(
            "governance/desk/replay.jinja",
            meeting=self.meeting,
            back=self.address("desk"),
            table=replay_table(found, committee=self.committee),
            differing=sum(not one.is_same for one in found),
            count=len(found),
        )


class MotionPage(DeskView):
    """One motion: its verdict with the working, what it rests on, and what other terms would make of it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it; `?terms=2` tries version 2."""
        page = self.page_of(Kept(room_of(self.meeting)))
        motion = page.desk.motions.get(kwargs["motion"])
        if motion is None:
            raise Http404("No such motion, or it was stepped back.")
        if motion.item in page.hidden:
            raise Refused(LEFT, status=403)
        entry = (
            DeskEntry.objects.filter(meeting=self.meeting, kind=Kind.RESULT, number=motion.result.number)
            .select_related("meeting__terms")
            .first()
            if motion.result
            else None
        )
        versions = list(TermsOfReference.objects.filter(committee=self.committee).order_by("number"))
        chosen = next((one for one in versions if str(one.number) == request.GET.get("terms")), None)
        tried = simulated(entry, chosen.rules) if entry and chosen else None
        return self.page(
            "governance/desk/motion.jinja",
            meeting=self.meeting,
            back=self.address("desk"),
            motion=page.motion(motion),
            verdict=verdict_words(entry.facts["verdict"], page.words) if entry else [],
            given=given_words(entry.facts["given"], page.words) if entry else [],
            replayed=replayed([entry])[0] if entry else None,
            versions=versions,
            chosen=chosen,
            tried=verdict_words(tried, page.words) if isinstance(tried, dict) else [],
            tried_working=page.words.working(tried["working"]) if isinstance(tried, dict) else [],
            cannot=page.words.working([tried])[0] if isinstance(tried, str) else "",
            differs=isinstance(tried, dict)
            and entry is not None
            and tried["carried"] != entry.facts["verdict"]["carried"],
        )
