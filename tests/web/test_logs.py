"""What is written to the log says where a fault is, and nothing of what was being worked on."""

import io
import json
import logging

import pytest
import structlog

from hubportal.logs import logging_settings


@pytest.fixture
def written():
    """The lines that a production server writes while the test runs, as objects."""
    before = structlog.get_config()
    line = logging_settings(production=True, level="INFO")["formatters"]["line"].copy()
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(line.pop("()")(**line))
    structlog.configure(cache_logger_on_first_use=False)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)
    structlog.configure(**before)


def broken() -> None:
    typed = "Mr Example was refused a repeat prescription"
    try:
        raise ValueError(f"Failing row contains ({typed})")
    except ValueError as quoted:
        raise RuntimeError(typed) from quoted


def test_a_fault_is_logged_by_kind_and_place_without_its_words(written):
    try:
        broken()
    except RuntimeError:
        logging.getLogger("django.request").exception("request_failed")
    [line] = written()
    assert line["event"] == "request_failed"
    assert line["level"] == "error"
    assert line["failed"] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert any("test_logs.py" in place and place.endswith("broken") for place in line["at"])
    assert "Example" not in json.dumps(line)


def test_a_failing_page_logs_no_content_and_nothing_that_was_searched_for(written, signed_in, settings, db):
    settings.ROOT_URLCONF = "tests.tenancy.urls_with_faults"
    client = signed_in("officer")
    client.raise_request_exception = False
    assert client.get("/planted/fails/?q=prescription").status_code == 500
    text = json.dumps(written())
    assert "builtins.RuntimeError" in text
    assert "characters read" not in text
    assert "prescription" not in text


def test_the_steps_of_drawing_a_pdf_are_not_told():
    quiet = logging_settings(production=True, level="INFO")["loggers"]["weasyprint.progress"]
    assert quiet["level"] == "WARNING"
