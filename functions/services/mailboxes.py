"""A hub's mailboxes: set up by its heads, read by the timetable."""

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.db import transaction

from functions.models import Mailbox
from functions.rules.mail_servers import CLAUSE
from functions.services.mail_in.connecting import ServerNotAllowed, addresses_of
from functions.services.policy_versions import may_change
from hubportal.organisations.models import Hub
from hubportal.web.refusals import Refused

if TYPE_CHECKING:
    from hubportal.organisations.models import Person

_WHERE = ("host", "user", "folder")


@transaction.atomic
def set_mailbox(*, hub: Hub, by: "Person", given: Mapping[str, Any], mailbox_id: int | None = None) -> Mailbox:
    """Add a mailbox, or change one. Another server, user or folder is read from its first message.

    Refused: a server where the portal's own machines must not knock. One whose name nobody knows now is kept; reading
    it says so.
    """
    if not may_change(by, hub):
        raise Refused("Only the heads of the hub change its settings.", status=403)
    held = Mailbox.objects.select_for_update().filter(hub=hub)
    box = Mailbox(hub=hub) if mailbox_id is None else held.get(pk=mailbox_id)
    if any(other.code.lower() == given["code"].lower() and other.pk != mailbox_id for other in held):
        raise Refused("Another mailbox has this code.", field="code", status=400)
    with suppress(OSError):
        try:
            addresses_of(given["host"], given["port"])
        except ServerNotAllowed as fault:
            raise Refused(str(fault), clause=CLAUSE, field="host", status=400) from fault
    if any(getattr(box, name) != given[name] for name in _WHERE):
        box.uid_validity, box.last_uid = 0, 0
    for name, value in given.items():
        setattr(box, name, value)
    box.trouble = ""
    box.save()
    return box
