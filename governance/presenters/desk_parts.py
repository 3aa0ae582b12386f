"""The parts of a page of the desk, drawn once and alike for everybody who sees the same.

What differs from one reader to the next, or from one drawing to the next, is not drawn but left blank: the token of
the reader's session and the key of each entry. `filled` puts them in, so that one drawing serves every page it is asked
for. Each part carries a mark of what it says. A page that sends the marks it has is sent only the parts that say
something else, and a form in which nothing changed is not sent at all.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.template.loader import get_template
from markupsafe import Markup, escape

# What stands in a drawing for the token and a key. Nothing that is typed can look like it, for `<` and `"` are escaped.
BLANKS = '<input type="hidden" name="csrfmiddlewaretoken" value=""><input type="hidden" name="key" value="">'


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: its id, a mark of what it says, and its HTML with blanks."""

    id: str
    mark: str
    html: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page of the desk with blanks, whole and by its parts."""

    html: str
    parts: tuple[Part, ...]

    def beyond(self, known: Mapping[str, str]) -> str:
        """The parts that say something else than the page which has these marks."""
        return "".join(part.html for part in self.parts if known.get(part.id) != part.mark)


class Parts:
    """What a template calls to draw a part: `{% call part("now", tag="section", label="now") %}…{% endcall %}`."""

    def __init__(self) -> None:
        self.found: list[Part] = []

    def __call__(
        self, name: str, *, tag: str = "div", label: str = "", classes: str = "", caller: Callable[[], str]
    ) -> Markup:
        """One part; `label` is the id of its heading."""
        said = Markup(caller())  # noqa: S704 - what the template drew
        mark = blake2b(said.encode(), digest_size=6).hexdigest()
        about = Markup("").join(
            Markup(' {}="{}"').format(attribute, value)
            for attribute, value in (("class", classes), ("aria-labelledby", label))
            if value
        )
        html = Markup('<{} id="part-{}" data-part data-mark="{}"{}>{}</{}>\n').format(
            Markup(tag),  # noqa: S704 - named by the template
            name,
            mark,
            about,
            said,
            Markup(tag),  # noqa: S704
        )
        self.found.append(Part(f"part-{name}", mark, str(html)))
        return html


def drawing(template: str, words: Mapping[str, Any]) -> Drawing:
    """Draw the parts of a page. No request is known to the template, so nothing of one reader can stay in it."""
    parts = Parts()
    html = get_template(template).render({**words, "part": parts})
    return Drawing(html, tuple(parts.found))


def filled(html: str, token: Callable[[], str]) -> str:
    """The HTML with the reader's token and a new key for each entry in the places left for them."""
    first, *rest = html.split(BLANKS)
    if not rest:
        return html
    said = f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(token())}">'
    return first + "".join(f'{said}<input type="hidden" name="key" value="{uuid.uuid4()}">{more}' for more in rest)


def marks_of(said: str) -> dict[str, str]:
    """The marks a page says it has: `part-now:1f… part-motions:a0…`."""
    return dict(pair.partition(":")[::2] for pair in said.split())  # type: ignore[misc]
