"""Reads a page as a browser would, and asks of it what every page of ours promises."""

from typing import Any
from xml.etree.ElementTree import Element

import tinyhtml5


class Page:
    """A parsed page or a piece of one."""

    def __init__(self, html: Any) -> None:
        text = html.decode() if isinstance(html, bytes) else str(html)
        self.root: Element = tinyhtml5.parse(text, namespace_html_elements=False)

    def all(self, *names: str) -> list[Element]:
        """Every element of these names."""
        return [element for element in self.root.iter() if element.tag in names]

    def words(self, element: Element | None = None) -> str:
        """The words inside an element, spaces folded."""
        return " ".join("".join((self.root if element is None else element).itertext()).split())

    def by_id(self, name: str) -> Element:
        """The one element with an id."""
        found = [element for element in self.root.iter() if element.get("id") == name]
        assert len(found) == 1, f"{len(found)} elements with the id {name!r}"
        return found[0]

    def with_class(self, name: str) -> list[Element]:
        """Every element that has a class."""
        return [element for element in self.root.iter() if name in (element.get("class") or "").split()]

    def label_of(self, element: Element) -> str:
        """The words of the label of an input, in a fieldset together with its legend."""
        labels = [label for label in self.all("label") if label.get("for") == element.get("id")]
        assert len(labels) == 1, f"{len(labels)} labels for {element.attrib}"
        return self.words(labels[0])


def faults(html: Any) -> list[str]:
    """What a page of ours may never have: no h1 or two, an input without label, a bare table, anything inline."""
    page = Page(html)
    found = []
    if len(page.all("h1")) != 1:
        found.append(f"{len(page.all('h1'))} h1 headings")
    ids = [element.get("id") for element in page.root.iter() if element.get("id")]
    found += [f"id {name} twice" for name in sorted({name for name in ids if ids.count(name) > 1})]
    labelled = {label.get("for") for label in page.all("label")}
    wrapped = {id(child) for label in page.all("label") for child in label.iter()}
    for field in page.all("input", "select", "textarea"):
        if field.get("type") in {"hidden", "submit"}:
            continue
        if field.get("id") not in labelled and id(field) not in wrapped:
            found.append(f"{field.get('name')} has no label")
    for table in page.all("table"):
        if table.find("caption") is None:
            found.append("a table without a caption")
    found += [f"a heading cell without scope: {page.words(cell)}" for cell in page.all("th") if not cell.get("scope")]
    for element in page.root.iter():
        found += [
            f"inline {name} on {element.tag}" for name in element.attrib if name == "style" or name.startswith("on")
        ]
    found += ["an inline script" for script in page.all("script") if not script.get("src")]
    found += ["an inline style" for _ in page.all("style")]
    described = [part for element in page.root.iter() for part in (element.get("aria-describedby") or "").split()]
    found += [f"described by {name}, which is not there" for name in described if name not in ids]
    return found
