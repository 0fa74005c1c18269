"""Build a project and kill this very process at the n-th of one kind of step: killed.py ROOT STEP N [JOBS].

Steps: "replace" (a file of the site is put in place), "unlink" (one is removed; it dies after that), "put"
(the memory learns of files).
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.build.run import build
from generator.build.state import State
from generator.config.project import Project

STEPS: dict[str, Any] = {"replace": os, "unlink": Path, "put": State}


def main(root: str, name: str, count: int, jobs: int = 1) -> None:
    owner = STEPS[name]
    step: Callable[..., object] = getattr(owner, name)
    seen = 0

    def dying(*args: object, **options: object) -> object:
        nonlocal seen
        seen += name != "replace" or str(args[1]).startswith(f"{root}/output/")  # not of compiled templates
        result = step(*args, **options) if name == "unlink" else None
        if seen == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return result if name == "unlink" else step(*args, **options)

    setattr(owner, name, dying)
    build(Project(Path(root)), jobs)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
