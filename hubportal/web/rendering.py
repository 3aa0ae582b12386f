"""Draws any form field, ours or another package's, with the NHS.UK component that suits its widget."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from markupsafe import Markup, escape

from hubportal.web.components import Params, drawn, filled, fresh
from hubportal.web.fields.choices import TypeAheadField
from hubportal.web.fields.dates import DateParts
from hubportal.web.fields.text import LongTextField


def _attributes(widget: forms.Widget) -> Params:
    """Attributes of the widget the component does not set itself; required and maxlength are left to the
    server.
    """
    own = {"class", "id", "required", "maxlength", "type", "cols", "rows", "autocomplete", "inputmode"}
    return {name: value for name, value in widget.attrs.items() if name not in own}


def _looks(bound: BoundField) -> Params:
    return getattr(bound.field, "looks", {})


def _common(bound: BoundField) -> Params:
    """Name, label, hint and error, as every component takes them."""
    looks = _looks(bound)
    says = getattr(bound.form, "says_optional", True)
    optional = " (optional)" if says and not bound.field.required else ""
    params: Params = {
        "id": bound.id_for_label or bound.auto_id,
        "name": bound.html_name,
        "label": {"text": f"{bound.label}{optional}"},
        "attributes": _attributes(bound.field.widget),
    }
    if looks.get("heading"):
        params["label"] |= {"isPageHeading": True, "size": looks.get("label_size", "l")}
    elif looks.get("label_size"):
        params["label"]["size"] = looks["label_size"]
    if looks.get("hidden_label"):
        params["label"]["classes"] = "nhsuk-u-visually-hidden"
    if bound.help_text:
        params["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        params["errorMessage"] = {"text": bound.errors[0]}
    return params


def _input(bound: BoundField) -> Markup:
    looks, field = _looks(bound), bound.field
    shown = bound.value()
    params = _common(bound) | {
        "type": getattr(field.widget, "input_type", "text"),
        "value": "" if shown is None else str(shown),
        "width": looks.get("width"),
        "classes": looks.get("classes", ""),
    }
    for name in ("prefix", "suffix", "inputmode", "spellcheck"):
        if name in looks:
            params[name] = looks[name]
    autocomplete = looks.get("autocomplete") or field.widget.attrs.get("autocomplete")
    if autocomplete:
        params["autocomplete"] = autocomplete
    if bound.errors:
        return fresh("input", params)
    typed = params["value"]
    return filled("input", params | {"value": "@hole-value@"}, value=typed) if typed else drawn("input", params)


def _password(bound: BoundField) -> Markup:
    params = _common(bound) | {"autocomplete": bound.field.widget.attrs.get("autocomplete", "current-password")}
    return fresh("password-input", params)


def _type_ahead(bound: BoundField) -> Markup:
    """A text box with a datalist; the script asks `search_url` while the person types."""
    field: Any = bound.field
    bound.field.widget.attrs |= {"list": f"{bound.auto_id}_list"}
    if field.search_url:
        bound.field.widget.attrs["data-search-url"] = field.search_url
    options = Markup("").join(Markup('<option value="{}"></option>').format(str(option)) for option in field.options)
    listed = Markup('<datalist id="{}">{}</datalist>').format(f"{bound.auto_id}_list", options)
    return _input(bound) + listed


def _textarea(bound: BoundField) -> Markup:
    looks = _looks(bound)
    params = _common(bound) | {"value": bound.value() or "", "rows": looks.get("rows", 5)}
    longest = getattr(bound.field, "longest", None)
    if longest and isinstance(bound.field, LongTextField):
        return fresh("character-count", params | {"maxlength": longest, "threshold": 75})
    return fresh("textarea", params)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def _select(bound: BoundField) -> Markup:
    chosen = str(bound.value() if bound.value() is not None else "")
    items = [
        {"value": str(value), "text": str(label), "selected": str(value) == chosen}
        for value, label in _flat(bound.field.widget.choices)  # type: ignore[attr-defined]
    ]
    params = _common(bound) | {"items": items}
    return fresh("select", params) if bound.errors else drawn("select", params)


def _legend(bound: BoundField, params: Params) -> Params:
    """Turns the label of a group of inputs into the legend of its fieldset."""
    label = params.pop("label")
    del params["id"]  # the first input of the group carries it
    looks = _looks(bound)
    legend = {"text": label["text"], "size": label.get("size", looks.get("label_size", "s"))}
    if label.get("isPageHeading"):
        legend["isPageHeading"] = True
    if label.get("classes"):
        legend["classes"] = label["classes"]
    params["fieldset"] = {"legend": legend}
    params["idPrefix"] = bound.auto_id
    return params


def _items(bound: BoundField, conditional: dict[str, str]) -> list[Params]:
    current = bound.value()
    chosen = {str(value) for value in (current if isinstance(current, list | tuple | set) else [current])}
    hints = _looks(bound).get("hints", {})
    items = []
    for value, label in _flat(bound.field.widget.choices):  # type: ignore[attr-defined]
        item: Params = {"value": str(value), "text": str(label), "checked": str(value) in chosen}
        if value in hints:
            item["hint"] = {"text": hints[value]}
        if str(value) in conditional:
            item["conditional"] = {"html": conditional[str(value)]}
        items.append(item)
    return items


def _group(bound: BoundField, folder: str, conditional: dict[str, str]) -> Markup:
    params = _legend(bound, _common(bound)) | {"items": _items(bound, conditional)}
    params |= {name: True for name in ("inline", "small") if _looks(bound).get(name)}
    return fresh(folder, params)


def _tick(bound: BoundField) -> Markup:
    params = _common(bound)
    hint = params.pop("hint", None)
    del params["label"], params["id"]  # the box itself carries the id
    item: Params = {
        "value": "on",
        "text": str(bound.label),
        "checked": bool(bound.value()),
        "id": bound.auto_id,
    }
    if hint:
        item["hint"] = hint
    params |= {"idPrefix": bound.auto_id, "items": [item], "small": bool(_looks(bound).get("small"))}
    return fresh("checkboxes", params)


def _faulty_parts(bound: BoundField, parts: tuple[str, ...]) -> set[str]:
    faulty: set[str] = set()
    for error in bound.form.errors.as_data().get(bound.name, ())[:1]:
        faulty.update((error.params or {}).get("parts", parts))
    return faulty


def _date(bound: BoundField) -> Markup:
    widget: Any = bound.field.widget
    typed, faulty = widget.typed(bound.value()), _faulty_parts(bound, widget.parts)
    widths = {"day": 2, "month": 2, "year": 4, "time": 5}
    items = [
        {
            "name": f"{bound.html_name}_{part}",
            "id": f"{bound.auto_id}_{part}",
            "label": part.capitalize(),
            "value": typed[part],
            "width": widths[part],
            "error": part in faulty,
            "inputmode": "text" if part == "time" else "numeric",
        }
        for part in widget.parts
    ]
    params = _legend(bound, _common(bound)) | {"id": bound.auto_id, "items": items}
    return fresh("date-input", params) if bound.errors or any(typed.values()) else drawn("date-input", params)


def _file(bound: BoundField) -> Markup:
    """The browser's own file box: the script's drop zone has a button whose name differs from its words."""
    drawn = str(fresh("file-upload", _common(bound)))
    return Markup(drawn.replace(' data-module="nhsuk-file-upload"', ""))  # noqa: S704 - the component's own HTML


def _drawing(bound: BoundField, conditional: dict[str, str]) -> Markup:
    widget = bound.field.widget
    if isinstance(bound.field, TypeAheadField):
        return _type_ahead(bound)
    by_widget: list[tuple[Any, Callable[[], Markup]]] = [
        (DateParts, lambda: _date(bound)),
        (forms.CheckboxSelectMultiple, lambda: _group(bound, "checkboxes", conditional)),
        (forms.RadioSelect, lambda: _group(bound, "radios", conditional)),
        (forms.CheckboxInput, lambda: _tick(bound)),
        (forms.Select, lambda: _select(bound)),
        (forms.Textarea, lambda: _textarea(bound)),
        (forms.FileInput, lambda: _file(bound)),
        (forms.PasswordInput, lambda: _password(bound)),
    ]
    for kind, draw in by_widget:
        if isinstance(widget, kind):
            return draw()
    return _input(bound)


def field_group(bound: BoundField, *, conditional: dict[str, str] | None = None) -> Markup:
    """Label, hint, error and input of one field, associated with each other; a hidden field is just its
    input.

    `conditional` maps a choice's value to the HTML shown only while it is chosen (radios and checkboxes).
    """
    if bound.is_hidden:
        shown = bound.value()
        return Markup('<input type="hidden" name="{}" id="{}" value="{}">').format(
            bound.html_name, bound.auto_id, "" if shown is None else shown
        )
    return _drawing(bound, conditional or {})


def error_id(bound: BoundField) -> str:
    """The id of the first input at fault, for the link in the error summary."""
    widget = bound.field.widget
    if isinstance(widget, DateParts):
        faulty = _faulty_parts(bound, widget.parts)
        first = next((part for part in widget.parts if part in faulty), widget.parts[0])
        return f"{bound.auto_id}_{first}"
    return str(escape(bound.auto_id))
