"""The worker's side of a build on several machines: one chunk at a time, as the planner sends it.

Runs in the worker processes of the cluster, which stay from build to build. They read content and themes from
a folder that all machines share. A chunk comes as bytes: the worker unpacks nothing before it knows that both
run the same program.
"""

import os
import pickle
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from generator.base.hashing import digest
from generator.build.folder import Folder
from generator.build.keys import code_digest
from generator.build.render import Press, Rendered
from generator.build.target import Target
from generator.model.artifact import Artifact, RenderContext

PROJECT = "PAPER_DIGEST_PROJECT"
"""Environment variable of a worker: where the project's folder is, if not where the planner has it."""

PROGRAM = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Work:
    """What all chunks of a build have in common."""

    name: str
    """That of this build alone: a worker forgets what it knows when another begins."""
    root: str
    """The project's folder on the planner's machine."""
    program: str
    """The folder of paper-digest there."""
    target: Target
    context: RenderContext


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a worker does nothing."""

    fault: str
    fix: str


_one_at_a_time = threading.Lock()
"""Renderers are made for one thread a process; whoever holds it sees that no older chunk is under way."""


def print_chunk(program: str, work: bytes, chunk: bytes) -> list[Rendered] | Refusal:
    """Render a chunk and put its files in place: `work` is a packed Work, `chunk` a packed list of Artifact.

    To do so twice is harmless: the bytes are the same.
    """
    if program != OWN_DIGEST:
        fault = "it runs another version of paper-digest, of its libraries or of Python"
        return Refusal(fault, "install the same everywhere (constraints.txt), then start the workers again")
    with _one_at_a_time:
        press = _start(work)
        return press if isinstance(press, Refusal) else press.print(pickle.loads(chunk))  # noqa: S301  see `pack`


def pack(work: Work | Sequence[Artifact]) -> bytes:
    """Return what `print_chunk` takes. Whoever can reach a Dask worker can run code there, pickled or not."""
    return pickle.dumps(work, pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=1)
def _start(packed: bytes) -> Press | Refusal:
    work: Work = pickle.loads(packed)  # noqa: S301
    there = work.root
    here = os.environ.get(PROJECT) or there
    places = (
        (there, here),
        (work.program, str(PROGRAM)),
        (str(Path(work.program).parent), str(PROGRAM.parent)),
    )
    content = _moved(work.context.content_dir, places)
    themes = tuple(_moved(folder, places) for folder in work.context.theme_dirs)
    missing = [folder for folder in (content, *themes) if not Path(folder).is_dir()]
    target = work.target
    if isinstance(target, Folder):
        target = Folder(_moved(target.root, places))
        missing += [] if mark(target, work.name).exists() else [target.root]
    if missing:
        fix = f"share it under the same path with all machines, or tell workers by {PROJECT} where it is"
        return Refusal(f"it does not see the planner's {missing[0]}", fix)
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
