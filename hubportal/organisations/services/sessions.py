"""Where a person is signed in, and ending that.

Sessions are found by reading the live ones: there are as many as people at work, and this is asked seldom.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.crypto import constant_time_compare

from hubportal.organisations.models import Person
from hubportal.organisations.services.tokens import digest_of


@dataclass(frozen=True, slots=True)
class LiveSession:
    """One browser in which a person is signed in. Moments are aware; None where a session has not said yet."""

    key: str
    device: str
    began_at: datetime | None
    last_seen_at: datetime | None

    @property
    def name(self) -> str:
        """What a page calls it by: the key itself would sign anybody in who saw it."""
        return digest_of(self.key)


def _moment(seconds: object) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int | float) else None


def live_sessions(*, person: Person, at: datetime) -> list[LiveSession]:
    """The person's sessions that have not expired or been left idle at that moment, the latest used first."""
    idle_since = at - timedelta(seconds=settings.SESSION_IDLE_SECONDS)
    found = []
    for session in Session.objects.filter(expire_date__gt=at).iterator():
        said = session.get_decoded()
        if said.get(SESSION_KEY) != str(person.pk):
            continue
        last = _moment(said.get("last_seen"))
        if last is None or last >= idle_since:
            began = _moment(said.get("began"))
            found.append(LiveSession(session.session_key, str(said.get("device", "")), began, last))
    return sorted(found, key=lambda one: one.last_seen_at or idle_since, reverse=True)


@transaction.atomic
def end_session(*, by: Person, name: str, at: datetime) -> bool:
    """End one of a person's own sessions by its name; False when there is none such (it may have ended meanwhile)."""
    keys = [one.key for one in live_sessions(person=by, at=at) if constant_time_compare(one.name, name)]
    return bool(Session.objects.filter(session_key__in=keys).delete()[0])


@transaction.atomic
def end_sessions(*, person: Person, at: datetime, keep: str | None = None) -> int:
    """End every session and API token of a person, except the session `keep`; returns how many sessions ended."""
    keys = [
        session.session_key
        for session in Session.objects.filter(expire_date__gt=at).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(person.pk) and session.session_key != keep
    ]
    person.api_tokens.all().delete()
    ended, _ = Session.objects.filter(session_key__in=keys).delete()
    return ended
