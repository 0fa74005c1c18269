"""A folder that the site goes to: what is not as it was left."""

from pathlib import Path

import pytest

from generator.base import copies
from generator.build import unchanged
from generator.build.folder import Folder
from generator.build.state import NEVER, open_state
from generator.config.project import Project


@pytest.mark.parametrize("large", [0, 10**9])
def test_a_folder_tells_what_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int) -> None:
    monkeypatch.setattr(unchanged, "LARGE", large)
    monkeypatch.setattr(copies, "may_copy", lambda: True)
    project = Project(tmp_path)
    site = Folder(str(project.output))

    def lost() -> set[str]:
        with unchanged.looking(site, project, jobs=2) as found:
            return found() | found()

    assert lost() == set()
    left = {f"papers/{n}/index.html": n for n in range(7)}
    for path, size in left.items():
        (project.output / path).parent.mkdir(parents=True)
        (project.output / path).write_bytes(bytes(size))
    with open_state(project) as state:
        state.put((path, NEVER._replace(size=size)) for path, size in left.items())
    assert lost() == set()
    with open_state(project) as state:
        state.put([("never/put", NEVER)])
    (project.output / "papers/2/index.html").write_bytes(b"another size")
    (project.output / "papers/5/index.html").unlink()
    assert lost() == {"papers/2/index.html", "papers/5/index.html", "never/put"}
