"""Logs: one line an event, with request, person and status, and never the content of a case.

JSON in production, for whatever collects it; plain lines on a laptop, from warnings upwards. An exception's words can
quote a row (PostgreSQL names the values it refused), so production keeps only its kinds and the places in the code;
what was searched for is cut off addresses everywhere.
"""

import sys
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any

import structlog

Event = MutableMapping[str, Any]
MOST_PLACES = 40


def _chain(exception: BaseException | None) -> Iterator[BaseException]:
    """The exception and what caused it, latest first."""
    seen: set[int] = set()
    while exception is not None and id(exception) not in seen:
        seen.add(id(exception))
        yield exception
        exception = exception.__cause__ or exception.__context__


def without_content(logger: Any, name: str, event: Event) -> Event:
    """structlog processor: what failed and where, without messages, variables or statements."""
    info = event.pop("exc_info", None)
    for words in ("exception", "stack", "stack_info"):
        event.pop(words, None)
    if info:
        chain = list(_chain(info[1] if isinstance(info, tuple) else sys.exc_info()[1]))
        frames = [frame for one in chain for frame in traceback.extract_tb(one.__traceback__)]
        event["failed"] = [f"{type(one).__module__}.{type(one).__qualname__}" for one in chain]
        event["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-MOST_PLACES:]]
    return event


def without_query(logger: Any, name: str, event: Event) -> Event:
    """structlog processor: the address of a request without what was typed into a search or filter."""
    if isinstance(event.get("request"), str):
        event["request"] = event["request"].partition("?")[0]
    return event


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    without_query,
]


def logging_settings(*, production: bool, level: str) -> dict[str, Any]:
    """Configure structlog and answer with Django's LOGGING, so that both write through one formatter."""
    fault = without_content if production else structlog.processors.format_exc_info
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            fault,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=production,
    )
    renderer = structlog.processors.JSONRenderer() if production else structlog.dev.ConsoleRenderer(colors=False)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                "foreign_pre_chain": [*_SHARED, fault],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        # WeasyPrint tells each step of each PDF, which says nothing to whoever reads the log of a server.
        "loggers": {"weasyprint.progress": {"level": "WARNING"}},
    }
