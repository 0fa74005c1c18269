"""Search the built site: lunr.py, fed with what the browser's lunr gets, finds papers by their titles.

Input:   the manifest and, of each part, its index and its papers (outputs/search); where words
         are loaded on demand, what check/search_segments reads.
Output:  a finding for each file that cannot be read, and one for each part in which a paper is not found.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.base.files import safe_join
from generator.check.findings import Finding
from generator.check.search_segments import Segment, Segments, loaded
from generator.errors import InputError
from generator.indexing.words import words
from generator.library.permalinks import SEARCH_MANIFEST, SEARCH_SEGMENTS

if TYPE_CHECKING:
    from lunr.index import Index

TRIED = 20
"""Papers of a part that are looked for, at even distances."""

LONGEST_QUERY = 8
"""Words of a title that are asked for."""

UNREADABLE = (InputError, OSError, ValueError, LookupError, TypeError, AttributeError)
"""What reading a file raises that is something else."""

FIX = "build it anew: digest build --all"


def check_search(output: Path) -> list[Finding]:
    """Return what is wrong with the search data of an output folder; one without search has none."""
    found: list[Finding | None] = []
    for path in (SEARCH_MANIFEST, SEARCH_SEGMENTS):
        try:
            if not (output / path).is_file():
                continue
            manifest = loaded(output, path)
            if path == SEARCH_SEGMENTS:
                found += map(_check_segment, Segments(output, manifest))
            else:
                found += [_check_part(output, part) for part in list(manifest["parts"])]
        except UNREADABLE as error:
            found.append(_unreadable(path, error))
    return [finding for finding in found if finding]


def _check_part(output: Path, part: Mapping[str, str]) -> Finding | None:
    """Look for some papers of a part; files that are missing are told elsewhere."""
    blamed = SEARCH_MANIFEST
    try:
        if not all(safe_join(output, part[kind]).is_file() for kind in ("index", "papers")):
            return None
        blamed = part["index"]
        index, papers = open_index(loaded(output, part["index"])), loaded(output, part["papers"])
        titles = [row[papers["columns"].index("title")] for row in papers["rows"]]
        lost = [title for number, title in _some(titles) if not _finds(index, title, str(number))]
    except UNREADABLE as error:
        return _unreadable(blamed, error)
    return Finding(blamed, 0, f"search does not find {lost[0]!r} by its title", FIX) if lost else None


def _check_segment(segment: Segment) -> Finding | None:
    """Look for some papers of a segment; files that are missing are told elsewhere."""
    try:
        for number in range(0, segment.count, max(1, segment.count // TRIED)):
            title = segment.title(number)
            terms = list(dict.fromkeys(words(title)))[:LONGEST_QUERY]
            if not all(number in segment.having(term, "title") for term in terms):
                return Finding(segment.folder, 0, f"search does not find {title!r} by its title", FIX)
    except FileNotFoundError:
        return None
    except UNREADABLE as error:
        return _unreadable(segment.folder, error)
    return None


def _unreadable(path: str, error: Exception) -> Finding:
    return Finding(path, 0, f"not search data: {error!r}", FIX)


def _some(titles: list[str]) -> list[tuple[int, str]]:
    return list(enumerate(titles))[:: max(1, len(titles) // TRIED)]


def _finds(index: "Index", title: str, reference: str) -> bool:
    """Tell whether the paper is among those whose titles have all these words."""
    from lunr.query import QueryPresence

    query = index.create_query(["title"])
    for word in list(dict.fromkeys(words(title)))[:LONGEST_QUERY]:
        query.term(word, fields=["title"], presence=QueryPresence.REQUIRED, use_pipeline=False)
    return not query.clauses or any(result["ref"] == reference for result in index.query(query))


def open_index(packed: Mapping[str, Any]) -> "Index":
    """Return lunr's index of what outputs.search_index packed, as the browser makes it on arrival.

    Raises LookupError, TypeError or ValueError when it is something else.
    """
    from lunr.index import Index
    from lunr.pipeline import Pipeline
    from lunr.token_set import TokenSet
    from lunr.vector import Vector

    terms, fields = packed["terms"], packed["fields"]
    postings = [{"_index": number, **{field: {} for field in fields}} for number in range(len(terms))]
    vectors = {}
    for field, column in zip(fields, packed["vectors"], strict=True):
        for paper, pairs in enumerate(column):
            weights, number = [], 0
            for step, weight in zip(pairs[::2], pairs[1::2], strict=True):
                number += step
                weights += [number, weight]
                postings[number][field][str(paper)] = {}
            vectors[f"{field}/{paper}"] = Vector(weights)
    inverted = dict(zip(terms, postings, strict=True))
    return Index(inverted, vectors, TokenSet.from_list(sorted(terms)), fields, Pipeline())
