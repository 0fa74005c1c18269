"""`digest build --cluster`: the workers of a Dask cluster render; the plan and the memory stay here.

Few chunks are under way at a time, so that the views of a whole site need not lie on a disk. They lie in the
project's folder, not in Dask's messages, because its scheduler keeps the last thousand for every worker.

Source: docs.dask.org, distributed.dask.org (resilience).
"""

import contextlib
import logging
import shutil
import uuid
from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from generator.build.folder import Folder
from generator.build.remote import CHUNKS, OWN_DIGEST, PROGRAM, Refusal, Work, leave, mark, print_chunk
from generator.build.render import Rendered, Workers, spans_of
from generator.build.target import Target
from generator.config.project import Project
from generator.errors import InputError, Location, UsageError
from generator.model.artifact import Artifact, Planned, RenderContext, Sketch

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 3
"""Chunks under way for every thread of the cluster: one is rendered, others wait beside it."""

ANSWER = 10
"""Seconds in which a scheduler must answer and have a worker."""

PATIENCE = 30
"""Seconds without an answer after which somebody looks whether there still are workers."""


@contextlib.contextmanager
def connected(address: str, project: Project) -> Iterator[Workers]:
    """Give the workers of the scheduler at `address` to a project.

    Raises UsageError for what is no address, InputError when nobody answers there.
    """
    try:
        from distributed import Client
    except ImportError:
        fix = 'pip install "paper-digest[cluster]"'
        raise UsageError("--cluster needs Dask, which is not installed", fix) from None
    where = Location(address)
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what goes wrong is told below
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
        yield partial(_render, client, project)


def _render(
    client: "Client", project: Project, artifacts: Sequence[Planned], target: Target, context: RenderContext
) -> Iterator[list[Rendered]]:
    """Render on the cluster; see Workers."""
    root = project.root.resolve()
    work = _work(root, target, context)
    with _left(root, work):
        task = partial(client.submit, print_chunk, OWN_DIGEST, str(root), work.name, pure=False)
        workers = _greet(client, str(root), work.name)
        ahead = AHEAD * sum(client.nthreads().values())
        waiting: deque[tuple[Path, Future]] = deque()
        for number, span in enumerate(spans_of(artifacts)):
            if len(waiting) >= ahead:
                yield _result(client, *waiting.popleft())
            name = f"{work.name}-{number}"
            leave(root, name, list(_made(artifacts[span])))
            waiting.append((root / CHUNKS / name, task(name)))
        while waiting:
            yield _result(client, *waiting.popleft())
        if not workers <= client.nthreads().keys():
            target.sweep()


def _made(planned: Sequence[Planned]) -> Iterator[Artifact]:
    """Give files with what they show; neighbours that show the same share it."""
    for _, alike in groupby(planned, lambda one: id(one.make if isinstance(one, Sketch) else one.view)):
        first, *others = alike
        made = first.made()
        yield made
        yield from (replace(made, path=p.path, renderer=p.renderer, template=p.template) for p in others)


def _work(root: Path, target: Target, context: RenderContext) -> Work:
    """Return what the chunks have in common, with paths that mean the same wherever a worker was started."""
    if isinstance(target, Folder):
        target = Folder(str(Path(target.root).resolve()))
    context = replace(context, content_dir=str(Path(context.content_dir).resolve()))
    return Work(uuid.uuid4().hex, str(root), str(PROGRAM), target, context)


@contextlib.contextmanager
def _left(root: Path, work: Work) -> Iterator[None]:
    """Leave for workers what they need, as long as the build lasts.

    A folder of output gets a file by which they know that theirs is the planner's.
    """
    folder = root / CHUNKS
    shutil.rmtree(folder, ignore_errors=True)  # of a build that was killed
    folder.mkdir(parents=True)
    leave(root, work.name, work)
    leave(root, f"{work.name}-hello", [])
    marks = [mark(work.target, work.name)] if isinstance(work.target, Folder) else []
    try:
        for path in marks:
            path.touch()
        yield
    finally:
        for path in marks:
            path.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


def _greet(client: "Client", root: str, work: str) -> set[str]:
    """Return the workers; raises InputError when one cannot take part.

    Each answers when no chunk of an older build is under way in it, which might write older bytes after ours.
    """
    answers = client.run(print_chunk, OWN_DIGEST, root, work, f"{work}-hello", on_error="return")
    for worker, answer in sorted(answers.items()):
        _accept(answer, worker)
    return set(answers)


def _result(client: "Client", chunk: Path, future: "Future") -> list[Rendered]:
    """Wait for a chunk; raises InputError when it will never be done."""
    where = client.scheduler.address
    while True:
        try:
            answer = future.result(timeout=PATIENCE)
        except TimeoutError:
            if not client.nthreads():
                fix = f"start them again: dask worker {where}; what is done stays done"
                raise InputError(Location(where), "all workers are gone", fix) from None
            continue
        except Exception as error:  # of Dask, or of its transport
            answer = error
        chunk.unlink(missing_ok=True)
        return _accept(answer, where)


def _accept(answer: Any, where: str) -> list[Rendered]:
    """Return what a worker has done; raises InputError when that is nothing."""
    if isinstance(answer, Refusal):
        raise InputError(Location(where), f"this worker cannot take part: {answer.fault}", answer.fix)
    if isinstance(answer, BaseException):
        fault = f"the cluster failed: {type(answer).__name__}: {' '.join(str(answer).split())}"
        fix = "read what scheduler and workers say, then build again; what is done stays done"
        raise InputError(Location(where), fault, fix)
    done: list[Rendered] = answer
    return done
