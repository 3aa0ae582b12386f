"""From the plan to papers sent: what the secretary does, and what is refused with its reason."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from pypdf import PdfReader, PdfWriter
from pypdf.generic import StreamObject

from governance.models import AgendaChange, AgendaItem, CommitteeFile, Meeting, Pack
from governance.services.files import find_for, keep_made, open_file
from governance.services.meetings import carrying, items, packs, papers, sending
from governance.services.meetings.papers import PaperWords
from hubportal.web.refusals import Refused
from tests.conftest import in_scope_of
from tests.governance.meetings import making
from tests.governance.meetings.making import moment

pytestmark = pytest.mark.django_db

IN_TIME, LAST_DAY, LATE = date(2015, 12, 21), date(2016, 1, 6), date(2016, 1, 7)


def give_notice(meeting: Meeting, on: date = IN_TIME, **more: Any) -> Meeting:
    with in_scope_of("secretary") as by:
        return sending.give_notice(meeting_id=meeting.pk, version=None, by=by, at=moment(on), **more)


def send(meeting: Meeting, on: date = LAST_DAY, **more: Any) -> Meeting:
    with in_scope_of("secretary") as by:
        return sending.issue_papers(meeting_id=meeting.pk, version=None, by=by, at=moment(on), **more)


def sent_meeting() -> tuple[Meeting, AgendaItem, AgendaItem]:
    """A meeting whose papers have gone: a public item with a public and a confidential paper, then a private one."""
    making.with_terms()
    meeting = making.planned()
    first, second = (
        making.item(meeting),
        making.item(meeting, "Contract sanctions", is_private=True, ground="Names a GP"),
    )
    making.paper(first, "Albatross one", "Albatross two", title="Public paper")
    making.paper(first, "Basilisk", title="Confidential paper", marking="confidential")
    making.paper(second, "Cormorant", title="Private paper")
    give_notice(meeting)
    send(meeting)
    making.done_in_background()
    with in_scope_of("secretary"):
        return Meeting.objects.get(pk=meeting.pk), first, second


def the_pack(meeting: Meeting, audience: str = "members", number: int = 1) -> Pack:
    with in_scope_of("secretary"):
        return Pack.objects.select_related("file").get(meeting=meeting, audience=audience, number=number)


def words_of(pack: Pack) -> list[str]:
    assert pack.file is not None
    with in_scope_of("secretary"):
        return making.text_of_pages(pack.file)


def test_the_members_pack_holds_every_paper_under_running_page_numbers() -> None:
    meeting, _, _ = sent_meeting()
    pack = the_pack(meeting)
    pages = words_of(pack)

    assert (pack.state, pack.last_page, len(pages)) == ("ready", 5, 5)
    for number, page in enumerate(pages, start=1):
        assert page.rstrip().endswith(str(number))
    assert "Contract sanctions" in pages[0]
    for word in ("Albatross one", "Albatross two", "Basilisk", "Cormorant"):
        assert word in " ".join(pages)
    assert "Public paper 2" in " ".join(pages[0].split())
    assert "Private paper 5" in " ".join(pages[0].split())


@pytest.mark.clause("Public Bodies (Admission to Meetings) Act 1960, section 1(4) (what the public is sent)")
def test_the_public_pack_holds_no_word_of_a_private_page_and_keeps_the_numbers() -> None:
    meeting, _, _ = sent_meeting()
    pack = the_pack(meeting, "public")
    pages = words_of(pack)
    everything = " ".join(pages)

    for word in ("Basilisk", "Cormorant", "Confidential paper", "Private paper", "Contract sanctions"):
        assert word not in everything
    assert "Albatross one" in everything
    assert "Names a GP" in everything  # the ground is said in public
    assert [page.rstrip()[-1] for page in pages] == ["1", "2", "3"]
    assert pack.file is not None
    with in_scope_of("secretary"), open_file(pack.file) as opened:
        raw = PdfReader(BytesIO(opened.read()))
        held = b"".join(
            one.get_object().get_data()
            for place in range(1, len(raw.xref.get(0, {})) + 400)
            if isinstance((one := raw.get_object(place) if _is_there(raw, place) else None), StreamObject)
        )
    assert b"Albatross one" in held
    assert b"Basilisk" not in held
    assert b"Cormorant" not in held


def _is_there(reader: PdfReader, place: int) -> bool:
    return place in reader.xref.get(0, {}) or place in reader.xref_objStm


def test_everybody_is_told_of_notice_and_of_the_pack_once(django_capture_on_commit_callbacks: Any) -> None:
    meeting, _, _ = sent_meeting()
    making.done_in_background()
    told = [(message.subject, message.to[0]) for message in mail.outbox]

    to_chair = [subject for subject, to in told if to == "chair@committee.example.org"]
    assert to_chair == [
        f"Notice of meeting: {making.NAME}, 14 January 2016",
        f"Papers: {making.NAME}, 14 January 2016",
    ]
    assert {to for _, to in told} >= {"secretary@example.org", "member@example.org"}
    assert len(told) == len(set(told))


@pytest.mark.clause("Specification of governance, section 5 (short notice needs a reason)")
def test_notice_after_its_day_needs_the_reason() -> None:
    making.with_terms()
    meeting = making.planned()
    making.item(meeting)
    with pytest.raises(Refused, match="The last day for notice was Wednesday 6 January 2016. Enter the reason"):
        give_notice(meeting, LATE)
    assert give_notice(meeting, LATE, why="The chair was ill.").notified_why == "The chair was ill."
    with pytest.raises(Refused, match="The last day for papers was Wednesday 6 January 2016"):
        send(meeting, LATE)


@pytest.mark.clause("Specification of governance, section 5 (notice is given once)")
def test_notice_waits_for_an_agenda_and_is_given_once() -> None:
    making.with_terms()
    meeting = making.planned()
    with pytest.raises(Refused, match="at least one item"):
        give_notice(meeting)
    making.item(meeting)
    give_notice(meeting)
    with pytest.raises(Refused, match="has been given"):
        give_notice(meeting)


@pytest.mark.clause("Specification of governance, section 5 (papers go after notice)")
def test_papers_go_once_and_after_notice() -> None:
    making.with_terms()
    meeting = making.planned()
    first = making.item(meeting)
    with pytest.raises(Refused, match="Give notice of the meeting first"):
        send(meeting)
    give_notice(meeting)
    with in_scope_of("secretary") as by:
        items.withdraw_item(item_id=first.pk, version=None, by=by, why="", at=moment(IN_TIME))
    with pytest.raises(Refused, match="agenda is empty"):
        send(meeting)
    making.item(meeting)
    send(meeting)
    with pytest.raises(Refused, match="Send a supplement instead"):
        send(meeting)


def test_nothing_is_sent_once_the_time_of_the_meeting_has_come() -> None:
    making.with_terms()
    meeting = making.planned()
    making.item(meeting)
    with pytest.raises(Refused, match="The time of this meeting has come"):
        give_notice(meeting, date(2016, 1, 15), why="Late")


@pytest.mark.clause("Specification of governance, section 5 (the agenda stands once papers went)")
def test_once_papers_went_an_item_is_neither_moved_nor_changed() -> None:
    _, first, _ = sent_meeting()
    with in_scope_of("secretary") as by:
        for act in (
            lambda: items.move_item(item_id=first.pk, by=by, steps=1),
            lambda: items.place_item(item_id=first.pk, by=by, place=2),
            lambda: items.change_item(item_id=first.pk, version=None, by=by, words=items.ItemWords("Other")),
            lambda: carrying.take_over(meeting_id=first.meeting_id, by=by, at=moment(LATE)),
            lambda: packs.draft_packs(meeting_id=first.meeting_id, by=by, at=moment(LATE)),
        ):
            with pytest.raises(Refused, match="The papers have gone out under these numbers"):
                act()


@pytest.mark.clause("Specification of governance, section 5 (a change after papers went says why)")
@pytest.mark.clause("Specification of governance, section 5 (late papers are flagged)")
def test_a_change_after_papers_went_says_why_and_goes_into_a_supplement() -> None:
    meeting, first, second = sent_meeting()
    with pytest.raises(Refused, match="Enter the reason"):
        making.paper(first, "Dodo", at=moment(LATE))
    late = making.paper(first, "Dodo", title="Late figures", at=moment(LATE), why="The quarter closed late.")
    secret = making.paper(first, "Egret", title="Secret figures", marking="confidential", at=moment(LATE), why="More.")
    assert late.is_late
    with in_scope_of("secretary") as by:
        with pytest.raises(Refused, match="Enter the reason"):
            items.withdraw_item(item_id=second.pk, version=None, by=by, why=" ", at=moment(LATE))
        items.withdraw_item(item_id=second.pk, version=None, by=by, why="Not ready.", at=moment(LATE))
    added = making.item(meeting, "Urgent closure", at=moment(LATE), why="The practice closes on Friday.")
    assert added.position == 3  # the number of the item that was withdrawn is not given again
    with in_scope_of("secretary") as by:
        assert sending.issue_supplement(meeting_id=meeting.pk, version=None, by=by, at=moment(LATE)) == 1
        with pytest.raises(Refused, match="Nothing has changed"):
            sending.issue_supplement(meeting_id=meeting.pk, version=None, by=by, at=moment(LATE))
    making.done_in_background()
    pages = words_of(the_pack(meeting, number=2))

    assert [page.rstrip()[-1] for page in pages] == ["6", "7", "8"]
    assert "The quarter closed late." in pages[0]
    assert "The practice closes on Friday." in pages[0]
    assert "Dodo" in pages[1]
    assert "Egret" in pages[2]
    public = " ".join(words_of(the_pack(meeting, "public", 2)))
    assert "Dodo" in public
    assert "Egret" not in public
    assert secret.title not in public
    assert "Not ready." not in public  # said of a private item
    assert any(message.subject.startswith("Supplement 1:") for message in mail.outbox)


def test_a_supplement_waits_for_the_pack_before_it() -> None:
    making.with_terms()
    meeting = making.planned()
    first = making.item(meeting)
    give_notice(meeting)
    with in_scope_of("secretary") as by, pytest.raises(Refused, match="A supplement follows papers"):
        sending.issue_supplement(meeting_id=meeting.pk, version=None, by=by, at=moment(IN_TIME))
    send(meeting)
    making.paper(first, at=moment(LATE), why="Late")
    with in_scope_of("secretary") as by, pytest.raises(Refused, match="still being made"):
        sending.issue_supplement(meeting_id=meeting.pk, version=None, by=by, at=moment(LATE))


def test_what_a_pack_holds_is_fixed_when_it_is_sent() -> None:
    making.with_terms()
    meeting = making.planned()
    first = making.item(meeting)
    old = making.paper(first, "Heron")
    give_notice(meeting)
    send(meeting)
    with in_scope_of("secretary") as by:
        papers.replace_paper(
            paper_id=old.pk, version=old.version, by=by, words=PaperWords("Report"), upload=making.upload("Ibis"),
            at=moment(LATE), why="A figure was wrong.",
        )  # fmt: skip
    making.done_in_background()
    assert "Heron" in words_of(the_pack(meeting))[1]
    with in_scope_of("secretary") as by:
        sending.issue_supplement(meeting_id=meeting.pk, version=None, by=by, at=moment(LATE))
    making.done_in_background()
    assert "Ibis" in words_of(the_pack(meeting, number=2))[1]


def test_a_restricted_paper_is_in_no_pack_and_withheld_from_whoever_has_an_interest() -> None:
    making.with_terms()
    meeting = making.planned()
    first = making.item(meeting)
    kept = making.paper(first, "Jackdaw", title="Tender scores", marking="restricted")
    with in_scope_of("member") as member:
        assert find_for(member, kept.file.public_id).pk == kept.file_id
    with in_scope_of("secretary") as by:
        items.keep_known_interest(
            item_id=first.pk, by=by, seat_code="gp", expected="leave", why="Partner of a bidder",
            seats=frozenset({"gp"}),
        )  # fmt: skip
        assert find_for(by, kept.file.public_id).pk == kept.file_id
    with in_scope_of("member") as member, pytest.raises(CommitteeFile.DoesNotExist):
        find_for(member, kept.file.public_id)
    give_notice(meeting)
    send(meeting)
    making.done_in_background()
    for audience in ("members", "public"):
        everything = " ".join(words_of(the_pack(meeting, audience)))
        assert "Jackdaw" not in everything
        assert "Tender scores" not in everything
    assert "1 restricted paper" in " ".join(words_of(the_pack(meeting))[0].split())


def test_draft_packs_are_the_secretarys_alone_and_are_replaced() -> None:
    making.with_terms()
    meeting = making.planned()
    with in_scope_of("secretary") as by, pytest.raises(Refused, match="The agenda is empty"):
        packs.draft_packs(meeting_id=meeting.pk, by=by, at=moment(IN_TIME))
    making.paper(making.item(meeting), "Kestrel")
    for hour in (10, 11):
        with in_scope_of("secretary") as by:
            packs.draft_packs(meeting_id=meeting.pk, by=by, at=moment(IN_TIME, hour))
        making.done_in_background()
    drafted = the_pack(meeting, number=0)
    assert "Kestrel" in words_of(drafted)[1]
    assert drafted.file is not None
    with in_scope_of("secretary") as by:
        assert find_for(by, drafted.file.public_id)
    with in_scope_of("member") as member, pytest.raises(CommitteeFile.DoesNotExist):
        find_for(member, drafted.file.public_id)
    assert not any(message.subject.startswith("Papers") for message in mail.outbox)


def test_a_committee_that_meets_in_private_has_no_public_pack() -> None:
    making.with_terms(in_public=False)
    meeting = making.planned()
    making.item(meeting)
    give_notice(meeting)
    send(meeting)
    making.done_in_background()
    with in_scope_of("secretary"):
        assert set(Pack.objects.filter(meeting=meeting).values_list("audience", flat=True)) == {"members"}


def test_a_pack_that_cannot_be_made_names_the_paper_and_is_made_again() -> None:
    making.with_terms()
    meeting = making.planned()
    first = making.item(meeting)
    broken = making.paper(first, "Lapwing", title="Broken report")
    with in_scope_of("secretary") as by:
        with pytest.raises(Refused, match="No pack of this meeting has failed"):
            packs.make_again(meeting_id=meeting.pk, by=by, at=moment(IN_TIME))
        damaged = keep_made(name="x.pdf", content_type="application/pdf", content=b"%PDF-1.7 nothing", pages=1,
                            committee=making.committee())  # fmt: skip
        broken.file = damaged
        broken.save()
    give_notice(meeting)
    send(meeting)
    making.done_in_background()
    failed = the_pack(meeting)
    assert failed.state == "failed"
    assert "“Broken report” cannot be read" in failed.fault
    with in_scope_of("secretary") as by:
        papers.replace_paper(
            paper_id=broken.pk, version=None, by=by, words=PaperWords("Report"), upload=making.upload("Mallard"),
            at=moment(LATE), why="The file was damaged.",
        )  # fmt: skip
        packs.make_again(meeting_id=meeting.pk, by=by, at=moment(LATE))
    making.done_in_background()
    assert "Mallard" in words_of(the_pack(meeting))[1]


def test_nothing_is_sent_while_a_paper_waits_for_its_virus_scan() -> None:
    making.with_terms()
    meeting = making.planned()
    kept = making.paper(making.item(meeting))
    with in_scope_of("secretary"):
        CommitteeFile.objects.filter(pk=kept.file_id).update(scan="waiting")
    give_notice(meeting)
    with pytest.raises(Refused, match="still to be checked for viruses"):
        send(meeting)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 a zip file", "is not a PDF"),
        (b"%PDF-1.7\n% nothing more", "damaged"),
        (b"%PDF-1.4\n" + b"x" * 500 + b"\nstartxref\n99999\n%%EOF", "damaged"),
    ],
)
def test_a_paper_that_is_no_sound_pdf_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    making.with_terms()
    first = making.item(making.planned())
    with in_scope_of("secretary") as by, pytest.raises(Refused, match=said) as refused:
        papers.add_paper(
            item_id=first.pk, by=by, words=PaperWords("Report"),
            upload=SimpleUploadedFile("paper.pdf", content, "application/pdf"), at=making.PLANNED,
        )  # fmt: skip
    assert refused.value.field == "file"


def test_an_encrypted_or_endless_or_empty_pdf_is_refused_with_what_to_do() -> None:
    making.with_terms()
    first = making.item(making.planned())
    locked = PdfWriter(BytesIO(making.upload("words").read()))
    locked.encrypt("secret", algorithm="RC4-128")
    endless = PdfWriter(BytesIO(making.upload("words").read()))
    for _ in range(1000):
        endless.add_page(endless.pages[0])
    for made, said in ((locked, "protected by a password"), (endless, "1,001 pages"), (PdfWriter(), "no pages")):
        content = BytesIO()
        made.write(content)
        with in_scope_of("secretary") as by, pytest.raises(Refused, match=said):
            papers.add_paper(
                item_id=first.pk, by=by, words=PaperWords("Report"),
                upload=SimpleUploadedFile("paper.pdf", content.getvalue(), "application/pdf"), at=making.PLANNED,
            )  # fmt: skip


def test_papers_need_a_title_a_marking_and_a_secretary() -> None:
    making.with_terms()
    first = making.item(making.planned())
    for words, said in ((PaperWords(" "), "title"), (PaperWords("Report", "secret"), "who may read")):
        with in_scope_of("secretary") as by, pytest.raises(Refused, match=said):
            papers.add_paper(item_id=first.pk, by=by, words=words, upload=making.upload("w"), at=making.PLANNED)
    with in_scope_of("member") as member, pytest.raises(Refused) as refused:
        papers.add_paper(
            item_id=first.pk, by=member, words=PaperWords("Report"), upload=making.upload("w"), at=making.PLANNED
        )
    assert refused.value.status == 403
    with in_scope_of("officer") as officer, pytest.raises(Http404):
        papers.add_paper(
            item_id=first.pk, by=officer, words=PaperWords("Report"), upload=making.upload("w"), at=making.PLANNED
        )


def test_a_withdrawn_or_replaced_paper_is_not_changed_again() -> None:
    making.with_terms()
    meeting = making.planned()
    kept = making.paper(making.item(meeting))
    with in_scope_of("secretary") as by:
        papers.withdraw_paper(paper_id=kept.pk, version=kept.version, by=by, at=making.PLANNED)
        with pytest.raises(Refused, match="withdrawn or replaced"):
            papers.withdraw_paper(paper_id=kept.pk, version=None, by=by, at=making.PLANNED)
        with pytest.raises(Http404):
            papers.withdraw_paper(paper_id=0, version=None, by=by, at=making.PLANNED)
        assert not AgendaChange.objects.filter(meeting=meeting).exists()


def test_a_long_agenda_says_the_right_pages_whatever_length_it_has_itself() -> None:
    making.with_terms()
    meeting = making.planned()
    for place in range(30):
        kept = making.item(meeting, f"Subject {place}", asks="The committee agrees what the paper recommends.")
        making.paper(kept, f"Paper of subject {place}", title=f"Annex {place}")
    with in_scope_of("secretary") as by:
        packs.draft_packs(meeting_id=meeting.pk, by=by, at=moment(IN_TIME))
    making.done_in_background()
    pages = words_of(the_pack(meeting, number=0))
    first = next(place for place, page in enumerate(pages, start=1) if page.startswith("Paper of subject 0"))
    sheet = " ".join(" ".join(pages[: first - 1]).split())

    assert first > 2
    for place in range(30):
        assert pages[first + place - 1].startswith(f"Paper of subject {place}")
        assert f"Annex {place} {first + place}" in sheet
    with in_scope_of("secretary"):
        again = Pack.objects.get(meeting=meeting, audience="members", number=0)
        packs.build_packs(meeting=meeting.pk, number=0, items=[], papers=[], at=moment(LATE))
        assert Pack.objects.get(pk=again.pk).file_id == again.file_id  # made once


def test_a_restricted_paper_is_for_members_and_a_replaced_one_is_not_counted() -> None:
    making.with_terms()
    meeting = making.planned()
    first = making.item(meeting)
    kept = making.paper(first, title="Scores", marking="restricted")
    with in_scope_of("secretary") as by:
        assert not papers.reads_restricted(by, kept.file)
        papers.replace_paper(
            paper_id=kept.pk, version=None, by=by, words=PaperWords("Scores", "restricted"),
            upload=making.upload("New"), at=making.PLANNED,
        )  # fmt: skip
        packs.draft_packs(meeting_id=meeting.pk, by=by, at=moment(IN_TIME))
    making.done_in_background()
    assert "1 restricted paper" in " ".join(words_of(the_pack(meeting, number=0))[0].split())
