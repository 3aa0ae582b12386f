"""The documents say what is so: links lead somewhere, commands exist, pictures are made by `make screenshots`."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

PROJECT = Path(__file__).resolve().parents[2]
PAGES = sorted([PROJECT / "README.md", PROJECT / "CHANGELOG.md", *(PROJECT / "docs").rglob("*.md")])
SCREENSHOTS = PROJECT / "docs" / "screenshots"
DIAGRAMS = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)

each_page = pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(PROJECT)))


def anchors(text: str) -> set[str]:
    """The names under which headings of a page can be linked to."""
    headings = re.findall(r"^#+ (.+)$", DIAGRAMS.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_page
def test_every_link_leads_somewhere(document):
    for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text()):
        if re.match(r"https?://", target):
            continue
        path, _, anchor = target.partition("#")
        there = document.parent / path if path else document
        assert there.exists(), f"{target} is not there"
        assert not anchor or anchor in anchors(there.read_text()), f"{target} has no such heading"


@each_page
def test_every_file_named_exists(document):
    if document.name in {"CHANGELOG.md", "clauses.md"} or document.parent.name == "decisions":
        return  # what was decided or changed once may have moved since
    for path in re.findall(r"`((?:[\w.-]+/)+[\w-]+\.\w+)`", DIAGRAMS.sub("", document.read_text())):
        assert (PROJECT / path).exists() or path.startswith((".data", "~")), f"{path} is not there"


@each_page
def test_every_command_exists(document):
    text, make = document.read_text(), (PROJECT / "Makefile").read_text()
    for command in re.findall(r"manage\.py ([a-z_]+)", text):
        assert command in get_commands(), f"manage.py {command} does not exist"
    for target in re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE):
        assert re.search(rf"^{target}:", make, re.MULTILINE), f"make {target} does not exist"


def test_the_readme_is_short_and_shows_one_picture():
    text = (PROJECT / "README.md").read_text()
    assert len(text.splitlines()) < 100
    assert text.count("![") == 1


def test_every_picture_is_made_by_the_script_and_shown_in_a_page():
    script = ast.parse((PROJECT / ".ci" / "screenshots.py").read_text())
    made = {
        call.args[0].value
        for call in ast.walk(script)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") == "Picture"
        and isinstance(call.args[0], ast.Constant)
    }
    shown = {name for page in PAGES for name in re.findall(r"screenshots/([\w-]+)\.png", page.read_text())}
    kept = {picture.stem for picture in SCREENSHOTS.glob("*.png")}
    assert made == kept == shown


def test_the_pictures_are_small():
    assert sum(picture.stat().st_size for picture in SCREENSHOTS.glob("*.png")) < 3_000_000


def test_every_decision_is_listed():
    folder = PROJECT / "docs" / "decisions"
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text())
    assert listed == sorted(page.name for page in folder.glob("[0-9]*.md"))


def test_every_variable_of_the_environment_is_explained():
    """Each name that the settings read stands in docs/operations.md."""
    said = (PROJECT / "docs" / "operations.md").read_text()
    read: set[str] = set()
    settings = ["settings.py", "settings_api.py", "settings_headers.py", "settings_sign_in.py", "environment.py"]
    for source in [*settings, "tenancy/provision.py"]:
        text = (PROJECT / "hubportal" / source).read_text()
        read |= set(re.findall(r'"((?:HUBPORTAL|DATABASE|EMAIL|OIDC|REDIS)_[A-Z_]+)"', text))
    assert len(read) > 15
    assert sorted(name for name in read - {"EMAIL_HOST"} if f"`{name}`" not in said) == []
