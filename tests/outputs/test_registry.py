import subprocess
import sys
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.model.artifact import Renderer
from generator.outputs.registry import TABLE, find_renderer, traits

HEAVY = {"feedgen", "jinja2", "latex2mathml", "lunr", "lxml", "markdown", "nh3", "pylatexenc"}


@pytest.mark.parametrize("name", TABLE)
def test_every_row_is_a_renderer(name: str) -> None:
    found = find_renderer(name)
    assert isinstance(found, Renderer)
    assert found.version >= 1
    assert traits(name) == (0, found.uses_site)


def test_an_unknown_name_is_told_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        find_renderer("gopher")
    assert caught.value.fault == 'there is no renderer "gopher"'
    assert "json-feed" in caught.value.fix


def test_packages_add_renderers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = (
        "from generator.model.artifact import Renderer\nGEMINI = Renderer(1, False, lambda context: bytes)\n"
    )
    (tmp_path / "gemini_pages.py").write_text(f"{module}NO = 1\n")
    folder = tmp_path / "gemini_pages-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: gemini-pages\nVersion: 1.0\n")
    rows = "[paper_digest.renderers]\ngemini = gemini_pages:GEMINI\nno-gemini = gemini_pages:NO\n"
    (folder / "entry_points.txt").write_text(rows)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert find_renderer("gemini").version == 1
    assert traits("gemini") == (1, False)
    with pytest.raises(UsageError) as caught:
        find_renderer("no-gemini")
    assert "no Renderer" in caught.value.fault


def test_the_table_and_its_rows_import_nothing_heavy() -> None:
    code = (
        "import sys; from generator.outputs.registry import TABLE, find_renderer;"
        "[*map(find_renderer, TABLE)];"
        f"print(sorted({HEAVY!r} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"
