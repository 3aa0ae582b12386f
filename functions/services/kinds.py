"""The kinds of record that functions keeps, as `hubportal.records` knows them."""

from functions.rules.kinds import LETTER_OF_KIND
from functions.services.schemes.kind import INVITATION, LOCAL_SCHEME
from hubportal.records.kinds import RecordKind

CASE = RecordKind(
    key="case",
    name="Case",
    plural="Cases",
    letters="".join(LETTER_OF_KIND.values()),
    model="functions.Query",
)
EVERY_KIND = (CASE, LOCAL_SCHEME, INVITATION)
