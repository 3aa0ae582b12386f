"""Calling the API in tests as somebody of the cast: words and files in, problems out."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart


def a_file(name: str = "scan.txt", content: bytes = b"We agree.") -> SimpleUploadedFile:
    """A small file that is what it says."""
    return SimpleUploadedFile(name, content, content_type="text/plain")


class Caller:
    """A client that sends JSON or files; `key` and `match` are the headers of the same meaning."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, path: str, **asked: Any) -> Any:
        """Read."""
        return self.client.get(f"/api/v1/{path}", asked)

    def send(self, path: str, sent: Any = None, *, method: str = "post", key: str = "", match: Any = None) -> Any:
        """Send words."""
        act = getattr(self.client, method)
        return act(f"/api/v1/{path}", sent or {}, content_type="application/json", headers=_headers(key, match))

    def upload(self, path: str, *, method: str = "post", key: str = "", match: Any = None, **sent: Any) -> Any:
        """Send words with files."""
        form = encode_multipart(BOUNDARY, sent)
        more = {"content_type": MULTIPART_CONTENT, "headers": _headers(key, match)}
        return self.client.generic(method.upper(), f"/api/v1/{path}", form, **more)


def _headers(key: str, match: Any) -> dict[str, str]:
    headers = {"Idempotency-Key": key} if key else {}
    return headers if match is None else {**headers, "If-Match": f'"{match}"'}


def problem_of(answer: Any) -> tuple[int, str]:
    """The status and the sentence of a problem."""
    assert answer["Content-Type"] == "application/problem+json", answer.content
    told = answer.json()
    return told["status"], told["detail"]
