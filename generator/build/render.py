"""Render stale artifacts, in this process or in several of this machine.

A worker turns views into bytes and puts them in place; it tells the parent only sizes and problems. The
parent owns the memory and writes it after the files: a crash renders a page again, never serves a stale one.
"""

import contextlib
import gc
import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import groupby

from msgspec import Struct

from generator.base.copies import end_with_parent, may_copy, processes
from generator.build.target import File, Target
from generator.build.views import Shown, Views
from generator.errors import InputError, Location, Problem, Severity
from generator.model.artifact import Artifact, Planned, Render, RenderContext
from generator.outputs.registry import find_renderer

MANY = 400
"""From this many stale artifacts on, workers pay for their start."""

MANY_SPAWNED = 3_000
"""The same where each worker must import and compile everything itself."""

ROUND = 4_000
"""Artifacts after which workers are copied anew. Python counts references within the objects, so whatever a
worker looks at of the library it copies, page by page; a new one begins with nothing of its own."""

CHUNK = 100
"""Artifacts a worker takes at once, and those behind them that show the same as the last one."""


class Rendered(Struct, frozen=True):
    """What became of one artifact."""

    path: str
    size: int
    """Bytes; -1 when it could not be rendered."""
    written: bool
    """False when the same bytes were there already."""
    problem: Problem | None = None
    view: str = ""
    """Digest of what it shows."""
    texts: tuple[str, ...] = ()
    """Paths of the texts that it holds."""

    def without_texts(self) -> "Rendered":
        """Return the same in less memory."""
        return Rendered(self.path, self.size, self.written, self.problem, self.view)


Workers = Callable[[Sequence[Planned], Target, RenderContext], Iterator[list[Rendered]]]
"""Renders artifacts into a target and gives what became of them, chunk by chunk, in the order given."""


class Press:
    """Renders artifacts and puts them where the site goes; each process has one."""

    def __init__(
        self, target: Target, context: RenderContext, renders: dict[str, Render] | None = None
    ) -> None:
        self._name, self._writer = target.name, target.writer()
        self._context = context
        self._renders = renders or {}
        self._views = Views()

    def print(self, artifacts: Sequence[Planned]) -> list[Rendered]:
        """Render artifacts and put them in place; those that fail are told first.

        A page that fails costs itself, never the build.
        """
        files: list[File] = []
        shown: dict[str, Shown] = {}
        told: dict[str, bool | Exception] = {}
        for artifact in artifacts:
            try:
                files.append((artifact.path, self._render(self._views.made(artifact))))
                shown[artifact.path] = self._views.shown(artifact)
            except Exception as error:
                told[artifact.path] = error
        told.update(zip((path for path, _ in files), self._writer.put_all(files), strict=True))
        sizes = {path: len(data) for path, data in files}
        return [self._result(path, sizes.get(path, -1), shown, written) for path, written in told.items()]

    def _result(
        self, path: str, size: int, shown: Mapping[str, Shown], written: bool | Exception
    ) -> Rendered:
        if isinstance(written, Exception):
            return Rendered(path, -1, False, self._problem(path, written))
        return Rendered(path, size, written, None, shown[path].digest, shown[path].texts)

    def _problem(self, path: str, error: Exception) -> Problem:
        if isinstance(error, InputError):
            return error.problem
        where = Location(f"{self._name}{path}")
        if isinstance(error, OSError):
            fault = f"cannot be written: {error.strerror or error}"
            fix = "free disk space or mend the folder's rights, then build again"
        else:  # a fault of ours or of a library: told, with the page it concerns
            fault = f"cannot be rendered: {type(error).__name__}: {error}"
            fix = "this is a fault of paper-digest; please report it with this line"
        return Problem(where, Severity.ERROR, fault, fix)

    def _render(self, artifact: Artifact) -> bytes:
        if artifact.renderer not in self._renders:
            self._renders[artifact.renderer] = find_renderer(artifact.renderer).start(self._context)
        return self._renders[artifact.renderer](artifact)


def render_all(
    artifacts: Sequence[Planned], target: Target, context: RenderContext, jobs: int
) -> Iterator[list[Rendered]]:
    """Render artifacts and give what became of them, chunk by chunk, in the order given.

    `jobs` 0 means: as many processes as pay.
    """
    spans = spans_of(artifacts)
    many = MANY if may_copy() else MANY_SPAWNED
    jobs = min(processes(jobs) if jobs or len(artifacts) >= many else 1, len(spans))
    if jobs <= 1:
        press = Press(target, context)
        for span in spans:
            yield press.print(artifacts[span])
        return
    workers = _forked if may_copy() else _spawned
    try:
        yield from workers(artifacts, spans, target, context, jobs)
    except BrokenProcessPool:
        where, fix = Location(target.name), "free memory, or build with --jobs 1; what is done stays done"
        raise InputError(where, "a worker process was killed", fix) from None


def spans_of(artifacts: Sequence[Planned]) -> list[slice]:
    """Cut artifacts into chunks; neighbours that show the same stay together, to be worked out once."""
    spans, start = [], 0
    for place, artifact in enumerate(artifacts):
        if place - start >= CHUNK and not _share(artifacts[place - 1], artifact):
            spans.append(slice(start, place))
            start = place
    return [*spans, slice(start, len(artifacts))] if artifacts else []


def _share(one: Planned, other: Planned) -> bool:
    return isinstance(one, Artifact) and isinstance(other, Artifact) and one.view is other.view


def _forked(
    artifacts: Sequence[Planned], spans: Sequence[slice], target: Target, context: RenderContext, jobs: int
) -> Iterator[list[Rendered]]:
    """Copies of this process have the artifacts already: to send a view costs more than to render it."""
    renders = _warmed(artifacts, context)
    initial = (target, context, renders, artifacts)
    fork = multiprocessing.get_context("fork")
    for _, in_round in groupby(spans, key=lambda span: span.start // ROUND):
        with ProcessPoolExecutor(jobs, fork, _start_worker, initial) as pool:
            yield from pool.map(_render_span, in_round)


def _warmed(artifacts: Sequence[Planned], context: RenderContext) -> dict[str, Render]:
    """Start all renderers and compile the templates of several pages, for all workers at once."""
    kinds = Counter((artifact.renderer, artifact.template) for artifact in artifacts)
    renders = {name: find_renderer(name).start(context) for name in dict.fromkeys(name for name, _ in kinds)}
    for artifact in artifacts:
        if kinds.pop((artifact.renderer, artifact.template), 1) > 1 and artifact.template:
            with contextlib.suppress(Exception):  # it is told when the page is printed
                renders[artifact.renderer](artifact.made())
    return renders


def _spawned(
    artifacts: Sequence[Planned], spans: Sequence[slice], target: Target, context: RenderContext, jobs: int
) -> Iterator[list[Rendered]]:
    initial = (target, context)
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _start_worker, initial) as pool:
        yield from pool.map(
            _render_chunk, ([artifact.made() for artifact in artifacts[span]] for span in spans)
        )


_worker: list[tuple[Press, Sequence[Planned]]] = []
"""What a worker process works with; filled once by the pool's initializer."""


def _start_worker(
    target: Target,
    context: RenderContext,
    renders: dict[str, Render] | None = None,
    artifacts: Sequence[Planned] = (),
) -> None:
    gc.freeze()  # what is inherited is no garbage; to look through it would copy it
    _worker[:] = [(Press(target, context, renders), artifacts)]
    end_with_parent()


def _render_span(span: slice) -> list[Rendered]:
    ((press, artifacts),) = _worker
    return press.print(artifacts[span])


def _render_chunk(chunk: Sequence[Planned]) -> list[Rendered]:
    ((press, _),) = _worker
    return press.print(chunk)
