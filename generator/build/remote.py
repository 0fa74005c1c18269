"""The worker's side of a build on several machines: one chunk at a time, as the planner leaves it.

Runs in the worker processes of a cluster, which stay from build to build. Workers read content, themes and
their chunks from the project's folder, which all machines share; the scheduler passes only names. So it stays
small whatever a site is, and a chunk whose worker is lost can be given to another.
"""

import os
import pickle
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from generator.base.hashing import digest
from generator.build.folder import Folder
from generator.build.keys import code_digest
from generator.build.render import Press, Rendered
from generator.build.target import Target
from generator.model.artifact import Artifact, RenderContext

PROJECT = "PAPER_DIGEST_PROJECT"
"""Environment variable of a worker: where the project's folder is, if not where the planner has it."""

CHUNKS = ".digest/cluster"
"""Where the planner leaves what workers read."""

SHARE = f"share it under the same path with all machines, or tell workers by {PROJECT} where the project is"

PROGRAM = Path(__file__).resolve().parent.parent


class Work(Struct, frozen=True):
    """What all chunks of a build have in common."""

    name: str
    """That of this build alone."""
    root: str
    """The project's folder on the planner's machine."""
    program: str
    """The folder of paper-digest there."""
    target: Target
    context: RenderContext


class Refusal(Struct, frozen=True):
    """Why a worker does nothing."""

    fault: str
    fix: str


_one_at_a_time = threading.Lock()
"""Renderers are made for one thread a process; whoever holds it sees that no older chunk is under way."""


def print_chunk(program: str, folder: str, work: str, chunk: str) -> list[Rendered] | Refusal:
    """Render a chunk and put its files in place; to do so twice is harmless, for the bytes are the same.

    `folder` is where the planner has the project; `work` and `chunk` name what it left there by `leave`:
    a Work, and a list of Artifact. Nothing is read of them unless both sides run the same program.
    """
    if program != OWN_DIGEST:
        fault = "it runs another version of paper-digest, of its libraries or of Python"
        return Refusal(fault, "install the same everywhere (constraints.txt), then start the workers again")
    with _one_at_a_time:
        try:
            press = _start(folder, work)
            artifacts: list[Artifact] = _found(folder, chunk)
        except FileNotFoundError as error:
            return Refusal(f"it does not see the planner's {error.filename}", SHARE)
        return press.print(artifacts)


def leave(folder: Path, name: str, things: object) -> None:
    """Leave something for workers in the project's folder.

    It is pickled: whoever may write there, or can reach a Dask worker, can run code on it in any case.
    """
    (folder / CHUNKS / name).write_bytes(pickle.dumps(things, pickle.HIGHEST_PROTOCOL))


def _found(folder: str, name: str) -> Any:
    return pickle.loads((_here(folder) / CHUNKS / name).read_bytes())  # noqa: S301  see `leave`


def _here(folder: str) -> Path:
    return Path(os.environ.get(PROJECT) or folder)


@lru_cache(maxsize=1)
def _start(folder: str, name: str) -> Press:
    """Return what renders for one build; what was known for the one before is forgotten."""
    work: Work = _found(folder, name)
    places = (
        (work.root, str(_here(folder))),
        (work.program, str(PROGRAM)),
        (str(Path(work.program).parent / "themes"), str(PROGRAM.parent / "themes")),
    )
    content = _moved(work.context.content_dir, places)
    themes = tuple(_moved(theme, places) for theme in work.context.theme_dirs)
    target = work.target
    if isinstance(target, Folder):
        target = Folder(_moved(target.root, places))
        mark(target, name).stat()
    return Press(target, replace(work.context, content_dir=content, theme_dirs=themes))


def _moved(path: str, places: Sequence[tuple[str, str]]) -> str:
    """Return where this machine has what the planner has at `path`."""
    for there, here in places:
        if path == there or path.startswith(f"{there}{os.sep}"):
            return here + path[len(there) :]
    return path


def mark(folder: Folder, work: str) -> Path:
    """Return the file by which workers know that a folder of output is the planner's own."""
    return Path(folder.root) / f".{work}.tmp"


def program_digest() -> str:
    """Return a digest of all that plans and renders: the code, its themes, libraries and Python."""
    files = [
        path
        for folder in dict.fromkeys((PROGRAM, PROGRAM.parent / "themes"))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    ]
    return digest(b"\0".join([code_digest().encode(), *(path.read_bytes() for path in files)]))


OWN_DIGEST = program_digest()
"""Of the code as it was when this process loaded it, whatever is installed later."""
