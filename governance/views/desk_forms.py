"""The forms of the desk on its page: each drawn once for what it holds, and which of them was sent."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.http import QueryDict
from django.template.loader import get_template
from markupsafe import Markup

from governance.forms.desk import FORMS, DeskForm, OwnDeclarationForm
from governance.presenters.desk import DeskPage
from governance.presenters.desk_choices import choices_of
from governance.rules.desk.entries import Kind

MOST_FORMS = 512


class Forms:
    """What a template calls to draw a form of the desk, folded away: `{{ fold("note", "Keep a note", about_item) }}`.

    A form is drawn once for what it holds, however many entries come and go meanwhile; `typed` is the one that was
    refused, drawn with what was typed and never kept.
    """

    def __init__(
        self, enter: str, choices: Mapping[str, list[tuple[str, str]]], typed: DeskForm | None, *, whose: str = "desk"
    ) -> None:
        self.enter, self.choices, self.typed, self.whose = enter, choices, typed, whose

    def __call__(
        self,
        name: str,
        title: str = "",
        about: Mapping[str, Any] | None = None,
        begins: Mapping[str, str] | None = None,
    ) -> Markup:
        """The form of this name; `begins` is what stands in its fields before anybody types."""
        asked = tuple((key, str(value)) for key, value in (about or {}).items())
        if self.typed is not None and self.typed.known_as() == name:
            return _draw_form(self.typed, title, asked, self.enter, self.whose)
        kind = OwnDeclarationForm if self.whose == "mine" else _BY_NAME[name]
        lists = {of: tuple(self.choices.get(of, ())) for of in kind.lists.values()}
        return _drawn_form(
            kind, title, asked, self.enter, self.whose, tuple(lists.items()), tuple((begins or {}).items())
        )


_BY_NAME = {form.known_as(): form for form in FORMS}


@lru_cache(maxsize=MOST_FORMS)
def _drawn_form(
    kind: type[DeskForm],
    title: str,
    about: tuple[tuple[str, str], ...],
    enter: str,
    whose: str,
    lists: tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
    begins: tuple[tuple[str, str], ...],
) -> Markup:
    form = kind(choices={of: list(held) for of, held in lists}, initial=dict(begins))
    return _draw_form(form, title, about, enter, whose)


def _draw_form(form: DeskForm, title: str, about: tuple[tuple[str, str], ...], enter: str, whose: str) -> Markup:
    words = {"form": form, "title": title, "about": dict(about), "enter": enter, "whose": whose}
    return Markup(get_template("governance/desk/form.jinja").render(words))  # noqa: S704 - drawn by our own template


def form_sent(page: DeskPage, sent: QueryDict) -> DeskForm | None:
    """The form of an entry with words in it; None for one that is a button."""
    kind = sent.get("kind", "")
    if kind == Kind.DECLARE and sent.get("page") == "mine":
        return OwnDeclarationForm(sent)
    name = sent.get("form") or kind
    found = next((form for form in FORMS if form.kind == kind and form.known_as() == name), None)
    return found(sent, choices=choices_of(page)) if found else None


def problems_in(typed: DeskForm | None, problem: str) -> list[dict[str, str]]:
    """What is said at the top of the page of an entry that was refused."""
    return [*(typed.error_summary if typed is not None else []), *([{"text": problem}] if problem else [])]
