from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.base.files import write_atomic
from generator.errors import InputError
from generator.ingest import lock as lock_module
from generator.ingest import run as run_module
from generator.ingest import seeds as seeds_module
from tests.ingest.project import CAPTURES, HEARTS, LISTING, TWIN, Digest, warnings


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    made = Digest(tmp_path / "digest")
    made.ingest()
    return made


def counts(report: run_module.IngestReport) -> tuple[int, int, int]:
    return report.new, report.updated, report.unchanged


def test_first_ingest(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    report = digest.ingest()
    assert (report.seeds, report.records, report.papers, report.problems) == (1, 2, 2, ())
    assert counts(report) == (2, 0, 0)
    assert digest.read(TWIN) == (
        "---\n"
        f"id: {digest.read(TWIN).split()[2]}\n"
        'title: "Seeing Double: Twin Networks for Skin Lesion Segmentation"\n'
        "added: 2026-05-28\n"
        "authors:\n  - Anna Meier\n  - Bo Chen\n  - Carla Diaz\n"
        "authors_complete: false\n"
        "date: 2026-05-20\n"
        "topics:\n  - cs.CV\n"
        "keywords:\n  - skin lesions\n  - twin network\n  - convolutional neural networks\n  - dermoscopy\n"
        "score: 53.2\n"
        "has_code: true\n"
        "links:\n  - kind: code\n    url: https://github.com/twin/net\n"
        "sources:\n  - a.txt:1\n"
        "---\n\n"
        "We train two convolutional networks on dermoscopy images. Code is at <https://github.com/twin/net>.\n"
    )


def test_second_ingest_touches_nothing(digest: Digest) -> None:
    before = digest.stamps()
    assert counts(digest.ingest()) == (0, 0, 2)
    assert digest.stamps() == before


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest", captures="")
    before = digest.stamps()
    report = digest.ingest(dry_run=True)
    assert [change.path for change in report.changes] == [TWIN, HEARTS]
    assert digest.stamps() == before


def test_edits_stay_and_newer_seeds_fill_the_rest(digest: Digest) -> None:
    digest.edit(TWIN, "  - Bo Chen\n", "  - Bo Chén\n")
    digest.edit(TWIN, "We train", "They train")
    digest.seed("a.txt", LISTING.replace("53.2CV", "70.1CV"))
    report = digest.ingest()
    assert [(change.path, change.fields) for change in report.changes] == [(TWIN, ("score",))]
    assert (report.kept_edits, warnings(report)) == (2, [])
    text = digest.read(TWIN)
    assert all(words in text for words in ("Bo Chén", "They train", "score: 70.1"))
    assert counts(digest.ingest()) == (0, 0, 2)


def test_a_newer_listing_that_changes_the_abstract_dates_the_change(digest: Digest) -> None:
    digest.seed("a.txt", LISTING.replace("We train two", "We teach two"))  # corrected where it stood
    digest.ingest()
    assert "We teach two" in digest.read(TWIN)
    assert "updated:" not in digest.read(TWIN)
    newer = LISTING.replace("dermoscopy images.", "dermoscopy images of all kinds.")
    digest.seed("b.txt", newer)
    digest.seed("seeds.toml", CAPTURES + '["b.txt"]\ncaptured = 2026-05-31\n')
    changed = {change.path: change.fields for change in digest.ingest().changes}
    assert changed[TWIN] == ("sources", "body", "updated")
    assert changed[HEARTS] == ("sources",)
    assert "added: 2026-05-28\nupdated: 2026-05-31\n" in digest.read(TWIN)
    assert counts(digest.ingest()) == (0, 0, 2)


def test_an_edit_that_a_seed_contradicts_is_reported_once(digest: Digest) -> None:
    digest.edit(TWIN, "date: 2026-05-20", "date: 2026-05-21")
    digest.seed("a.txt", LISTING.replace("CVMay 20", "CVMay 22").replace("We train two", "We train three"))
    report = digest.ingest()
    assert "date: 2026-05-21" in digest.read(TWIN)
    assert "We train three" in digest.read(TWIN)
    (problem,) = report.problems
    assert str(problem) == (
        f'content/{TWIN}: warning: "date" was edited here, '
        "but the seeds now tell 2026-05-22; the edit stays\n"
        "    fix: change it here if the seeds are right; this is said once, and again by a dry run"
    )
    assert digest.ingest().problems == ()
    # the person gives in: from now on the field is the seeds' again
    digest.edit(TWIN, "date: 2026-05-21", "date: 2026-05-22")
    digest.ingest()
    digest.seed("a.txt", LISTING.replace("CVMay 20", "CVMay 23"))
    digest.ingest()
    assert "date: 2026-05-23" in digest.read(TWIN)


def test_what_a_person_adds_stays(digest: Digest) -> None:
    added = "journal: Nature\nvolume: 3\ndraft: true\nmood: {good: [1, 2]}\naliases: [old/]  # note"
    digest.edit(TWIN, "has_code: true", f"has_code: true\n{added}")
    before = digest.read(TWIN)
    assert counts(digest.ingest()) == (0, 0, 2)
    assert digest.read(TWIN) == before
    digest.seed("a.txt", LISTING.replace("53.2CV", "54CV"))
    digest.ingest()
    text = digest.read(TWIN)
    kept = ("journal: Nature", 'volume: "3"', "draft: true", "mood:\n  good:", "aliases:\n  - old/")
    assert all(words in text for words in ("score: 54", *kept))


def test_a_removed_file_stays_away(digest: Digest) -> None:
    whole = digest.read(TWIN)
    (digest.content / TWIN).unlink()
    for dry_run, told in [(True, 1), (False, 1), (False, 0), (True, 1)]:
        report = digest.ingest(dry_run)
        assert (report.removed, warnings(report), counts(report)) == (1, [], (0, 0, 1))
        assert len(report.problems) == told
        for problem in report.problems:
            assert problem.fix.startswith("to have it back, remove the line of 'title:")
    assert not (digest.content / TWIN).exists()
    (digest.content / TWIN).write_text(whole, "utf-8")
    digest.ingest()
    assert '"removed"' not in digest.read("ingest.lock")


def test_a_moved_file_is_found_by_its_id(digest: Digest) -> None:
    (digest.content / "papers/mine").mkdir()
    (digest.content / TWIN).rename(digest.content / "papers/mine/twins.md")
    digest.seed("a.txt", LISTING.replace("53.2CV", "54CV"))
    report = digest.ingest()
    assert [change.path for change in report.changes] == ["papers/mine/twins.md"]
    assert not (digest.content / TWIN).exists()


def test_a_removed_seed_removes_no_file(digest: Digest) -> None:
    digest.seed("a.txt", LISTING[: LISTING.index("CVJun")])
    before = digest.read(HEARTS)
    assert counts(digest.ingest()) == (0, 0, 1)
    assert digest.read(HEARTS) == before
    digest.seed("a.txt", LISTING)
    assert counts(digest.ingest()) == (0, 0, 2)


def test_without_the_lock_all_is_a_persons(digest: Digest) -> None:
    digest.edit(TWIN, "date: 2026-05-20", "date: 2026-05-21")
    digest.edit(TWIN, "score: 53.2\n", "")
    (digest.content / "ingest.lock").unlink()
    report = digest.ingest()
    assert [change.fields for change in report.changes] == [("score",)]
    assert warnings(report) == ['"date" was edited here, but the seeds now tell 2026-05-20; the edit stays']
    assert warnings(digest.ingest()) == []


def test_a_file_that_cannot_be_read_is_left_alone(digest: Digest) -> None:
    digest.edit(TWIN, "added: 2026-05-28", "added: soon")
    broken = digest.read(TWIN)
    for _ in range(2):
        report = digest.ingest()
        assert (report.skipped, report.removed, counts(report)) == (1, 0, (0, 0, 1))
        assert [str(problem.where) for problem in report.problems] == [f"content/{TWIN}:4"]
    (digest.content / "ingest.lock").unlink()
    assert digest.ingest().skipped == 1
    assert digest.read(TWIN) == broken
    digest.edit(TWIN, "added: soon", "added: 2026-05-28")
    assert counts(digest.ingest()) == (0, 0, 2)


def test_a_file_written_by_hand_is_recognised(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    path = digest.content / "papers/my-hearts.md"
    path.parent.mkdir()
    head = "title: Listening to hearts with diffusion models\nadded: 2026-01-01"
    path.write_text(f"---\n{head}\nauthors: [David Okafor]\n---\n")
    report = digest.ingest()
    assert report.new == 1
    text = digest.read("papers/my-hearts.md")
    assert "id: file:my-hearts\ntitle: Listening to hearts with diffusion models\nadded: 2026-01-01\n" in text
    assert "date: 2024-06-03" in text
    assert "$R^2$ of 0.9." in text
    assert digest.ingest().changes == ()


def test_the_same_paper_twice_is_one_page(digest: Digest) -> None:
    digest.seed("b.txt", LISTING.replace("53.2CV", "80CV").replace(" et al.", " et al. · ibm-research"))
    digest.seed("seeds.toml", CAPTURES + '["b.txt"]\ncaptured = 2026-05-30\n')
    report = digest.ingest()
    assert (report.records, report.papers, report.problems, counts(report)) == (4, 2, (), (0, 2, 0))
    text = digest.read(TWIN)
    for words in (
        "score: 80",
        "added: 2026-05-28",
        "organisations:\n  - ibm-research",
        "  - a.txt:1\n  - b.txt:1",
    ):
        assert words in text


def test_id_and_slug_never_change(tmp_path: Path) -> None:
    sentence = (
        "An electrocardiogram is generated by a diffusion model, which works well on all sets of data. "
    )
    head = "Get trending papers in your email inbox!\nSubscribe"
    trending = f"{head}Listening to Hearts with Diffusion Models\n{sentence * 3}\n"
    digest = Digest(tmp_path / "digest", trending)
    digest.ingest()
    (path,) = (digest.content / "papers").rglob("*.md")
    assert path.parent.name == "undated"
    given = path.read_text().split("\n")[1]
    digest.seed("b.txt", LISTING)
    digest.seed("seeds.toml", CAPTURES + '["b.txt"]\ncaptured = 2026-05-30\n')
    report = digest.ingest()
    assert counts(report) == (1, 1, 0)
    text = path.read_text()
    assert text.split("\n")[1] == given
    assert "date: 2024-06-03\n" in text
    assert digest.ingest().changes == ()


GLUED = (
    "CVJun 3, 2024\nHearts Seen by VitaDeKai Lin\nAn electrocardiogram is generated by a diffusion model.\n"
)
OTHERS = "".join(
    f"CVJun {day}, 2024\nAnother Good Paper about {animals}DeKai Lin, Bo Chen\nIt says enough to be one.\n"
    for day, animals in enumerate(("Dogs", "Cats", "Fish", "Birds"), 1)
)


@pytest.mark.parametrize("edited", [False, True])
def test_a_title_that_new_seeds_split_anew_is_reported(tmp_path: Path, edited: bool) -> None:
    digest = Digest(tmp_path / "digest", GLUED)
    digest.ingest()
    path = "papers/2024/hearts-seen-by-vitade.md"
    given = digest.read(path).split("\n")[1]
    assert "title: Hearts Seen by VitaDe\n" in digest.read(path)
    if edited:
        digest.edit(path, "  - Kai Lin\n", "  - Kai Lin\n  - Bo Chen\n")
        digest.edit(path, "by VitaDe\n", "by VITADE\n")
    digest.seed("b.txt", OTHERS)
    digest.seed("seeds.toml", CAPTURES + '["b.txt"]\ncaptured = 2026-05-30\n')
    report = digest.ingest()
    text = digest.read(path)
    assert text.split("\n")[1] == given
    if edited:
        assert "title: Hearts Seen by VITADE\n" in text
        assert "authors:\n  - Kai Lin\n  - Bo Chen\n" in text
    else:
        assert "title: Hearts Seen by Vita\n" in text
        fault = (
            'title and first author are now read as "Hearts Seen by Vita | DeKai Lin", '
            'no longer as "Hearts Seen by VitaDe | Kai Lin"'
        )
        assert fault in warnings(report)
    assert digest.ingest().changes == ()


def test_slugs_never_collide(tmp_path: Path) -> None:
    listing = "".join(
        f"CVMay {day}, 2024\n{title}Author {name}\nAn abstract that says enough to be one.\n"
        for day, title, name in [
            (1, "One Good Title", "Anna"),
            (2, "One GOOD title", "Bert"),
            (3, "One Good Title!", "Cleo"),
        ]
    )
    digest = Digest(tmp_path / "digest", listing)
    digest.ingest()
    assert sorted(path.name for path in (digest.content / "papers").rglob("*.md")) == [
        "one-good-title-2.md",
        "one-good-title-3.md",
        "one-good-title.md",
    ]
    assert digest.ingest().changes == ()


def test_order_on_disk_does_not_matter(tmp_path: Path) -> None:
    parts = {
        "a.txt": LISTING,
        "sub/b.txt": LISTING.replace("Anna", "Ada"),
        "c.txt": LISTING.replace("Double", "Triple"),
    }
    outcomes = []
    for n, names in enumerate((sorted(parts), sorted(parts, reverse=True))):
        digest = Digest(
            tmp_path / str(n), captures="".join(f'["{name}"]\ncaptured = 2026-05-28\n' for name in parts)
        )
        for name in names:
            digest.seed(name, parts[name])
        digest.ingest()
        outcomes.append(digest.files())
    assert outcomes[0] == outcomes[1]


def test_new_seeds_get_a_day_of_capture(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest", captures="# mine\n")
    digest.seed("README", "notes")
    digest.seed("notes.md", "notes")
    digest.seed(".hidden", "notes")
    digest.seed('we ird".txt', LISTING)
    report = digest.ingest()
    assert report.seeds == 2
    text = (digest.seeds / "seeds.toml").read_text()
    assert text == '# mine\n\n["a.txt"]\ncaptured = 2026-06-01\n\n["we ird\\".txt"]\ncaptured = 2026-06-01\n'
    assert len(warnings(report)) == 2
    assert warnings(digest.ingest()) == []


REFUSED = [
    ("ingest.lock", "<<<<<<< HEAD\n", "content/ingest.lock:1: error: this line is not what ingest wrote"),
    (
        "ingest.lock",
        '{"id": "a", "path": "b", "fields": {}}\n' * 2,
        "content/ingest.lock:2: error: 'a' stands twice",
    ),
    ("ingest.lock", "[" * 100_000, "content/ingest.lock:1: error: this line is not what ingest wrote"),
    ("ingest.lock", "\udcff", "content/ingest.lock:1: error: this line is not what ingest wrote"),
]


@pytest.mark.parametrize(("name", "text", "expected"), REFUSED)
def test_a_damaged_lock_stops_all(digest: Digest, name: str, text: str, expected: str) -> None:
    (digest.content / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    before = digest.files()
    with pytest.raises(InputError) as caught:
        digest.ingest()
    assert str(caught.value).startswith(expected)
    assert digest.files() == before


def test_no_seeds_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such folder"):
        run_module.ingest(tmp_path / "content", tmp_path / "seeds", date(2026, 6, 1))


class Killed(BaseException):
    """Stands for a power cut."""


@pytest.mark.parametrize("update", [False, True])
def test_killed_at_any_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update: bool) -> None:
    def prepared(root: Path) -> Digest:
        digest = Digest(root, captures="")
        if update:
            digest.ingest()
            digest.edit(HEARTS, "Eva Novak", "Eva Nováková")
            digest.seed("b.txt", LISTING.replace("53.2", "60").replace("Double", "Triple"))
            digest.seed("a.txt", LISTING.replace("53.2", "60"))
        return digest

    whole = prepared(tmp_path / "whole")
    whole.ingest()
    for survived in range(10):
        digest = prepared(tmp_path / f"killed-{survived}")
        left = survived

        def dying(path: Path, data: bytes, *, durable: bool) -> Any:
            nonlocal left
            if not left:
                raise Killed
            left -= 1
            return write_atomic(path, data, durable=durable)

        with monkeypatch.context() as patch:
            for module in (run_module, seeds_module, lock_module):
                patch.setattr(module, "write_atomic", dying)
            try:
                digest.ingest()
            except Killed:
                killed = True
            else:
                killed = False
        digest.ingest()
        assert digest.files() == whole.files()
        if not killed:
            break
    assert survived >= 3  # seeds.toml, the files, the lock
