"""Let copies of this process do their share of a work: what they need of its memory they have already.

Only on Linux: macOS forbids it, and elsewhere there is no such thing.
"""

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Done = TypeVar("Done")


def may_copy() -> bool:
    """Tell whether copies may be made: they inherit the locks of threads that they do not have."""
    return sys.platform == "linux" and threading.active_count() == 1


def processes(jobs: int) -> int:
    """Return how many processes `jobs` means; 0 is one for each processor."""
    return jobs or os.cpu_count() or 1


def share(work: Callable[[Sequence[Item]], Done], items: Sequence[Item], jobs: int) -> list[Done]:
    """Return what `work` gives of each share of `items`: as many shares as `jobs`, of neighbours, in order.

    The first one is done here, each other one by a copy.
    """
    shares = cut(items, processes(jobs)) if may_copy() else cut(items, 1)
    with begun(work, shares[1:]) as finish:
        return [work(each) for each in shares[:1]] + finish()


def cut(items: Sequence[Item], count: int) -> list[Sequence[Item]]:
    """Return so many shares of neighbours, about equal; fewer where there are not so many items."""
    count = min(count, len(items))
    return [items[len(items) * n // count : len(items) * (n + 1) // count] for n in range(count)]


@contextmanager
def begun(
    work: Callable[[Sequence[Item]], Done], shares: Sequence[Sequence[Item]]
) -> "Iterator[Callable[[], list[Done]]]":
    """Let a copy begin with each share; what is given waits for what they send, plain data, through pipes.

    What a copy could not do is done then and here, so errors are raised as if there were no copies. Nor does
    it matter when the system lets no copy be made.
    """
    with ExitStack() as copies:
        coming = [copies.enter_context(_copy(work, each)) for each in shares] if may_copy() else []

        def finish() -> list[Done]:
            if not coming:
                return list(map(work, shares))
            return [_received(each, pipe, work) for each, pipe in zip(shares, coming, strict=True)]

        yield finish


@contextmanager
def _copy(work: Callable[[Sequence[Item]], Done], items: Sequence[Item]) -> "Iterator[Connection]":
    """Make a copy that works, and give the pipe through which its result comes, if any does."""
    from multiprocessing import get_context  # few builds have so much to do

    system = get_context("fork")
    here, there = system.Pipe(duplex=False)
    copy = system.Process(target=_work, args=(work, items, here, there), daemon=True)
    with suppress(OSError):
        copy.start()
    there.close()
    try:
        yield here
    finally:
        here.close()
        if copy.pid:
            copy.kill()  # of use only where the result is not awaited any more
            copy.join()


def _work(
    work: Callable[[Sequence[Item]], Done], items: Sequence[Item], other_end: "Connection", pipe: "Connection"
) -> None:
    other_end.close()  # else a copy could wait for itself to read what it sends
    gc.freeze()  # what is inherited is no garbage; to look through it would copy it
    end_with_parent()
    with suppress(BaseException):  # whoever waits finds the pipe empty
        pipe.send(work(items))


def end_with_parent() -> None:
    """End this process when the one that started it is gone: it would go on, and hold its locks."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _received(items: Sequence[Item], pipe: "Connection", work: Callable[[Sequence[Item]], Done]) -> Done:
    try:
        done: Done = pipe.recv()
    except (EOFError, OSError):  # it died, or died while it was sending
        return work(items)
    return done
