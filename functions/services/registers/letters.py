"""Letters that a move of a register's flow drafts, each to be issued only when its time has come."""

from datetime import datetime

from functions.models import RegisterRow
from functions.rules.registers.declaration import Register
from hubportal.organisations.models import Person
from hubportal.records.models import Letter
from hubportal.records.services.letter_templates import filled, template_called
from hubportal.records.services.letters import Addressee, LetterWords, discard, draft, issue
from hubportal.web.words import local_day


def send_letters(row: RegisterRow, register: Register, act: str, *, by: Person, at: datetime) -> None:
    """Issue the drafts that go with a move at the latest."""
    templates = [declared.template for declared in register.letters if declared.sent_by == act]
    for letter in Letter.objects.of(row).filter(template__in=templates, state=Letter.State.DRAFT):
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
            discard(letter, by=by)
        subject, body = filled(template, row, by=by, today=local_day(at))
        to = Addressee(row.practice.name, row.practice.address) if row.practice else Addressee(row.ccg.name)
        draft(row, to=to, words=LetterWords(subject, body, template=declared.template), by=by, at=at)
