"""A small digest into which its one listing was read."""

from pathlib import Path

import pytest

from tests.ingest.project import Digest


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    made = Digest(tmp_path / "digest")
    made.ingest()
    return made
