"""Agreements on their pages: drafted, circulated, signed, in force, left; and as lists and PDF."""

import re
import time
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from governance.models import Agreement, CommissioningPriority
from governance.services import agreements as services
from governance.services.agreement_leaving import give_notice
from tests.conftest import in_scope_of
from tests.functions.pages import asked_of_database, day_boxes, text_of
from tests.governance.agreements import an_agreement, in_force, moment

pytestmark = pytest.mark.django_db


def freshly(client: Client) -> Client:
    """As somebody who has just signed in."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return client


def typed(**changed: Any) -> dict[str, Any]:
    """What an officer types to draft an agreement."""
    return {
        "ccg": "05R", "kind": "mou", "title": "Hub agreement", "code": "wm-mou-2015", "objectives": "Work together.",
        **{f"term_from_{part}": value for part, value in (("day", 1), ("month", 4), ("year", 2015))},
        **{f"term_until_{part}": value for part, value in (("day", 31), ("month", 3), ("year", 2016))},
        "notice_months": 6, "leaving": "next_financial_year", "ccg_designation": "Accountable Officer",
        "hub_designation": "Locality Director", "other_1": "LMC", "other_1_designation": "Chair", **changed,
    }  # fmt: skip


def test_from_draft_to_notice_on_the_pages(signed_in: Any) -> None:
    with time_machine.travel(moment(date(2015, 3, 2))) as clock:
        officer = signed_in("officer")
        wrong = officer.post("/agreements/new/", typed(title=""))
        assert wrong.status_code == 422
        assert "Enter a title" in text_of(wrong)
        assert "Work together." in text_of(wrong)
        made = officer.post("/agreements/new/", typed())
        assert made.url == "/agreements/WM-M-2015-00001/edit/"
        page = officer.get(made.url)
        assert "Principles" in text_of(page)
        assert "LMC" in text_of(page)
        edited = officer.post(made.url, typed(version=1, section_0="Fair shares for all.", other_1=""))
        assert edited.url == "/agreements/WM-M-2015-00001/"
        address = edited.url
        assert "Fair shares for all." in text_of(officer.get(address))
        stale = officer.post(f"{address}moves/circulate/", {"version": 1, **day_boxes("on")})
        assert stale.status_code == 409
        assert officer.post(f"{address}moves/circulate/", {"version": 2, **day_boxes("on")}).status_code == 302
        assert "Only a draft" in text_of(officer.get(f"{address}edit/"))

        lead = freshly(signed_in("lead"))
        shown = text_of(lead.get(f"{address}sign/"))
        assert "Fair shares for all." in shown
        seen = shown.split('name="seen"')[1].split('value="')[1].split('"')[0]
        unseen = lead.post(f"{address}sign/", {"party": "ccg", "seen": "0" * 64})
        assert unseen.status_code == 422
        assert "changed since you opened it" in text_of(unseen)
        assert lead.post(f"{address}sign/", {"party": "ccg", "seen": seen}).status_code == 302
        assert signed_in("director").get(f"{address}sign/").url.startswith("/accounts/reauthenticate/")
        director = freshly(signed_in("director"))
        assert director.post(f"{address}sign/", {"party": "nhs_england", "seen": seen}).status_code == 302
        assert "Signed by each party" in text_of(officer.get(address))

        early = officer.post(f"{address}moves/begin-term/", {"version": 5, **day_boxes("on")})
        assert "first day of its term" in text_of(early)
        assert "Bring into force" not in text_of(officer.get(address))
        assert "Can be recorded from 1 April 2015" in text_of(officer.get(address))
        clock.move_to(moment(date(2015, 4, 1)))
        officer = signed_in("officer")
        begun = officer.post(f"{address}moves/begin-term/", {"version": 5, **day_boxes("on")})
        assert begun.status_code == 302, text_of(begun)
        assert "Agree an extension" in text_of(officer.get(address))

        review = {"version": 6, "kind": "quarterly", **day_boxes("held_on"), "outcome": "All well."}
        assert officer.post(f"{address}reviews/", review).status_code == 302
        priority = {"version": 7, "title": "Access", "support": "Prices the options.", "state": "open"}
        assert officer.post(f"{address}priorities/", priority).status_code == 302
        with in_scope_of("officer"):
            kept = CommissioningPriority.objects.get()
        assert "Prices the options." in text_of(officer.get(f"{address}priorities/{kept.pk}/"))
        changed = priority | {"version": 8, "state": "met"}
        assert officer.post(f"{address}priorities/{kept.pk}/", changed).status_code == 302
        assert "Officer, " in text_of(officer.get(f"{address}leads/"))

        assert officer.get(f"{address}notice/").status_code == 403
        lead = signed_in("lead")
        before = lead.post(
            f"{address}notice/", {"version": 9, **day_boxes("on", moment(date(2015, 3, 31))), "check": "1"}
        )
        assert "the day the agreement came into force" in text_of(before)
        assert "What would follow" not in text_of(before)
        day = moment(date(2015, 4, 1))
        asked = lead.post(f"{address}notice/", {"version": 9, **day_boxes("on", day), "check": "1"})
        assert asked.status_code == 200
        assert "1 October 2015" in text_of(asked)
        assert "1 April 2016" in text_of(asked)
        given = lead.post(f"{address}notice/", {"version": 9, **day_boxes("on", day), "note": "The members decided."})
        assert given.status_code == 302
        page = text_of(lead.get(address))
        assert "Leaving the agreement" in page
        assert "Mid Essex constitution 6.5.2(k)" in page


def test_a_computed_day_for_the_extension_follows_the_term(signed_in: Any) -> None:
    with time_machine.travel(moment(date(2015, 3, 2))):
        with in_scope_of("officer") as officer:
            made = an_agreement(officer)
            other = an_agreement(officer, extend_by=date(2015, 7, 1))
        client = signed_in("officer")

        def saved(agreement: Agreement) -> date:
            """The day kept after the term is made longer and everything else is sent as the page shows it."""
            address = f"{agreement.get_absolute_url()}edit/"
            page = text_of(client.get(address))
            boxes = [re.search(rf'<input[^>]*name="extend_by_{part}"[^>]*>', page) for part in ("day", "month", "year")]
            shown = [re.search(r'value="(\d*)"', box[0]) for box in boxes if box]
            sent = {
                f"extend_by_{part}": found[1] if found else ""
                for part, found in zip(("day", "month", "year"), shown, strict=True)
            }
            answer = client.post(address, typed(version=1, other_1="", term_until_year=2019, **sent))
            assert answer.status_code == 302, text_of(answer)
            with in_scope_of("officer"):
                return Agreement.objects.get(pk=agreement.pk).extend_by

        assert saved(made) == date(2018, 9, 1)
        assert saved(other) == date(2015, 7, 1)  # somebody typed another day


def test_amended_extended_and_printed(signed_in: Any) -> None:
    in_force()
    address = "/agreements/WM-M-2015-00001/"
    with time_machine.travel(moment(date(2015, 8, 3))):
        officer = signed_in("officer")
        assert "agreed by 1 September 2015" in text_of(officer.get(f"{address}extend/"))
        new = {"new_until_day": 31, "new_until_month": 3, "new_until_year": 2017}
        version = {"version": _version()}
        assert officer.post(f"{address}extend/", version | new).status_code == 302
        assert "Version 2 is out for signature" in text_of(officer.get(address))
        for act in ("extend", "amend"):
            refused = officer.get(f"{address}{act}/")
            assert refused.status_code == 409
            assert "An amendment is out for signature already" in text_of(refused)
        assert officer.post(f"{address}withdraw-amendment/", {"version": _version()}).status_code == 302
        amended = officer.post(f"{address}amend/", typed(version=_version(), why="Say more", objectives="Say more."))
        assert amended.status_code == 302, text_of(amended)
        assert "Say more." in text_of(officer.get(f"{address}versions/3/"))
    for number in (1, 3):
        printed = signed_in("lead").get(f"{address}versions/{number}/pdf/")
        assert printed.content.startswith(b"%PDF")
    assert signed_in("lead").get(f"{address}versions/9/").status_code == 404


def test_what_was_taken_back_while_it_was_read_is_not_shown_as_something_to_sign(signed_in: Any) -> None:
    with time_machine.travel(moment(date(2015, 3, 4))):
        with in_scope_of("officer") as officer:
            made = an_agreement(officer)
            given: dict[str, Any] = {"agreement_id": made.pk, "version": None, "by": officer}
            services.circulate(**given, on=date(2015, 3, 3), at=moment(date(2015, 3, 3)))
        lead = freshly(signed_in("lead"))
        assert lead.get(f"{made.get_absolute_url()}sign/").status_code == 200
        with in_scope_of("officer"):
            services.revise(**given, on=date(2015, 3, 4), at=moment(date(2015, 3, 4)), note="Wrong.")
        signed = lead.post(f"{made.get_absolute_url()}sign/", {"party": "ccg", "seen": "0" * 64})
        assert signed.status_code == 409
        assert "it is being changed" in text_of(signed)
        assert "Nothing was signed now" in text_of(signed)


def test_the_end_is_offered_from_the_day_it_can_be_recorded(signed_in: Any) -> None:
    address = in_force().get_absolute_url()
    offered = f'href="{address}moves/end/"'
    with time_machine.travel(moment(date(2016, 3, 30))):
        officer = signed_in("officer")
        early = text_of(officer.get(address))
        assert offered not in early
        assert "Can be recorded from 31 March 2016" in early
        assert "Its end can be recorded from 31 March 2016" in text_of(officer.get(f"{address}moves/end/"))
    with time_machine.travel(moment(date(2016, 3, 31))):
        officer = signed_in("officer")
        assert offered in text_of(officer.get(address))
        assert officer.post(f"{address}moves/end/", {"version": _version(), **day_boxes("on")}).status_code == 302


def test_a_withdrawal_is_offered_from_the_first_day_of_the_new_arrangement(signed_in: Any, seen_by: Any) -> None:
    agreement, on = in_force(), date(2015, 5, 1)
    address = agreement.get_absolute_url()
    with seen_by("lead") as lead:
        give_notice(agreement_id=agreement.pk, version=None, by=lead, given_on=on, at=moment(on), note="x")
    for day, shown in ((date(2015, 11, 1), False), (date(2015, 11, 2), True)):
        with time_machine.travel(moment(day)):
            page = text_of(signed_in("officer").get(address))
            assert (f'href="{address}moves/withdraw/"' in page) == shown
            assert f'href="{address}moves/end/"' not in page
            assert "Can be recorded from 2 November 2015" in page


def _version() -> int:
    with in_scope_of("officer"):
        return Agreement.objects.get().version


def test_the_list_its_filters_and_its_csv(signed_in: Any) -> None:
    in_force(title="Hub agreement")
    with in_scope_of("head") as head:
        an_agreement(head, ccg="05Y", title="Walsall agreement", code="WM-1")
        an_agreement(head, ccg="05R", title="The same", code="WM-1")
    head = signed_in("head")
    page = text_of(head.get("/agreements/"))
    assert "Walsall agreement" in page
    assert "Agree an extension, or decide to let it end" not in page  # the first review comes before
    assert "Quarterly review" in page
    only = text_of(head.get("/agreements/?ccg=05Y&state=draft"))
    assert "Walsall agreement" in only
    assert "Hub agreement" not in only
    rows = b"".join(head.get("/agreements/agreements.csv?state=in_force").streaming_content).decode()
    assert "Hub agreement" in rows
    assert "Walsall" not in rows
    same = text_of(head.get("/agreements/WM-M-2015-00003/"))
    assert "WM-M-2015-00002" in same
    assert "WM-M-2015-00002" not in text_of(signed_in("lead").get("/agreements/WM-M-2015-00003/"))


@pytest.mark.parametrize("who", ["officer", "head", "lead"])
def test_pages_ask_the_database_as_often_with_many_rows(signed_in: Any, who: str) -> None:
    agreement = in_force()
    client = signed_in(who)
    addresses = ("/agreements/", agreement.get_absolute_url())
    few = [len(asked_of_database(client, address)) for address in addresses for _ in range(2)][1::2]
    with in_scope_of("officer") as officer:
        for number in range(12):
            an_agreement(officer, on=date(2015, 3, 2) + timedelta(days=number), title=f"Agreement {number}")
            CommissioningPriority.objects.create(
                hub_id=agreement.hub_id, ccg_id=agreement.ccg_id, agreement=agreement, title="x", support="y",
                agreed_on=date(2015, 5, 1),
            )  # fmt: skip
    many = [len(asked_of_database(client, address)) for address in addresses]
    assert many == few
    assert many[0] <= 10
    assert many[1] <= 26
