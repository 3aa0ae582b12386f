"""What every page must be whatever it says: without a fault of WCAG 2.2 AA, one heading, nothing off its side."""

from django.conf import settings
from playwright.sync_api import Page

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
_AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async (tags) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  return found.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html).join(" ")}`);
}"""
# The components are fetched after the page has loaded, and then move the menu and the words under a long text about.
_SETTLED = """() => !document.body.classList.contains("nhsuk-frontend-supported")
  || [...document.querySelectorAll("[data-module]")].every((one) => one.hasAttribute(`data-${one.dataset.module}-init`))
"""
_SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands, each in a line."""
    page.wait_for_function(_SETTLED)
    page.evaluate(f"{_AXE.read_text()};undefined")  # over the debugger, so the page's own policy stays in force
    said = list(page.evaluate(_RUN, TAGS))
    if sideways := page.evaluate(_SIDEWAYS):
        said.append(f"{sideways} pixels wider than the screen")
    if (count := page.locator("h1").count()) != 1:
        said.append(f"{count} headings of the first level")
    if not page.title().endswith("– NHS") or page.locator("html[lang=en]").count() != 1:
        said.append("no title, or no language")
    return [f"{page.url} at {page.viewport_size['width']}: {one}" for one in said]  # type: ignore[index]


def assert_sound(page: Page) -> None:
    """No fault on a desk's screen nor on a phone's, without loading the page again."""
    page.wait_for_load_state()  # a heading still being laid out has no colours to speak of
    before = page.viewport_size
    found = []
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found += faults(page)
    if before:
        page.set_viewport_size(before)
    assert not found, "\n".join(found)
