"""Processes that end with the one that started them, however it ends."""

import ctypes
import os
import signal
from collections.abc import Callable
from typing import Final

_PR_SET_PDEATHSIG: Final = 1


def end_with_parent(order: signal.Signals) -> None:
    """From now on the kernel sends us this signal when our parent ends, even by kill -9."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, order)


def tied(order: signal.Signals) -> Callable[[], None]:
    """A `preexec_fn` that ties a child to this process.

    The kernel watches the thread that forked, not the process: children are started from the main thread.
    """
    parent = os.getpid()
    libc = ctypes.CDLL(None)  # loaded here: between fork and exec as little as possible may happen

    def before_exec() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, order)
        if os.getppid() != parent:  # it ended before the kernel was asked
            os._exit(1)

    return before_exec
