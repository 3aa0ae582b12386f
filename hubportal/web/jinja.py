"""The Jinja2 environment of all our pages: our templates first, then the NHS.UK components.

The NHS.UK macros need undefined names to chain silently. In our own templates a name nobody passed is a
mistake, so with `STRICT_TEMPLATES` (tests) it raises instead of showing nothing.
"""

import sys
from functools import cache
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    pass_context,
)
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup

from hubportal.web import components, panels, words
from hubportal.web.addresses import address
from hubportal.web.forms import summary_of
from hubportal.web.rendering import field_group

FILTERS = {
    "long_date": words.long_date,
    "short_date": words.short_date,
    "day_and_month": words.day_and_month,
    "weekday_date": words.weekday_date,
    "moment": words.moment,
    "clock_time": words.clock_time,
    "pounds": words.pounds,
    "working_days": words.working_days,
    "days_left": words.days_left,
    "file_size": words.file_size,
}


class StrictTopLevel(ChainableUndefined):
    """Undefined that raises when one of our own templates shows or tests a name nobody passed."""

    def _refuse_unknown_name(self) -> None:
        if self._undefined_obj is not missing:
            return  # a missing key or attribute: the components rely on these chaining
        frame = sys._getframe(2)
        while frame is not None and not {"name", "blocks", "debug_info"} <= frame.f_globals.keys():
            frame = frame.f_back  # type: ignore[assignment]
        name = (frame and frame.f_globals["name"]) or ""
        if not name.startswith("nhsuk/"):
            self._fail_with_undefined_error()

    def __str__(self) -> str:
        self._refuse_unknown_name()
        return ""

    def __html__(self) -> str:
        self._refuse_unknown_name()
        return ""

    def __iter__(self) -> Any:
        self._refuse_unknown_name()
        return iter(())

    def __bool__(self) -> bool:
        self._refuse_unknown_name()
        return False


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page: url("functions:query", reference)."""
    return reverse(name, args=args or None, kwargs=kwargs) if kwargs else address(name, *args)


@pass_context
def panel(context: Context, slot: str, **subject: Any) -> Markup:
    """What the apps above have to say in a named slot of this page."""
    return panels.show(slot, context.get("request"), **subject)


def query_with(parameters: QueryDict | None, **changes: Any) -> str:
    """A query of an address with some parameters changed; None removes one. Always begins with ?."""
    changed = parameters.copy() if parameters else QueryDict(mutable=True)
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"


@pass_context
def query_string(context: Context, **changes: Any) -> str:
    """The query of this page's own address with some parameters changed (in a page; a macro takes `query_with`)."""
    request = context.get("request")
    return query_with(request.GET if request else None, **changes)


def environment(**options: Any) -> Environment:
    """Made once by Django's Jinja2 backend; see TEMPLATES in the settings."""
    own = options.pop("loader", None) or FileSystemLoader(settings.BASE_DIR / "templates")
    options["undefined"] = StrictTopLevel if getattr(settings, "STRICT_TEMPLATES", False) else ChainableUndefined
    made = Environment(
        loader=ChoiceLoader([own, PackageLoader("nhsuk_frontend_jinja")]),
        extensions=["jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
        **{name: value for name, value in options.items() if name != "autoescape"},
    )
    made.globals.update(
        components.GLOBALS,
        url=url,
        static=cache(static),
        panel=panel,
        query_string=query_string,
        query_with=query_with,
        field_group=field_group,
        summary_of=summary_of,
        plural=words.plural,
        service_name=getattr(settings, "SERVICE_NAME", "Hub Portal"),
    )
    made.filters.update(FILTERS)
    return made
