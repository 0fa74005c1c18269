"""One paper, told again: in a second listing, with a corrected title, in a file whose id was changed."""

import pytest

from tests.ingest.project import CAPTURES, HEARTS, LISTING, TWIN, Digest, warnings


def files(digest: Digest) -> list[str]:
    found = (digest.content / "papers").rglob("*.md")
    return sorted(path.relative_to(digest.content).as_posix() for path in found)


def second(digest: Digest, text: str) -> None:
    digest.seed("b.txt", text)
    digest.seed("seeds.toml", CAPTURES + '["b.txt"]\ncaptured = 2026-06-02\n')


def test_a_second_listing_that_tells_less_loses_nothing(digest: Digest) -> None:
    before = digest.read(TWIN)
    second(
        digest,
        "70.1CVMay 22\n"
        "Seeing double: twin networks for skin lesion segmentationAnna Meier, Bo Chen, Extra Person\n"
        "A stub. Data are at https://zenodo.org/records/1.\n",
    )
    report = digest.ingest()
    assert [problem.fault.split("'")[0] for problem in report.problems] == [
        "abstract ",
        "author list ",
        "date ",
    ]
    assert {str(problem.where) for problem in report.problems} == {f"{digest.seeds}/b.txt:1"}
    assert all(f"in {digest.seeds}/a.txt:1, which is kept" in fault for fault in warnings(report))
    data = "  - kind: data\n    url: https://zenodo.org/records/1\n"
    expected = before.replace("53.2", "70.1").replace(
        "sources:\n  - a.txt:1\n", f"{data}sources:\n  - a.txt:1\n"
    )
    assert digest.read(TWIN) == expected.replace("  - a.txt:1\n", "  - a.txt:1\n  - b.txt:1\n")


EDITED_AUTHORS = [
    # the last author and completeness: as edited, as the seeds tell then, as the file has it; conflicts
    ("Carla Diaz\nauthors_complete: true", "Carla Diaz et al.", "Carla Diaz\nauthors_complete: true", 0),
    ("Eva Diaz\nauthors_complete: false", "Carla Diaz", "Eva Diaz\nauthors_complete: false", 1),
    ("Eva Diaz\nauthors_complete: false", "Eva Diaz", "Eva Diaz\nauthors_complete: false", 1),
    ("Carla Diaz\nauthors_complete: false", "Carla Diaz", "Carla Diaz\nauthors_complete: true", 0),
]


@pytest.mark.parametrize(("edit", "told", "outcome", "conflicts"), EDITED_AUTHORS)
def test_an_edited_author_list_keeps_its_own_completeness(
    digest: Digest, edit: str, told: str, outcome: str, conflicts: int
) -> None:
    digest.edit(TWIN, "Carla Diaz\nauthors_complete: false", edit)
    digest.seed("a.txt", LISTING.replace("Carla Diaz et al.", told))
    report = digest.ingest()
    assert f"  - {outcome}\n" in digest.read(TWIN)
    assert len(warnings(report)) == conflicts


def test_an_open_conflict_is_told_again_by_a_dry_run_until_both_sides_agree(digest: Digest) -> None:
    digest.edit(TWIN, "date: 2026-05-20", "date: 2026-05-21")
    digest.edit(TWIN, "score: 53.2", "score: 50")
    assert warnings(digest.ingest(dry_run=True)) == []  # edits, but nobody contradicts them
    digest.seed("a.txt", LISTING.replace("CVMay 20", "CVMay 22"))
    assert len(warnings(digest.ingest())) == 1
    assert warnings(digest.ingest()) == []
    for _ in range(2):
        (fault,) = warnings(digest.ingest(dry_run=True))
        assert fault == '"date" was edited here, but the seeds now tell 2026-05-22; the edit stays'
    digest.edit(TWIN, "date: 2026-05-21", "date: 2026-05-22")
    digest.ingest()
    assert warnings(digest.ingest(dry_run=True)) == []
    assert '"open"' not in digest.read("ingest.lock")


TITLE = "Seeing Double: Twin Networks for Skin Lesion Segmentation"
CORRECTED: list[dict[str, str]] = [
    # what is corrected in the seed together with the title; author and date, text or code link stay
    {},
    {"We train two": "They trained three", "/twin/": "/t/"},
    {"Anna Meier": "Ada Mayer", "May 20": "May 21", "We train two": "They train"},
]


@pytest.mark.parametrize("others", CORRECTED)
def test_a_corrected_title_is_no_new_paper(digest: Digest, others: dict[str, str]) -> None:
    title = "Seeing Doubly: Twins for Skin Lesions"
    given = digest.read(TWIN).split("\n")[1]
    corrected = LISTING.replace(TITLE, title)
    for old, new in others.items():
        assert old in corrected
        corrected = corrected.replace(old, new)
    digest.seed("a.txt", corrected)
    report = digest.ingest()
    assert (report.new, report.updated, report.unchanged, report.problems) == (0, 1, 1, ())
    assert files(digest) == [HEARTS, TWIN]
    assert digest.read(TWIN).split("\n")[1:3] == [given, f'title: "{title}"']
    # from now on it is known by its new title too, wherever it stands and whatever else changes
    head, body = corrected.split("CVJun")
    digest.seed("a.txt", f"CVJun{body}{head}".replace("CVMay 2", "CVApr 2").replace("We train", "I train"))
    digest.ingest()
    again = digest.ingest()
    assert (again.changes, again.problems, files(digest)) == ((), (), [HEARTS, TWIN])


def test_a_paper_without_links_is_known_by_its_abstract(digest: Digest) -> None:
    corrected = LISTING.replace("Listening to Hearts with", "Hearing Hearts by")
    digest.seed("a.txt", corrected.replace("David Okafor", "Dave Okafor").replace("Jun 3", "Jun 4"))
    report = digest.ingest()
    assert (report.new, report.updated, report.problems) == (0, 1, ())
    assert files(digest) == [HEARTS, TWIN]


def test_a_title_that_was_edited_and_then_corrected_otherwise_is_a_conflict(digest: Digest) -> None:
    digest.edit(TWIN, "Seeing Double:", "Seeing It Double:")
    digest.seed("a.txt", LISTING.replace("Seeing Double:", "Seeing Doubly:"))
    report = digest.ingest()
    assert files(digest) == [HEARTS, TWIN]
    (fault,) = warnings(report)
    assert fault.startswith('"title" was edited here, but the seeds now tell Seeing Doubly')


def test_another_paper_at_the_same_place_is_new(digest: Digest) -> None:
    other = "CVMay 25\nQuite Another Paper about FishesDora Lind, Emil Berg\nIt is about fishes in the sea.\n"
    digest.seed("a.txt", other + LISTING[LISTING.index("CVJun") :])
    report = digest.ingest()
    assert (report.new, report.unchanged, warnings(report)) == (1, 1, [])
    (note,) = report.problems
    assert note.fault == (
        f"1 paper of earlier listings: no seed lists them any more, for example content/{TWIN}; "
        "the files stay"
    )


DOUBTS = [
    # the same place and first author, but another day and text
    LISTING.replace(TITLE, "Twins for Moles").replace("May 20", "May 21").replace("We train two", "Three")
    .replace("/twin/", "/t/"),
    # the same place, first author and day, but another title and text
    LISTING.replace(TITLE, "Twins for Moles").replace("We train two", "Three").replace("/twin/", "/t/"),
    # another place, but the same text
    LISTING[LISTING.index("CVJun") :] + LISTING[: LISTING.index("CVJun")].replace(TITLE, "Twins for Moles"),
    # the old title is still listed, too
    LISTING.replace(TITLE, "Twins for Moles") + LISTING[: LISTING.index("CVJun")],
]  # fmt: skip


@pytest.mark.parametrize("listing", DOUBTS)
def test_what_may_be_the_same_paper_is_new_with_a_warning(digest: Digest, listing: str) -> None:
    digest.seed("a.txt", listing)
    report = digest.ingest()
    (problem,) = [problem for problem in report.problems if "may be" in problem.fault]
    assert str(problem.where) == "content/papers/2026/twins-for-moles.md"
    assert problem.fault == f"this new paper may be the one in content/{TWIN}, listed under another title"
    assert files(digest) == [HEARTS, TWIN, "papers/2026/twins-for-moles.md"]
    again = digest.ingest()
    assert (again.changes, warnings(again)) == ((), [])


def test_a_removed_paper_stays_away_under_a_corrected_title(digest: Digest) -> None:
    (digest.content / TWIN).unlink()
    digest.seed("a.txt", LISTING.replace(TITLE, "Twins for Moles"))
    assert digest.ingest().removed == 1
    digest.seed("a.txt", LISTING.replace(TITLE, "Twins for Moles").replace("We train two", "We trained two"))
    assert digest.ingest().removed == 1
    assert files(digest) == [HEARTS]


def test_papers_that_no_seed_lists_any_more_are_noted(digest: Digest) -> None:
    digest.seed("a.txt", LISTING[: LISTING.index("CVJun")])
    digest.edit(TWIN, "score: 53.2", "score: fifty")  # cannot be read: not one of them
    for _ in range(2):
        faults = [problem.fault for problem in digest.ingest().problems if "no seed" in problem.fault]
        assert faults == [
            f"1 paper of earlier listings: no seed lists them any more, for example content/{HEARTS}; "
            "the files stay"
        ]
    digest.seed("b.txt", "not a listing\n")  # perhaps the very one that listed it
    assert not any("no seed" in problem.fault for problem in digest.ingest().problems)


@pytest.mark.parametrize("new_id", ['id: "mine:1"\n', ""])
def test_a_file_whose_id_was_edited_is_not_removed(digest: Digest, new_id: str) -> None:
    old_id = digest.read(TWIN).split("\n")[1] + "\n"
    digest.edit(TWIN, old_id, new_id)
    digest.seed("a.txt", LISTING.replace("53.2", "60"))
    report = digest.ingest()
    assert (report.removed, report.new, report.updated, report.problems) == (0, 0, 1, ())
    assert "score: 60" in digest.read(TWIN)
    # it is moved, and found all the same
    (digest.content / TWIN).rename(digest.content / "papers/twins.md")
    digest.seed("a.txt", LISTING.replace("53.2", "70"))
    report = digest.ingest()
    assert (report.removed, report.new, report.updated, report.problems) == (0, 0, 1, ())
    assert len(digest.read("ingest.lock").splitlines()) == 2


def test_another_file_at_the_path_of_a_removed_one_is_left_alone(digest: Digest) -> None:
    own = "---\ntitle: My own notes\nadded: 2026-01-01\n---\n\nMine.\n"
    (digest.content / TWIN).write_text(own, "utf-8")
    assert digest.ingest().removed == 1
    assert digest.read(TWIN) == own
