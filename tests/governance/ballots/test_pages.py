"""The pages of ballots: what each says, to whom, with how many statements, and what bad input keeps."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from governance.models import Ballot, BallotResponse, BallotRound
from governance.services import ballot_answers as answers
from governance.services import ballot_results as results
from governance.services import ballot_rounds as rounds
from governance.services.ballot_links import token_of
from tests.cast import PASSWORD
from tests.governance.ballots import (
    a_ballot,
    a_round,
    again,
    answer,
    at_desk,
    committee,
    link_of,
    more_practices,
)
from tests.governance.ballots.pages import counted_now, open_now, round_path

CODE, OTHER = "M84901", "M84902"
pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def path(name: str, *more: object) -> str:
    return reverse(f"ballots:{name}", args=[committee().public_id, *more])


def link_path(asked: BallotRound, code: str = CODE) -> str:
    link = link_of(asked, code)
    return reverse("ballots:answer", args=[link.committee.public_id, token_of(link)])


def text(answered: Any) -> str:
    """The words of a page."""
    plain = re.sub(r"<[^>]+>", " ", answered.content.decode())
    return re.sub(r"\s+", " ", plain.replace("&#39;", "'"))


RESPONSE = {"option": "yes", "comment": "", "name": "Jo Tarrant", "role": "Partner", "authority": "on"}


def test_the_list_says_who_is_asked_and_how_far_it_is(signed_in: SignIn) -> None:
    client = signed_in("member")
    assert "No ballot yet" in text(client.get(path("list")))
    open_now()
    page = text(client.get(path("list")))
    assert "Joint commissioning" in page
    assert "Round 1 Open" in page
    assert "New ballot" not in page
    assert "New ballot" in text(signed_in("secretary").get(path("list")))


def test_a_ballot_is_made_its_roll_kept_and_a_round_drafted_by_the_pages(signed_in: SignIn) -> None:
    client = signed_in("secretary")
    today = timezone.localdate()
    typed = {
        "title": "Federation", "background": "Read this", "ccgs": ["05R"], "roll_on": today.isoformat(),
    }  # fmt: skip
    made = client.post(path("new"), typed)
    with at_desk():
        ballot = Ballot.objects.get()
    assert made.headers["Location"] == path("ballot", ballot.number)
    assert client.post(path("entry", 1, OTHER), {"version": "1", "is_eligible": "no", "because": "Two contracts"}
                       ).status_code == 302  # fmt: skip
    page = text(client.get(path("ballot", 1)))
    assert "2 on the roll, 1 of them may answer" in page
    assert "No: Two contracts" in page
    lines = f"{CODE} one@practice.example.org"
    assert client.post(path("addresses", 1), {"version": "2", "lines": lines}).status_code == 302
    draft = client.post(path("new-round", 1), a_typed_round())
    assert draft.status_code == 302, text(draft)
    with at_desk():
        asked = BallotRound.objects.get()
    assert [option["code"] for option in asked.options] == ["yes", "no", "no-view"]
    assert (asked.turnout, asked.reminders) == ("1/2", [7, 2])
    shown = text(client.get(round_path("issue", asked)))
    assert "1 practice may answer." in shown
    assert client.post(round_path("issue", asked), {"version": "1"}).status_code == 302
    assert "Issued, not open yet" in text(client.get(round_path("round", asked)))


def a_typed_round(**more: str) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "question": "Shall we federate?", "option_1": "Yes", "kind_1": "favour", "option_2": "No", "kind_2": "other",
        "option_3": "No view", "kind_3": "none", "kind_4": "other", "kind_5": "other",
        "opens_at": f"{today + timedelta(days=1)}T09:00", "closes_at": f"{today + timedelta(days=22)}T17:00",
        "reminders": "7, 2", "mode": "opt_in", "turnout": "50%", "turnout_counts_uncommitted": "yes",
        "approval": "3/4", "approval_of": "committed", "sealed": "yes", "named": "no",
    } | more  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"approval": "most"}, "Enter a part of the whole"),
        ({"turnout": "0"}, "Enter a part of the whole"),
        ({"reminders": "soon"}, "Enter days between 1 and 60"),
        ({"reminders": "40"}, "less than 40 days"),
        ({"option_2": "Yes"}, "Two options say the same"),
        ({"kind_1": "other"}, "at least one option that it is in favour"),
        ({"closes_at": "2016-01-01T09:00"}, "after the opening moment"),
        ({"mode": "by_exception"}, "do not allow ballots by exception"),
    ],
)
def test_a_round_with_a_fault_is_refused_and_keeps_what_was_typed(
    signed_in: SignIn, wrong: dict[str, str], said: str
) -> None:
    a_ballot()
    answered = signed_in("secretary").post(path("new-round", 1), a_typed_round(**wrong))
    assert answered.status_code == 422
    assert said in text(answered)
    assert "Shall we federate?" in text(answered)


def test_a_stale_page_of_the_roll_is_refused_and_keeps_what_was_typed(signed_in: SignIn) -> None:
    a_ballot()
    stale = {"version": "1", "is_eligible": "no", "because": "Two contracts", "email": ""}
    answered = signed_in("secretary").post(path("entry", 1, CODE), stale)
    assert answered.status_code == 409
    assert "Two contracts" in answered.content.decode()


def test_a_practice_responds_on_one_page_without_signing_in_and_gets_a_receipt(client: Client) -> None:
    asked = open_now()
    address = link_path(asked)
    page = text(client.get(address))
    assert "Alder Lane Surgery" in page
    assert "Shall we apply for joint commissioning?" in page
    taken = client.post(address, RESPONSE)
    with at_desk():
        kept = BallotResponse.objects.get()
    assert taken.status_code == 200
    assert f"Receipt {kept.receipt}" in text(taken)
    assert "answered “ Yes ”" in text(taken)
    after = client.get(address)
    assert after.status_code == 410
    assert "has responded already" in text(after)
    assert f"Receipt {kept.receipt}" in text(after)
    assert "answered “" not in text(after)


def test_a_second_response_shows_what_was_not_taken(client: Client) -> None:
    asked = open_now()
    address = link_path(asked)
    client.post(address, RESPONSE)
    again_sent = client.post(address, RESPONSE | {"option": "no", "comment": "We changed our mind"})
    assert again_sent.status_code == 410
    assert "What you sent now was not taken" in text(again_sent)
    assert "We changed our mind" in text(again_sent)


@pytest.mark.parametrize("missing", ["option", "name", "role", "authority"])
def test_an_incomplete_response_is_asked_again_and_spends_nothing(client: Client, missing: str) -> None:
    asked = open_now()
    typed = {name: value for name, value in RESPONSE.items() if name != missing} | {"comment": "Kept words"}
    answered = client.post(link_path(asked), typed)
    assert answered.status_code == 422
    assert "There is a problem" in text(answered)
    assert "Kept words" in text(answered)
    assert link_of(asked, CODE).used_at is None


def test_before_opening_after_closing_and_called_off_the_link_says_so(client: Client) -> None:
    now = timezone.now()
    asked = open_now()
    address = link_path(asked)
    for change, said in (
        ({"opens_at": now + timedelta(days=1)}, "This ballot opens on"),
        ({"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(days=1)}, "came too late to count"),
        ({"state": "cancelled"}, "called off"),
    ):
        with at_desk():
            BallotRound.objects.filter(pk=asked.pk).update(**change)
        for answered in (client.get(address), client.post(address, RESPONSE)):
            assert answered.status_code == 410
            assert said in text(answered)


def test_a_token_that_is_false_or_of_another_committee_opens_nothing(client: Client) -> None:
    address = link_path(open_now())
    assert client.get(address[:-3] + "xx/").status_code == 404
    other = reverse("ballots:answer", args=["00000000-0000-4000-8000-000000000000", address.split("/")[-2]])
    assert client.get(other).status_code == 404


def test_a_replaced_link_says_to_use_the_newest(client: Client) -> None:
    asked = open_now()
    address = link_path(asked)
    with at_desk() as by:
        answers.send_new_link(round_id=asked.pk, ods_code=CODE, email="new@example.org", by=by, at=timezone.now())
    assert "newest email" in text(client.get(address))


def test_a_sealed_round_shows_the_turnout_and_nothing_else_to_anybody(signed_in: SignIn) -> None:
    asked = open_now()
    answer(asked, CODE, "no", at=timezone.now(), comment="Not for us")
    for key in ("secretary", "member"):
        page = text(signed_in(key).get(round_path("round", asked)))
        assert "1 of 2 eligible practices responded. The turnout is reached." in page
        assert "approval is reached" not in page
        assert "Not for us" not in page
        assert "Responses by option" not in page
        assert signed_in(key).get(round_path("evidence", asked)).status_code == 409
        assert signed_in(key).get(round_path("csv", asked)).status_code == 409


def test_a_round_that_is_not_sealed_says_what_is_still_needed(signed_in: SignIn) -> None:
    asked = open_now(sealed=False)
    answer(asked, CODE, "no", at=timezone.now())
    page = text(signed_in("member").get(round_path("round", asked)))
    assert "The approval can no longer be reached." in page


def test_addresses_and_acts_are_the_secretarys_alone(signed_in: SignIn) -> None:
    asked = open_now()
    assert "practice.example.org" not in text(signed_in("member").get(path("ballot", 1)))
    assert "practice.example.org" in text(signed_in("secretary").get(path("ballot", 1)))
    assert "Send a new link" not in text(signed_in("member").get(round_path("round", asked)))
    assert "Send a new link" in text(signed_in("secretary").get(round_path("round", asked)))


def freshly(signed_in: SignIn) -> Client:
    """The secretary, who has just signed in with the password."""
    client = Client()
    client.post("/accounts/login/", {"login": "secretary@example.org", "password": PASSWORD})
    return client


def test_certifying_and_publishing_ask_for_a_fresh_sign_in_and_show_the_result(signed_in: SignIn) -> None:
    asked = counted_now()
    assert "reauthenticate" in signed_in("secretary").get(round_path("certify", asked)).headers["Location"]
    client = freshly(signed_in)
    shown = text(client.get(round_path("certify", asked)))
    assert "1 of 1 responses that commit to an option are in favour (100.0%)" in shown
    assert asked.digest in shown
    sent = {"seen": "0" * 64, "confirm": "on"}
    assert "changed since you opened it" in text(client.post(round_path("certify", asked), sent))
    assert client.post(round_path("certify", asked), sent | {"seen": asked.digest}).status_code == 302
    assert client.post(round_path("publish", asked), {"confirm": "on"}).status_code == 302
    page = text(client.get(round_path("round", asked)))
    assert "Certified by Secretary" in page
    assert "Who answered what" in page
    assert client.get(round_path("certify", asked)).status_code == 409
    assert client.get(round_path("publish", asked)).status_code == 409


def test_the_files_of_a_result(signed_in: SignIn) -> None:
    asked = counted_now()
    client = signed_in("member")
    lines = b"".join(client.get(round_path("csv", asked)).streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[0].endswith('"Answer"')
    assert lines[1].startswith('"M84901","Alder Lane Surgery","South Warwickshire","Yes","","Yes","By its link"')
    assert lines[1].endswith('"Yes"')
    assert lines[2].endswith('"No","","",""')
    made = client.get(round_path("evidence", asked))
    assert made.content.startswith(b"%PDF")
    roll = b"".join(client.get(path("roll-csv", 1)).streaming_content).decode()  # type: ignore[attr-defined]
    assert "Alder Lane Surgery" in roll
    assert "practice.example.org" not in roll
    assert signed_in("secretary").get(round_path("form", asked)).status_code == 409
    again_open = open_now()
    assert signed_in("secretary").get(round_path("form", again_open)).content.startswith(b"%PDF")


def test_without_names_the_csv_has_no_answers(signed_in: SignIn) -> None:
    asked = open_now()
    answer(asked, CODE, at=timezone.now())
    with at_desk() as by:
        rounds.close(round_id=asked.pk, version=None, because="Done", by=by, at=timezone.now())
    lines = b"".join(signed_in("member").get(round_path("csv", asked)).streaming_content).decode()  # type: ignore[attr-defined]
    assert '"Answer"' not in lines


def test_a_paper_form_is_recorded_by_the_page_and_only_the_secretary_opens_its_scan(signed_in: SignIn) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from reporting.demo.files import one_page

    asked = open_now()
    typed = {
        "practice": CODE, "option": "no", "comment": "", "name": "Jo Tarrant", "role": "",
        "received_on": timezone.localdate().isoformat(),
    }  # fmt: skip
    client = signed_in("secretary")
    refused = client.post(round_path("paper", asked), typed)
    assert "Select the scan" in text(refused)
    assert "Jo Tarrant" in refused.content.decode()
    scan = SimpleUploadedFile("form.pdf", one_page("No"), "application/pdf")
    assert client.post(round_path("paper", asked), {**typed, "scan": scan}).status_code == 302
    with at_desk():
        file = BallotResponse.objects.select_related("scan").get().scan
    address = reverse("governance:file", args=[committee().public_id, file.public_id])
    assert client.get(address).status_code == 200
    assert signed_in("member").get(address).status_code == 404
    again_sent = SimpleUploadedFile("form.pdf", one_page("No"), "application/pdf")
    assert "responded already" in text(client.post(round_path("paper", asked), {**typed, "scan": again_sent}))
    reason = {"version": str(again(asked).version), "because": "Wrong practice"}
    assert client.post(round_path("set-aside", asked, CODE), reason).status_code == 302


def test_the_other_acts_of_the_secretary(signed_in: SignIn) -> None:
    client = signed_in("secretary")
    draft = a_round(a_ballot(), issued=False)
    assert client.post(round_path("change", draft), a_typed_round(version="1")).status_code == 302
    asked = open_now()
    assert client.post(round_path("link", asked, CODE), {"email": "new@example.org"}).status_code == 302
    version = str(again(asked).version)
    later = (timezone.now() + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M")
    sent = {"version": version, "closes_at": later, "because": "Holidays"}
    assert client.post(round_path("extend", asked), sent).status_code == 302
    version = str(again(asked).version)
    missing = client.post(round_path("close", asked), {"version": version, "because": ""})
    assert "Enter the reason" in text(missing)
    assert client.post(round_path("call-off", asked), {"version": version, "because": "Error"}).status_code == 302
    for name in ("change", "issue", "extend", "close", "call-off", "paper"):
        assert client.get(round_path(name, asked)).status_code == 409, name
    overdue = open_now()
    with at_desk():
        BallotRound.objects.filter(pk=overdue.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    assert "Count the round" in text(client.get(round_path("close", overdue)))
    assert client.post(round_path("close", overdue), {"version": str(again(overdue).version)}).status_code == 302


@pytest.mark.parametrize("name", ["list", "ballot", "round"])
def test_pages_ask_the_database_as_often_for_many_practices_as_for_few(signed_in: SignIn, name: str) -> None:
    client = signed_in("secretary")
    counts = []
    for more in (0, 30):
        if more:
            more_practices(more)
        asked = open_now()
        for code in [CODE, OTHER]:
            answer(asked, code, at=timezone.now())
        with at_desk():
            number = Ballot.objects.get(pk=asked.ballot_id).number
        address = {"list": path("list"), "ballot": path("ballot", number), "round": round_path("round", asked)}[name]
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked_for:
            assert client.get(address).status_code == 200
        counts.append(len(asked_for))
    assert counts[0] == counts[1] <= 16


def test_publishing_tells_each_practice_its_result() -> None:
    asked = counted_now()
    with at_desk() as by:
        results.certify(round_id=asked.pk, seen=asked.digest, by=by, at=timezone.now())
        results.publish(round_id=asked.pk, by=by, at=timezone.now())
        assert again(asked).state == "published"
