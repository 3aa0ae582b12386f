"""What is drawn once is what would be drawn now, whoever asks, and keeps nothing that differs from page to page."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from markupsafe import Markup

from functions.figures.work_filter import WorkListFilter
from functions.forms.work_list import FilterForm, filter_fields
from hubportal.web import components
from hubportal.web.addresses import address, addresses
from hubportal.web.components import back_link, breadcrumb, button, details, drawn, filled, fresh, page_header
from hubportal.web.rendering import field_group


def folded(html: Any) -> str:
    return " ".join(str(html).split())


@pytest.mark.parametrize(
    "params",
    [
        {"text": "Assign", "variant": "secondary", "small": True, "name": "act", "value": "assign"},
        {"text": "Acknowledge", "href": "/cases/WM-Q-2016-00001/acknowledge/"},
        {"text": "Take <this> & that", "preventDoubleClick": True, "value": 'a"b'},
        {"text": "Save", "name": None, "value": None, "variant": None},
    ],
)
def test_a_button_drawn_once_equals_a_fresh_one(params: dict[str, Any]) -> None:
    for _ in range(2):
        assert folded(button(params)) == folded(fresh("button", params))


def test_a_fold_drawn_once_equals_a_fresh_one() -> None:
    for params in (
        {"summaryText": "More & more", "html": Markup("<ul><li>One</li></ul>")},
        {"summaryHtml": Markup("Why<span> this</span>"), "html": Markup("<p>So</p>"), "open": True, "classes": "wide"},
        {"summaryHtml": "Why<span> this</span>", "html": "<p>So</p>"},
    ):
        for _ in range(2):
            assert folded(details(params)) == folded(fresh("details", params))


def test_the_way_to_a_page_equals_a_fresh_one() -> None:
    items = [
        {"text": "Cases", "href": "/cases/"},
        {"text": "WM-Q-2016-00001 <b>", "href": "/cases/WM-Q-2016-00001/?a&b"},
    ]
    for shown in (items[:1], items, [items[0], {"text": "Here"}]):
        for _ in range(2):
            assert folded(breadcrumb({"items": shown})) == folded(fresh("breadcrumb", {"items": shown}))
    for back in ({"href": "/cases/"}, {"href": "/cases/?a&b", "text": "Back to <all>"}):
        assert folded(back_link(back)) == folded(fresh("back-link", back))


def test_what_differs_is_put_in_and_not_kept() -> None:
    said = details({"summaryText": "A", "html": Markup("<p>Ann’s letter</p>")})
    other = details({"summaryText": "B", "html": Markup("<p>Bob’s letter</p>")})
    assert "Ann" in said
    assert "Ann" not in other
    button({"text": "Open", "href": "/cases/WM-Q-2016-00077/"})
    assert not [kept for kept in map(repr, components._kept.items()) if "Ann’s" in kept or "00077" in kept]


def test_text_in_a_hole_is_escaped_and_cannot_open_another() -> None:
    html = filled("button", {"text": "@hole-text@", "value": "@hole-value@"}, text="@hole-value@ <b>", value='"><i>')
    assert "@hole-value@ &lt;b&gt;" in html
    assert "<i>" not in html


def test_one_persons_header_is_not_anothers() -> None:
    def header(name: str, token: str) -> str:
        links = [{"text": name, "href": "/account/", "icon": True}]
        return page_header("Hub Portal", links, [{"text": "Home", "href": "/"}], Markup(f"<form>{token}</form>"))  # noqa: S704

    ann, bob = header("Ann", "first"), header("Bob", "second")
    assert [word in ann for word in ("Ann", "first", "Bob", "second")] == [True, True, False, False]
    assert [word in bob for word in ("Ann", "first", "Bob", "second")] == [False, False, True, True]
    assert header("Ann", "third").replace("third", "first") == ann
    assert not [kept for kept in map(repr, components._kept.items()) if "<form>" in kept]


def test_drawings_are_kept_by_all_their_words() -> None:
    assert drawn("footer", {"copyright": {"text": "One"}}) != drawn("footer", {"copyright": {"text": "Two"}})


def test_filters_drawn_once_equal_the_form_and_keep_nothing_typed(db: None) -> None:
    ccgs = [("05R", "South Warwickshire"), ("05Y", "Walsall")]
    owners = [("8a1f2c1e-0000-4000-8000-000000000001", "Ann Example")]
    for asked in (
        WorkListFilter(),
        WorkListFilter(kind="foi", ccgs=("05Y",)),
        WorkListFilter(words="quince", tag="medlar"),
        WorkListFilter(words='"sorb" <b>&@hole-tag@', tag="medlar", received_from=date(2016, 1, 4), practice="M84901"),
    ):
        for practice in (False, True):
            form = FilterForm(asked, ccgs=ccgs, practice=practice, owners=owners)
            now = "".join(field_group(field) for field in form)
            for _ in range(2):
                assert filter_fields(asked, ccgs=ccgs, practice=practice, owners=owners) == now
    plain = filter_fields(WorkListFilter(), ccgs=ccgs, practice=False, owners=owners)
    assert plain != filter_fields(WorkListFilter(), ccgs=ccgs[:1], practice=False, owners=owners)
    # Whose colleagues are offered differs from person to person.
    assert plain != filter_fields(WorkListFilter(), ccgs=ccgs, practice=False, owners=[])
    assert not [
        kept
        for kept in map(repr, components._kept.items())
        if any(word in kept for word in ("quince", "medlar", "sorb", "M84901"))
    ]


def test_a_box_with_something_typed_equals_a_fresh_one_and_keeps_none_of_it() -> None:
    form = FilterForm(WorkListFilter(words='quince "&" <b>'), ccgs=[], practice=False, owners=[])
    for _ in range(2):
        html = field_group(form["q"])
        assert 'value="quince &#34;&amp;&#34; &lt;b&gt;"' in html
    assert not [kept for kept in map(repr, components._kept.items()) if "quince" in kept]


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("functions:list", ()),
        ("functions:query", ("WM-Q-2016-00001",)),
        ("functions:query", ("a b/ü?",)),
        ("functions:export", ("csv",)),
        ("functions:saved-view", ("3b241101-e2bb-4255-8caf-4136c566a962",)),
    ],
)
def test_an_address_worked_out_once_is_the_one_django_gives(name: str, args: tuple[str, ...]) -> None:
    try:
        given = reverse(name, args=args or None)
    except Exception as refused:  # noqa: BLE001 - whatever Django says of an address that cannot be
        with pytest.raises(type(refused)):
            address(name, *args)
    else:
        assert address(name, *args) == address(name, *args) == given
        if args:
            assert addresses(name, [args[0], args[0]]) == [given, given]
