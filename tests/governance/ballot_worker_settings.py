"""The portal's settings with a lease of two seconds, and a mail server whose letters can be counted."""

from hubportal.settings import *  # noqa: F403

OUTBOX_LEASE_SECONDS = 2
EMAIL_DELIVERY_BACKEND = "tests.governance.ballots.counted_mail.CountedMail"
