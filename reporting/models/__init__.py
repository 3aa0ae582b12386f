"""Reports that were issued, kept as they were."""

from reporting.models.issued_logs import IssuedLog, LogReceipt

__all__ = ["IssuedLog", "LogReceipt"]
