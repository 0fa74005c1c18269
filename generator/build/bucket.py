"""A bucket, or another place that fsspec reaches, as where the site goes: s3://bucket/prefix.

What lies below the address is the site's own: the memory is trusted that what was put there still is, for to
ask for every file costs as much as to write it. Credentials and endpoints are those of the environment
(AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL …), and stand in no file of the project.

Stores of objects show an object when all of it has come (AWS: "Amazon S3 never adds partial objects");
elsewhere a file is written beside its place and moved there.
"""

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import md5
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from generator.base.files import check_path
from generator.base.media import content_type
from generator.build.target import File, Left, Target, Writer
from generator.errors import InputError, Location, UsageError

AT_ONCE = 16
"""Requests that a process has under way; it waits for answers most of the time."""

STORES = {"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oss"}
"""Protocols whose objects appear whole."""

S3 = {"s3", "s3a"}

HASHED = re.compile(r"(?:assets|search)/.*\.[0-9a-f]{8,10}[./]")
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"


class Bucket(Struct, frozen=True):
    """Everything below one address."""

    url: str
    is_empty: bool = False
    """True when nothing was there when the build began: then nobody asks for what is there already."""

    @property
    def name(self) -> str:
        """The address, with "/"."""
        return f"{self.url}/"

    def prepare(self) -> Target:
        """Reach for the place; raises UsageError for an unknown kind, InputError when nothing answers."""
        system, root, protocol = self._open()
        try:
            if protocol not in STORES:
                system.makedirs(root, exist_ok=True)
            return replace(self, is_empty=not _list(system, root))
        except Exception as error:
            fix = (
                "make the bucket, and set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and what else it asks for"
            )
            raise self.error("cannot be reached", error, fix) from None

    def writer(self) -> Writer:
        """Return what puts files there, several at a time."""
        system, root, protocol = self._open()
        return _BucketWriter(self, system, root, protocol)

    def lost(self, left: Sequence[Left]) -> set[str]:
        """Trust the memory: what was written is there."""
        return {path for path, size in left if size < 0}

    def paths(self) -> Iterator[str]:
        """Give the path of every file there: one request for a thousand of them."""
        system, root, _ = self._open()
        for path in () if self.is_empty else system.find(root):
            yield path.removeprefix(f"{root}/")

    def same(self, one: str, other: str) -> bool:
        """False for objects, whose names have capitals; elsewhere asks the system for its number."""
        system, root, protocol = self._open()
        if protocol in STORES:
            return False
        try:
            numbers = [system.info(f"{root}/{path}").get("ino") for path in (one, other)]
        except FileNotFoundError:
            return False
        return bool(numbers[0] == numbers[1])

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files, several at a time, but pages before the files that they use; and emptied folders."""
        system, root, protocol = self._open()
        paths = list(paths)

        def remove_one(path: str) -> None:
            try:
                system.rm_file(f"{root}/{path}")
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                pass
            except Exception as error:
                raise self.error(
                    "cannot be removed", error, "mend the rights, then build again", path
                ) from None

        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _, alike in groupby(paths, key=lambda path: path.endswith(".html")):
                list(pool.map(remove_one, alike))
        for folder in () if protocol in STORES else _folders(paths):
            with contextlib.suppress(OSError):  # it holds something else
                system.rmdir(f"{root}/{folder}")

    def sweep(self) -> None:
        """Remove the temporary files of writers that were killed."""
        _, _, protocol = self._open()
        if protocol not in STORES:
            self.remove([path for path in self.paths() if re.search(r"(?:^|/)\.[^/]+\.tmp\Z", path)])

    def _open(self) -> tuple[Any, str, str]:
        """Return the file system, what it calls the place, and the protocol."""
        protocol = self.url.partition("://")[0]
        try:
            from fsspec.core import url_to_fs

            options = {"config_kwargs": {"max_pool_connections": AT_ONCE}} if protocol in S3 else {}
            system, root = url_to_fs(self.url, use_listings_cache=False, **options)
        except (ImportError, ValueError) as error:
            fix = 'mend the address, or install what reaches it (s3://: pip install "paper-digest[cluster]")'
            raise UsageError(f"cannot write to {self.url}: {error}", fix) from None
        return system, root.rstrip("/"), protocol

    def error(self, fault: str, error: Exception, fix: str, path: str = "") -> InputError:
        """Say what a library says of this place, or of a file there."""
        said = " ".join(str(error).split()) or type(error).__name__
        return InputError(Location(f"{self.name}{path}"), f"{fault}: {said}", fix)


def _list(system: Any, root: str) -> list[Any]:
    """List what lies at the top; raises FileNotFoundError when there is not even a bucket."""
    try:
        return list(system.ls(root, detail=False))
    except FileNotFoundError:
        system.ls(root.partition("/")[0], detail=False)
        return []


def _folders(paths: Iterable[str]) -> list[str]:
    """Return the folders above these paths, inner ones first."""
    found = {str(parent) for path in paths for parent in PurePosixPath(path).parents}
    return sorted(found - {"."}, key=lambda folder: (-folder.count("/"), folder))


class _BucketWriter:
    def __init__(self, bucket: Bucket, system: Any, root: str, protocol: str) -> None:
        self._bucket, self._system, self._root = bucket, system, root
        self._protocol = protocol
        self._pool = ThreadPoolExecutor(AT_ONCE)

    def put_all(self, files: Sequence[File]) -> list[bool | Exception]:
        """Put files in place, several at a time; each is whole or not there."""
        return list(self._pool.map(self._put, files))

    def _put(self, file: File) -> bool | Exception:
        path, data = file
        try:
            check_path(path)
            if not self._bucket.is_empty and self._holds(f"{self._root}/{path}", data):
                return False
            self._write(path, f"{self._root}/{path}", data)
        except InputError as error:
            return error
        except Exception as error:  # of whatever library reaches the place
            fix = "mend the rights or the connection, then build again"
            return self._bucket.error("cannot be written", error, fix, path)
        return True

    def _holds(self, place: str, data: bytes) -> bool:
        """Tell whether these bytes are there: by their MD5, which S3 tells, else by reading them."""
        try:
            found = self._system.info(place)
            if found["size"] != len(data):
                return False
            told = str(found.get("ETag", "")).strip('"')
            if re.fullmatch("[0-9a-f]{32}", told):
                return told == md5(data, usedforsecurity=False).hexdigest()
            return bool(self._system.cat_file(place) == data)
        except FileNotFoundError:
            return False

    def _write(self, path: str, place: str, data: bytes) -> None:
        if self._protocol in S3:
            lasting = FOR_EVER if HASHED.match(path) else ASK_AGAIN
            kind = content_type(PurePosixPath(path))
            self._system.pipe_file(place, data, ContentType=kind, CacheControl=lasting)
        elif self._protocol in STORES:
            self._system.pipe_file(place, data)
        else:
            self._move_there(place, data)

    def _move_there(self, place: str, data: bytes) -> None:
        folder, _, name = place.rpartition("/")
        temporary = f"{folder}/.{name}.{os.getpid()}.{os.urandom(4).hex()}.tmp"
        self._system.makedirs(folder, exist_ok=True)
        try:
            self._system.pipe_file(temporary, data)
            self._system.mv(temporary, place)
        except BaseException:
            if self._system.exists(temporary):
                self._system.rm_file(temporary)
            raise
