"""`python -m benchmarks`: the table of ratios. Absolute times only say what order to expect."""

import argparse

from benchmarks import boot, volume
from benchmarks.table import Figure, heading, row
from hubportal.tenancy import embedded

SMALL, LARGE = 10_000, 1_000_000
GROUPS = (
    "lists",
    "pages",
    "walls",
    "clocks",
    "sweep",
    "invitations",
    "exports",
    "registers",
    "desk",
    "packs",
    "growth",
)


def main() -> None:
    """Make or find the load-test databases, measure, and print one row as soon as it is known."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("--queries", type=int, default=LARGE, help="cases of the larger database (default %(default)s)")
    asked.add_argument("--only", choices=GROUPS, nargs="*", default=GROUPS, help="measure these groups only")
    given = asked.parse_args()
    server = embedded.ensure(volume.DATA)
    try:
        for queries in {SMALL, given.queries}:
            volume.ready(queries)
            volume.tidy(queries)
        boot.settle(given.queries)
        print(heading(), flush=True)
        for figure in _figures(given.queries, given.only):
            print(row(figure.cells()), flush=True)
    finally:
        server.stop()


def _figures(queries: int, groups: list[str]):  # type: ignore[no-untyped-def]
    from benchmarks import (
        database_workloads,
        desk_workloads,
        export_workloads,
        governance_workloads,
        pack_workloads,
        page_workloads,
    )

    pages = page_workloads.Pages()
    makers = {
        "lists": lambda: page_workloads.list_figures(pages),
        "pages": lambda: page_workloads.other_figures(pages),
        "walls": lambda: database_workloads.wall_figures(pages.hub),
        "clocks": lambda: database_workloads.clock_figures(pages.hub),
        "sweep": lambda: database_workloads.sweep_figures(pages.hub),
        "invitations": lambda: database_workloads.invitation_figures(pages.hub),
        "exports": lambda: export_workloads.figures(pages),
        "registers": lambda: governance_workloads.figures(pages.hub),
        "desk": lambda: desk_workloads.figures(pages),
        "packs": pack_workloads.figures,
    }
    for group in groups:
        if group in makers:
            yield from makers[group]()
        if group == "sweep":
            volume.tidy(queries)
    if "growth" in groups and queries > SMALL:
        yield _growth(queries)


def _growth(queries: int) -> Figure:
    """The default work list of the larger database against that of the smaller one, in turns of a few pages."""
    from statistics import median

    from benchmarks.page_workloads import LIST, Pages
    from benchmarks.timing import alternately

    taken: dict[int, list[float]] = {queries: [], SMALL: []}
    for _ in range(10):
        for size in taken:
            boot.change_to(size)
            pages = Pages()
            taken[size] += alternately([pages.read("head", f"{LIST}?view=all")], times=4)
    boot.change_to(queries)
    large, small = median(taken[queries]), median(taken[SMALL])
    return Figure(f"work list, {queries:,} against {SMALL:,} cases", large, small, 1.3)


if __name__ == "__main__":
    main()
