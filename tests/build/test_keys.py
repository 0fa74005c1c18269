"""Digests of the program: after an update, everything is rendered again."""

from pathlib import Path

import pytest

from generator.build import keys
from generator.build.keys import LIBRARIES, code_digest

MORE = [
    "jinja2-99.1.dist-info",
    "Jinja2-99.1.dist-info",
    "svg.py-99.1.dist-info",
    "python_frontmatter-9.egg-info",
]
OTHERS = ["jinja2", "jinja2_time-1.0.dist-info", "jinja2-99.1.data", "-info", "jinja2-info"]


def test_every_library_is_found() -> None:
    told = [name.partition(" ")[0].replace("_", "-") for name in keys._versions()]
    assert sorted(told) == sorted(LIBRARIES)


@pytest.mark.parametrize("name", [*MORE, *OTHERS])
def test_another_version_of_a_library_is_other_code(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = code_digest.__wrapped__()
    (tmp_path / name).mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert (code_digest.__wrapped__() != before) == (name in MORE)


def test_what_is_compiled_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in keys.CODE:
        (tmp_path / room / "__pycache__").mkdir(parents=True)
    monkeypatch.setattr(keys, "PACKAGE", tmp_path)
    before = code_digest.__wrapped__()
    (tmp_path / "outputs/__pycache__/html.cpython-311.pyc").write_bytes(b"x")
    assert code_digest.__wrapped__() == before
    (tmp_path / "outputs/html.py").write_bytes(b"x")
    assert code_digest.__wrapped__() != before
