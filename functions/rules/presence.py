"""How long somebody counts as having a case before them."""

from datetime import timedelta

NOW = timedelta(minutes=1)  # an open page says every half minute that it is still open
RECENT = timedelta(minutes=5)
RENEWED = timedelta(seconds=25)
FORGOTTEN = timedelta(hours=1)
