"""Copies what the pages need of NHS.UK frontend from node_modules/ into static-built/nhsuk/.

Two changes are made on the way. The stylesheet names its font on another host: a page of ours asks no third
party for anything, and the font is licensed for NHS.UK alone, so those rules are dropped and the stylesheet's
own next choice, Arial, is used. And its pictures are named from the site's root: they become relative, so
that they are found under any static address and carry a content hash like every other file.
"""

import re
import shutil
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SOURCE = PROJECT / "node_modules/nhsuk-frontend/dist/nhsuk"
TARGET = PROJECT / "static-built/nhsuk"

FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
SOURCE_MAP = re.compile(r"(/\*|//)# sourceMappingURL=\S+( \*/)?")
ROOTED = re.compile(r"url\((['\"]?)/assets/")
ELSEWHERE = re.compile(r"url\(['\"]?(?:https?:)?//|@import")


def stylesheet(text: str) -> str:
    """The stylesheet as we serve it; refused when it would still ask another host for something."""
    text = SOURCE_MAP.sub("", FONT_FACE.sub("", text))
    text = ROOTED.sub(r"url(\1assets/", text)
    left = ELSEWHERE.search(text)
    if left:
        sys.exit(f"The NHS.UK stylesheet still asks another host: …{text[left.start() : left.start() + 80]}…")
    return text


def main() -> None:
    made = TARGET.with_name("nhsuk.new")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    css = (SOURCE / "nhsuk-frontend.min.css").read_text(encoding="utf-8")
    (made / "nhsuk-frontend.min.css").write_text(stylesheet(css), encoding="utf-8")
    script = (SOURCE / "nhsuk-frontend.min.js").read_text(encoding="utf-8")
    (made / "nhsuk-frontend.min.js").write_text(SOURCE_MAP.sub("", script), encoding="utf-8")
    shutil.copytree(SOURCE / "assets", made / "assets")
    shutil.rmtree(TARGET, ignore_errors=True)
    made.rename(TARGET)


if __name__ == "__main__":
    main()
