"""A mailbox of the West Midlands hub on a real IMAP server."""

import tempfile
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from functions.models import IncomingMessage, Mailbox
from functions.services.mail_in.jobs import read_mailboxes, sort_in_hub
from hubportal.organisations.models import Hub
from hubportal.tenancy.scope import Scope, scope
from tests.functions.mail import imap_server
from tests.functions.mail.imap_server import Server

NOW = datetime(2016, 1, 20, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server for the module's tests, in a folder that the user it runs as may enter (pytest's own are closed)."""
    if imap_server.program() is None:
        pytest.skip("dovecot is not installed here: apt-get install dovecot-imapd")
    with tempfile.TemporaryDirectory(prefix="imap-") as folder:
        Path(folder).chmod(0o755)
        with imap_server.serving(Path(folder)) as found:
            yield found


@pytest.fixture
def mailbox(db: None, server: Server, monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """The mailbox, empty."""
    server.user = f"hub-{uuid.uuid4().hex[:8]}"
    monkeypatch.setenv("HUBPORTAL_MAILBOX_WM_WM", imap_server.PASSWORD)
    hub = Hub.objects.get(code="WM")
    with in_hub(hub.pk):
        return Mailbox.objects.create(
            hub=hub, code="WM", address="hub@example.org", host="127.0.0.1", port=server.port, uses_tls=False,
            user=server.user,
        )  # fmt: skip


def in_hub(hub_id: int) -> Any:
    """The scope of the hub's background work."""
    return scope(Scope(role="hub_work", hub=hub_id, reason="test"))


@pytest.fixture
def fetch(mailbox: Mailbox) -> Callable[[], list[IncomingMessage]]:
    """Read the mailbox as the timetable does and sort what came; answers with every message kept so far."""

    def fetched() -> list[IncomingMessage]:
        with scope(None):
            read_mailboxes(hub_id=mailbox.hub_id, now=NOW)
            with in_hub(mailbox.hub_id):
                keys = list(IncomingMessage.objects.order_by("pk").values_list("pk", flat=True))
            for key in keys:
                sort_in_hub(hub_id=mailbox.hub_id, message_id=key, now=NOW)
            with in_hub(mailbox.hub_id):
                return list(IncomingMessage.objects.select_related("query").order_by("pk"))

    return fetched
