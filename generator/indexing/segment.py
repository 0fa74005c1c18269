"""The words of a segment of papers as they are stored: planners name files by them, renderers write them.

Input:   the papers as search knows them, and their texts in the content folder.
Output:  the ranges of outputs.search_segments, in the order of base.word_ranges.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.content.markdown import plain_text
from generator.content.scan import read_body
from generator.indexing.fields import document_words
from generator.indexing.ranges import pack_segment
from generator.model.file_views import SearchDocument

SEGMENTS_KEPT = 32
"""Segments that a process remembers, for whoever renders after having planned: 0.7 kB a paper."""


@lru_cache(maxsize=SEGMENTS_KEPT)
def segment_ranges(content_dir: str, documents: tuple[SearchDocument, ...]) -> tuple[dict[str, Any], ...]:
    """Return what is stored of each range of words; raises InputError when a text cannot be read."""
    folder = Path(content_dir)
    papers = [document_words(each, plain_text(read_body(folder, each.body))) for each in documents]
    return tuple(pack_segment(papers))
