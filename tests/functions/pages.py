"""What tests of pages share: a form filled in as a browser would send it."""

from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import PASSWORD


def freshly(key: str) -> Client:
    """A browser's client whose person signed in a moment ago, as signing, approving and publishing ask for."""
    client = Client()
    client.post("/accounts/login/", {"login": f"{key}@example.org", "password": PASSWORD})
    return client


def boxes(name: str, at: datetime) -> dict[str, str]:
    """The boxes of a date and time."""
    local = timezone.localtime(at)
    parts = {"day": local.day, "month": local.month, "year": local.year, "time": f"{local:%H:%M}"}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


def day_boxes(name: str, at: datetime | None = None) -> dict[str, str]:
    """The boxes of a date, today when none is given."""
    filled = boxes(name, at or timezone.now())
    return {key: value for key, value in filled.items() if not key.endswith("_time")}


def logged(**changed: Any) -> dict[str, Any]:
    """What an officer types to log a query; any field may be given instead."""
    return {
        "practice": "Alder Lane Surgery (M84901)",
        "kind": "query",
        "category": "access",
        "subject": "Opening hours on a training afternoon",
        "detail": "May the practice close on Wednesday afternoon?",
        "channel": "email",
        "priority": "normal",
        "contact_name": "Ann Example",
        "contact_email": "ann@example.org",
        **boxes("received_at", timezone.now() - timedelta(hours=1)),
        **changed,
    }


class _Form(HTMLParser):
    """What the fields of a page hold, by name."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, str] = {}
        self._name, self._in_text = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "input" and name and (said.get("type") not in {"radio", "checkbox", "file"} or "checked" in said):
            self.held[name] = value
        elif tag in {"textarea", "select"}:
            self._name, self._in_text = name, tag == "textarea"
            self.held[name] = ""
        elif tag == "option" and "selected" in said:
            self.held[self._name] = value

    def handle_data(self, data: str) -> None:
        if self._in_text:
            self.held[self._name] += data

    def handle_endtag(self, tag: str) -> None:
        self._in_text = self._in_text and tag != "textarea"


def as_shown(page: str) -> dict[str, str]:
    """What a browser would send of a page's form when nothing is changed on it."""
    form = _Form()
    form.feed(page)
    return {name: said.strip() for name, said in form.held.items() if name != "csrfmiddlewaretoken"}


def text_of(response: Any) -> str:
    """The page as text."""
    return response.content.decode()


def asked_of_database(client: Any, address: str) -> list[str]:
    """The statements a page asks, without the savepoints that a test's own transaction turns its transaction into."""
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in caught if "SAVEPOINT" not in query["sql"]]
