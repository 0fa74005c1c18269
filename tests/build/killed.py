"""Build a project and kill this very process at the n-th file that is put in place."""

import os
import signal
import sys
from pathlib import Path

from generator.build.run import build
from generator.config.project import Project


def main() -> None:
    root, count = Path(sys.argv[1]), int(sys.argv[2])
    replace = Path.replace
    seen = 0

    def counting(self: Path, target: Path) -> Path:
        nonlocal seen
        seen += 1
        if seen == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return replace(self, target)

    Path.replace = counting  # type: ignore[assignment, method-assign]
    build(Project(root))


main()
