"""Read search data that the browser loads on demand (outputs/search_segments), as the browser does."""

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from generator.base.files import safe_join
from generator.base.word_ranges import sort_key
from generator.indexing.ranges import BITS, KIND, Range, unpack_range

RANGES_KEPT = 512
"""Files of words that are remembered."""


def loaded(output: Path, path: str) -> Any:
    """Return the data of a script that calls paperDigest.load(name, data)."""
    text = safe_join(output, path).read_text("utf-8")
    return json.loads(f"[{text[text.index('(') + 1 : text.rindex(')')]}]")[1]


class Segment:
    """One segment; methods raise OSError, LookupError, TypeError or ValueError when a file is a wrong one."""

    def __init__(self, output: Path, manifest: Mapping[str, Any], segment: Mapping[str, Any]) -> None:
        self.folder, self.count = str(segment["folder"]), int(segment["count"])
        self._folders = segment["folders"]
        starts = manifest["starts"].split(" ")[:: segment["step"]]
        self._starts = [sort_key(start) for start, _ in groupby(starts)]
        self._manifest = manifest
        self._load = lru_cache(RANGES_KEPT)(lambda path: loaded(output, path))

    def title(self, number: int) -> str:
        """Return the title of a paper."""
        block, place = divmod(number, self._manifest["rows"])
        rows = self._load(f"{self._folder('papers', number)}rows.{block}.js")
        return str(rows[place][self._manifest["columns"].index("title")])

    def _folder(self, kind: str, number: int) -> str:
        each, length, names = self._folders[kind]
        place = number // each
        return f"{self.folder}{kind}.{place}.{names[place * length : (place + 1) * length]}/"

    def having(self, term: str, field: str) -> set[int]:
        """Return the numbers of the papers that have a word in a field."""
        number = max(0, bisect_right(self._starts, sort_key(term)) - 1)
        packed = Range(**self._load(f"{self._folder('words', number)}range.{number}.js"))
        wanted = self._manifest["fields"].index(field)
        stands = unpack_range(packed)
        return {
            posting >> BITS
            for posting in stands.found.get(term, ())
            if wanted in stands.kinds[posting & KIND][::2]
        }


class Segments:
    """All segments of a manifest."""

    def __init__(self, output: Path, manifest: Mapping[str, Any]) -> None:
        self._output, self._manifest = output, manifest

    def __iter__(self) -> Iterator[Segment]:
        return (Segment(self._output, self._manifest, segment) for segment in self._manifest["segments"])
