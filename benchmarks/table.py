"""The table of figures: ratios say what is good, absolute times only what order to expect."""

from dataclasses import dataclass

HEADINGS = ("workload", "ours", "peer", "floor", "ratio", "goal", "met")


@dataclass(frozen=True, slots=True)
class Figure:
    """One workload. `ours` and `floor` in seconds; `goal` is the greatest ratio of the two that is good enough.

    `peer` is a figure of another product or way in words; `note` says what else was counted, such as queries.
    """

    workload: str
    ours: float
    floor: float
    goal: float
    peer: str = "–"
    note: str = ""
    also_met: bool = True

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def met(self) -> bool:
        return self.ratio <= self.goal and self.also_met

    def cells(self) -> tuple[str, ...]:
        """The figure as a row of the table."""
        return (
            f"{self.workload} ({self.note})" if self.note else self.workload,
            duration(self.ours),
            self.peer,
            duration(self.floor),
            f"{self.ratio:.2f}" if self.ratio < 10 else f"{self.ratio:.0f}",
            f"≤ {self.goal:g}",
            "yes" if self.met else "**no**",
        )


def duration(seconds: float) -> str:
    """In the unit that fits: µs, ms or s."""
    if seconds < 0.001:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1e3:.1f} ms" if seconds < 1 else f"{seconds:.1f} s"


def row(cells: tuple[str, ...]) -> str:
    """A row in Markdown."""
    return f"| {' | '.join(cells)} |"


def heading() -> str:
    """The head of the table in Markdown."""
    return f"{row(HEADINGS)}\n{row(('---', *('---:',) * 5, '---'))}"
