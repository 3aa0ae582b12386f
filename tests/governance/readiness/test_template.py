"""The template of the source document as data."""

from typing import Any

import pytest

from governance.figures import readiness as figures
from hubportal.organisations.services.tables import FaultyTable


def test_the_source_has_14_areas_four_teams_and_seven_principles() -> None:
    found = figures.templates()["2014"]
    assert len(found.areas) == 14
    assert [area.number for area in found.areas] == list(range(1, 15))
    assert list(found.teams) == ["corporate", "finance", "primary_care", "contracts"]
    assert len(found.principles) == 7
    assert "Trafford" in found.source


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda rows: rows[0].pop("source"), "a template has no source"),
        (lambda rows: rows[0]["areas"].append(rows[0]["areas"][0]), "an area is there twice"),
        (lambda rows: rows.append(dict(rows[0])), "the same version or begin on the same day"),
    ],
)
def test_a_template_that_is_not_whole_is_refused(monkeypatch: pytest.MonkeyPatch, change: Any, fault: str) -> None:
    rows = figures.read_yaml(figures.FILE)
    change(rows)
    monkeypatch.setattr(figures, "read_yaml", lambda name: rows)
    figures.templates.cache_clear()
    try:
        with pytest.raises(FaultyTable, match=fault):
            figures.templates()
    finally:
        figures.templates.cache_clear()
