"""Finding what to print: the modules that may register clauses, and the tests marked with one."""

import ast
import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hubportal.clauses.register import title_of


@dataclass(frozen=True, slots=True, order=True)
class ClauseMark:
    """One `@pytest.mark.clause(text, part=...)`, or one with the whole title as its text, and where it stands."""

    text: str
    part: str
    test: str

    @property
    def title(self) -> str:
        """The clause it is about, as printed."""
        return title_of(self.text, self.part)


def import_rules(packages: Iterable[str], *, whole: Iterable[str] = ()) -> list[str]:
    """Import every module of rules or services below the named packages, and everything below those in `whole`.

    Returns the names imported. Modules of a `whole` package that need Django's models are left to Django.
    """
    imported = []
    for package in packages:
        for name in _modules_below(package):
            if {"rules", "services"} & set(name.split(".")):
                importlib.import_module(name)
                imported.append(name)
    for package in whole:
        for name in _modules_below(package):
            if not {"migrations", "management", "models"} & set(name.split(".")):
                importlib.import_module(name)
                imported.append(name)
    return imported


def _modules_below(package: str) -> Iterator[str]:
    found = importlib.import_module(package)
    yield package
    for module in pkgutil.walk_packages(found.__path__, prefix=f"{package}."):
        yield module.name


def marks_below(folder: Path) -> list[ClauseMark]:
    """Every clause mark in the test files below a folder, read without running them."""
    found: list[ClauseMark] = []
    for path in sorted(folder.rglob("test_*.py")):
        where = path.relative_to(folder.parent).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
                found += [mark for item in node.decorator_list for mark in _marks(item, f"{where}::{node.name}")]
            elif isinstance(node, ast.Assign) and _is_pytestmark(node):
                found += [mark for item in _listed(node.value) for mark in _marks(item, where)]
    return sorted(found)


def _is_pytestmark(node: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets)


def _listed(value: ast.expr) -> list[ast.expr]:
    return list(value.elts) if isinstance(value, ast.List | ast.Tuple) else [value]


def _marks(node: ast.expr, test: str) -> Iterator[ClauseMark]:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "clause":
        return
    words = [item.value for item in node.args if isinstance(item, ast.Constant)]
    named = {item.arg: item.value.value for item in node.keywords if isinstance(item.value, ast.Constant)}
    text = str(words[0]) if words else ""
    part = str(words[1]) if len(words) > 1 else str(named.get("part") or "")
    yield ClauseMark(text, part, test)
