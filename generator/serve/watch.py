"""Notice changes, build, and say what pages shall know."""

import gc
import secrets
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from generator.base.console import print_problems
from generator.build.run import build
from generator.config.project import Project
from generator.errors import InputError, Location, Problem, Severity
from generator.serve.live import State

WATCHED = ("content", "themes")
"""Folders of the project; seeds/ is not among them, because only `digest ingest` reads it."""


class Builder:
    """Builds again and again; keeps the name of the build that pages are of."""

    def __init__(self, project: Project) -> None:
        self._project = project
        # pages of an earlier `digest serve` that are still open see a name they do not know, and reload
        self._session = secrets.token_hex(4)
        self._number = 0

    def build(self) -> State:
        """Build and say on the terminal what happened; what is wrong is in the State, never raised."""
        gc.unfreeze()  # of the last build's plan, circles may be left: see base.lasting
        try:
            report = build(self._project)
        except InputError as error:
            return self._told((error.problem,))
        except Exception as error:  # a file that vanished, a full disk, a fault of ours: the server goes on
            where = Location(str(getattr(error, "filename", None) or self._project.output))
            fault = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
            return self._told((Problem(where, Severity.ERROR, fault, "mend this, then save any file"),))
        if report.written or report.removed:
            self._number += 1
        print(f"{report.papers:,} papers, {report.written:,} files written", file=sys.stderr)
        return self._told(report.problems)

    def _told(self, problems: tuple[Problem, ...]) -> State:
        print_problems(problems)
        shown = tuple(str(problem) for problem in problems if problem.severity is Severity.ERROR)
        return State(f"{self._session}-{self._number}", shown)


def watch_changes(project: Project, stop: threading.Event) -> Iterator[list[str]]:
    """Give [] once the watch is on, then the names of the files of each change, until `stop` is set.

    Changes that come together (an editor that saves three files) are one. Whoever builds at the first []
    misses no change. Ctrl-C is raised as KeyboardInterrupt.
    """
    from watchfiles import watch

    folders = [project.root / name for name in WATCHED if (project.root / name).is_dir()]
    watching = False
    # the timeout (ms) makes watch() speak up without a change: the first time says that it is listening
    for changes in watch(*folders, stop_event=stop, debounce=400, rust_timeout=200, yield_on_timeout=True):
        if changes or not watching:
            watching = True
            yield sorted({Path(path).name for _, path in changes})
