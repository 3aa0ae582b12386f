"""The tables of `fixtures/`: what the source documents say, one file each, checked when read."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings


class FaultyTable(ValueError):
    """A fixture that does not hold what its reader expects; names the file, the row and the fault."""


def folder() -> Path:
    """Where the tables lie."""
    return Path(settings.BASE_DIR) / "fixtures"


def read_csv(name: str, *, required: tuple[str, ...] = (), unique: str = "") -> list[dict[str, str]]:
    """The rows of a CSV table, stripped; `required` columns are never empty and `unique` never repeats."""
    with (folder() / name).open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file)
        rows = [{column: (value or "").strip() for column, value in row.items()} for row in table]
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        for column in required:
            if not row.get(column):
                raise FaultyTable(f"{name}, line {number}: {column} is empty.")
        if unique and row[unique] in seen:
            raise FaultyTable(f"{name}, line {number}: {unique} {row[unique]} is there twice.")
        seen.add(row.get(unique, ""))
    return rows


def read_yaml(name: str) -> Any:
    """A YAML table as plain lists and mappings."""
    return yaml.safe_load((folder() / name).read_text(encoding="utf-8"))


def day(text: str) -> date | None:
    """A date of a CSV table; None where the table is silent."""
    return date.fromisoformat(text) if text else None
