"""The page `docs/clauses.md`, and what is missing from it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from hubportal.clauses.collecting import ClauseMark
from hubportal.clauses.register import Clause

INTRODUCTION = """\
# Clauses

Each sentence of an agreement, regulation or terms of reference that the portal keeps; the function whose
docstring is that rule; and the tests that prove it. Written by `manage.py clauses --write`; not for editing.
"""


def tests_by_clause(marks: Iterable[ClauseMark]) -> Mapping[tuple[str, str], list[str]]:
    """The tests marked with each (clause, part), each once, in order."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mark in marks:
        found[mark.text, mark.part].add(mark.test)
    return {key: sorted(tests) for key, tests in found.items()}


def unproved(clauses: Iterable[Clause], marks: Iterable[ClauseMark]) -> list[Clause]:
    """The registered clauses that no test is marked with."""
    tests = tests_by_clause(marks)
    return [item for item in clauses if (item.text, item.part) not in tests]


def page(clauses: Iterable[Clause], marks: Iterable[ClauseMark]) -> str:
    """The whole page in Markdown, ending in one newline."""
    tests = dict(tests_by_clause(marks))
    lines = [INTRODUCTION, "| Clause | The rule in our words | Function | Tests |", "|---|---|---|---|"]
    for item in clauses:
        proof = tests.pop((item.text, item.part), [])
        where = f"`{item.module}.{item.function}`"
        lines.append(f"| {_cell(item.title)} | {_cell(item.sentence)} | {where} | {_tests(proof)} |")
    if tests:
        lines += ["", "## Kept as data, in a service or by the database", ""]
        lines += ["Clauses that a test proves and that need no rule of their own.", ""]
        lines += ["| Clause | Tests |", "|---|---|"]
        lines += [f"| {_cell(f'{text} ({part})' if part else text)} | {_tests(proof)} |"
                  for (text, part), proof in sorted(tests.items())]  # fmt: skip
    return "\n".join(lines) + "\n"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _tests(names: Iterable[str]) -> str:
    return "<br>".join(f"`{name}`" for name in names) or "none"
