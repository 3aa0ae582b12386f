"""Mailboxes are read from servers on the internet: the portal knocks at no door of its own network."""

import socket
from typing import Any

import pytest

from functions.models import Mailbox
from functions.rules.mail_servers import refuse_server
from functions.services.mail_in import connecting
from functions.services.mail_in.reading import MailboxTrouble, opened
from hubportal.environment import networks

TYPED = {
    "code": "FIN", "address": "finance@example.org", "host": "127.0.0.1", "port": "993", "user": "finance",
    "folder": "INBOX", "stream": "finance", "uses_tls": "on",
}  # fmt: skip


@pytest.mark.clause("Specification of casework, section 5", part="mail servers on the internet")
@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104
        "::1", "::", "fe80::1%eth0", "fd00::7", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1",
    ],
)  # fmt: skip
def test_a_server_on_a_private_network_or_on_this_machine_is_refused(address: str) -> None:
    said = refuse_server([address], allowed=[])
    assert said is not None
    assert "Enter a server on the internet" in said
    assert refuse_server(["8.8.8.8", address], allowed=[]) is not None, "each address of a name has to hold"


def test_a_server_on_the_internet_or_on_a_network_that_is_allowed_is_read() -> None:
    assert refuse_server(["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"], allowed=[]) is None
    assert refuse_server(["10.8.3.4", "::1"], allowed=["10.8.0.0/16", "::1/128"]) is None
    assert refuse_server(["10.9.3.4"], allowed=["10.8.0.0/16", "::1/128"]) is not None


@pytest.mark.django_db
def test_a_head_cannot_point_a_mailbox_into_the_portals_own_network(signed_in: Any, settings: Any) -> None:
    settings.MAIL_NETWORKS = []
    for host in ("127.0.0.1", "localhost", "10.0.0.5", "169.254.169.254", "::1", "2130706433"):
        answer = signed_in("head").post("/settings/mailboxes/", TYPED | {"host": host})
        assert answer.status_code == 422, host
        page = answer.content.decode()
        assert "private network or on this machine" in page
        assert 'value="finance@example.org"' in page, "nothing typed is lost"


def test_reading_looks_again_and_connects_to_the_address_it_looked_at(settings: Any, monkeypatch: Any) -> None:
    settings.MAIL_NETWORKS = []
    box = Mailbox(host="mail.example.org", port=993, user="hub", code="WM")
    meanings = iter([["203.0.113.9", "8.8.8.8"], ["8.8.8.8"]])
    monkeypatch.setattr(
        socket, "getaddrinfo",
        lambda host, port, **more: [(2, 1, 6, "", (address, port)) for address in next(meanings)],
    )  # fmt: skip
    with pytest.raises(MailboxTrouble, match="private network or on this machine"), opened(box):
        raise AssertionError("it was opened")
    reached: list[Any] = []

    def connect(where: Any, timeout: float) -> socket.socket:
        reached.append(where)
        raise OSError("nobody there")

    monkeypatch.setattr(connecting.socket, "create_connection", connect)
    with pytest.raises(MailboxTrouble, match="did not let it be read"), opened(box):
        raise AssertionError("it was opened")
    assert reached == [("8.8.8.8", 993)], "the address that was looked at, not the name again"


def test_a_network_that_is_none_is_said_at_the_start(monkeypatch: Any) -> None:
    from django.core.exceptions import ImproperlyConfigured

    monkeypatch.setenv("HUBPORTAL_MAIL_NETWORKS", "10.8.0.0/16, elsewhere")
    with pytest.raises(ImproperlyConfigured, match="'elsewhere' is no network"):
        networks("HUBPORTAL_MAIL_NETWORKS")
