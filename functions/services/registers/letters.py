"""Letters that a move of a register's flow drafts: signed off by the CCG, each issued only when its time has come."""

from datetime import datetime
from typing import Any

from functions.models import RegisterRow
from functions.rules.registers.declaration import LetterOfMove, Register
from functions.rules.registers.letters import refuse_sending, refuse_sign_off
from hubportal.organisations.models import Person
from hubportal.records.models import Letter, RecordMove
from hubportal.records.services.letter_templates import filled, template_called
from hubportal.records.services.letters import Addressee, LetterWords, approve, draft, issue, set_aside
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day


def to_sign_off(row: RegisterRow, register: Register, act: str) -> Any:
    """The drafts that an act signs off."""
    templates = {declared.template for declared in register.letters if declared.signed_by == act}
    return Letter.objects.of(row).filter(template__in=templates, state=Letter.State.DRAFT).order_by("pk")


def signed_off(row: RegisterRow, declared: LetterOfMove) -> Any:
    """The letters that the last sign-off was of, issued since or not; a draft that came later is not among them."""
    signings = RecordMove.objects.of(row).filter(act=declared.signed_by).order_by("-pk")
    standing = Letter.objects.of(row).exclude(state=Letter.State.DISCARDED)
    return standing.filter(template=declared.template, approved_at=signings.values("at")[:1])


def why_no_letter(row: RegisterRow, register: Register, act: str) -> str | None:
    """Why a move waits for its letter: none is there to sign off, or none that was signed off is there to go."""
    for declared in register.letters:
        if declared.signed_by == act:
            return refuse_sign_off(to_sign_off(row, register, act).count())
        if declared.sent_by == act:
            return refuse_sending(signed_off(row, declared).count())
    return None


def sign_letters(row: RegisterRow, register: Register, act: str, *, by: Person, at: datetime) -> None:
    """Whoever makes the move agrees to its letters by name; they are the ones that go."""
    for letter in to_sign_off(row, register, act):
        approve(letter, by=by, at=at)


def send_letters(row: RegisterRow, register: Register, act: str, *, by: Person, at: datetime) -> None:
    """Issue the letters that go with a move at the latest; one that was issued by hand before has gone already."""
    sent = {declared.template: declared for declared in register.letters if declared.sent_by == act}
    for declared in sent.values():
        letters = list(signed_off(row, declared))
        sentence = refuse_sending(len(letters))
        if sentence is not None:
            raise Refused(sentence)
        for letter in letters:
            if letter.state == Letter.State.DRAFT:
                issue(letter, by=by, at=at)


def draft_letters(row: RegisterRow, register: Register, act: str, *, by: Person, at: datetime) -> None:
    """Draft the letters of a move; an older draft of the same letter is put away, for it says what no longer holds."""
    for declared in register.letters:
        if declared.act != act:
            continue
        template = template_called(declared.template)
        if template is None:
            raise LookupError(f"register {register.code} names the letter {declared.template}, which is not there")
        older = Letter.objects.of(row).filter(template=declared.template, state=Letter.State.DRAFT)
        for letter in older:
            set_aside(letter)
        subject, body = filled(template, row, by=by, today=local_day(at))
        to = Addressee(row.practice.name, row.practice.postal_lines) if row.practice else Addressee(row.ccg.name)
        draft(row, to=to, words=LetterWords(subject, body, template=declared.template), by=by, at=at)
