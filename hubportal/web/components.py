"""NHS.UK components drawn once: what many pages show with the same words is kept, and only what differs is put in.

A component depends on nothing but its parameters, so a drawing is kept by them, whole. What differs from case to case
(an address, the words inside a fold) is a hole in the kept drawing, filled afterwards, so that no kept drawing holds
anything of a case or anything that anybody typed.
"""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from django.template import engines
from markupsafe import Markup, escape

Params = dict[str, Any]
Kept = TypeVar("Kept")
MOST_KEPT = 1_000
_HOLE = re.compile("@(hole-[a-z-]+)@")
_kept: dict[Hashable, Any] = {}


def kept(key: Hashable, make: Callable[[], Kept]) -> Kept:
    """What `make` makes, made once for each key; the key must hold everything it depends on."""
    found: Kept | None = _kept.get(key)
    if found is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        found = _kept[key] = make()
    return found


@cache
def _macro(folder: str) -> Callable[[Params], Markup]:
    template = engines["jinja2"].env.get_template(f"nhsuk/components/{folder}/macro.jinja")  # type: ignore[attr-defined]
    first, *others = folder.split("-")
    return getattr(template.module, first + "".join(map(str.capitalize, others)))  # type: ignore[no-any-return]


def fresh(folder: str, params: Params) -> Markup:
    """A component by the name of its folder, drawn now: for what somebody typed, or an error."""
    return _macro(folder)(params)


def drawn(folder: str, params: Params) -> Markup:
    """The same, drawn once for these parameters."""
    return kept((folder, repr(params)), lambda: fresh(folder, params))


def filled(folder: str, params: Params, **holes: Any) -> Markup:
    """A component drawn once with holes, "@hole-href@" among its parameters, and what goes into each: `href=…`.

    Text is escaped on its way in, ready HTML is not.
    """
    return pieced((folder, repr(params)), lambda: fresh(folder, params), holes)


def pieced(key: Hashable, make: Callable[[], Markup], holes: Mapping[str, Any]) -> Markup:
    """What `make` draws with holes in it, drawn once for each key, and what goes into each hole."""
    pieces = kept(("pieces", key), lambda: _HOLE.split(str(make())))
    told = [escape(holes[piece[5:]]) if place % 2 else piece for place, piece in enumerate(pieces)]
    return Markup("".join(told))  # noqa: S704 - the components' own HTML, and what was escaped just now


def button(params: Params) -> Markup:
    """A button, or a link that looks like one; what it says and where it leads are put in."""
    return _with_holes("button", params, ("text", "href", "value"))


def _with_holes(folder: str, params: Params, names: Sequence[str]) -> Markup:
    holes = {name.lower(): params[name] for name in names if params.get(name)}
    marks = {name: f"@hole-{name.lower()}@" for name in names if name.lower() in holes}
    return filled(folder, params | marks, **holes)


def details(params: Params) -> Markup:
    """A fold: `summaryText` or ready HTML as `summaryHtml`, and the HTML it hides as `html`."""
    ready = {name: Markup(params[name]) for name in ("summaryHtml", "html") if params.get(name)}  # noqa: S704 - as the component takes it
    return _with_holes("details", params | ready, ("summaryText", "summaryHtml", "html"))


def breadcrumb(params: Params) -> Markup:
    """The way to a page, in links."""
    marks, holes = [], {}
    for letter, item in zip("abcdefgh", params["items"], strict=False):
        given = {name: item[name] for name in ("text", "href") if item.get(name)}
        marks.append(item | {name: f"@hole-{name}-{letter}@" for name in given})
        holes |= {f"{name}-{letter}": value for name, value in given.items()}
    return filled("breadcrumb", params | {"items": marks}, **holes)


def back_link(params: Params) -> Markup:
    """The way back from a page that has one page before it."""
    return _with_holes("back-link", params, ("text", "href"))


def skip_link(params: Params) -> Markup:
    """The first link of a page."""
    return drawn("skip-link", params)


def footer(params: Params) -> Markup:
    """The foot of a page."""
    return drawn("footer", params)


def page_header(service: str, links: Sequence[Params], navigation: Sequence[Params], sign_out: str | Markup) -> Markup:
    """The header of every page: a person's links and menu drawn once, and the form for signing out, whose token is
    new each time, put in afterwards.
    """
    items = [*links, *([{"html": "@hole-sign-out@"}] if sign_out else [])]
    params = {
        "service": {"text": service, "href": "/"},
        "account": {"items": items} if items else False,
        "navigation": {"items": list(navigation)} if navigation else False,
    }
    return filled("header", params, **{"sign-out": Markup(sign_out)})  # noqa: S704 - the form is of our own layout


# Under the names by which the NHS.UK macros are known in templates.
GLOBALS = {
    "nhsukButton": button,
    "details": details,
    "breadcrumb": breadcrumb,
    "backLink": back_link,
    "skipLink": skip_link,
    "footer": footer,
    "filled": filled,
    "page_header": page_header,
}
