"""`digest check` over a project that was really built."""

from pathlib import Path

import pytest

from generator.cli import main
from tests.project import make_project

PAPER = "content/papers/2024/skin-lesions.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = make_project(tmp_path)
    assert main(["build", "--project", str(root)]) == 0
    return root


def check(project: Path, *arguments: str) -> int:
    return main(["check", "--project", str(project), *arguments])


def edit(project: Path, old: str, new: str) -> None:
    file = project / PAPER
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_a_whole_site_passes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert check(project, "--strict") == 0
    captured = capsys.readouterr()
    assert captured.out == f"4 papers, 0 errors, 0 warnings – the site is {project / 'output/index.html'}\n"
    assert captured.err == ""


def test_warnings_fail_only_when_asked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, "topics: [cs.CV]", "topics: []")
    assert main(["build", "--project", str(project)]) == 0
    assert check(project) == 0
    assert f"{PAPER}: warning: this paper has no topics\n    fix: " in capsys.readouterr().err
    assert check(project, "--strict") == 1


def test_a_broken_link_in_an_abstract_is_told_at_its_line(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, "We study", "See [it](https://papers.lab.test/digest/nowhere/). We study")
    assert main(["build", "--project", str(project)]) == 0
    assert check(project) == 1
    told = capsys.readouterr().err
    assert f'{PAPER}:16: error: broken link: the site has no "nowhere/" (also on ' in told
    assert told.count("broken link") == 1


def test_what_is_wrong_in_content_is_told_too(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, "score: 80.5", "score: many")
    assert check(project) == 1
    assert f"{PAPER}:" in capsys.readouterr().err


def test_a_paper_that_is_not_built_yet_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / PAPER).with_name("new.md").write_text("---\ntitle: New\nadded: 2026-05-28\n---\n\nText.\n")
    assert check(project) == 1
    told = capsys.readouterr().err
    assert "output/papers/new/index.html: error: this file of the site is missing" in told
    assert "\n    fix: run: digest build\n" in told


def test_before_the_first_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(make_project(tmp_path)) == 1
    assert (
        capsys.readouterr().err == "output/: error: the site is not built yet\n    fix: run: digest build\n"
    )


def test_build_and_check_warn_of_a_person_whom_no_paper_names(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "content/authors.toml").write_text('["ada"]\nname = "Ada Lovelase"\n')
    warning = 'content/authors.toml:2: warning: no paper names "Ada Lovelase" or another name of "ada"'
    assert main(["build", "--project", str(project)]) == 0
    assert warning in capsys.readouterr().err
    assert check(project) == 0
    assert warning in capsys.readouterr().err


def test_build_refuses_an_address_that_no_mail_can_come_from(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (project / "content/site.toml").open("a") as site:
        site.write('[mail]\nsender = "nonsense"\n')
    assert main(["build", "--project", str(project)]) == 1
    assert (
        """content/site.toml:4: error: "sender" is 'nonsense', which is no mail""" in capsys.readouterr().err
    )


def test_the_example_address_is_told_before_publishing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = project / "content" / "site.toml"
    site.write_text(site.read_text("utf-8").replace("papers.lab.test", "papers.example"), "utf-8")
    main(["build", "--project", str(project)])
    assert check(project) == 0
    told = capsys.readouterr().err
    assert "content/site.toml:2: warning: base_url is https://papers.example/digest/" in told


def test_what_programs_read_from_a_page(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = "https://papers.lab.test/digest/papers/skin-lesions/"
    capsys.readouterr()
    assert check(project, "papers/skin-lesions/") == 0
    report = capsys.readouterr().out
    assert report == (
        "output/papers/skin-lesions/index.html\n\n"
        "Zotero saves one item\n"
        "  item type     preprint\n"
        "  title         Skin Lesions\n"
        "  author        Wang | Lin\n"
        "  author        Lovelace | Ada\n"
        "  date          2024/03/02\n"
        "  DOI           –\n"
        f"  URL           {url}\n"
        "  abstract      We study skin lesions with n samples and find it useful.\n"
        "  attachment    snapshot of the page\n\n"
        "Google Scholar takes the paper: title, 2 authors, 2024\n"
        "  full text     none, so it shows as an abstract\n\n"
    )
    for name in (url, PAPER, "output/papers/skin-lesions/index.html", "papers/skin-lesions"):
        assert check(project, name) == 0
        assert capsys.readouterr().out == report


def test_what_programs_read_from_a_list(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert check(project, "topics/cs-cv/") == 0
    assert capsys.readouterr().out == (
        "output/topics/cs-cv/index.html\n\n"
        "Zotero offers 2 papers to pick from\n"
        "  preprint      Vision Tracker · Zhang · 2026-05-28\n"
        "  preprint      Skin Lesions · Wang, Lovelace · 2024-03-02\n\n"
        "Google Scholar finds no paper on this page, as it should be: it follows the links\n\n"
    )


def test_a_page_that_is_not_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(project, "papers/skin-lesion/") == 2
    assert capsys.readouterr().err == (
        'digest: error: the site has no page "papers/skin-lesion/"\n'
        '    fix: did you mean "papers/skin-lesions/"?\n'
    )


@pytest.mark.parametrize("name", ["../secret.html", "output/../secret.html", "x" * 300, "a\nb", ""])
def test_only_pages_of_the_site_are_looked_at(
    name: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "secret.html").write_text("<title>Secret</title>")
    (project / "output/index.html").rename(project / "output/other.html")
    assert check(project, name) == 2
    assert "the site has no page" in capsys.readouterr().err


def test_a_page_is_read_without_planning_the_site(project: Path) -> None:
    edit_site = project / "content/site.toml"
    edit_site.write_text(f'theme = "nowhere"\n{edit_site.read_text("utf-8")}', "utf-8")
    assert check(project) == 1
    assert check(project, "papers/skin-lesions/") == 0


def test_tags_that_clients_reject_fail(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = project / "output/papers/skin-lesions/index.html"
    page.write_text(page.read_text("utf-8").replace("2024/03/02", "2 March 2024"), "utf-8")
    assert check(project) == 1
    assert (
        "error: Google Scholar cannot read citation_publication_date '2 March 2024'"
        in capsys.readouterr().err
    )
    assert check(project, "papers/skin-lesions/") == 1
