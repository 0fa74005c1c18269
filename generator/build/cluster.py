"""`digest build --cluster`: the workers of a Dask cluster render; the plan and the memory stay here.

A chunk is one task that holds everything it needs but the texts, so that Dask can give it to another worker
when one is lost. Few chunks are under way at a time, so the views of a whole site need not fit into the
scheduler's memory.

Source: docs.dask.org, distributed.dask.org (resilience).
"""

import contextlib
import uuid
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.build.folder import Folder
from generator.build.remote import OWN_DIGEST, PROGRAM, Refusal, Work, mark, pack, print_chunk
from generator.build.render import Rendered, Workers, spans_of
from generator.build.target import Target
from generator.errors import InputError, Location, UsageError
from generator.model.artifact import Planned, RenderContext

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 3
"""Chunks under way for every thread of the cluster: one is rendered, others wait beside it."""

ANSWER = 10
"""Seconds in which a scheduler must answer and have a worker."""

PATIENCE = 30
"""Seconds without an answer after which somebody looks whether there still are workers."""


@contextlib.contextmanager
def connected(address: str) -> Iterator[Workers]:
    """Give the workers of the scheduler at `address`.

    Raises UsageError for what is no address, InputError when nobody answers there.
    """
    try:
        from distributed import Client
    except ImportError:
        fix = 'pip install "paper-digest[cluster]"'
        raise UsageError("--cluster needs Dask, which is not installed", fix) from None
    where = Location(address)
    try:
        client = Client(address, timeout=ANSWER, set_as_default=False)
    except ValueError:
        fix = "give the address of its scheduler: --cluster tcp://host:8786"
        raise UsageError(f"--cluster is {address}, which is no address", fix) from None
    except OSError:
        raise InputError(where, "no scheduler answers there", "start it: dask scheduler") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=ANSWER)
        except TimeoutError:
            raise InputError(
                where, "the scheduler has no workers", f"start some: dask worker {address}"
            ) from None
        yield partial(_render, client, where)


def _render(
    client: "Client", where: Location, artifacts: Sequence[Planned], target: Target, context: RenderContext
) -> Iterator[list[Rendered]]:
    """Render on the cluster; see Workers."""
    work = _work(target, context)
    packed = pack(work)
    with _marked(work):
        workers = _greet(client, packed)
        ahead = AHEAD * sum(client.nthreads().values())
        waiting: deque[Future] = deque()
        for span in spans_of(artifacts):
            if len(waiting) >= ahead:
                yield _result(client, where, waiting.popleft())
            chunk = pack([planned.made() for planned in artifacts[span]])
            waiting.append(client.submit(print_chunk, OWN_DIGEST, packed, chunk, pure=False))
        while waiting:
            yield _result(client, where, waiting.popleft())
        if not workers <= client.nthreads().keys():
            target.sweep()


def _work(target: Target, context: RenderContext) -> Work:
    """Return what the chunks have in common, with paths that mean the same wherever a worker was started."""
    content = Path(context.content_dir).resolve()
    if isinstance(target, Folder):
        target = Folder(str(Path(target.root).resolve()))
    context = replace(context, content_dir=str(content))
    return Work(uuid.uuid4().hex, str(content.parent), str(PROGRAM), target, context)


@contextlib.contextmanager
def _marked(work: Work) -> Iterator[None]:
    """Leave a file in a folder of output while the build lasts: who does not see it has another folder."""
    if not isinstance(work.target, Folder):
        yield
        return
    found = mark(work.target, work.name)
    found.touch()
    try:
        yield
    finally:
        found.unlink(missing_ok=True)


def _greet(client: "Client", work: bytes) -> set[str]:
    """Return the workers; raises InputError when one cannot take part.

    Each answers when no chunk of an older build is under way in it, which might write older bytes after ours.
    """
    answers = client.run(print_chunk, OWN_DIGEST, work, pack(()), on_error="return")
    for worker, answer in sorted(answers.items()):
        _accept(answer, Location(worker))
    return set(answers)


def _result(client: "Client", where: Location, future: "Future") -> list[Rendered]:
    """Wait for a chunk; raises InputError when it will never come."""
    while True:
        try:
            answer = future.result(timeout=PATIENCE)
        except TimeoutError:
            if not client.nthreads():
                fix = f"start them again: dask worker {where}; what is done stays done"
                raise InputError(where, "all workers are gone", fix) from None
            continue
        except Exception as error:  # of Dask, or of its transport
            answer = error
        return _accept(answer, where)


def _accept(answer: Any, where: Location) -> list[Rendered]:
    """Return what a worker has done; raises InputError when that is nothing."""
    if isinstance(answer, Refusal):
        raise InputError(where, f"this worker cannot take part: {answer.fault}", answer.fix)
    if isinstance(answer, BaseException):
        fault = f"the cluster failed: {type(answer).__name__}: {' '.join(str(answer).split())}"
        fix = "read what scheduler and workers say, then build again; what is done stays done"
        raise InputError(where, fault, fix)
    done: list[Rendered] = answer
    return done
