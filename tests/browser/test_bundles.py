"""The bundled scripts: small, fresh, and in every wheel."""

import gzip
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hatch_build import BUNDLES, SOURCES, is_stale

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("site", 6_500),
        ("filters", 3_500),
        ("starred", 3_500),
        ("rules", 3_500),
        ("extras", 2_000),
        ("search", 22_500),
        ("words", 15_500),
    ],
)
def test_bundles_are_small(name: str, most: int) -> None:
    data = (ROOT / f"themes/base/assets/{name}.bundle.js").read_bytes()
    assert len(gzip.compress(data)) <= most


def test_the_bundles_are_those_of_the_sources() -> None:
    assert not is_stale(ROOT), "run: npm ci && npm run build, in browser/"


def test_the_lock_file_names_no_addresses() -> None:
    packages = json.loads((ROOT / "browser/package-lock.json").read_text("utf-8"))["packages"]
    assert "node_modules/lunr" in packages
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert all(package["integrity"] for name, package in packages.items() if name)


def test_bundles_are_stale_when_missing_or_older(tmp_path: Path) -> None:
    source = tmp_path / SOURCES[-1] / "a.js"
    bundles = [tmp_path / name for name in BUNDLES]
    for file in (source, *bundles):
        assert is_stale(tmp_path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
        os.utime(file, (1000, 1000))
    assert not is_stale(tmp_path)
    os.utime(source, (2000, 2000))
    assert is_stale(tmp_path)
    for bundle in bundles:
        os.utime(bundle, (3000, 3000))
    assert not is_stale(tmp_path)
    bundles[0].unlink()
    assert is_stale(tmp_path)


def test_the_wheel_holds_themes_and_bundles(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    themes = {
        f"generator/{file.relative_to(ROOT)}" for file in (ROOT / "themes").rglob("*") if file.is_file()
    }
    assert {f"generator/{name}" for name in BUNDLES} <= themes
    assert themes <= names
    assert not [name for name in names if name.startswith(("tests/", "browser/", "content/", "seeds/"))]
