"""The clause register: one keeper for each clause, one page that lists them."""

from pathlib import Path

import pytest

from hubportal.clauses import ClauseRegister, ClauseRegisteredTwice, ClauseWithoutSentence
from hubportal.clauses.collecting import ClauseMark, import_rules, marks_below
from hubportal.clauses.page import page, unproved


def two_thirds():
    """Two thirds of the members
    present make a quorum.

    More is said here.
    """


def one_third():
    """One third make a quorum."""


def silent(): ...


def test_the_first_paragraph_of_the_docstring_is_the_sentence():
    register = ClauseRegister()
    assert register.clause("ToR 9")(two_thirds) is two_thirds
    [found] = register.all()
    assert found.sentence == "Two thirds of the members present make a quorum."
    assert (found.module, found.function, found.title) == (__name__, "two_thirds", "ToR 9")


@pytest.mark.parametrize(("first", "second"), [(None, None), (None, "chair"), ("chair", None), ("chair", "chair")])
def test_the_same_clause_twice_is_an_import_error_unless_each_names_its_part(first, second):
    register = ClauseRegister()
    register.clause("ToR 9", part=first)(two_thirds)
    with pytest.raises(ClauseRegisteredTwice, match="one_third claims “ToR 9”, which .*two_thirds keeps already"):
        register.clause("ToR 9", part=second)(one_third)
    assert issubclass(ClauseRegisteredTwice, ImportError)


def test_parts_of_one_clause_may_have_keepers_of_their_own():
    register = ClauseRegister()
    register.clause("ToR 9", part="members")(two_thirds)
    register.clause("ToR 9", part="chair")(one_third)
    assert [item.title for item in register.all()] == ["ToR 9 (chair)", "ToR 9 (members)"]
    assert len(register.of("ToR 9")) == 2


def test_a_function_that_does_not_say_its_rule_cannot_keep_a_clause():
    with pytest.raises(ClauseWithoutSentence, match="silent claims “ToR 9”"):
        ClauseRegister().clause("ToR 9")(silent)


TEST_FILE = """
import pytest
pytestmark = [pytest.mark.clause("ToR 1"), pytest.mark.slow]
other = pytest.mark.clause("not a module's mark")

@pytest.mark.clause("ToR 9", part="chair")
@pytest.mark.parametrize("x", [1])
@named
def test_chair(x): ...

@pytest.mark.clause("ToR 9", "members")
class TestMembers:
    @pytest.mark.clause()
    async def test_nothing(self): ...
"""


def test_marks_are_found_on_functions_classes_and_modules(tmp_path):
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "test_quorum.py").write_text(TEST_FILE)
    assert marks_below(folder) == [
        ClauseMark("", "", "tests/test_quorum.py::test_nothing"),
        ClauseMark("ToR 1", "", "tests/test_quorum.py"),
        ClauseMark("ToR 9", "chair", "tests/test_quorum.py::test_chair"),
        ClauseMark("ToR 9", "members", "tests/test_quorum.py::TestMembers"),
    ]


def test_a_single_module_mark_needs_no_list(tmp_path):
    (tmp_path / "test_one.py").write_text('pytestmark = pytest.mark.clause("ToR 1")\n')
    assert [mark.text for mark in marks_below(tmp_path)] == ["ToR 1"]


def test_the_page_lists_rule_function_and_tests_and_a_clause_without_a_test_is_found():
    register = ClauseRegister()
    register.clause("ToR 9", part="chair")(one_third)
    register.clause("ToR 10")(two_thirds)
    marks = [
        ClauseMark("ToR 9", "chair", "tests/b.py::test_b"),
        ClauseMark("ToR 9", "chair", "tests/a.py::test_a"),
        ClauseMark("ToR 23a", "", "tests/c.py::test_c"),
        ClauseMark("ToR 9 (chair)", "", "tests/d.py::test_marked_with_the_whole_title"),
    ]
    written = page(register.all(), marks)
    assert f"| ToR 9 (chair) | One third make a quorum. | `{__name__}.one_third` |" in written
    assert "`tests/a.py::test_a`<br>`tests/b.py::test_b`<br>`tests/d.py::test_marked_with_the_whole_title`" in written
    assert "| ToR 23a | `tests/c.py::test_c` |" in written
    assert [item.text for item in unproved(register.all(), marks)] == ["ToR 10"]
    assert "| none |" in written


def test_a_page_without_further_marks_has_one_table():
    assert "Kept as data" not in page([], [])


def test_rules_packages_are_imported_and_the_rest_left_alone(tmp_path, monkeypatch):
    for name, body in {
        "app_of_test/__init__.py": "",
        "app_of_test/rules/__init__.py": "",
        "app_of_test/rules/votes.py": "",
        "app_of_test/services.py": "",
        "app_of_test/views.py": "raise RuntimeError",
        "ground_of_test/__init__.py": "",
        "ground_of_test/due.py": "",
        "ground_of_test/models.py": "raise RuntimeError",
    }.items():
        path: Path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert import_rules(["app_of_test"], whole=["ground_of_test"]) == [
        "app_of_test.rules",
        "app_of_test.rules.votes",
        "app_of_test.services",
        "ground_of_test",
        "ground_of_test.due",
    ]
