"""Render stale artifacts, in this process or in several.

A worker turns views into bytes and puts them in place; it tells the parent only sizes and problems. The
parent owns the memory and writes it after the files: a crash renders a page again, never serves a stale one.
"""

import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.files import safe_join, write_atomic
from generator.errors import InputError, Location, Problem, Severity
from generator.model.artifact import Artifact, Render, RenderContext
from generator.outputs.registry import find_renderer

MANY = 3_000
"""From this many stale artifacts on, workers pay for their start."""

CHUNK = 200
"""Artifacts a worker takes at once."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What became of one artifact."""

    path: str
    size: int
    """Bytes; -1 when it could not be rendered."""
    written: bool
    """False when the same bytes were there already."""
    problem: Problem | None = None


@dataclass(slots=True)
class Press:
    """Renders artifacts into a folder; each process has one."""

    output: Path
    context: RenderContext
    _renders: dict[str, Render] = field(default_factory=dict)

    def print(self, artifact: Artifact) -> Rendered:
        """Render one artifact and put it in place. A page that fails costs itself, never the build."""
        try:
            data = self._render(artifact)
            written = write_atomic(safe_join(self.output, artifact.path), data)
        except InputError as error:
            return Rendered(artifact.path, -1, False, error.problem)
        except OSError as error:
            where = Location(f"output/{artifact.path}")
            fault = f"cannot be written: {error.strerror or error}"
            fix = "free disk space or mend the folder's rights, then build again"
            return Rendered(artifact.path, -1, False, Problem(where, Severity.ERROR, fault, fix))
        except Exception as error:  # a fault of ours or of a library: told, with the page it concerns
            where = Location(f"output/{artifact.path}")
            fault = f"cannot be rendered: {type(error).__name__}: {error}"
            fix = "this is a fault of paper-digest; please report it with this line"
            return Rendered(artifact.path, -1, False, Problem(where, Severity.ERROR, fault, fix))
        return Rendered(artifact.path, len(data), written)

    def _render(self, artifact: Artifact) -> bytes:
        if artifact.renderer not in self._renders:
            self._renders[artifact.renderer] = find_renderer(artifact.renderer).start(self.context)
        return self._renders[artifact.renderer](artifact)


def render_all(
    artifacts: Sequence[Artifact], output: Path, context: RenderContext, jobs: int
) -> Iterator[list[Rendered]]:
    """Render artifacts and give what became of them, chunk by chunk, in the order given.

    `jobs` 0 means: as many processes as pay.
    """
    chunks = [artifacts[i : i + CHUNK] for i in range(0, len(artifacts), CHUNK)]
    jobs = jobs or (min(os.cpu_count() or 1, len(chunks)) if len(artifacts) >= MANY else 1)
    if jobs <= 1:
        press = Press(output, context)
        for chunk in chunks:
            yield [press.print(artifact) for artifact in chunk]
        return
    # spawn: a forked worker would inherit the build's lock and the locks of libraries' threads
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, fresh, _start_worker, (output, context)) as pool:
        try:
            yield from pool.map(_render_chunk, chunks)
        except BrokenProcessPool:
            where, fix = Location("output/"), "free memory, or build with --jobs 1; what is done stays done"
            raise InputError(where, "a worker process was killed", fix) from None


_worker: list[Press] = []
"""One press a worker process; filled once by the pool's initializer."""


def _start_worker(output: Path, context: RenderContext) -> None:
    _worker[:] = [Press(output, context)]
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker that outlives a killed build would go on writing."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _render_chunk(chunk: Sequence[Artifact]) -> list[Rendered]:
    (press,) = _worker
    return [press.print(artifact) for artifact in chunk]
