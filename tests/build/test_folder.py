"""A folder that the site goes to: what is not as it was left."""

from pathlib import Path

import pytest

from generator.base import copies
from generator.build import folder


@pytest.mark.parametrize("many", [1, 10**6])
def test_a_folder_tells_what_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(folder, "MANY", many)
    monkeypatch.setattr(copies, "may_copy", lambda: True)
    left = [(f"papers/{n}/index.html", n) for n in range(7)]
    for path, size in left:
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_bytes(bytes(size))
    site = folder.Folder(str(tmp_path))
    assert site.lost(left, jobs=3) == site.lost([], jobs=3) == set()
    (tmp_path / "papers/2/index.html").write_bytes(b"another size")
    (tmp_path / "papers/5/index.html").unlink()
    assert site.lost([*left, ("never/put", -1)], jobs=3) == {
        "papers/2/index.html",
        "papers/5/index.html",
        "never/put",
    }
