"""The pages of the room, as secretary and member see them."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from governance.models import Action, DecisionLetter, Minutes, MonthlySummary, Publication
from governance.services.minutes import letters
from tests.conftest import in_scope_of
from tests.functions.pages import text_of
from tests.governance.minutes.sitting import (
    LATER,
    SECRET,
    approved,
    at,
    circulated,
    committee,
    drafted,
    held,
    held_in_private,
    next_meeting,
)
from tests.governance.terms import at_work, of

pytestmark = pytest.mark.django_db
SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _strict(settings: Any) -> None:
    settings.STRICT_TEMPLATES = True


def one(model: type[Any], **narrowed: Any) -> Any:
    with at_work(committee()), transaction.atomic():
        return model.objects.filter(**narrowed).latest("pk")


def test_from_the_record_to_the_public_page(signed_in: SignedIn) -> None:
    held_in_private()
    next_meeting()
    client, member = signed_in("secretary"), signed_in("member")
    page = text_of(client.get(at("minutes", 1)))
    assert "Draft the minutes from the record" in page
    assert "Late" in page
    page = text_of(client.post(at("draft", 1), follow=True))
    assert "Confidential part" in page
    assert f"Pay {SECRET} the rent." in page
    assert "Not circulated yet" in text_of(member.get(at("minutes", 1)))
    assert "Ada Chair" in text_of(client.get(at("edit", 1, "attendance")))
    answer = client.post(at("edit", 1, "attendance"), {"prose": "A full room.", "version": 1}, follow=True)
    assert "A full room." in text_of(answer)
    assert "no address is known" in text_of(client.get(at("circulate", 1)))
    page = text_of(client.post(at("circulate", 1), {"version": 2}, follow=True))
    assert "on their way to the members" in page
    assert "Met late" in page
    assert f"Pay {SECRET} the rent." in text_of(member.get(at("minutes", 1)))
    page = text_of(client.post(at("amend", 1), {"words": "A name"}, follow=True))
    assert "A name" in page
    assert client.get(at("drop-amendment", 1)).status_code == 200
    assert "With these amendments: A name" in text_of(client.get(at("approve", 1)))
    typed = {"meeting": "2", "approved_by": "Ada Chair, Dev Officer", "version": 1}
    page = text_of(client.post(at("approve", 1), typed, follow=True))
    assert "Approved" in page
    assert client.get(at("version", 1, 1)).status_code == 200
    page = text_of(client.get(at("publish", 1)))
    assert "A full room." in page
    assert SECRET not in page
    page = text_of(client.post(at("publish", 1), {"version": one(Minutes, number=2).version}, follow=True))
    assert "Published" in page
    public = text_of(Client().get(f"/public/publications/{one(Publication, kind='minutes').public_id}/", follow=True))
    assert SECRET not in public


def test_a_refusal_keeps_what_was_typed(signed_in: SignedIn) -> None:
    drafted(held())
    client = signed_in("secretary")
    answer = client.post(at("edit", 1, "attendance"), {"prose": "Mine", "version": 0})
    assert answer.status_code == 409
    assert "Mine" in text_of(answer)
    assert "Send it again" in text_of(answer)
    answer = client.post(at("edit", 1, "attendance"), {"prose": "About 943 476 5919", "version": 1})
    assert answer.status_code == 422
    assert "About 943 476 5919" in text_of(answer)


def test_the_list_says_how_far_each_meeting_is(signed_in: SignedIn) -> None:
    approved(held())
    assert "Approved" in text_of(signed_in("member").get(at("list")))
    assert "Not written" in text_of(signed_in("secretary").get(at("list")))


def test_a_changed_record_is_shown_in_both_versions(signed_in: SignedIn) -> None:
    table = held()
    drafted(table)
    table.say("step_back", entry=table.entries()[-1].number, why="Forgot one")
    table.say("action", item=table.item, words="Tell the press", owner="Dev Officer")
    table.say("close")
    client = signed_in("secretary")
    assert "The record changed" in text_of(client.get(at("minutes", 1)))
    page = text_of(client.get(at("take-over", 1)))
    assert page.index("In these minutes") < page.index("In the record now") < page.index("Tell the press")
    page = text_of(client.post(at("take-over", 1), {"version": 1}, follow=True))
    assert "Tell the press" in page
    assert "The record changed" not in page


def test_the_action_log_is_narrowed_and_taken_as_csv(signed_in: SignedIn) -> None:
    held()
    client = signed_in("member")
    page = text_of(client.get(at("actions") + "?state=overdue"))
    assert "Overdue by" in page
    assert "Write to patients" not in text_of(client.get(at("actions") + "?owner=Nobody"))
    assert "Write to patients" in text_of(client.get(at("actions") + "?state=nonsense"))
    lines = b"".join(client.get(at("actions-export") + "?q=patients").streaming_content).decode("utf-8-sig")
    assert "Write to patients" in lines
    assert lines.count("\r\n") == 2


def test_an_owner_says_that_it_is_done(signed_in: SignedIn) -> None:
    held()
    client = signed_in("member")
    page = text_of(client.get(at("action", 1)))
    assert "Say how it goes" in page
    assert "Dropped: nobody" not in page
    answer = client.post(at("action", 1), {"state": "done", "words": "", "version": 1})
    assert answer.status_code == 422
    page = text_of(client.post(at("action", 1), {"state": "done", "words": "Letters sent", "version": 1}, follow=True))
    assert "Letters sent" in page
    assert "Say how it goes" not in page
    assert one(Action).state == "done"


def test_matters_arising_name_what_is_open(signed_in: SignedIn) -> None:
    held()
    meeting = next_meeting(state="planned")
    assert "Write to patients" in text_of(signed_in("member").get(at("arising", meeting.number)))


def test_a_letter_is_read_changed_and_sent(signed_in: SignedIn) -> None:
    held(names=["M84901"])
    client = signed_in("secretary")
    assert "1 letter written" in text_of(client.post(at("write-letters", 1), follow=True))
    row = one(DecisionLetter)
    assert "1 letter waits" in text_of(client.get(at("letters")))
    assert "Approve the merger" in text_of(client.get(at("letter", row.public_id)))
    assert client.get(at("letter-pdf", row.public_id)).content.startswith(b"%PDF")
    assert client.get(at("send-letter", row.public_id, "pigeon")).status_code == 404
    answer = client.post(at("send-letter", row.public_id, "sent"), {"version": 1})
    assert answer.status_code == 422
    assert "Enter an email address" in text_of(answer)
    typed = {"to_name": "Alder Lane", "to_email": "a@example.org", "subject": "Yes", "body": "Agreed", "version": 1}
    client.post(at("edit-letter", row.public_id), typed)
    page = text_of(client.post(at("send-letter", row.public_id, "sent"), {"version": 2}, follow=True))
    assert "Sent by email" in page
    assert client.get(at("edit-letter", row.public_id)).status_code == 409


def test_a_summary_is_begun_edited_and_sent(signed_in: SignedIn) -> None:
    held()
    client = signed_in("secretary")
    page = text_of(client.get(at("begin-summary")))
    month = re.search(r'value="(\d{4}-\d{2}-01)"', client.get(at("begin-summary")).content.decode())
    assert month is not None
    assert "Month" in page
    client.post(at("begin-summary"), {"month": month.group(1)})
    row = one(MonthlySummary)
    where = [row.month.year, row.month.month]
    typed = {"prose_decisions": "All was well.", "recipients": "wrong", "version": 1}
    answer = client.post(at("edit-summary", *where), typed)
    assert answer.status_code == 422
    assert "All was well." in text_of(answer)
    client.post(at("edit-summary", *where), typed | {"recipients": "nhse@example.org"})
    assert signed_in("member").get(at("summary", *where)).status_code == 404
    page = text_of(client.post(at("send-summary", *where), {"version": 2}, follow=True))
    assert "nhse@example.org" in page
    assert "All was well." in text_of(signed_in("member").get(at("summary", *where)))


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def test_pages_ask_as_often_however_much_there_is(signed_in: SignedIn) -> None:
    table = held(names=["M84901"])
    circulated(table)
    with in_scope_of("secretary") as by, transaction.atomic():
        letters.write_letters(meeting_id=table.meeting.pk, by=by)
    client = signed_in("secretary")
    addresses = [at("actions"), at("list"), at("minutes", 1), at("letters"), at("summaries")]
    for address in addresses:
        asked(client, address)
    before = [asked(client, address) for address in addresses]
    letter = one(DecisionLetter)
    action = one(Action)
    with at_work(committee()), transaction.atomic():
        for number in range(2, 8):
            Action.objects.create(
                **of(committee()), number=number, meeting=action.meeting, entry=900 + number, words="x", owner="y"
            )
            DecisionLetter.objects.create(
                **of(committee()), decision=letter.decision, practice_code=f"M0000{number}", to_name="x", subject="x",
                body="x",
            )  # fmt: skip
    for number in range(3, 7):
        next_meeting(number=number, starts_at=LATER + timedelta(days=number))
    assert [asked(client, address) for address in addresses] == before
