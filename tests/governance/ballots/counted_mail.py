"""A mail server that writes a row for each message, in the worker's transaction: nothing stops it from writing one
twice, so that repeats show.
"""

from django.core.mail.backends.base import BaseEmailBackend

from governance.models import Ballot, BallotEvent
from hubportal.notifications.services.items import database_now


class CountedMail(BaseEmailBackend):
    """Each message is an event of the one ballot there is."""

    def send_messages(self, email_messages):  # type: ignore[no-untyped-def]
        """Write them down."""
        ballot = Ballot.objects.get()
        for message in email_messages:
            BallotEvent.objects.create(
                hub_id=ballot.hub_id,
                committee_id=ballot.committee_id,
                ballot=ballot,
                words=f"sent {message.subject}"[:200],
                note=message.extra_headers["Message-ID"],
                at=database_now(),
            )
        return len(email_messages)
