"""What people change, add, move and remove stays as they left it; seeds fill the rest."""

from pathlib import Path

from tests.ingest.project import CAPTURES, HEARTS, LISTING, TWIN, Digest, counts, warnings


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
