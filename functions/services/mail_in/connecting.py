"""Connecting to a mail server that the heads of a hub named: only where the rule allows it, and to the very address
that was looked at, so that a name cannot mean another machine a moment later.
"""

import imaplib
import socket
import ssl

from django.conf import settings
from imapclient import IMAPClient

from functions.rules.mail_servers import refuse_server


class ServerNotAllowed(Exception):
    """Why a server is not connected to, in a sentence for whoever named it."""


def addresses_of(host: str, port: int) -> list[str]:
    """Every address of a server. Errors: `OSError` where nobody knows the name, `ServerNotAllowed`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as fault:
        raise OSError("no host has such a name") from fault
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if said := refuse_server(addresses, allowed=settings.MAIL_NETWORKS):
        raise ServerNotAllowed(said)
    return addresses


def _connection(host: str, port: int, seconds: float) -> socket.socket:
    fault: OSError = OSError("no address")
    for address in addresses_of(host, port):
        try:
            return socket.create_connection((address, port), timeout=seconds)
        except OSError as failed:
            fault = failed
    raise fault


class _Connected(imaplib.IMAP4):
    """The protocol over a connection made here, encrypted under the server's name."""

    def __init__(self, host: str, port: int, *, context: ssl.SSLContext | None, seconds: float) -> None:
        self._context = context
        super().__init__(host, port, timeout=seconds)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        connected = _connection(self.host, self.port, timeout or 0)
        return self._context.wrap_socket(connected, server_hostname=self.host) if self._context else connected


class MailServer(IMAPClient):
    """A client that reaches only servers it may, within so many seconds an answer."""

    def __init__(self, host: str, port: int, *, encrypted: bool, seconds: float) -> None:
        context = ssl.create_default_context() if encrypted else None
        self._seconds = seconds
        super().__init__(host, port, ssl=encrypted, ssl_context=context, timeout=seconds)

    def _create_IMAP4(self) -> imaplib.IMAP4:
        return _Connected(self.host, self.port, context=self.ssl_context, seconds=self._seconds)
