"""Timing things in turn, so that a busy machine is as busy for one as for the other."""

import time
from collections.abc import Callable, Sequence
from statistics import median

Act = Callable[[], object]
TIMES, WARMING = 21, 4


def alternately(acts: Sequence[Act], *, times: int = TIMES, warming: int = WARMING) -> list[float]:
    """The median seconds of each act, all run in turn so many times after some unmeasured rounds."""
    taken: list[list[float]] = [[] for _ in acts]
    for round_number in range(warming + times):
        for place, act in enumerate(acts):
            began = time.perf_counter()
            act()
            if round_number >= warming:
                taken[place].append(time.perf_counter() - began)
    return [median(each) for each in taken]
