"""Calling the API in tests: JSON in and out, as somebody of the cast."""

from typing import Any

from django.test import Client


class Caller:
    """A client that sends JSON; `key` and `match` are the headers of the same meaning."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, path: str, **asked: Any) -> Any:
        """Read."""
        return self.client.get(f"/api/v1/{path}", asked)

    def send(self, path: str, sent: Any = None, *, method: str = "post", key: str = "", match: Any = None) -> Any:
        """Send something."""
        headers = {"Idempotency-Key": key} if key else {}
        if match is not None:
            headers["If-Match"] = f'"{match}"'
        act = getattr(self.client, method)
        return act(f"/api/v1/{path}", sent or {}, content_type="application/json", headers=headers)

    def upload(self, path: str, *, key: str = "", **sent: Any) -> Any:
        """Send a file with words."""
        headers = {"Idempotency-Key": key} if key else {}
        return self.client.post(f"/api/v1/{path}", sent, headers=headers)


def problem_of(answer: Any) -> tuple[int, str]:
    """The status and the sentence of a problem."""
    assert answer["Content-Type"] == "application/problem+json", answer.content
    told = answer.json()
    return told["status"], told["detail"]
