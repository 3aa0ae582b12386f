"""Working by keyboard alone."""

from playwright.sync_api import Locator, Page

_HERE = "element => element === document.activeElement"
_SHOWS = """() => {
  const at = document.activeElement, held = at.closest("label") ?? at;
  return [at, held, at.nextElementSibling].filter(Boolean).some((one) => ["", "::before"].some((part) => {
    const style = getComputedStyle(one, part || null);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return outlined || style.boxShadow !== "none";
  }));
}"""


def tab_to(page: Page, wanted: Locator, *, most: int = 90) -> None:
    """Press Tab until the wanted thing has the focus, and find the focus visible there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate(_HERE):
            assert page.evaluate(_SHOWS), f"the focus does not show on {wanted}"
            return
    raise AssertionError(f"{wanted} is not reached by Tab")


def write(page: Page, wanted: Locator, text: str) -> None:
    """Go to a field and type; a select takes the letters as a choice, a text field loses what it held."""
    tab_to(page, wanted)
    if wanted.evaluate("element => element.tagName") != "SELECT":
        page.keyboard.press("Control+A")
    page.keyboard.type(text)


def go(page: Page, wanted: Locator) -> None:
    """Follow a link, or press a button."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def stops_without_focus_showing(page: Page, *, most: int = 120) -> list[str]:
    """Every stop of Tab through the whole page at which nothing shows where one is."""
    bare, last = [], ""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        here = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        # The parts of a date box are stops inside one element, and the browser's own to mark.
        if here != last and not page.evaluate(_SHOWS):
            bare.append(here)
        last = here
    return bare
