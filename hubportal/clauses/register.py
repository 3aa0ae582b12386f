"""Registering the function that keeps a clause.

    @clause("London MOU, standard 3", part="update")
    def ...

The function's docstring begins with the rule as one sentence in our words. A clause belongs to one function;
where it needs several, each names its part.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Kept = TypeVar("Kept", bound=Callable[..., object])


class ClauseRegisteredTwice(ImportError):
    """Two functions claim the same clause, or the same part of it."""


class ClauseWithoutSentence(ImportError):
    """A function claims a clause without saying the rule in its docstring."""


@dataclass(frozen=True, slots=True, order=True)
class Clause:
    """One clause (or part of one) and the function that keeps it.

    `text` is the clause as people cite it ("London MOU, standard 3"); `part` is "" for the whole clause.
    """

    text: str
    part: str
    sentence: str
    module: str
    function: str

    @property
    def title(self) -> str:
        """The clause with its part, as printed."""
        return title_of(self.text, self.part)


def title_of(text: str, part: str) -> str:
    """A clause with its part, as people cite it and as tests may be marked: "London MOU, standard 3 (update)"."""
    return f"{text} ({part})" if part else text


def _sentence(function: Callable[..., object]) -> str:
    """The first paragraph of the docstring on one line; the rule in our words."""
    lines: list[str] = []
    for line in (function.__doc__ or "").strip().splitlines():
        if not line.strip():
            break
        lines.append(line.strip())
    return " ".join(lines)


class ClauseRegister:
    """All clauses registered by the modules imported so far."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Clause] = {}

    def clause(self, text: str, part: str | None = None) -> Callable[[Kept], Kept]:
        """Register the decorated function as the keeper of this clause, or of one named part of it."""

        def keep(function: Kept) -> Kept:
            self._add(text, part or "", function)
            return function

        return keep

    def _add(self, text: str, part: str, function: Callable[..., object]) -> None:
        where = f"{function.__module__}.{function.__qualname__}"
        sentence = _sentence(function)
        if not sentence:
            raise ClauseWithoutSentence(f"{where} claims “{text}” and needs a docstring that says the rule.")
        for known in self.of(text):
            if known.part == part or not known.part or not part:
                raise ClauseRegisteredTwice(
                    f"{where} claims “{text}”, which {known.module}.{known.function} keeps already."
                    " If each keeps a part of it, both must name their part, and the parts must differ."
                )
        self._kept[text, part] = Clause(text, part, sentence, function.__module__, function.__qualname__)

    def of(self, text: str) -> list[Clause]:
        """Every registered part of one clause."""
        return [known for (kept, _), known in self._kept.items() if kept == text]

    def all(self) -> list[Clause]:
        """Every registered clause, in order of text and part."""
        return sorted(self._kept.values())


register = ClauseRegister()
clause = register.clause
