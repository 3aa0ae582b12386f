"""Sealing answers until a round is counted (docs/decisions/0039): encrypted with the installation's key, bound to their
round and practice, and padded so that their length tells nothing.
"""

import base64
import hashlib
import json
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes

BLOCK = 512


class Unopenable(Exception):
    """A seal that this installation's key does not open, or that was put on another practice's row."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a practice says: the code of an option, and what it adds."""

    option: str
    comment: str = ""


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = [hashlib.sha256(b"sealed ballot " + force_bytes(key)).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])


def seal(answer: Answer, *, round_id: int, voter_id: int) -> str:
    """The answer as it is kept until the count."""
    plain = json.dumps([round_id, voter_id, answer.option, answer.comment], ensure_ascii=False).encode()
    padded = plain.ljust(-(-len(plain) // BLOCK) * BLOCK)
    return _cipher().encrypt(padded).decode()


def opened(sealed: str, *, round_id: int, voter_id: int) -> Answer:
    """The answer again; raises `Unopenable`."""
    try:
        of_round, of_voter, option, comment = json.loads(_cipher().decrypt(sealed.encode()))
    except InvalidToken as wrong:
        raise Unopenable from wrong
    if (of_round, of_voter) != (round_id, voter_id):
        raise Unopenable
    return Answer(option, comment)
