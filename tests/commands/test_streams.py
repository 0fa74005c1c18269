"""What `digest` prints to: nobody may listen."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("closed", ["", ">&-", "2>&-", ">&- 2>&-", "| head -c 1 >&2"])
def test_closed_streams_fail_nothing(tmp_path: Path, closed: str) -> None:
    build = [sys.executable, "-m", "generator.cli", "build", "--project", str(tmp_path)]
    (tmp_path / "content" / "papers").mkdir(parents=True)
    ended = subprocess.run(
        ["sh", "-c", f"{shlex.join(build)} {closed}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False), ended.stderr
    assert (tmp_path / "output" / "index.html").is_file()
