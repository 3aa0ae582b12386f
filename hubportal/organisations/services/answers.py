"""Where the API keeps its answers to requests with an Idempotency-Key."""

from django.db import connection

from hubportal.organisations.models import AnsweredRequest
from hubportal.web.idempotency import KeptAnswer


class AnsweredRequests:
    """The answer store of `hubportal.web.idempotency`, on the person's own rows."""

    def claim(self, *, actor: int, key: str, fingerprint: str) -> KeptAnswer | None:
        """Insert the key, waiting for a twin that is being answered; an answer kept earlier comes back."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO organisations_answeredrequest (person_id, key, fingerprint, headers, made_at)"
                " VALUES (%s, %s, %s, '{}', now()) ON CONFLICT DO NOTHING",
                [actor, key, fingerprint],
            )
            if cursor.rowcount:
                return None
        kept = AnsweredRequest.objects.get(person_id=actor, key=key)
        return KeptAnswer(kept.fingerprint, kept.status or 200, kept.body, kept.headers)

    def keep(self, *, actor: int, key: str, answer: KeptAnswer) -> None:
        """Add the answer to the claimed key."""
        AnsweredRequest.objects.filter(person_id=actor, key=key).update(
            status=answer.status, body=answer.body, headers=answer.headers
        )
