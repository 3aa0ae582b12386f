"""Tables of what records have in common. Each row names its record by kind and key, within its CCG."""

from hubportal.records.models.base import OfRecord, Record, RecordQuerySet
from hubportal.records.models.deadlines import Deadline
from hubportal.records.models.letters import Letter
from hubportal.records.models.links import RecordLink, SignedLink
from hubportal.records.models.moves import RecordFile, RecordMove
from hubportal.records.models.signatures import Signature

__all__ = [
    "Deadline",
    "Letter",
    "OfRecord",
    "Record",
    "RecordFile",
    "RecordLink",
    "RecordMove",
    "RecordQuerySet",
    "Signature",
    "SignedLink",
]
