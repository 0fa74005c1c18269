"""A lock that is damaged and a run that is killed lose nothing."""

from pathlib import Path
from typing import Any

import pytest

from generator.base.files import write_atomic
from generator.errors import InputError
from generator.ingest import lock as lock_module
from generator.ingest import run as run_module
from generator.ingest import seeds as seeds_module
from tests.ingest.project import HEARTS, LISTING, Digest

REFUSED = [
    ("ingest.lock", "<<<<<<< HEAD\n", "content/ingest.lock:1: error: this line is not what ingest wrote"),
    (
        "ingest.lock",
        '{"id": "a", "path": "b", "fields": {}}\n' * 2,
        "content/ingest.lock:2: error: 'a' stands twice",
    ),
    ("ingest.lock", "[" * 100_000, "content/ingest.lock:1: error: this line is not what ingest wrote"),
    ("ingest.lock", "\udcff", "content/ingest.lock:1: error: this line is not what ingest wrote"),
]


@pytest.mark.parametrize(("name", "text", "expected"), REFUSED)
def test_a_damaged_lock_stops_all(digest: Digest, name: str, text: str, expected: str) -> None:
    (digest.content / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    before = digest.files()
    with pytest.raises(InputError) as caught:
        digest.ingest()
    assert str(caught.value).startswith(expected)
    assert digest.files() == before


class Killed(BaseException):
    """Stands for a power cut."""


@pytest.mark.parametrize("update", [False, True])
def test_killed_at_any_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update: bool) -> None:
    def prepared(root: Path) -> Digest:
        digest = Digest(root, captures="")
        if update:
            digest.ingest()
            digest.edit(HEARTS, "Eva Novak", "Eva Nováková")
            digest.seed("b.txt", LISTING.replace("53.2", "60").replace("Double", "Triple"))
            digest.seed("a.txt", LISTING.replace("53.2", "60"))
        return digest

    whole = prepared(tmp_path / "whole")
    whole.ingest()
    for survived in range(10):
        digest = prepared(tmp_path / f"killed-{survived}")
        left = survived

        def dying(path: Path, data: bytes, *, durable: bool) -> Any:
            nonlocal left
            if not left:
                raise Killed
            left -= 1
            return write_atomic(path, data, durable=durable)

        with monkeypatch.context() as patch:
            for module in (run_module, seeds_module, lock_module):
                patch.setattr(module, "write_atomic", dying)
            try:
                digest.ingest()
            except Killed:
                killed = True
            else:
                killed = False
        digest.ingest()
        assert digest.files() == whole.files()
        if not killed:
            break
    assert survived >= 3  # seeds.toml, the files, the lock
