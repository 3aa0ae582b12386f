"""Asking the API as one of the cast, for tests."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import PASSWORD


def send(client: Client, method: str, path: str, body: object, **headers: str) -> Any:
    """`send(officer, "patch", "agreements/WM-M-2016-00001/", {…}, **{"If-Match": …})`."""
    ask = getattr(client, method)
    return ask(f"/api/v1/{path}", body, content_type="application/json", headers=headers)


def bearer(key: str) -> dict[str, str]:
    """The header that carries a token of one of the cast."""
    sent = {"email": f"{key}@example.org", "password": PASSWORD}
    token = Client().post("/api/v1/token/", sent, content_type="application/json").json()["token"]
    return {"Authorization": f"Bearer {token}"}


def statements(client: Client, path: str) -> int:
    """How many statements a page of the API takes, once what is kept between requests is kept."""
    assert client.get(f"/api/v1/{path}").status_code == 200
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/api/v1/{path}").status_code == 200
    return len(asked)
