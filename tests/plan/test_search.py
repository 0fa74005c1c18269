"""Search data comes in parts: a new paper leaves all but the newest part as they are."""

import datetime as dt

from generator.base.hashing import digest_value
from generator.config.schema import Config, SearchConfig
from generator.indexing.segment import TextSource
from generator.library.build import build_library
from generator.plan.desk import make_desk
from generator.plan.search import search_artifacts
from generator.plan.search_parts import BLOCK, PART
from tests.samples import make_page

MANIFEST = "search/manifest.js"


def added(day, count, name="Paper"):
    return [make_page(f"{name} {day} {i:04}", added=day) for i in range(count)]


def plan(pages, edition="1"):
    config = Config(search=SearchConfig(engine="lunr"))
    desk = make_desk(build_library(pages, [], [], config), config)
    return {
        artifact.path: artifact for artifact in search_artifacts(desk, TextSource("content", edition, {}))
    }


def parts_of(artifacts):
    return [(part.name, part.count) for part in artifacts[MANIFEST].view.parts]


OLD = [*added(dt.date(2025, 3, 1), 3), *added(dt.date(2026, 5, 28), PART + 2)]


def test_a_part_holds_papers_of_one_year_of_adding_and_no_more_than_it_may():
    assert parts_of(plan(OLD)) == [("2026.2", 2), ("2026.1", PART), ("2025.1", 3)]


def test_a_new_paper_writes_only_the_newest_part_and_the_manifest():
    before = plan(OLD)
    after = plan([*OLD, *added(dt.date(2026, 5, 29), 1)])
    new = sorted(path.rsplit(".", 2)[0] for path in after.keys() - before.keys())
    assert new == ["search/index.2026.2", "search/papers.2026.2", "search/texts.2026.2.0"]
    kept = (after.keys() & before.keys()) - {MANIFEST}
    assert len(kept) == len(before) - len(new) - 1
    assert all(digest_value(before[path].view) == digest_value(after[path].view) for path in kept)


def test_abstracts_lie_in_blocks_in_the_order_of_the_papers():
    artifacts = plan(added(dt.date(2026, 5, 28), 2 * BLOCK + 1))
    (part,) = artifacts[MANIFEST].view.parts
    view = artifacts[part.papers].view
    bodies = [artifacts[path].view.bodies for path in view.texts]
    assert [len(block) for block in bodies] == [BLOCK, BLOCK, 1]
    assert [body for block in bodies for body in block] == [document.body for document in view.documents]


def test_another_program_gives_every_file_another_name():
    assert plan(OLD, "1").keys() & plan(OLD, "2").keys() == {MANIFEST}


def test_the_manifest_comes_last():
    assert list(plan(OLD))[-1] == MANIFEST


def test_a_site_without_papers():
    artifacts = plan([])
    assert list(artifacts) == [MANIFEST]
    assert artifacts[MANIFEST].view.parts == ()
