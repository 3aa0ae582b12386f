"""A message in its parts, read so that no broken header or unknown encoding stops it."""

import email
import email.policy
import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.header import Header, decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from functions.rules.mail_in import LONGEST_TEXT

_BROKEN = (LookupError, ValueError, TypeError, AttributeError, OverflowError)


@dataclass(frozen=True, slots=True)
class Attached:
    """One attachment: its name as given, its declared type, its bytes."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a message says. `said_at` is None where its date is missing or cannot be read."""

    key: str
    from_name: str
    from_address: str
    subject: str
    text: str
    said_at: datetime | None
    headers: dict[str, str]
    files: list[Attached] = field(default_factory=list)


def parse(raw: bytes) -> Parsed:
    """A message from its bytes."""
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    headers = {name.lower(): words(value) for name, value in reversed(message.items())}
    # Mail servers write one of these each; that any of them disowns the message must not be lost behind the first.
    judged = message.get_all("authentication-results", [])
    if judged:
        headers["authentication-results"] = "; ".join(words(value) for value in judged)
    name, address = sender_of(headers.get("from", ""))
    return Parsed(
        key=key_of(headers.get("message-id", ""), raw),
        from_name=name,
        from_address=address,
        subject=headers.get("subject", "")[:250],
        text=_clean(_text_of(message))[:LONGEST_TEXT],
        said_at=_moment(headers.get("date", "")),
        headers=headers,
        files=list(_files_of(message)),
    )


def key_of(message_id: str, raw: bytes) -> str:
    """What a message is known by: its Message-ID, or a hash of it where it has none."""
    found = message_id.strip().strip("<>").strip()
    return found[:250] if found else f"sha256:{hashlib.sha256(raw).hexdigest()}"


def words(value: object) -> str:
    """A header as text on one line, whatever it was encoded in."""
    text = _eight_bit(value) if isinstance(value, Header) else str(value)
    try:
        decoded = decode_header(text)
    except _BROKEN:
        decoded = [(text, None)]
    parts = [part if isinstance(part, str) else _part(part, charset) for part, charset in decoded]
    return _clean(" ".join("".join(parts).split()))


def _eight_bit(header: Header) -> str:
    """A header with bytes beyond ASCII that say no encoding: read as the words they most likely are."""
    parts = [part if isinstance(part, bytes) else part.encode("utf-8", "replace") for part, _ in decode_header(header)]
    return _decoded(b"".join(parts), "utf-8")


def _part(raw: bytes, charset: str | None) -> str:
    """A part of a header; what stood between encoded words comes in the way of decode_header itself."""
    if charset is not None:
        return _decoded(raw, charset)
    try:
        return raw.decode("raw-unicode-escape")
    except _BROKEN:
        return _decoded(raw, "utf-8")


def _decoded(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset)
    except _BROKEN:
        return raw.decode("utf-8", "replace") if _mostly_utf8(raw) else raw.decode("cp1252", "replace")


def _mostly_utf8(raw: bytes) -> bool:
    return raw.decode("utf-8", "replace").count("\ufffd") * 10 < len(raw)


def _clean(text: str) -> str:
    """Text the database takes: no NUL and no half of a pair."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def sender_of(header: str) -> tuple[str, str]:
    """Name and address of a From header; empty where there is none."""
    for name, address in getaddresses([header]):
        if "@" in address:
            return name[:160], address[:254].lower()
    return header[:160], ""


def _moment(header: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(header)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except _BROKEN:
        return None


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something; a message inside a message is one of them."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _leaves(part)


def _is_file(part: Message) -> bool:
    named = part.get_filename() is not None
    return named or part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text"


def _text_of(message: Message) -> str:
    """The plain text of a message, or else its HTML as text."""
    plain, rich = [], []
    for part in _leaves(message):
        if _is_file(part):
            continue
        text = _decoded(_payload(part), str(part.get_content_charset() or "utf-8"))
        (rich if part.get_content_subtype() == "html" else plain).append(text)
    return "\n".join(plain).strip() or "\n".join(_from_html(text) for text in rich).strip()


def _payload(part: Message) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except _BROKEN:
        found = None
    return found if isinstance(found, bytes) else str(part.get_payload()).encode("utf-8", "replace")


def _from_html(text: str) -> str:
    """HTML as plain text: enough to read, and nothing of it is ever shown as HTML."""
    text = re.sub(r"(?is)<(script|style|head)\b.*?</\1\s*>", "", text)
    text = re.sub(r"(?i)<(br|/p|/div|/tr|/li|/h[1-6])\b[^>]*>", "\n", text)
    return re.sub(r"\n\s*\n+", "\n\n", html.unescape(re.sub(r"<[^>]*>", "", text))).strip()


def _files_of(message: Message) -> Iterator[Attached]:
    for number, part in enumerate(_leaves(message), start=1):
        if not _is_file(part):
            continue
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            first = inner[0] if isinstance(inner, list) and inner else None
            content = first.as_bytes() if isinstance(first, Message) else _payload(part)
            name = words(part.get_filename() or f"message {number}.eml")
        else:
            content = _payload(part)
            name = words(part.get_filename() or f"part {number}")
        yield Attached(name[:120] or f"part {number}", part.get_content_type(), content)
