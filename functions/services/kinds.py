"""The kinds of record that functions keeps, as `hubportal.records` knows them."""

from functions.rules.kinds import LETTER_OF_KIND
from functions.services.concerns import CONCERN, PERFORMERS
from functions.services.notices.kind import NOTICE
from functions.services.registers.kind import REGISTER
from functions.services.variations.kind import VARIATION
from hubportal.records.kinds import RecordKind

CASE = RecordKind(
    key="case",
    name="Case",
    plural="Cases",
    letters="".join(LETTER_OF_KIND.values()),
    model="functions.Query",
)
EVERY_KIND = (CASE, REGISTER, VARIATION, NOTICE, CONCERN, PERFORMERS)
