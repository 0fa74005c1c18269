"""Chunks of work: about as large as they should be, and what shows the same stays together."""

import pytest

from generator.build.render import CHUNK, spans_of
from generator.model.artifact import Artifact

SHARED = object()


def artifacts(*views):
    return [Artifact(f"{number}.js", "search-range", view) for number, view in enumerate(views)]


CASES = [
    ([], []),
    ([1], [1]),
    (list(range(CHUNK)), [CHUNK]),
    (list(range(2 * CHUNK + 1)), [CHUNK, CHUNK, 1]),
    ([SHARED] * 3 * CHUNK, [3 * CHUNK]),
    ([*range(CHUNK - 1), *[SHARED] * CHUNK, *range(5)], [2 * CHUNK - 1, 5]),
]


@pytest.mark.parametrize(("views", "sizes"), CASES)
def test_chunks(views, sizes):
    made = artifacts(*views)
    spans = spans_of(made)
    assert [len(made[span]) for span in spans] == sizes
    assert [artifact for span in spans for artifact in made[span]] == made
