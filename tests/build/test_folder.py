"""A folder that the site goes to: what is not as it was left."""

from pathlib import Path

import pytest

from generator.base import copies
from generator.build import unchanged
from generator.build.folder import Folder


@pytest.mark.parametrize("many", [1, 10**6])
def test_a_folder_tells_what_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(unchanged, "MANY", many)
    monkeypatch.setattr(copies, "may_copy", lambda: True)
    left = [(f"papers/{n}/index.html", n) for n in range(7)]
    for path, size in left:
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_bytes(bytes(size))
    site = Folder(str(tmp_path))
    for nothing in (left, []):
        with unchanged.looking(site, nothing, jobs=2) as lost:
            assert lost() == set()
    (tmp_path / "papers/2/index.html").write_bytes(b"another size")
    (tmp_path / "papers/5/index.html").unlink()
    with unchanged.looking(site, [*left, ("never/put", -1)], jobs=2) as lost:
        assert lost() == lost() == {"papers/2/index.html", "papers/5/index.html", "never/put"}
