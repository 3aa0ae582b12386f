"""Finding a meeting, or an item or paper with its meeting, locked and permitted."""

from datetime import datetime
from typing import Any

from django.http import Http404

from governance.models import AgendaChange, AgendaItem, Meeting, Paper
from governance.rules.meetings.moves import ISSUED
from governance.services.finding import MINUTE, locked_row
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused


def locked_meeting(meeting_id: int, *, by: Person, version: int | None, permission: str = MINUTE) -> Meeting:
    """A meeting, locked: whoever changes its agenda holds it, so that two never number items against each other."""
    return locked_row(Meeting, meeting_id, by=by, version=version, permission=permission)


def locked_item(item_id: int, *, by: Person, version: int | None) -> AgendaItem:
    """An item with its meeting locked; 404 to strangers, refused where it is withdrawn."""
    found = AgendaItem.objects.visible_to(by).filter(pk=item_id).values("meeting_id").first()
    if found is None:
        raise Http404("No item of yours has this number.")
    meeting = locked_meeting(found["meeting_id"], by=by, version=None)
    item = locked_row(AgendaItem, item_id, by=by, version=version)
    item.meeting = meeting
    if item.withdrawn_at is not None:
        raise Refused("This item has been taken off the agenda.")
    return item


def locked_paper(paper_id: int, *, by: Person, version: int | None) -> Paper:
    """A paper with its meeting locked; refused where a later version or nothing stands in its place."""
    found = Paper.objects.visible_to(by).filter(pk=paper_id).values("item_id").first()
    if found is None:
        raise Http404("No paper of yours has this number.")
    item = locked_item(found["item_id"], by=by, version=None)
    paper = locked_row(Paper, paper_id, by=by, version=version)
    paper.item = item
    if paper.withdrawn_at is not None:
        raise Refused("This paper has been withdrawn or replaced.")
    return paper


def refuse(sentence: str | None, *, field: str | None = None, clause: str = "") -> None:
    """Refuse with a rule's sentence, if it has one."""
    if sentence is not None:
        raise Refused(sentence, field=field, clause=clause)


def tell_in_supplement(
    item: AgendaItem, words: str, *, why: str, by: Person, at: datetime, paper: Paper | None = None
) -> None:
    """Keep what was changed after papers went, for the next supplement; before that nothing needs telling."""
    if item.meeting.state != ISSUED:
        return
    AgendaChange.objects.create(
        **of_meeting(item.meeting), meeting=item.meeting, item=item, paper=paper, words=words[:240], why=why.strip(),
        at=at, by=by,
    )  # fmt: skip


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    """The columns by which a row belongs to a meeting's committee."""
    return {"hub_id": meeting.hub_id, "committee_id": meeting.committee_id}
