"""Digests of views: equal values have equal ones, whatever is worked out once for many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from generator.base.hashing import digest_parts


class Entry(Struct, frozen=True):
    title: str
    authors: tuple[str, ...] = ()


class Page(Struct, frozen=True):
    name: str
    first: Entry | None = None
    entries: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()


class Feed(Struct, frozen=True):
    name: str
    first: Entry | None = None
    entries: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()


A, B = Entry("A"), Entry("B", ("x",))
PAGE = Page("p", A, (A, B), ("n",))

OTHERS = [
    replace(PAGE, name="q"),
    replace(PAGE, first=B),
    replace(PAGE, first=None),
    replace(PAGE, entries=(B, A)),
    replace(PAGE, entries=(A,)),
    replace(PAGE, entries=()),
    replace(PAGE, first=None, entries=(A, A, B)),
    replace(PAGE, entries=(A, replace(B, authors=("y",)))),
    replace(PAGE, notes=()),
    Feed("p", A, (A, B), ("n",)),
]


def test_whatever_differs_has_another_digest() -> None:
    known: dict[int, tuple[object, bytes]] = {}
    digests = [digest_parts(value, (Entry,), known) for value in (PAGE, *OTHERS)]
    assert len(set(digests)) == len(digests)


@pytest.mark.parametrize("value", [PAGE, *OTHERS])
def test_equal_values_have_equal_digests(value: Page) -> None:
    known: dict[int, tuple[object, bytes]] = {}
    twin = replace(
        value, first=value.first and replace(value.first), entries=tuple(map(replace, value.entries))
    )
    assert digest_parts(value, (Entry,), known) == digest_parts(twin, (Entry,), known)
    assert digest_parts(value, (Entry,), known) == digest_parts(value, (Entry,), {})


@given(st.lists(st.lists(st.text(max_size=2), max_size=3), max_size=30))
def test_records_that_come_and_go_are_not_mixed_up(pages: list[list[str]]) -> None:
    """An object may get the place in memory of one that has gone: what is known must not be its digest."""
    known: dict[int, tuple[object, bytes]] = {}
    for titles in pages:
        fleeting = Page("p", entries=tuple(Entry(title) for title in titles))
        again = Page("p", entries=tuple(Entry(title) for title in titles))
        assert digest_parts(fleeting, (Entry,), known) == digest_parts(again, (Entry,), {})
