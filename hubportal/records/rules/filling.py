"""Letters of records filled in from a mapping of names, never run as a template language."""

import re
from collections.abc import Mapping

_NAME = re.compile(r"\{([a-z_]+)\}")


def names_in(text: str) -> list[str]:
    """The names in braces, once each, in order."""
    return list(dict.fromkeys(_NAME.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Each known name replaced by its value, once; an unknown one stays as it is for the writer to see."""
    return _NAME.sub(lambda found: values.get(found.group(1), found.group(0)), text)
