"""What the handbook's services refuse, whoever asks them."""

from dataclasses import replace
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from functions.figures.handbook import readers_of
from functions.models import HandbookVersion
from functions.rules.handbook.publishing import parted
from functions.services.handbook.reading import acknowledge
from functions.services.handbook.writing import PageWords, publish, retire, start_page, write_draft
from hubportal.organisations.models import Ccg, Hub
from hubportal.organisations.services.assignments import assign
from hubportal.web.refusals import Refused, Stale
from tests.cast import START
from tests.conftest import find_person
from tests.functions.handbook.test_handbook_pages import a_page

pytestmark = pytest.mark.django_db
NOW = timezone.now()
WORDS = PageWords("Clinical waste", "Count the bins.")


def test_a_page_is_written_by_the_hub_with_a_title_and_a_text(seen_by: Any) -> None:
    hub = Hub.objects.get(code="WM")
    with seen_by("lead") as lead, pytest.raises(Refused, match="Only the hub’s own people write"):
        start_page(hub=hub, words=WORDS, by=lead, at=NOW)
    with seen_by("officer") as officer:
        for words, said in (
            (PageWords(" ", "Text"), "Enter the title."),
            (PageWords("Title", " "), "Enter the text."),
            (PageWords("T" * 121, "Text"), "Use 120 characters or fewer."),
        ):
            with pytest.raises(Refused, match=said):
                start_page(hub=hub, words=words, by=officer, at=NOW)
        made = [start_page(hub=hub, words=WORDS, by=officer, at=NOW).page.slug for _ in range(2)]
    assert made == ["clinical-waste", "clinical-waste-2"]


def test_two_writers_of_a_draft_lose_nothing_and_a_head_publishes_only_what_another_wrote(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        draft = start_page(hub=Hub.objects.get(code="WM"), words=WORDS, by=officer, at=NOW)
        page: dict[str, Any] = {"page_id": draft.page_id, "at": NOW}
        with pytest.raises(Refused, match="A draft is not acknowledged"):
            acknowledge(version=draft, by=officer, at=NOW)
        with pytest.raises(Refused, match="Only heads of the hub publish"):
            publish(**page, lock=1, by=officer)
        with pytest.raises(Refused, match="Only heads of the hub take a page away"):
            retire(page_id=draft.page_id, number=1, note="Old", by=officer, on=NOW.date())
    with seen_by("stranger_head") as stranger, pytest.raises(Http404):
        publish(**page, lock=1, by=stranger)
    with seen_by("head") as head:
        changed = write_draft(**page, lock=1, words=PageWords("Clinical waste", "Count the bins twice."), by=head)
        assert (changed.number, changed.lock, changed.written_by) == (1, 2, head)
        with pytest.raises(Refused, match="you wrote this draft") as refused:
            publish(**page, lock=2, by=head)
        assert refused.value.clause == "West Midlands MOU 4.1, function XI.1"
    with seen_by("officer") as officer, pytest.raises(Stale, match="Head changed this draft") as stale:
        write_draft(**page, lock=1, words=WORDS, by=officer)
    assert stale.value.differences[0].saved == "Count the bins twice."


def test_a_page_taken_out_comes_back_when_it_is_published_again(seen_by: Any) -> None:
    version = a_page(seen_by, must_read="")
    assert readers_of(version, on=NOW.date()) == []
    page: dict[str, Any] = {"page_id": version.page_id, "at": NOW}
    with seen_by("head") as head:
        retire(page_id=version.page_id, number=1, note="Old", by=head, on=NOW.date())
    with seen_by("officer") as officer:
        draft = write_draft(**page, lock=None, words=WORDS, by=officer)
    with seen_by("head") as head:
        again = publish(**page, lock=draft.lock, by=head)
        assert again.page.retired_on is None
        assert list(HandbookVersion.objects.filter(is_current=True).values_list("number", flat=True)) == [2]


@pytest.mark.clause("West Midlands MOU 4.1, function XI.1", part="something new")
def test_a_version_that_says_nothing_new_is_neither_begun_nor_published(seen_by: Any) -> None:
    version = a_page(seen_by, must_read="hub")
    page: dict[str, Any] = {"page_id": version.page_id, "at": NOW}
    same = PageWords(version.title, version.body.replace("\n", "\r\n"), version.activities, "hub", "Note alone")
    with seen_by("officer") as officer:
        with pytest.raises(Refused, match="says the same as the version that is published"):
            write_draft(**page, lock=None, words=same, by=officer)
        write_draft(**page, lock=None, words=replace(same, body="Other words"), by=officer)
        draft = write_draft(**page, lock=1, words=same, by=officer)
    with seen_by("head") as head, pytest.raises(Refused, match="says the same"):
        publish(**page, lock=draft.lock, by=head)
    with seen_by("officer") as officer:
        draft = write_draft(**page, lock=draft.lock, words=replace(same, activities=("X.11",)), by=officer)
    with seen_by("head") as head:
        assert publish(**page, lock=draft.lock, by=head).number == 2


def test_a_page_is_taken_out_for_a_reason_as_it_was_read(seen_by: Any) -> None:
    version = a_page(seen_by, must_read="")
    gone: dict[str, Any] = {"page_id": version.page_id, "on": NOW.date()}
    with seen_by("head") as head:
        HandbookVersion.objects.filter(pk=version.pk).update(change_note="N" * 300)
        for note, said in ((" ", "Enter the reason"), ("x" * 151, "Use 150 characters or fewer")):
            with pytest.raises(Refused, match=said):
                retire(**gone, number=1, note=note, by=head)
        with pytest.raises(Stale, match="Version 1 of this page was published"):
            retire(**gone, number=2, note="Old", by=head)
        retire(**gone, number=1, note="Replaced by the new guide", by=head)
        version.refresh_from_db()
        new, why = parted(version.change_note)
        assert why.endswith("by Head: Replaced by the new guide")
        assert new.startswith("NNN")
        assert len(version.change_note) == 300
        with pytest.raises(Refused, match="not in the handbook"):
            retire(**gone, number=1, note="Again", by=head)


def test_a_head_of_one_hub_who_leads_a_ccg_of_another_only_reads_what_that_one_published(
    signed_in: Any, seen_by: Any
) -> None:
    there = Ccg.objects.get(ods_code="06Q")
    assign(person=find_person("head"), role="ccg_lead", organisation=there, on=START)
    with seen_by("stranger") as stranger:
        draft = start_page(hub=there.hub, words=PageWords("Of the other hub", "Secret", ("X.10",)), by=stranger, at=NOW)
    page: dict[str, Any] = {"page_id": draft.page_id, "at": NOW, "lock": 1}
    with seen_by("head") as head:
        assert len(head.grants.hubs) == 2
        with pytest.raises(Refused, match="Only the hub’s own people write"):
            write_draft(**page, words=WORDS, by=head)
        with pytest.raises(Refused, match="Only heads of the hub publish"):
            publish(**page, by=head)
        with pytest.raises(Refused, match="Only heads of the hub take a page away"):
            retire(page_id=draft.page_id, number=1, note="Old", by=head, on=NOW.date())
    client = signed_in("head")
    assert "Of the other hub" not in client.get("/handbook/").content.decode()
    assert client.get("/handbook/pages/of-the-other-hub/versions/1/").status_code == 404
    for act in ("draft", "publish", "retire"):
        assert client.post(f"/handbook/pages/of-the-other-hub/{act}/").status_code == 403
    with seen_by("stranger_head") as theirs:
        publish(**page, by=theirs)
    assert client.get("/handbook/pages/of-the-other-hub/").status_code == 200
    assert "Of the other hub" in client.get("/handbook/packs/06Q/").content.decode()
    assert "Of the other hub" not in client.get("/handbook/packs/05R/").content.decode()
    a_page(seen_by, title="Of the other hub")
    assert "Choose the organisation" in client.get("/handbook/pages/of-the-other-hub/").content.decode()
