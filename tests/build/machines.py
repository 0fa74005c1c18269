"""A Dask scheduler, its workers, and a server that speaks S3, each a process of its own."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator

from tests.house.modules import PROJECT

SCHEDULER = ("-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
WORKER = ("-m", "distributed.cli.dask_worker", "--no-nanny", "--no-dashboard", "--nthreads", "1")

STORE = """
import logging
from moto.server import ThreadedMotoServer
logging.getLogger("werkzeug").disabled = True
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print("listening on port", server.get_host_and_port()[1], flush=True)
server._thread.join()
"""


@contextlib.contextmanager
def started(*arguments: str, until: str, **variables: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run Python with these arguments while the block lasts; give what it says that matches `until`."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), **variables}
    with subprocess.Popen(
        [sys.executable, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            said: list[str] = []
            for line in process.stdout or ():
                said.append(line)
                if found := re.search(until, line):
                    break
            else:
                raise AssertionError("".join(said))
            yield process, found[0]
        finally:
            process.kill()


@contextlib.contextmanager
def worker(scheduler: str, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """Run a worker of one thread while the block lasts."""
    arguments = (*WORKER, "--local-directory", os.environ["XDG_CACHE_HOME"], scheduler)
    with started(*arguments, until="Registered to", **variables) as (process, _):
        yield process
