"""A segment of papers as it was packed once, and what few edited papers make of it.

Input:   the segment as it was, and the words of the papers that are others now.
Output:  what `pack_segment` gives of all papers; only ranges in which these have words are packed anew.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set

from msgspec import Struct

from generator.base.word_ranges import ranges
from generator.indexing.ranges import (
    BITS,
    KIND,
    Kind,
    Postings,
    Range,
    Weigh,
    Words,
    in_ranges,
    lengths_of,
    pack_range,
    pack_segment,
    papers_of,
    unpack_range,
    usual_lengths,
)

FEW = 16
"""One paper of so many may be another one; where more are, all are packed anew."""

Standing = dict[str, dict[int, Kind]]
"""Word → paper → what it is there."""


class Packed(Struct, frozen=True):
    """A segment with what is asked of it when papers were edited."""

    marks: Sequence[bytes]
    """Digests of the papers, each of all that its words follow from."""

    lengths: Sequence[tuple[int, ...]]
    """How many words each field of each paper has."""

    ranges: Sequence[Range]


def pack(marks: Sequence[bytes], words: Callable[[int], Words], before: Packed | None) -> Packed:
    """Return the segment of the papers that have these marks; `words` gives those of the paper of a number.

    Where it can it follows from what it was `before`.
    """
    found = _edited(before, marks, words) if before and len(before.marks) == len(marks) else None
    if found is None:
        papers = [words(number) for number, _ in enumerate(marks)]
        found = Packed(marks, [lengths_of(paper) for paper in papers], pack_segment(papers))
    return found


def _edited(before: Packed, marks: Sequence[bytes], words: Callable[[int], Words]) -> Packed | None:
    """Return the segment with papers edited; None for many, or where they change what others' words weigh."""
    numbers = [n for n, (old, new) in enumerate(zip(before.marks, marks, strict=True)) if old != new]
    if len(numbers) * FEW > len(marks):
        return None
    changed = {number: words(number) for number in numbers}
    lengths = [
        lengths_of(changed[number]) if number in changed else length
        for number, length in enumerate(before.lengths)
    ]
    usual = usual_lengths(lengths)
    if usual != usual_lengths(before.lengths):
        return None
    coming = _standing(changed, Weigh(usual))
    each = in_ranges(coming, ranges(len(marks)))
    found = [
        _edited_range(packed, changed.keys(), {term: coming[term] for term in terms})
        for packed, terms in zip(before.ranges, each, strict=True)
    ]
    return Packed(marks, lengths, found)


def _standing(papers: Mapping[int, Words], weigh: Weigh) -> Standing:
    found: Standing = defaultdict(dict)
    for number, words in papers.items():
        for kind, terms in weigh(words):
            for term in terms:
                found[term][number] = kind
    return found


def _edited_range(packed: Range, changed: Set[int], coming: Standing) -> Range:
    """Return a range in which the changed papers stand as they do now."""
    if not coming and all(map(changed.isdisjoint, papers_of(packed).values())):
        return packed
    postings = unpack_range(packed)
    if _where(changed, postings) == coming:
        return packed
    kinds = list(postings.kinds)
    found = {
        term: [posting for posting in held if posting >> BITS not in changed]
        for term, held in postings.found.items()
    }
    for term, papers in coming.items():
        held = found.setdefault(term, [])
        for number, kind in papers.items():
            if kind not in kinds:
                kinds.append(kind)
            insort(held, (number << BITS) + kinds.index(kind))
    (terms,) = in_ranges([term for term, held in found.items() if held], [""])
    return pack_range(terms, Postings(found, kinds))


def _where(changed: Set[int], postings: Postings) -> Standing:
    """Return where the changed papers stand."""
    found: Standing = defaultdict(dict)
    for term, held in postings.found.items():
        if not changed.isdisjoint([posting >> BITS for posting in held]):
            for posting in held:
                if posting >> BITS in changed:
                    found[term][posting >> BITS] = postings.kinds[posting & KIND]
    return found
