"""Policies are data: versions by date, checked when read, written back without loss."""

import json
from datetime import time
from pathlib import Path

import pytest
import yaml

from hubportal.clocks import version_in_force
from hubportal.clocks.definitions import PolicyMistake, definition_of, policy_from
from hubportal.clocks.standards import TABLE, in_force_by_code, standard_policies
from tests.clocks.cases import POLICIES, d


def made(changes, version=2, effective_from="2016-04-01"):
    definition = {**definition_of(POLICIES["query"]), **changes}
    return policy_from(definition, code="query", version=version, effective_from=d(effective_from), clause="Local")


def test_a_case_keeps_the_version_in_force_on_its_day_of_receipt():
    second = made({})
    versions = [second, POLICIES["query"]]
    assert version_in_force(versions, d("2016-03-31")) is POLICIES["query"]
    assert version_in_force(versions, d("2016-04-01")) is second
    assert version_in_force(versions, d("2009-12-31")) is None
    assert in_force_by_code(versions, d("2016-04-01")) == {"query": second}
    assert in_force_by_code(versions, d("2009-12-31")) == {}


@pytest.mark.parametrize("code", sorted(POLICIES))
def test_a_policy_written_as_json_reads_back_the_same(code):
    policy = POLICIES[code]
    again = policy_from(
        json.loads(json.dumps(definition_of(policy))),
        code=code,
        version=policy.version,
        effective_from=policy.effective_from,
        clause=policy.clause,
    )
    assert again == policy


def test_a_cut_off_is_a_time_of_day():
    policy = made({"cut_off": "17:00"})
    assert policy.cut_off == time(17)
    assert definition_of(policy)["cut_off"] == "17:00:00"


STEP = definition_of(POLICIES["query"])["steps"][1]


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"colour": "blue"}, "“colour” is not known"),
        ({"waiting": "sleeps"}, "“sleeps” is none of nothing, pauses, restarts"),
        ({"steps": []}, "it needs one step that the answer meets"),
        ({"steps": [STEP, STEP]}, "it needs one step that the answer meets"),
        ({"day_count": "france"}, "“france” is neither england nor uk"),
        ({"steps": [{**STEP, "length": 0}]}, "needs a length of at least 1"),
        ({"steps": [{**STEP, "span": "promised_date"}]}, "only an answer counted in working days can wait"),
        ({"due_soon_days": -1}, "due soon cannot be a negative number"),
        ({"exclusion_reasons": ["rain"]}, "“rain” is not a reason for exclusion"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused_by_name(changes, mistake):
    with pytest.raises(PolicyMistake, match=f"^Policy query: .*{mistake}"):
        made(changes)


def test_a_policy_without_an_answering_step_has_none_to_give():
    from dataclasses import replace

    with pytest.raises(ValueError, match="no step that an answer meets"):
        _ = replace(POLICIES["query"], steps=()).response


def written(folder: Path, rows) -> Path:
    path = folder / "policies.yaml"
    path.write_text(yaml.safe_dump(rows))
    return path


def test_the_table_names_a_missing_column(tmp_path):
    row = yaml.safe_load(TABLE.read_text())[0]
    del row["source"]
    with pytest.raises(PolicyMistake, match="Policy query: “source” is missing"):
        standard_policies(written(tmp_path, [row]))


@pytest.mark.parametrize(
    ("change", "twice"),
    [({"effective_from": d("2016-04-01")}, "version 1"), ({"version": 2}, "effective_from 2010-01-01")],
)
def test_the_table_has_each_version_and_each_beginning_once(tmp_path, change, twice):
    row = yaml.safe_load(TABLE.read_text())[0]
    with pytest.raises(PolicyMistake, match=f"Policy query: {twice} is there twice"):
        standard_policies(written(tmp_path, [row, {**row, **change}]))


def test_every_policy_names_its_source():
    assert all(row.source for row in standard_policies())
