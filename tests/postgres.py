"""One PostgreSQL server for all tests of a run, also those of other processes (pytest -n).

The first process that needs it starts it, the last one stops it. It listens on a socket in a folder of its
own, not on the network, and keeps nothing.
"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

OPTIONS = (
    "-c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=32MB"
)
"""Nothing is measured here, and the machine's crash is not what is tested."""

ROOM = 500_000_000
"""Bytes that must be free in memory for the server to lie there."""


def programs() -> Path:
    """Where PostgreSQL's programs are; Debian keeps them out of the PATH."""
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    assert found or folders, "PostgreSQL is missing: run tools/setup.sh mail-tests"
    return Path(found).parent if found else folders[-1]


@contextlib.contextmanager
def shared_server(folder: Path, options: str = OPTIONS, *, on_disk: bool = False) -> Iterator[str]:
    """Give the address of the run's server, without a database: "postgresql:///{}?host=…&user=…".

    `folder` is the same for all processes of the run, and no other's. `on_disk` is for who measures:
    otherwise the server lies in memory, where there is room.
    """
    note, users = folder / "postgresql", folder / "postgresql-users"
    with _turn(folder):
        if not users.exists():
            note.write_text(str(_start(options, on_disk)))
        data = Path(note.read_text())
        users.write_text(f"{int(users.read_text() or 0) + 1 if users.exists() else 1}")
    try:
        yield f"postgresql://postgres@/{{}}?host={data}"
    finally:
        with _turn(folder):
            left = int(users.read_text()) - 1
            users.write_text(str(left))
            if left == 0:
                users.unlink()
                _run("pg_ctl", "-D", data / "data", "-m", "immediate", "stop")
                shutil.rmtree(data)


def _start(options: str, on_disk: bool) -> Path:
    memory = Path("/dev/shm")  # a hundred small databases are much work for a disk
    roomy = not on_disk and memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    folder = Path(tempfile.mkdtemp(prefix="digest-pg-", dir=memory if roomy else "/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    _run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    _run("pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", f"{options} -k {folder}", "start")
    return folder


def _run(program: str, *arguments: str | Path) -> None:
    as_other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*as_other, str(programs() / program), *map(str, arguments)]
    # the server inherits what it is given here, so that nobody waits for the end of its output
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


@contextlib.contextmanager
def _turn(folder: Path) -> Iterator[None]:
    with (folder / "postgresql.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
