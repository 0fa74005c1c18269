"""Make the search data of a project alone, as a build does, and tell what that took.

python -m benchmarks.search_data PROJECT OUTPUT   prints it as JSON
"""

import gc
import json
import resource
import subprocess
import sys
import time
from collections import deque
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

from generator.build.folder import Folder
from generator.build.render import render_all
from generator.build.site import plan_project
from generator.build.state import open_state
from generator.config.project import open_project
from generator.indexing.segment import TextSource, forget_segments, reading

ROOT = Path(__file__).resolve().parent.parent
_PROCESSES = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


@dataclass(frozen=True, slots=True)
class Told:
    """What the search data of a site took: to find the words of all texts, to render and to write."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of all processes."""
    before: int
    """Bytes of memory with the plan."""
    memory: int
    """Bytes of memory more, in the largest of the processes."""
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
    target = Folder(output).prepare()
    forget_segments()  # what was worked out for the plan counts here
    gc.freeze()
    before = _peak(resource.RUSAGE_SELF)
    start, cpu = time.perf_counter(), _cpu()
    views = [each.view for each in artifacts if each.renderer == "search-range"]
    segments = {view.name: view.documents for view in views}
    with reading(TextSource(str(project.content), "", {}, jobs=0), segments) as found:
        deque(found(), maxlen=0)
    rendered = chain(*render_all(artifacts, target, site.context, jobs=0))
    size = sum(each.size for each in rendered)
    wall, cpu = time.perf_counter() - start, _cpu() - cpu
    memory = max(map(_peak, _PROCESSES)) - before
    print(json.dumps(asdict(Told(wall, cpu, before, max(0, memory), len(artifacts), size))))
    return 0


def _cpu() -> float:
    """Return the seconds of this process and of all that it has waited for."""
    used = map(resource.getrusage, _PROCESSES)
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peak(who: int) -> int:
    """Return the most memory that one of these processes has had, in bytes."""
    return resource.getrusage(who).ru_maxrss * 1024


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
