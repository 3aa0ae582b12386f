"""Numbers and shares as pages show them; a number leads to the rows that make it up."""

from urllib.parse import urlencode

from django.urls import reverse
from markupsafe import Markup, escape

_LINK = '<a href="%s">%s<span class="nhsuk-u-visually-hidden"> %s</span></a>'


def linked(count: int | str, href: str, what: str) -> Markup:
    """A number as a link; `what` tells a screen reader what is counted."""
    shown = f"{count:,}" if isinstance(count, int) else count
    return Markup(_LINK % (escape(href), escape(shown), escape(what)))  # noqa: S704 - each part is escaped


def share_words(share: float | None) -> Markup:
    """94.1%, or that there is nothing to measure yet; less than all is never shown as 100%. Fit for a number's cell."""
    if share is None:
        return Markup("Nothing decided yet")
    tenths = int(share * 1000 + (0.5 if share < 0.9995 else 0))
    return Markup(f"{tenths / 10:.1f}".removesuffix(".0") + "%")  # noqa: S704 - digits only


def address(name: str, *args: object, **parameters: object) -> str:
    """A named page with its parameters; empty ones are left out."""
    given = {key: str(value) for key, value in parameters.items() if value not in (None, "", False)}
    return reverse(name, args=args or None) + (f"?{urlencode(given)}" if given else "")
