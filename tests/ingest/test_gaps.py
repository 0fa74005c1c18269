"""What a listing lacked, from seeds.toml to readers."""

import pytest

from generator.content.gaps import load_gaps
from generator.errors import InputError, Severity
from tests.ingest.project import CAPTURES, Digest

INCOMPLETE = CAPTURES + 'incomplete = "Only \\"half\\" of it \u202ewas\\n read."\n'
WRITTEN = """\
# What the listings of a day lacked, as readers of its digest are told. Yours to edit; note = "" tells nobody.

["a.txt"]
day = 2026-05-28
note = "Only \\"half\\" of it was read."
"""


@pytest.fixture
def digest(tmp_path):
    return Digest(tmp_path, captures=INCOMPLETE)


def test_a_gap_gets_an_entry_once(digest):
    assert not (digest.content / "gaps.toml").exists()
    digest.ingest(dry_run=True)
    assert not (digest.content / "gaps.toml").exists()
    digest.ingest()
    assert digest.read("gaps.toml") == WRITTEN
    before = digest.stamps()
    digest.ingest()
    assert digest.stamps() == before


def test_what_people_write_stays(digest):
    digest.ingest()
    digest.edit("gaps.toml", "Only", "Just")
    own = '\n["by hand"]\nday = 2026-05-27\nnote = "Nobody looked."\n'
    (digest.content / "gaps.toml").write_text(digest.read("gaps.toml") + own)
    edited = digest.read("gaps.toml")
    assert not [p for p in digest.ingest().problems if p.where.path.endswith("gaps.toml")]
    assert digest.read("gaps.toml") == edited
    assert [gap.note for gap in load_gaps(digest.content)] == [
        'Just "half" of it was read.',
        "Nobody looked.",
    ]


def test_a_gap_that_was_mended_is_told_of(digest):
    digest.ingest()
    digest.seed("seeds.toml", CAPTURES)
    (told,) = [problem for problem in digest.ingest().problems if "gaps.toml" in problem.where.path]
    assert (told.where.line, told.severity) == (3, Severity.NOTE)
    assert "does not call this listing incomplete any more" in told.fault
    assert digest.read("gaps.toml") == WRITTEN


WRONG = [
    # file, text                                                              line, fault
    ("seeds/seeds.toml", CAPTURES + "incomplete = true\n", 3, '"incomplete" of "a.txt" is True'),
    ("content/gaps.toml", "x = 1\n", 1, '"x" is not a table'),
    ("content/gaps.toml", '["x"]\nday = 2026-05-28\nnotes = ""\n', 3, 'unknown key "notes" for "x"'),
    ("content/gaps.toml", '["x"]\nday = "2026-05-28"\nnote = ""\n', 2, '"x" has no day'),
    ("content/gaps.toml", '["x"]\nday = 2026-05-28T00:00:00\nnote = ""\n', 2, '"x" has no day'),
    ("content/gaps.toml", '["x"]\nday = 2026-05-28\n', 1, '"x" has no note'),
    ("content/gaps.toml", '["x"\n', 1, "this is not TOML"),
]


@pytest.mark.parametrize(("file", "text", "line", "fault"), WRONG)
def test_what_is_wrong_is_told_with_its_line(digest, file, text, line, fault):
    (digest.root / file).write_text(text)
    with pytest.raises(InputError) as caught:
        digest.ingest()
    assert fault in caught.value.problem.fault
    assert caught.value.problem.where.line == line
    assert caught.value.problem.fix
