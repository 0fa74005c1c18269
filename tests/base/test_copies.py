import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import Pipe

import pytest

from generator.base import copies
from generator.base.copies import begun, may_copy, processes, share

HERE = os.getpid


@pytest.fixture(autouse=True)
def possible(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever threads the tests' own machinery has."""
    monkeypatch.setattr(copies, "may_copy", lambda: True)


def told(items: Sequence[int]) -> list[tuple[int, int]]:
    """Return each item with the process that has seen it."""
    return [(item, HERE()) for item in items]


@pytest.mark.parametrize("jobs", [1, 2, 3, 7])
@pytest.mark.parametrize("count", [0, 1, 2, 5, 100])
def test_each_item_is_done_once_and_in_order(jobs: int, count: int) -> None:
    shares = share(told, range(count), jobs)
    assert [item for one in shares for item, _ in one] == list(range(count))
    assert len({pid for one in shares for _, pid in one}) == len(shares) == min(jobs, count)
    sizes = [len(one) for one in shares]
    assert not sizes or max(sizes) - min(sizes) <= 1
    assert not shares or shares[0][0] == (0, HERE())


def dying(parent: int) -> Callable[[Sequence[int]], list[tuple[int, int]]]:
    def work(items: Sequence[int]) -> list[tuple[int, int]]:
        if HERE() != parent:
            os._exit(9)
        return told(items)

    return work


def test_what_a_copy_could_not_do_is_done_here() -> None:
    shares = share(dying(HERE()), range(9), 3)
    assert [item for one in shares for item, _ in one] == list(range(9))
    assert {pid for one in shares for _, pid in one} == {HERE()}


def test_half_a_result_is_none() -> None:
    here, there = Pipe(duplex=False)
    os.write(there.fileno(), struct.pack("!i", 100) + b"half")
    there.close()
    assert copies._received([1], here, told) == [(1, HERE())]


def test_the_system_may_let_no_copy_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    assert share(told, range(4), 2) == [[(0, HERE()), (1, HERE())], [(2, HERE()), (3, HERE())]]


def test_errors_are_raised_here(capfd: pytest.CaptureFixture[str]) -> None:
    def work(items: Sequence[int]) -> list[int]:
        if 5 in items:
            raise ValueError("five")
        return list(items)

    with pytest.raises(ValueError, match="five"):
        share(work, range(6), 3)
    assert capfd.readouterr().err == ""  # nor does a copy print a traceback


def test_results_may_be_larger_than_a_pipe() -> None:
    def work(items: Sequence[int]) -> list[bytes]:
        return [bytes(1_000_000) for _ in items]

    assert [len(one) for one in share(work, range(4), 2)] == [2, 2]


@pytest.fixture
def thread() -> Iterator[None]:
    ended = threading.Event()
    one = threading.Thread(target=ended.wait)
    one.start()
    yield
    ended.set()
    one.join()


@pytest.mark.usefixtures("thread")
def test_no_copies_beside_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not may_copy()
    monkeypatch.setattr(copies, "may_copy", may_copy)
    assert share(told, range(3), 2) == [[(0, HERE()), (1, HERE()), (2, HERE())]]


def test_what_is_begun_goes_on_meanwhile() -> None:
    here, there = os.pipe()

    def work(_: Sequence[int]) -> bytes:
        return os.read(here, 1)  # which waits for what is written after the copy was made

    with begun(work, [[1]]) as finish:
        os.write(there, b"x")
        assert finish() == [b"x"]


def test_what_is_begun_and_not_awaited_ends() -> None:
    here, there = os.pipe()

    def work(_: Sequence[int]) -> bytes:
        os.write(there, str(HERE()).encode())
        signal.pause()
        return b""

    with begun(work, [[1]]):
        copy = int(os.read(here, 20))
    with pytest.raises(ProcessLookupError):
        os.kill(copy, 0)


ORPHANED = """
import os
from generator.base.copies import begun
with begun(lambda items: bytes(1_000_000), [[1], [2]]):
    os._exit(0)
"""


def test_a_copy_ends_with_whoever_waits_for_it() -> None:
    """One that goes on would keep the locks of a build that was killed, and what it writes to."""
    done = subprocess.run([sys.executable, "-c", ORPHANED], capture_output=True, timeout=60, check=True)
    assert done.stdout == b""  # read to its end, so nobody has it open


def test_processes() -> None:
    assert processes(3) == 3
    assert processes(0) == os.cpu_count()
