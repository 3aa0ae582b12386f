"""A rent review from the schedule to the letter, through the pages people use."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from functions.models import RegisterRow
from functions.services.registers.adding import NewRow, add_row
from functions.services.registers.changing import change_row, move_row
from functions.services.registers.declared import registers
from functions.services.registers.scheduling import make_schedule
from hubportal.notifications.models import Notice
from hubportal.organisations.models import Ccg, Practice
from hubportal.records.models import Deadline, Letter
from hubportal.records.services.letters import Addressee, LetterWords, discard, draft, issue
from hubportal.web.refusals import Refused
from tests.functions.pages import freshly, text_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def rows() -> Any:
    return RegisterRow.objects.filter(register="rent-reviews").order_by("pk")


def test_a_rent_review_from_the_schedule_to_the_signed_off_letter(signed_in: SignIn, seen_by: Any) -> None:
    officer, lead = signed_in("officer"), signed_in("lead")
    assert "2 practices have no review" in text_of(officer.get("/registers/rent-reviews/schedule/"))
    assert officer.post("/registers/rent-reviews/schedule/make/").status_code == 302
    with seen_by("officer"):
        row = rows().get(practice__ods_code="M84901")
    home = row.get_absolute_url()

    # The day the last rent took effect gives the date of this review, three years on.
    typed = {"version": row.version, "old_rent": "40,000", **boxes("last_effective_on", date(2014, 4, 1)), "owner": ""}
    assert officer.post(f"{home}change/", typed).status_code == 302
    page = text_of(officer.get(home))
    assert "1 April 2017" in page
    assert "Last review took effect on" in page

    def act(client: Client, name: str, **given: Any) -> Any:
        with seen_by("officer"):
            version = RegisterRow.objects.get(pk=row.pk).version
        return client.post(f"{home}act/{name}/", {"version": version, "note": "", **given})

    assert act(officer, "instruct", **boxes("dv_instructed_on", date(2016, 9, 1)), old_rent="40000").status_code == 302

    # A result before the instruction is refused with what to do, and what was typed comes back.
    result = {"new_rent": "46,500", **boxes("effective_on", date(2014, 4, 1)), **boxes("paid_to", date(2015, 10, 31))}
    refused = act(officer, "record-result", **result, **boxes("dv_reported_on", date(2016, 8, 1)))
    assert refused.status_code == 422
    assert "Result received on must be on or after 1 September 2016" in text_of(refused)
    assert 'value="46,500"' in text_of(refused)
    assert act(officer, "record-result", **result, **boxes("dv_reported_on", date(2016, 11, 1))).status_code == 302
    page = text_of(officer.get(home))
    assert "Owed to the practice: £10,291.67" in page
    assert "£6,500.00 × 7 months ÷ 12" in page

    said = b"".join(officer.get("/registers/rent-reviews/export/csv/").streaming_content).decode()
    assert '"10291.67","2014/15: £6,500.00; 2015/16: £3,791.67"' in said

    # The letter waits for the CCG: whoever drafted it may neither sign it off nor issue it.
    assert act(officer, "draft-letter", **boxes("on", timezone.localdate())).status_code == 302
    with seen_by("officer"):
        letter = Letter.objects.of(row).get()
    assert "2015/16: £6,500.00 × 7 months ÷ 12 = £3,791.67" in letter.body
    assert act(officer, "sign-off", **boxes("on", timezone.localdate())).status_code == 403
    early = officer.post(f"/records/letters/{letter.public_id}/change/", {"act": "issue"})
    assert early.status_code == 409
    assert "The CCG signs this letter off first" in text_of(early)
    assert officer.get(f"{home}change/").status_code == 409

    assert act(lead, "send-back", **boxes("on", timezone.localdate())).status_code == 422
    asked = act(lead, "sign-off", **boxes("on", timezone.localdate()))
    assert asked.url.startswith("/accounts/reauthenticate/")
    sent = {"act": "sign-off", "on": timezone.localdate().isoformat()}
    by_api = lead.post(f"/api/v1/register-rows/{row.reference}/moves/", sent, content_type="application/json")
    assert by_api.status_code == 403
    assert "in the portal only" in by_api.json()["detail"]
    assert act(freshly("lead"), "sign-off", **boxes("on", timezone.localdate())).url == home
    assert act(officer, "complete", **boxes("letter_sent_on", timezone.localdate())).status_code == 302
    with seen_by("officer"):
        letter.refresh_from_db()
        done, following = rows().filter(practice__ods_code="M84901")
    assert letter.state == Letter.State.ISSUED
    assert (done.state, done.due_on) == ("complete", None)
    # The next cycle begins by itself, from the effective day of this one.
    assert (following.state, following.due_on) == ("scheduled", date(2017, 4, 1))
    assert following.values == {"last_effective_on": "2014-04-01", "old_rent": "46500.00"}
    assert "Follows" in text_of(officer.get(following.get_absolute_url()))
    history = text_of(lead.get(f"{home}history/"))
    assert "£46,500.00" in history
    assert "Signed off by the CCG" in history


@pytest.fixture
def with_the_ccg(seen_by: Any) -> RegisterRow:
    """A review whose letter waits for the CCG's sign-off."""
    with seen_by("officer") as officer:
        make_schedule(by=officer, on=date(2016, 2, 1), at=timezone.now())
        row = rows().get(practice__ods_code="M84901")
        values = {
            "old_rent": "40000.00",
            "new_rent": "46500.00",
            "last_effective_on": "2011-04-01",
            "dv_instructed_on": "2015-10-01",
            "dv_reported_on": "2015-11-01",
            "effective_on": "2014-04-01",
            "paid_to": "2015-10-31",
        }
        RegisterRow.objects.filter(pk=row.pk).update(state="result", values=values)
        today, now = timezone.localdate(), timezone.now()
        move_row(row_id=row.pk, version=None, act="draft-letter", by=officer, on=today, at=now)
        row.refresh_from_db()
    return row


@pytest.mark.clause("West Midlands MOU 4.1, function X.13", part="a letter to sign off")
def test_a_letter_put_away_is_not_signed_off(signed_in: SignIn, seen_by: Any, with_the_ccg: RegisterRow) -> None:
    officer, lead, home = signed_in("officer"), freshly("lead"), with_the_ccg.get_absolute_url()
    with seen_by("officer"):
        letter = Letter.objects.of(with_the_ccg).get()
    with seen_by("lead") as told:
        assert "sign off the letter" in Notice.objects.get(kind="record_turn", person=told).text
    change = f"/records/letters/{letter.public_id}/change/"
    page = text_of(lead.get(f"{home}act/sign-off/"))
    assert f"/records/letters/{letter.public_id}/" in page
    assert "2015/16: £6,500.00 × 7 months" in page
    # The letter waits for the sign-off: issuing it is not offered, putting it away is.
    waiting = text_of(officer.get(f"/records/letters/{letter.public_id}/"))
    assert "Issue today" not in waiting
    assert "The CCG signs this letter off first" in waiting
    assert "Put the draft away" in waiting
    typed = {"version": with_the_ccg.version, "note": "", **boxes("on", timezone.localdate())}

    assert officer.post(change, {"act": "discard"}).status_code == 302
    stale = lead.post(f"{home}act/sign-off/", typed)
    assert stale.status_code == 409
    with seen_by("officer"):
        typed["version"] = RegisterRow.objects.get(pk=with_the_ccg.pk).version
    assert "There is no draft to sign off" in text_of(lead.post(f"{home}act/sign-off/", typed))
    assert lead.get(f"{home}act/sign-off/").status_code == 409

    # Drafted again, it is signed off as any other.
    assert officer.post(f"{home}act/redraft/", typed).status_code == 302
    typed["version"] += 1
    assert lead.post(f"{home}act/sign-off/", typed).status_code == 302


@pytest.mark.clause("West Midlands MOU 4.1, function X.13", part="the letter that goes")
def test_only_the_letter_that_was_signed_off_goes(signed_in: SignIn, seen_by: Any, with_the_ccg: RegisterRow) -> None:
    today, now, row = timezone.localdate(), timezone.now(), with_the_ccg
    with seen_by("lead") as lead:
        move_row(row_id=row.pk, version=None, act="sign-off", by=lead, on=today, at=now)
    with seen_by("officer") as officer:
        signed = Letter.objects.of(row).get()
        assert (signed.approved_by_id, signed.approved_at) == (lead.pk, now)
        other = draft(
            row,
            to=Addressee("Practice"),
            words=LetterWords("Rent", "Other words", template=signed.template),
            by=officer,
            at=now,
        )
        with pytest.raises(Refused, match="signs this letter off first"):
            issue(other, by=officer, at=now)
        discard(signed, by=officer)
        sent = {"letter_sent_on": today.isoformat()}
        with pytest.raises(Refused, match="no letter that the CCG has signed off"):
            move_row(row_id=row.pk, version=None, act="complete", by=officer, on=today, at=now, values=sent)
        move_row(row_id=row.pk, version=None, act="redraft", by=officer, on=today, at=now)
        row.refresh_from_db()
        assert row.state == "letter"
        standing = Letter.objects.of(row).exclude(state=Letter.State.DISCARDED)
        assert standing.get().body == signed.body
    later = now + timedelta(seconds=1)
    with seen_by("lead") as lead:
        move_row(row_id=row.pk, version=None, act="sign-off", by=lead, on=today, at=later)
    with seen_by("officer") as officer:
        issue(standing.get(), by=officer, at=later)  # by hand, before the row is complete
        move_row(row_id=row.pk, version=None, act="complete", by=officer, on=today, at=later, values=sent)
        assert standing.get().state == Letter.State.ISSUED


def test_the_schedule_counts_each_quarter_and_lists_its_reviews(signed_in: SignIn, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        made = make_schedule(by=officer, on=date(2016, 2, 1), at=timezone.now())
        again = make_schedule(by=officer, on=date(2016, 2, 1), at=timezone.now())
        row = rows().get(practice__ods_code="M84901")
        RegisterRow.objects.filter(pk=row.pk).update(values={"last_effective_on": "2014-05-01"})
    assert (made, again) == (2, 0)
    client = signed_in("officer")

    page = text_of(client.get("/registers/rent-reviews/schedule/?quarter=2017-04-01"))

    assert "2017/18 quarter 1" in page
    assert "1 review without a date" in page
    assert row.reference in page
    assert row.reference not in text_of(client.get("/registers/rent-reviews/schedule/?undated=1&ccg=05R"))
    assert client.get("/registers/rent-reviews/schedule/?quarter=9999-99-99").status_code == 200


def test_dates_of_a_review_are_kept_and_met(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        make_schedule(by=officer, on=date(2016, 2, 1), at=timezone.now())
        row = rows().first()
        values = {"last_effective_on": "2014-04-01", "dv_instructed_on": "2016-01-04"}
        change_row(row_id=row.pk, version=None, values=values, by=officer, at=timezone.now())
        dates = dict(Deadline.objects.of(row).open().values_list("step", "due_on"))
        assert dates == {"review": date(2017, 4, 1), "result": date(2016, 4, 4)}

        change_row(
            row_id=row.pk,
            version=None,
            values={**values, "dv_reported_on": "2016-02-01"},
            by=officer,
            at=timezone.now(),
        )
        assert dict(Deadline.objects.of(row).open().values_list("step", "due_on")) == {
            "letter": date(2016, 2, 1) + timedelta(days=28)
        }
        change_row(row_id=row.pk, version=None, values={}, by=officer, at=timezone.now())
        assert not Deadline.objects.of(row).open().exists()


def test_an_approval_by_a_second_person_asks_for_a_fresh_sign_in(signed_in: SignIn, seen_by: Any) -> None:
    with seen_by("head") as head:
        new = NewRow(*_place(), {"requested_on": "2016-09-01"})
        row = add_row(registers()["eps-go-live"], new, by=head, on=date(2016, 9, 1), at=timezone.now())
    home = row.get_absolute_url()
    typed = {
        "version": 1, "note": "", "trained": "yes", "pharmacies_told": "yes",
        **boxes("decided_on", date(2016, 9, 20)), **boxes("planned_on", date(2016, 10, 20)),
    }  # fmt: skip
    asked = signed_in("officer").post(f"{home}act/approve/", typed)
    assert asked.status_code == 302
    assert asked.url.startswith("/accounts/reauthenticate/")
    sent = {"act": "approve", "on": "2016-09-20"}
    by_api = signed_in("officer").post(
        f"/api/v1/register-rows/{row.reference}/moves/", sent, content_type="application/json"
    )
    assert by_api.status_code == 403
    assert "in the portal only" in by_api.json()["detail"]
    assert freshly("officer").post(f"{home}act/approve/", typed).url == home


def _place() -> tuple[Ccg, Practice]:
    return Ccg.objects.select_related("hub").get(ods_code="05R"), Practice.objects.get(ods_code="M84901")
