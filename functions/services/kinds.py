"""The kinds of record that functions keeps, as `hubportal.records` knows them."""

from functions.rules.kinds import LETTER_OF_KIND, LETTER_OF_RECORD
from functions.rules.specifications.states import SPECIFICATION as SPECIFICATION_MOVES
from functions.services.concerns import CONCERN, PERFORMERS
from functions.services.notices.kind import NOTICE
from functions.services.registers.kind import REGISTER
from functions.services.schemes.kind import INVITATION, LOCAL_SCHEME
from functions.services.variations.kind import VARIATION
from hubportal.records.kinds import RecordKind

CASE = RecordKind(
    key="case",
    name="Case",
    plural="Cases",
    letters="".join(LETTER_OF_KIND.values()),
    model="functions.Query",
)
SPECIFICATION = RecordKind(
    key="specification",
    name="Specification",
    plural="Specifications",
    letters=LETTER_OF_RECORD["specification"],
    model="functions.Specification",
    moves=SPECIFICATION_MOVES,
)
EVERY_KIND = (
    CASE, SPECIFICATION, REGISTER, VARIATION, NOTICE, CONCERN, PERFORMERS, LOCAL_SCHEME, INVITATION,
)  # fmt: skip
