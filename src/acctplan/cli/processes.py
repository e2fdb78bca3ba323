"""The same work on many slices, by several processes at once where the machine has the cores."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")
_MOST = 4
_work: list[Callable[[Any], Any]] = []


def processors() -> int:
    """How many processes may run at once here, four at most; one where processes cannot be forked off safely."""
    if sys.platform != "linux":
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST)


def in_processes(work: Callable[[S], T], slices: Sequence[S], jobs: int) -> Iterator[T]:
    """The work on each slice, in order, by so many processes that begin as this one is. What one raises is raised here.

    All of them are started before this returns; where none can be forked off, this process does it.
    """
    if not hasattr(os, "fork"):
        return map(work, slices)
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(jobs, mp_context=get_context("fork"), initializer=_adopt, initargs=(work,))
    done = pool.map(_performed, slices)

    def results() -> Iterator[T]:
        with pool:
            yield from done

    return results()


def _adopt(work: Callable[[Any], Any]) -> None:
    _work[:] = [work]


def _performed(piece: Any) -> Any:
    return _work[0](piece)
