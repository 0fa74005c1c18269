"""Render the search data of a project alone and print as JSON what that took: see benchmarks.search."""

import gc
import json
import resource
import sys
import time
from pathlib import Path

from generator.build.folder import Folder
from generator.build.render import Press, spans_of
from generator.build.site import plan_project
from generator.build.state import open_state
from generator.config.project import open_project
from generator.indexing.segment import segment_ranges


def main(root: str, output: str) -> int:
    """Plan the project at `root`, and render what search loads into `output`."""
    project = open_project(root)
    with open_state(project) as state:
        site = plan_project(project, state)
    artifacts = [each for each in site.plan.artifacts if each.renderer.startswith("search-")]
    Path(output).mkdir(parents=True, exist_ok=True)
    press = Press(Folder(output), site.context)
    segment_ranges.cache_clear()  # what was worked out for the plan counts here
    gc.freeze()
    before, start, size = _peak(), time.process_time(), 0
    for span in spans_of(artifacts):
        size += sum(rendered.size for rendered in press.print(artifacts[span]))
    told = {
        "cpu": time.process_time() - start,
        "before": before,
        "memory": _peak() - before,
        "files": len(artifacts),
        "bytes": size,
    }
    print(json.dumps(told))
    return 0


def _peak() -> int:
    """Return the most memory that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
