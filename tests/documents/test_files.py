"""Uploads are taken for what they are, kept where nothing serves them, and opened by those who may."""

import hashlib
import io
import os
import time
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import transaction
from openpyxl import Workbook
from PIL import Image

from hubportal.documents.models import Document
from hubportal.documents.services import files, store
from hubportal.documents.services.files import clean_name, open_for, store_made, store_upload
from hubportal.organisations.models import Ccg
from hubportal.web.refusals import Refused

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def warwick(db: None) -> Ccg:
    return Ccg.objects.select_related("hub").get(ods_code="05R")


@pytest.fixture
def upload(seen_by, warwick):
    """`upload(name, content)`: the officer attaches a file for South Warwickshire."""

    def send(name: str, content: bytes, **more):
        with seen_by("officer") as officer:
            return store_upload(
                upload=SimpleUploadedFile(name, content), hub=warwick.hub, ccg=warwick, by=officer, **more
            )

    return send


def workbook() -> bytes:
    made = io.BytesIO()
    Workbook().save(made)
    return made.getvalue()


def word(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<w:document/>")
        for name, content in parts.items():
            packed.writestr(f"word/{name}", content)
    return made.getvalue()


def picture(form: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (2, 2)).save(made, form)
    return made.getvalue()


EMAIL = b"From: someone@example.org\r\nTo: hub@example.org\r\nSubject: List size\r\n\r\nPlease see below.\r\n"
GOOD = {
    "statement.pdf": PDF,
    "Rota.XLSX": workbook(),
    "letter.docx": word(),
    "list.csv": "Practice,List\nÆlder Lane,1200\n".encode("cp1252"),
    "note.txt": "\ufeffNote with ☃ and עברית\n".encode(),
    "query.eml": EMAIL,
    "scan.jpg": picture("JPEG"),
    "scan.jpeg": picture("JPEG"),
    "map.png": picture("PNG"),
    "outlook.msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
}


PICTURES = {"scan.jpg", "scan.jpeg", "map.png"}


@pytest.mark.parametrize("name", sorted(GOOD.keys() - PICTURES))
def test_each_kind_the_hub_works_with_is_kept_as_it_came(name, upload, seen_by):
    document = upload(name, GOOD[name])

    with seen_by("officer") as officer:
        found, file = open_for(officer, document.public_id)
    with file:
        assert file.read() == GOOD[name]
    assert found.size == len(GOOD[name])


BAD = {
    "page.html": (b"<html></html>", "must be one of these kinds"),
    "drawing.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "must be one of these kinds"),
    "macro.docm": (word(), "must be one of these kinds"),
    "no-extension": (PDF, "must be one of these kinds"),
    "program.pdf": (b"MZ\x90\x00" + bytes(200), "its content is not a PDF"),
    "page.txt": (b"  <!DOCTYPE html><script>alert(1)</script>", "its content is not a text file"),
    "drawing.csv": (b"<svg onload='x()'>", "its content is not a CSV file"),
    "unicode.csv": ("a,b\n".encode("utf-16"), "its content is not a CSV file"),
    "late.txt": (b"x" * 70_000 + b"\0", "its content is not a text file"),
    "pdf.txt": (PDF, "its content is not a text file"),
    "not-mail.eml": (b"Dear hub,\n\nno headers here\n", "its content is not a saved email"),
    "picture.png": (picture("JPEG"), "its content is not a PNG picture"),
    "mail.msg": (PDF, "its content is not a saved Outlook email"),
    "letter.docx": (workbook(), "its content is not a Word document"),
    "book.xlsx": (b"PK\x03\x04 broken", "its content is not an Excel workbook"),
    "macros.docx": (word(**{"vbaProject.bin": b"x"}), "contains macros"),
    "bomb.docx": (word(**{"bomb.xml": bytes(210_000_000)}), "unpacks into more than 200MB"),
    "many.docx": (word(**{f"part{n}.xml": b"" for n in range(5_000)}), "unpacks into more than 200MB"),
    "empty.pdf": (b"", "is empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_what_it_says_is_refused_with_a_way_on(name, upload):
    content, why = BAD[name]

    with pytest.raises(Refused, match=why) as refused:
        upload(name, content)

    assert (refused.value.field, refused.value.status) == ("file", 400)
    assert not [path for path in store._root().rglob("*") if path.is_file()]


def test_a_word_file_under_a_password_is_refused(upload):
    locked = bytearray(word())
    for place in range(len(locked)):
        if locked[place : place + 4] == b"PK\x01\x02":
            locked[place + 8] |= 1  # the flag a password sets in the list of parts

    with pytest.raises(Refused, match="protected by a password"):
        upload("locked.docx", bytes(locked))


def test_a_field_may_take_fewer_kinds(upload):
    with pytest.raises(Refused, match=r"kinds: \.csv, \.xlsx"):
        upload("statement.pdf", PDF, allowed=("csv", "xlsx"))


def test_a_file_of_100_mb_is_refused_without_being_read(seen_by, warwick):
    class Unread(TemporaryUploadedFile):
        def read(self, *args):
            raise AssertionError("the file was read")

        chunks = seek = read

    big = Unread("scan.pdf", "application/pdf", 100_000_000, None)
    with seen_by("officer") as officer, pytest.raises(Refused, match=r"smaller than 20MB\. Yours is 100MB"):
        store_upload(upload=big, hub=warwick.hub, ccg=warwick, by=officer)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\x\\statement.pdf", "statement.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("minutes\u202efdp.txt", "minutesfdp.txt"),
        ('a"b;c\r\nd.pdf', "a b cd.pdf"),
        ("…  spaced   out  .pdf", "… spaced out.pdf"),
        (".pdf", "document.pdf"),
        ("", "document"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_what_could_mislead(given, kept):
    assert clean_name(given) == kept


def test_a_file_made_here_carries_its_fingerprint(seen_by, warwick):
    with seen_by("officer"):
        document = store_made(
            name="Acknowledgement.pdf", content_type="application/pdf", content=PDF, hub=warwick.hub, ccg=warwick
        )

    assert document.sha256 == hashlib.sha256(PDF).hexdigest()
    assert "Acknowledgement" not in document.stored_as


@pytest.mark.parametrize(
    ("circle", "readers"),
    [
        ("hub", {"officer", "head"}),
        ("hub_ccg", {"officer", "head", "lead", "auditor"}),
        ("all", {"officer", "head", "lead", "auditor", "practice"}),
    ],
)
def test_the_circle_says_who_reads_a_document(circle, readers, seen_by, warwick):
    from hubportal.organisations.models import Practice

    with seen_by("officer"):
        document = store_made(
            name="n.pdf", content_type="application/pdf", content=PDF, hub=warwick.hub, ccg=warwick, circle=circle,
            practice=Practice.objects.get(ods_code="M84901"),
        )  # fmt: skip

    allowed = set()
    for key in ("officer", "head", "lead", "auditor", "practice", "neighbour_practice", "neighbour_lead", "stranger"):
        with seen_by(key, reading=True) as person:
            try:
                files.find_for(person, document.public_id)
            except Document.DoesNotExist:
                continue
            allowed.add(key)
    assert allowed == readers


def test_an_app_above_may_keep_a_document_back(upload, seen_by, monkeypatch):
    document = upload("statement.pdf", PDF)
    monkeypatch.setattr(files, "_guards", [])
    files.guard_with(lambda person, found: person.email == "head@example.org")

    with seen_by("officer") as officer, pytest.raises(Document.DoesNotExist):
        open_for(officer, document.public_id)
    with seen_by("head") as head:
        assert open_for(head, document.public_id)[0] == document


def test_no_document_under_a_name_nobody_gave(seen_by):
    with seen_by("officer") as officer, pytest.raises(Document.DoesNotExist):
        open_for(officer, uuid4())


def put_back_in_incoming(name: str) -> Path:
    incoming = store._root() / store.INCOMING / name
    incoming.parent.mkdir(parents=True, exist_ok=True)
    if store._place(name).exists():
        store._place(name).replace(incoming)
    return incoming


def test_a_file_whose_worker_died_before_moving_it_is_read_all_the_same(upload, seen_by):
    document = upload("statement.pdf", PDF)
    incoming = put_back_in_incoming(document.stored_as)

    with seen_by("officer") as officer, open_for(officer, document.public_id)[1] as file:
        assert file.read() == PDF
    assert not incoming.exists()


def test_files_of_rolled_back_uploads_are_cleared_and_committed_ones_settled(upload, warwick, seen_by):
    kept = upload("statement.pdf", PDF)
    waiting = put_back_in_incoming(kept.stored_as)
    with seen_by("officer") as officer, transaction.atomic():
        gone = SimpleUploadedFile("lost.pdf", PDF)
        lost = store_upload(upload=gone, hub=warwick.hub, ccg=warwick, by=officer)
        transaction.set_rollback(True)
    left = store._root() / store.INCOMING / lost.stored_as
    assert left.exists()
    for path in (waiting, left):
        os.utime(path, (time.time() - 90_000,) * 2)

    assert files.clear_left_over() == 1

    assert not left.exists()
    assert store._place(kept.stored_as).exists()


def test_nothing_young_is_cleared(upload):
    put_back_in_incoming(upload("statement.pdf", PDF).stored_as)

    assert files.clear_left_over() == 0


def test_files_are_readable_by_the_portal_alone(upload):
    document = upload("statement.pdf", PDF)
    put_back_in_incoming(document.stored_as)

    settled = store._settle(document.stored_as)

    assert settled.stat().st_mode & 0o777 == 0o600
    assert settled.parent.stat().st_mode & 0o777 == 0o700
