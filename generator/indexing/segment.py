"""The words of a segment of papers as they are stored: planners name files by them, renderers write them.

Input:   the papers as search knows them, their texts in the content folder, and segments as they were packed.
Output:  the ranges of outputs.search_segments, in the order of base.word_ranges.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from pathlib import Path

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


class Memory(msgspec.Struct, frozen=True):
    """Segments as they were packed."""

    edition: str
    """Names the program that packs now."""

    packed: MutableMapping[str, bytes]
    """Name of a segment → a `Packed`, sealed; of the last plan, and then of this one."""


def segment_ranges(content_dir: str, documents: Documents) -> Ranges:
    """Return what is stored of each range of words; raises InputError when a text cannot be read."""
    known = _known(content_dir, documents)
    if not known:
        known.append(pack_segment([_words(content_dir, each) for each in documents]))
    return known[0]


@contextmanager
def reading(
    content_dir: str, segments: Mapping[str, Documents], memory: Memory, jobs: int
) -> Iterator[Callable[[], None]]:
    """Let `jobs` processes, 0 being one for each processor, get ready what `segment_ranges` gives of these.

    What is given waits for them, and remembers the segments by their names. A segment whose texts cannot be
    read is left to `segment_ranges`.
    """
    known = {name: _known(content_dir, documents) for name, documents in segments.items()}
    new = [(name, documents) for name, documents in segments.items() if not known[name]]

    def read(some: Sequence[tuple[str, Documents]]) -> list[bytes]:
        return [_tried(content_dir, documents, memory, name) for name, documents in some]

    many = sum(len(documents) for _, documents in new) >= MANY and processes(jobs) > 1
    with begun(read, cut(new, processes(jobs)) if many else ()) as finish:

        def wait() -> None:
            for (name, _), packed in zip(new, chain(*(finish() if many else [read(new)])), strict=True):
                if found := _opened(packed):
                    memory.packed[name] = packed
                    known[name].append(found.ranges)

        yield wait


@lru_cache(maxsize=SEGMENTS_KEPT)
def _known(_content_dir: str, _documents: Documents) -> list[Ranges]:
    """Return where the ranges of a segment are kept, once they are worked out."""
    return []


def forget_segments() -> None:
    """Forget what was worked out."""
    _known.cache_clear()


def _tried(content_dir: str, documents: Documents, memory: Memory, name: str) -> bytes:
    """Return a sealed segment, nothing when a text cannot be read."""
    marks = [digest_bytes(encode((each, memory.edition))) for each in documents]
    before = _opened(memory.packed.get(name, b""))
    try:
        return _sealed(pack(marks, lambda number: _words(content_dir, documents[number]), before))
    except InputError:
        return b""


def _words(content_dir: str, document: SearchDocument) -> Words:
    return document_words(document, plain_text(read_body(Path(content_dir), document.body)))


_decoder = msgspec.msgpack.Decoder(Packed)


def _sealed(packed: Packed) -> bytes:
    """Return what `_opened` takes for true."""
    data = encode(packed)
    return digest_bytes(data) + data


def _opened(sealed: bytes) -> Packed | None:
    """Return a segment that was sealed; None when there is none, or it is damaged."""
    seal, data = sealed[:SEAL], sealed[SEAL:]
    return _decoder.decode(data) if data and digest_bytes(data) == seal else None
