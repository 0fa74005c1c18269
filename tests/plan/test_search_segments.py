"""Search data of a large site: a new paper leaves all but the newest segment as they are."""

import datetime as dt

import pytest
from msgspec import structs

from generator.base.hashing import digest_value
from generator.base.word_ranges import ranges
from generator.config.schema import Config, SearchConfig
from generator.indexing.segment import TextSource
from generator.library.build import build_library
from generator.plan import search_segments
from generator.plan.desk import make_desk
from generator.plan.search import FEW, search_artifacts, search_engine
from generator.plan.search_segments import ROWS, TEXTS
from tests.samples import make_page

MANIFEST = "search/segments.js"


def added(day, count):
    return [make_page(f"Paper {day} {i:04}", added=day) for i in range(count)]


def desk_of(pages, engine="words"):
    config = Config(search=SearchConfig(engine=engine))
    return make_desk(build_library(pages, [], [], config), config)


def plan(pages, edition="1"):
    """The plan; as the texts are nowhere, folders of words are named by all that is known of the papers."""
    texts = TextSource("content", edition, {})
    return {artifact.path: artifact for artifact in search_artifacts(desk_of(pages), texts)}


@pytest.fixture(autouse=True)
def small_segments(monkeypatch):
    for name, size in {"SMALL": 8, "LARGE": 32, "LARGEST": 128}.items():
        monkeypatch.setattr(search_segments, name, size)


def segments_of(artifacts):
    return [(segment.name, segment.count) for segment in artifacts[MANIFEST].view.segments]


OLD = [*added(dt.date(2025, 3, 1), 40), *added(dt.date(2026, 5, 28), 50)]
FIRST = [("2025.2", 20), ("2025.1", 20)]
MANY = added(dt.date(2026, 5, 28), 300)
SIZES = [
    (OLD, [("2026.4", 2), ("2026.3", 8), ("2026.2", 8), ("2026.1", 32), *FIRST]),
    ([*OLD, *added(dt.date(2026, 5, 29), 14)], [("2026.2", 32), ("2026.1", 32), *FIRST]),
    (
        MANY,
        [
            ("2026.8", 4),
            ("2026.7", 8),
            ("2026.6", 16),
            ("2026.5", 16),
            *[(f"2026.{n}", 64) for n in (4, 3, 2, 1)],
        ],
    ),
]


@pytest.mark.parametrize(("pages", "segments"), SIZES)
def test_a_segment_holds_papers_of_one_year_and_no_more_than_it_may(pages, segments):
    assert segments_of(plan(pages))[: len(segments)] == segments


def test_a_new_paper_writes_only_the_newest_segment_and_the_manifest():
    before = plan(OLD)
    after = plan([*OLD, *added(dt.date(2026, 5, 29), 1)])
    assert {path.split("/")[1] for path in after.keys() - before.keys()} == {"2026.4"}
    kept = (after.keys() & before.keys()) - {MANIFEST}
    assert {path.split("/")[1] for path in before.keys() - kept} == {"2026.4", "segments.js"}
    views = [path for path in kept if path.split("/")[1] != "2026.4"]
    assert all(digest_value(before[path].view) == digest_value(after[path].view) for path in views)


def test_papers_and_columns_are_named_by_what_they_hold():
    before, after = plan(OLD), plan([replaced(page) if page is OLD[20] else page for page in OLD])
    gone = {path.split("/")[-1] for path in before.keys() - after.keys() if "/words." not in path}
    assert gone == {"rows.0.js", "texts.0.js"}
    assert after.keys() - before.keys() != set()


def replaced(page):
    """The same paper with another text."""
    return structs.replace(page, body=structs.replace(page.body, hash="0" * 32))


def test_a_segment_has_a_file_for_each_range_and_each_block():
    artifacts = plan(added(dt.date(2026, 5, 28), ROWS))
    kinds = [path.split("/")[-1].split(".")[0] for path in artifacts if path != MANIFEST]
    expected = {
        "range": len(ranges(ROWS)),
        "facets": 1,
        "figures": 1,
        "rows": ROWS // ROWS,
        "texts": ROWS // TEXTS,
    }
    assert {kind: kinds.count(kind) for kind in kinds} == expected


def test_blocks_hold_the_papers_in_their_order():
    artifacts = plan(added(dt.date(2026, 5, 28), 32))
    rows = [artifact.view for path, artifact in artifacts.items() if "/rows." in path]
    texts = [artifact.view for path, artifact in artifacts.items() if "/texts." in path]
    assert (len(rows), len(texts)) == (32 // ROWS, 32 // TEXTS)
    (segment,) = {id(a.view): a.view for path, a in artifacts.items() if "/range." in path}.values()
    assert [document for view in rows for document in view.documents] == list(segment.documents)
    assert [body for view in texts for body in view.bodies] == [each.body for each in segment.documents]


def test_another_program_gives_every_file_another_name():
    assert plan(OLD, "1").keys() & plan(OLD, "2").keys() == {MANIFEST}


def test_the_manifest_comes_last():
    assert list(plan(OLD))[-1] == MANIFEST


def test_a_site_without_papers():
    assert segments_of(plan([])) == []


ENGINES = [
    ("auto", FEW, "lunr"),
    ("auto", FEW + 1, "words"),
    ("lunr", FEW + 1, "lunr"),
    ("words", 1, "words"),
]


@pytest.mark.parametrize(("wanted", "count", "engine"), ENGINES)
def test_the_engine_suits_the_site_or_whoever_sets_it(wanted, count, engine):
    desk = desk_of(added(dt.date(2026, 5, 28), count), wanted)
    assert search_engine(desk) == engine
