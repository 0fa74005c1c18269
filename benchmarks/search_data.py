"""Render the search data of a project alone, in a process of its own, and tell what that took.

python -m benchmarks.search_data PROJECT OUTPUT   prints it as JSON
"""

import gc
import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.build.folder import Folder
from generator.build.render import Press, spans_of
from generator.build.site import plan_project
from generator.build.state import open_state
from generator.config.project import open_project
from generator.indexing.segment import forget_segments

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Told:
    """What the search data of a site took, after the plan."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds."""
    before: int
    """Bytes of memory with the plan."""
    memory: int
    """Bytes of memory more."""
    files: int
    size: int
    """Bytes of all files."""


def measure_data(project: Path, output: Path) -> Told:
    """Render the search data of `project` into `output`."""
    command = [sys.executable, "-m", "benchmarks.search_data", str(project), str(output)]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603  our own
    return Told(**json.loads(told.stdout))


def main(root: str, output: str) -> int:
    """Plan the project at `root`, and render what search loads into `output`."""
    project = open_project(root)
    with open_state(project) as state:
        site = plan_project(project, state)
    artifacts = [each for each in site.plan.artifacts if each.renderer.startswith("search-")]
    Path(output).mkdir(parents=True, exist_ok=True)
    press = Press(Folder(output), site.context)
    forget_segments()  # what was worked out for the plan counts here
    gc.freeze()
    before, size = _peak(), 0
    start, cpu = time.perf_counter(), time.process_time()
    for span in spans_of(artifacts):
        size += sum(rendered.size for rendered in press.print(artifacts[span]))
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(json.dumps(asdict(Told(wall, cpu, before, _peak() - before, len(artifacts), size))))
    return 0


def _peak() -> int:
    """Return the most memory that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
