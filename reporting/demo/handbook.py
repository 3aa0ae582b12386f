"""An invented handbook of the demo hub: pages in several versions, a draft, and who has read what."""

from datetime import date, datetime, time, timedelta
from typing import Any

from functions.models import HandbookVersion
from functions.services.handbook.reading import acknowledge
from functions.services.handbook.writing import PageWords, publish, start_page, write_draft
from hubportal.clocks.policy import LONDON
from hubportal.organisations.models import Hub
from hubportal.organisations.services.tables import read_yaml
from reporting.demo.acts import acting
from reporting.demo.cast import Cast, gather

PUBLISHER = "head@hub"


def make_handbook(*, today: date) -> int:
    """Write and publish each page as its people would; returns how many pages there are."""
    cast, hub = gather(names=[], tags=[]), Hub.objects.get(code="WM")
    pages = read_yaml("demo/handbook.yaml")
    for page in pages:
        _page(cast, hub, page, today)
    return len(pages)


def _page(cast: Cast, hub: Hub, page: dict[str, Any], today: date) -> None:
    writer, head = cast.people[page["writer"]], cast.people[PUBLISHER]
    current: HandbookVersion | None = None
    for said in page["versions"]:
        at = datetime.combine(today - timedelta(days=said["ago"]), time(11), tzinfo=LONDON)
        words = PageWords(said["title"], said["body"], page["activities"], page["must_read"], said.get("note", ""))
        with acting(writer):
            if current is None:
                draft = start_page(hub=hub, words=words, by=writer, at=at)
            else:
                draft = write_draft(page_id=current.page_id, lock=0, words=words, by=writer, at=at)
        if said.get("draft"):
            continue
        with acting(head):
            current = publish(page_id=draft.page_id, lock=draft.lock, by=head, at=at)
        for place, key in enumerate(page["read_by"]):
            if current.number == 1 or place % 2:
                with acting(cast.people[key]):
                    acknowledge(version=current, by=cast.people[key], at=at + timedelta(days=1))
