"""What a device is called in the list of one's sessions."""

import pytest

from hubportal.organisations.rules.devices import device_words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit Chrome/140.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit Version/18.0 Safari/605.1", "Safari on Mac"),
        ("Mozilla/5.0 (Linux; Android 14) Firefox/140.0", "Firefox on Android"),
        ("curl/8.0", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_browser_and_system_in_words(said: str, words: str) -> None:
    assert device_words(said) == words
