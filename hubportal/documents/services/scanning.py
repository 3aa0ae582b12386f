"""Asking clamd whether a file holds a virus (docs/decisions/0019).

Its INSTREAM command takes the file in blocks, each led by its length in four bytes, an empty one at the end; one line
comes back. See clamd(8).
"""

import logging
import re
import socket
import struct
from collections.abc import Iterable
from contextlib import closing
from typing import Final

from django.conf import settings

from hubportal.web.refusals import Refused

SECONDS: Final = 30
_REPLY: Final = re.compile(rb"stream: (?:(OK)|(\S{1,200}) FOUND)\0?")
_LONGEST_REPLY: Final = 4_096
log = logging.getLogger(__name__)


class Unavailable(Exception):
    """The scanner could not be asked, or did not say whether the file is clean."""


def is_set() -> bool:
    """Whether files are scanned here at all."""
    return bool(settings.CLAMD_ADDRESS)


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _asked(blocks: Iterable[bytes]) -> bytes:
    with closing(_connect(settings.CLAMD_ADDRESS)) as line:
        line.sendall(b"zINSTREAM\0")
        for block in blocks:
            if block:
                line.sendall(struct.pack("!I", len(block)) + block)
        line.sendall(struct.pack("!I", 0))
        said = b""
        while not said.endswith(b"\0") and len(said) < _LONGEST_REPLY and (more := line.recv(_LONGEST_REPLY)):
            said += more
        return said


def virus_in(blocks: Iterable[bytes]) -> str:
    """The name of the virus in a file, or empty when clamd says that it is clean; anything else is `Unavailable`."""
    try:
        said = _asked(blocks)
    except (OSError, ValueError) as fault:
        raise Unavailable(type(fault).__name__) from fault
    found = _REPLY.fullmatch(said)
    if found is None:
        raise Unavailable("clamd did not say whether the file is clean")
    name = (found[2] or b"").decode("ascii", "replace")
    if name:
        log.warning("a file with a virus was sent: %s", name)
    return name


def infected(name: str) -> Refused:
    """What somebody is told whose file holds a virus."""
    return Refused(
        f"The selected file holds a virus ({name}) and was not kept. Tell your IT help desk before you open it again.",
        field="file",
        status=400,
    )


def not_scanned() -> Refused:
    """What somebody is told whose file could not be scanned, where such files are not taken."""
    return Refused(
        "The file could not be checked for viruses just now, so it was not kept. Try again in a few minutes.",
        field="file",
        status=503,
    )
