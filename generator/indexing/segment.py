"""The words of a segment of papers as they are stored: planners name files by them, renderers write them.

Input:   the papers as search knows them, and their texts in the content folder.
Output:  the ranges of outputs.search_segments, in the order of base.word_ranges.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from generator.base.copies import begun, cut, processes
from generator.content.markdown import plain_text
from generator.content.scan import read_body
from generator.errors import InputError
from generator.indexing.fields import document_words
from generator.indexing.ranges import pack_segment
from generator.model.file_views import SearchDocument

SEGMENTS_KEPT = 32
"""Segments that a process remembers, for whoever renders after having planned: 0.7 kB a paper."""

MANY = 1_000
"""From this many papers on, copies of this process pay for their start."""

Documents = tuple[SearchDocument, ...]
Ranges = tuple[dict[str, Any], ...]


def segment_ranges(content_dir: str, documents: Documents) -> Ranges:
    """Return what is stored of each range of words; raises InputError when a text cannot be read."""
    known = _known(content_dir, documents)
    if not known:
        known.append(_packed(content_dir, documents))
    return known[0]


@contextmanager
def reading(content_dir: str, segments: Sequence[Documents], jobs: int) -> Iterator[Callable[[], None]]:
    """Let `jobs` processes, 0 being one for each processor, get ready what `segment_ranges` gives of these.

    What is given waits for them. A segment whose texts cannot be read is left to `segment_ranges`.
    """
    new = [(documents, known) for documents in segments if not (known := _known(content_dir, documents))]
    if processes(jobs) == 1 or sum(len(documents) for documents, _ in new) < MANY:
        new = []

    def read(some: Sequence[tuple[Documents, list[Ranges]]]) -> list[list[Ranges]]:
        return [_tried(content_dir, documents) for documents, _ in some]

    with begun(read, cut(new, processes(jobs))) as finish:

        def wait() -> None:
            for (_, known), found in zip(new, chain(*finish()), strict=True):
                known.extend(found)

        yield wait


@lru_cache(maxsize=SEGMENTS_KEPT)
def _known(_content_dir: str, _documents: Documents) -> list[Ranges]:
    """Return where the ranges of a segment are kept, once they are worked out."""
    return []


def forget_segments() -> None:
    """Forget what was worked out."""
    _known.cache_clear()


def _tried(content_dir: str, documents: Documents) -> list[Ranges]:
    try:
        return [_packed(content_dir, documents)]
    except InputError:
        return []


def _packed(content_dir: str, documents: Documents) -> Ranges:
    folder = Path(content_dir)
    papers = [document_words(each, plain_text(read_body(folder, each.body))) for each in documents]
    return tuple(pack_segment(papers))
