"""The whole of a register as one file: the chain, its anchors, and the program that proves it."""

import inspect
import json
import tempfile
import zipfile
from typing import IO

from governance.figures.register import exported
from governance.rules import chain
from governance.services.register import anchors_of, links_of
from hubportal.organisations.models import Committee

READ_ME = """The decision register of {name}

register.jsonl   one entry a line, in order: what was entered, the digest of the entry before, and its own
anchors.jsonl    how long the chain was at certain times, and its last digest then
verify.py        proves the chain; it needs Python 3 and nothing else

To prove it:                  python3 verify.py register.jsonl --anchors anchors.jsonl
With an anchor you were sent: python3 verify.py register.jsonl --anchor NUMBER:DIGEST

It says that every entry matches, or names the first that does not.
"""


def bundle(committee: Committee) -> IO[bytes]:
    """A zip file with everything, ready to be read from its beginning; a large register does not fill the memory."""
    made = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", READ_ME.format(name=committee.name))
        archive.writestr("verify.py", inspect.getsource(chain))
        with archive.open("register.jsonl", "w", force_zip64=True) as entries:
            for line in exported(links_of(committee)):
                entries.write(line.encode())
        lines = (json.dumps({"number": number, "digest": digest}) for number, digest in anchors_of(committee))
        archive.writestr("anchors.jsonl", "".join(f"{line}\n" for line in lines))
    made.seek(0)
    return made
