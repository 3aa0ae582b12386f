"""What the image and its containers are given: every file the code reads, and every variable a server may set."""

import re
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parents[2]
CODE = ("finance", "functions", "governance", "hubportal", "reporting")
# Made in the image itself, or read only where the code is worked on.
NOT_SENT = {"static-built", "docs", "tests", ".data"}
# Set by the image, or for laptops, tests and one-off commands alone; the database of the containers has no pool.
NOT_HANDED_ON = {
    "HUBPORTAL_DATA", "HUBPORTAL_DEBUG", "HUBPORTAL_DEMO_PASSWORD", "HUBPORTAL_EMAIL_BACKEND", "HUBPORTAL_POOLED",
    "HUBPORTAL_PRODUCTION", "DATABASE_OWNER_URL", "DATABASE_BACKUP_URL",
}  # fmt: skip


def test_every_file_that_the_code_reads_is_in_the_image() -> None:
    sent = {line.strip("!/") for line in (PROJECT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    named = {
        name
        for folder in CODE
        for source in (PROJECT / folder).rglob("*.py")
        for name in re.findall(r'BASE_DIR\)? / "([^"]+)"', source.read_text(encoding="utf-8"))
    }
    assert {"fixtures", "templates", "pyproject.toml"} <= named
    assert named - NOT_SENT - sent == set()


def test_every_setting_of_a_server_is_handed_on_to_its_containers() -> None:
    settings = ["settings.py", "settings_api.py", "settings_headers.py", "settings_sign_in.py", "environment.py"]
    read: set[str] = set()
    for source in settings:
        text = (PROJECT / "hubportal" / source).read_text(encoding="utf-8")
        read |= set(re.findall(r'"((?:HUBPORTAL|DATABASE|EMAIL|OIDC|REDIS|CLAMD)_[A-Z_]+)"', text))
    composed = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert read - NOT_HANDED_ON - set(composed["services"]["web"]["environment"]) == set()
