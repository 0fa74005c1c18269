"""Files are seen whole or not at all."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.files import FileWriter, are_plain, check_path, safe_join, write_atomic
from generator.errors import InputError


@pytest.mark.parametrize("durable", [False, True])
def test_write_atomic(tmp_path: Path, durable: bool) -> None:
    path = tmp_path / "a" / "b.txt"
    assert write_atomic(path, b"one", durable=durable)
    assert not write_atomic(path, b"one", durable=durable)
    assert write_atomic(path, b"two", durable=durable)
    assert path.read_bytes() == b"two"
    assert [file.name for file in path.parent.iterdir()] == ["b.txt"]


def test_a_write_that_fails_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    folder = tmp_path / "b.txt"
    (folder / "full").mkdir(parents=True)
    with pytest.raises(OSError, match=r"b\.txt"):
        write_atomic(folder, b"one", durable=True)
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]


@pytest.mark.parametrize("path", ["../x", "..", "a/..", "/x", "a/../../x", "a\\\\b", "", "a\nb", "a\x7f"])
def test_what_leaves_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(InputError, match="leaves its folder"):
        safe_join(tmp_path, path)


def test_a_writer_puts_files_below_its_folder(tmp_path: Path) -> None:
    writer = FileWriter(tmp_path / "out")
    assert writer.put("a/b/c.txt", b"one")
    assert writer.put("a/d.txt", b"two")
    assert not writer.put("a/d.txt", b"two")
    assert writer.put("a/d.txt", b"tow")
    found = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.*")}
    assert found == {"out/a/b/c.txt": b"one", "out/a/d.txt": b"tow"}
    with pytest.raises(InputError, match="leaves its folder"):
        writer.put("../x", b"")


def test_a_writer_that_fails_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    writer = FileWriter(tmp_path)
    writer.put("file", b"one")
    (tmp_path / "folder" / "full").mkdir(parents=True)
    for path, said in (("folder", "folder"), ("file/below", "file/")):
        with pytest.raises(OSError, match=said):
            writer.put(path, b"two")
    assert (tmp_path / "file").read_bytes() == b"one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


@given(st.lists(st.text(alphabet=st.sampled_from("a./\\\n é\u2028"), max_size=5)))
def test_paths_that_are_plain_at_one_look_are_accepted_one_by_one(paths: list[str]) -> None:
    if are_plain(paths):
        for path in paths:
            check_path(path)


def test_paths_of_a_site_are_plain_at_one_look() -> None:
    assert are_plain(["index.html", "papers/a-b/index.html", "..a/b..", "über/x.txt"])
