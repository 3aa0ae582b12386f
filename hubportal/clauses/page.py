"""The page `docs/clauses.md`, and what is missing from it."""

from collections import defaultdict
from collections.abc import Iterable

from hubportal.clauses.collecting import ClauseMark
from hubportal.clauses.register import Clause

INTRODUCTION = """\
# Clauses

Each sentence of an agreement, regulation or terms of reference that the portal keeps; the function whose
docstring is that rule; and the tests that prove it. Written by `manage.py clauses --write`; not for editing.
"""


def tests_by_clause(marks: Iterable[ClauseMark]) -> dict[str, list[str]]:
    """The tests marked with each clause, by its title, each once, in order."""
    found: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        found[mark.title].add(mark.test)
    return {title: sorted(tests) for title, tests in found.items()}


def unproved(clauses: Iterable[Clause], marks: Iterable[ClauseMark]) -> list[Clause]:
    """The registered clauses that no test is marked with."""
    tests = tests_by_clause(marks)
    return [item for item in clauses if item.title not in tests]


def page(clauses: Iterable[Clause], marks: Iterable[ClauseMark]) -> str:
    """The whole page in Markdown, ending in one newline."""
    tests = tests_by_clause(marks)
    lines = [INTRODUCTION, "| Clause | The rule in our words | Function | Tests |", "|---|---|---|---|"]
    for item in clauses:
        where = f"`{item.module}.{item.function}`"
        proof = _tests(tests.pop(item.title, []))
        lines.append(f"| {_cell(item.title)} | {_cell(item.sentence)} | {where} | {proof} |")
    if tests:
        lines += ["", "## Kept as data, in a service or by the database", ""]
        lines += ["Clauses that a test proves and that need no rule of their own.", ""]
        lines += ["| Clause | Tests |", "|---|---|"]
        lines += [f"| {_cell(title)} | {_tests(proof)} |" for title, proof in sorted(tests.items())]
    return "\n".join(lines) + "\n"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _tests(names: Iterable[str]) -> str:
    return "<br>".join(f"`{name}`" for name in names) or "none"
