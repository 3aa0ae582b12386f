"""When two subjects are alike enough to look like one question asked twice."""

DAYS_BACK = 90
ALIKE = 0.5


def is_alike(shared: int, ours: int, theirs: int) -> bool:
    """Whether two subjects share words enough: twice the shared stems over all of both is a half or more.

    `ours` and `theirs` are the numbers of different word stems in each, `shared` those in both.
    """
    return shared > 0 and 2 * shared >= ALIKE * (ours + theirs)
