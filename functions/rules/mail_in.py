"""What an e-mail that came in is: an answer to a case, a new question, or a machine's own words. Pure.

Headers are given as a mapping of lower-case names to their first value; of what mail servers judged, to all of them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.rules.kinds import read_reference
from hubportal.clauses.register import clause

_ANYWHERE = re.compile(r"\b([A-Z]{1,8}-[A-Z]-\d{4}-\d{5,9})\b", re.IGNORECASE | re.ASCII)
_AWAY = re.compile(
    r"^\s*(automatic reply|auto(matic)?[- ]?response|out of (the )?office|undeliver(able|ed)|delivery (status|failure)|"
    r"mail delivery|returned mail|read:|not read:)",
    re.IGNORECASE,
)
# Between the clock of the sender and that of the mail server, and how long a message may have been under way.
AHEAD, UNDER_WAY = timedelta(minutes=10), timedelta(days=14)
# So many messages of one address in an hour are a loop of two machines, not a person.
MOST_AN_HOUR = 20
LONGEST_TEXT = 50_000


@clause("Specification of casework, section 5", part="loops and auto-replies")
def why_ignored(headers: Mapping[str, str], *, own_addresses: Iterable[str], sender: str, lately: int) -> str:
    """Loops and auto-replies are ignored: a machine's answer makes no case. The reason in words; empty for a person's.

    `lately` counts the messages of this sender in the last hour.
    """
    automatic = headers.get("auto-submitted", "no").split(";")[0].strip().lower()
    own = {address.lower() for address in own_addresses}
    if sender.lower() in own or "x-case-reference" in headers or "x-record-reference" in headers:
        return "It was sent by the portal itself."
    if automatic not in {"no", ""}:
        return "It says of itself that it was sent automatically."
    if headers.get("return-path", "").strip() == "<>" or sender.lower().startswith(("mailer-daemon@", "postmaster@")):
        return "It is a report of the mail system."
    if {"x-autoreply", "x-autorespond", "x-auto-response-suppress"} & headers.keys() and _AWAY.match(
        headers.get("subject", "")
    ):
        return "It is an automatic reply."
    if _AWAY.match(headers.get("subject", "")):
        return "Its subject is that of an automatic reply."
    if headers.get("precedence", "").strip().lower() in {"bulk", "junk", "auto_reply"}:
        return "It was sent in bulk."
    if lately >= MOST_AN_HOUR:
        return f"More than {MOST_AN_HOUR} messages came from this address within an hour."
    return ""


def seems_forged(headers: Mapping[str, str]) -> bool:
    """Whether the mail server says that the sender's own domain disowns the message (DMARC)."""
    return "dmarc=fail" in headers.get("authentication-results", "").lower().replace(" ", "")


def references_named(subject: str, text: str) -> list[str]:
    """The references a message names, those of its subject first, each once: the first that is a case's is the one it
    answers, also where it names a variation or a notice before.
    """
    found = (read_reference(one.group(1)) for words in (subject, text) for one in _ANYWHERE.finditer(words))
    return list(dict.fromkeys(str(read) for read in found if read is not None))


@dataclass(frozen=True, slots=True)
class Receipt:
    """The moment a message counts as received, and why it is not the one in its header, if it is not."""

    at: datetime
    note: str = ""


@clause("Specification of casework, section 5", part="received date of an e-mail")
def receipt(*, said: datetime | None, arrived: datetime) -> Receipt:
    """An e-mail is received at the moment its header gives; at its arrival, where that is missing or cannot be so."""
    if said is None:
        return Receipt(arrived, "The message has no date that can be read: the moment it arrived counts.")
    if said > arrived + AHEAD:
        return Receipt(arrived, "The message’s date lies after its arrival: the moment it arrived counts.")
    if said < arrived - UNDER_WAY:
        return Receipt(arrived, "The message’s date lies weeks before its arrival: the moment it arrived counts.")
    return Receipt(min(said, arrived))


def without_quotes(text: str) -> str:
    """A reply without the lines it quotes from below, as far as that can be told; the whole where nothing is left."""
    kept: list[str] = []
    for line in text.splitlines():
        if re.match(r"^\s*(-{2,}\s*original message|on .{5,120} wrote:\s*$|from:\s.+@)", line, re.IGNORECASE):
            break
        if not line.lstrip().startswith(">"):
            kept.append(line)
    return "\n".join(kept).strip() or text.strip()


def subject_of(given: str) -> str:
    """A subject for a case: without Re and Fwd, on one line, never empty."""
    plain = re.sub(r"^\s*((re|fw|fwd|aw)\s*:\s*)+", "", " ".join(given.split()), flags=re.IGNORECASE)
    return plain[:200] or "Email without a subject"
