"""The menu of the header: each app registers its items in `ready()`, each with who may see it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.urls import NoReverseMatch
from django.utils.functional import SimpleLazyObject

from hubportal.web.addresses import address


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu. `allowed` is asked with the signed-in person; `order` sorts the menu."""

    label: str
    url_name: str
    allowed: Callable[[Any], bool]
    order: int = 100


_items: dict[str, Item] = {}


def register(
    label: str, url_name: str, *, allowed: Callable[[Any], bool] = lambda person: True, order: int = 100
) -> None:
    """Add an entry to the menu; registering a URL name again replaces its entry."""
    _items[url_name] = Item(label=label, url_name=url_name, allowed=allowed, order=order)


def items_for(person: Any, *, path: str) -> list[dict[str, Any]]:
    """The menu of one person as the header component takes it, the entry of this page marked as current."""
    if not getattr(person, "is_authenticated", False):
        return []
    entries: list[dict[str, Any]] = []
    for item in sorted(_items.values(), key=lambda item: (item.order, item.label)):
        if item.allowed(person):
            entries.append({"text": item.label, "href": address(item.url_name)})
    under = [entry for entry in entries if entry["href"] != "/" and path.startswith(entry["href"])]
    current = max(under, key=lambda entry: len(entry["href"]), default=None)
    for entry in entries:
        entry["current"] = entry["href"] == path
        entry["active"] = entry is current
    return entries


def _link(name: str) -> str | None:
    """The address of a named page, or None where this installation has no such page."""
    try:
        return address(name)
    except NoReverseMatch:
        return None


def account_items_for(person: Any) -> list[dict[str, Any]]:
    """My account and choose organisation, as links; signing out is a form of its own in the layout."""
    if not getattr(person, "is_authenticated", False):
        sign_in = _link(settings.LOGIN_URL)
        return [{"text": "Sign in", "href": sign_in}] if sign_in else []
    # Somebody who works in one of several roles sees which, where they can change it.
    working_as = getattr(person, "working_as", "") or "Choose organisation"
    wanted = ((str(person), "my_account"), (working_as, "choose_organisation"))
    found = [(text, _link(name)) for text, name in wanted]
    return [{"text": text, "href": href, "icon": text == str(person)} for text, href in found if href]


def context(request: HttpRequest) -> dict[str, Any]:
    """Template context of every page: the menu, the account links and the address for signing out."""
    person = getattr(request, "user", None)
    return {
        "navigation": items_for(person, path=request.path),
        "account_links": account_items_for(person),
        "sign_out_url": _link("account_logout"),
        # Made when it is first shown and the same in every form of the page; Django's own is masked afresh each time.
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
    }
