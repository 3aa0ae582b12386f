"""A real IMAP server for tests: dovecot on a free port of this machine, with one mailbox in a folder of the test."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

ARRIVED = datetime(2016, 1, 6, 9, 31, tzinfo=UTC)
PASSWORD = "quiet-heron-mailbox"  # of whatever user
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
mail_uid = {mail_user}
mail_gid = {mail_group}
mail_location = maildir:{folder}/mail/%u
auth_mechanisms = plain login
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mail_user} gid={mail_group} home={folder}/mail/%u
}}
"""


@dataclass
class Server:
    """Where it listens, and whose mailbox is used now."""

    port: int
    folder: Path
    user: str = "hub"

    def deliver(self, raw: bytes, *, arrived: datetime = ARRIVED) -> None:
        """Put a message into the mailbox as a mail transfer agent would; its arrival is the time of its file."""
        inbox = self.folder / "mail" / self.user
        for part in ("tmp", "new", "cur"):
            (inbox / part).mkdir(parents=True, exist_ok=True)
        name = f"{time.time_ns()}.{os.getpid()}.test"
        (inbox / "tmp" / name).write_bytes(raw)
        os.utime(inbox / "tmp" / name, (arrived.timestamp(), arrived.timestamp()))
        (inbox / "tmp" / name).rename(inbox / "new" / name)
        self.own()

    def own(self) -> None:
        """The mail belongs to whom the server reads it as."""
        if os.getuid() == 0:
            user = pwd.getpwnam("dovecot")
            for path in [self.folder / "mail", *(self.folder / "mail").rglob("*")]:
                os.chown(path, user.pw_uid, user.pw_gid)

    def forget(self) -> None:
        """A mailbox with a new UIDVALIDITY and the messages still in it, as after the mail server was restored."""
        inbox = self.folder / "mail" / self.user
        for path in inbox.glob("dovecot*"):
            path.unlink()
        for path in (inbox / "cur").iterdir():
            path.rename(inbox / "new" / path.name.split(":")[0])
        time.sleep(1.1)  # UIDVALIDITY counts in seconds
        self.own()


def program() -> str | None:
    """Where dovecot is, if it is."""
    return shutil.which("dovecot") or shutil.which("/usr/sbin/dovecot")


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Run the server until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    me = pwd.getpwuid(os.getuid()).pw_name
    root = os.getuid() == 0
    for part in ("run", "state", "mail"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    config = folder / "dovecot.conf"
    config.write_text(
        CONFIG.format(
            folder=folder,
            port=port,
            password=PASSWORD,
            user="dovecot" if root else me,
            group="dovecot" if root else os.getgid(),
            login="dovenull" if root else me,
            mail_user="dovecot" if root else os.getuid(),
            mail_group="dovecot" if root else os.getgid(),
        )
    )
    server = Server(port, folder)
    server.own()
    running = subprocess.Popen([program() or "dovecot", "-F", "-c", str(config)], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield server
    finally:
        running.terminate()
        running.wait(20)


def _wait_for(port: int) -> None:
    """Until somebody can sign in: the server listens before it can ask for passwords."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with IMAPClient("127.0.0.1", port, ssl=False, timeout=10) as box:
                box.login("nobody-yet", PASSWORD)
                return
        except (IMAPClientError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the mail server did not start")
