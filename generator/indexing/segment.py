"""The words of a segment of papers as they are stored: planners name files by them, renderers write them.

Input:   the papers as search knows them, their texts in the content folder, and segments as they were packed.
Output:  the ranges of outputs.search_segments, in the order of base.word_ranges.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Protocol

import msgspec

from generator.base.copies import begun, cut, processes
from generator.base.hashing import digest_bytes, encode
from generator.content.markdown import plain_text
from generator.content.scan import read_body
from generator.errors import InputError
from generator.indexing.edited import Packed, pack
from generator.indexing.fields import document_words
from generator.indexing.ranges import Range, Words, pack_segment
from generator.model.file_views import SearchDocument

SEGMENTS_KEPT = 32
"""Segments that a process remembers, for whoever renders after having planned: 0.7 kB a paper."""

MANY = 1_000
"""From this many papers on, copies of this process pay for their start."""

SEAL = 16
"""Bytes of the digest before a sealed segment."""

Documents = tuple[SearchDocument, ...]
Ranges = Sequence[Range]


class Memory(Protocol):
    """Keeps sealed segments between plans by their names; that of builds is build.state."""

    def segment(self, name: str) -> bytes:
        """Return a segment, b"" where there is none."""

    def put_segment(self, name: str, packed: bytes) -> None:
        """Keep a segment."""

    def forget_segments_but(self, names: Collection[str]) -> None:
        """Forget all others."""


class TextSource(msgspec.Struct, frozen=True):
    """Where planners find the texts of papers, and what they have found out about them."""

    content_dir: str
    edition: str
    """Names the program that renders; files packed by another one get another name."""

    known: MutableMapping[str, str]
    """State of a segment → the hashes of its folders of words; of the last plan, and then of this one."""

    unread: Collection[str] = ()
    """Content files that cannot be read as they are; the papers in them are those of the last good build."""

    jobs: int = 1
    """Processes that read texts, where there are many; 0 is one for each processor."""

    memory: Memory | None = None


def segment_ranges(content_dir: str, documents: Documents) -> Ranges:
    """Return what is stored of each range of words; raises InputError when a text cannot be read."""
    found = _kept().get((content_dir, documents))
    if found is None:
        found = pack_segment([_words(content_dir, each) for each in documents])
        _keep(content_dir, documents, found)
    return found


@contextmanager
def reading(
    texts: TextSource, segments: Mapping[str, Documents]
) -> Iterator[Callable[[], Iterator[tuple[str, Ranges]]]]:
    """Begin to work out what `segment_ranges` gives of these, by their names.

    What is given waits for them, gives them and remembers them; those whose texts cannot be read are missing.
    """
    known = {name: _kept().get((texts.content_dir, documents)) for name, documents in segments.items()}
    new = [name for name, ranges in known.items() if ranges is None]
    # copies must not use a database that is open here
    before = {name: texts.memory.segment(name) for name in new} if texts.memory is not None else {}

    def read(names: Sequence[str]) -> list[bytes]:
        return [_tried(texts, segments[name], before.get(name, b"")) for name in names]

    many = sum(len(segments[name]) for name in new) >= MANY and processes(texts.jobs) > 1
    with begun(read, cut(new, processes(texts.jobs)) if many else ()) as finish:

        def found() -> Iterator[tuple[str, Ranges]]:
            yield from ((name, ranges) for name, ranges in known.items() if ranges is not None)
            for name, sealed in zip(new, chain(*(finish() if many else [read(new)])), strict=True):
                if packed := _opened(sealed, texts.edition):
                    if texts.memory is not None and sealed != before[name]:
                        texts.memory.put_segment(name, sealed)
                    _keep(texts.content_dir, segments[name], packed.ranges)
                    yield name, packed.ranges

        yield found


@cache
def _kept() -> dict[tuple[str, Documents], Ranges]:
    """Return what this process remembers, the newest last."""
    return {}


def _keep(content_dir: str, documents: Documents, ranges: Ranges) -> None:
    kept = _kept()
    if len(kept) >= SEGMENTS_KEPT:
        del kept[next(iter(kept))]
    kept[content_dir, documents] = ranges


def forget_segments() -> None:
    """Forget what was worked out."""
    _kept().clear()


def _tried(texts: TextSource, documents: Documents, before: bytes) -> bytes:
    """Return a sealed segment, nothing when a text cannot be read."""
    marks = [digest_bytes(encode(each)) for each in documents]
    known = _opened(before, texts.edition)
    if known and known.marks == marks:
        return before
    try:
        packed = pack(marks, lambda number: _words(texts.content_dir, documents[number]), known)
    except InputError:
        return b""
    return _sealed(packed, texts.edition)


def _words(content_dir: str, document: SearchDocument) -> Words:
    return document_words(document, plain_text(read_body(Path(content_dir), document.body)))


def _sealed(packed: Packed, edition: str) -> bytes:
    """Return what `_opened` takes for true."""
    data = encode(packed)
    return digest_bytes(edition.encode() + data) + data


def _opened(sealed: bytes, edition: str) -> Packed | None:
    """Return a segment that this very program has sealed; None when there is none, or it is damaged."""
    seal, data = sealed[:SEAL], sealed[SEAL:]
    if not data or digest_bytes(edition.encode() + data) != seal:
        return None
    return msgspec.msgpack.decode(data, type=Packed)
