"""What a build renders, and that it renders nothing else."""

import re
import shutil
import threading

import pytest

from generator.build.run import build
from generator.cli import main
from generator.config.project import Project
from generator.errors import InputError, Severity
from tests.build.test_killed import assert_serves
from tests.project import make_project, paper_text, tree


@pytest.fixture
def project(tmp_path):
    return Project(make_project(tmp_path))


def edit(project, name, old, new):
    path = project.root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def without_hash(paths):
    return {re.sub(r"\.[0-9a-f]{10}\.", ".", path) for path in paths}


def test_what_a_day_lacked_is_told_by_its_digest_and_that_of_its_week(project):
    build(project)
    gap = '["a.txt"]\nday = 2026-05-28\nnote = "Half of it is missing."\n'
    (project.content / "gaps.toml").write_text(gap)
    assert set(build(project).rendered) == {"digests/2026-05-28/index.html", "digests/2026-w22/index.html"}
    page = (project.output / "digests/2026-05-28/index.html").read_text("utf-8")
    assert "Not complete: Half of it is missing." in page


def test_second_build_renders_nothing_and_touches_nothing(project):
    first = build(project)
    stamps = {p: p.stat().st_mtime_ns for p in project.output.rglob("*")}
    second = build(project)
    assert len(first.rendered) == first.files > 50
    assert (second.rendered, second.written, second.removed) == ((), 0, ())
    assert {p: p.stat().st_mtime_ns for p in project.output.rglob("*")} == stamps


def test_one_abstract_rebuilds_its_page_its_lists_its_feeds_and_search(project):
    build(project)
    edit(project, "content/papers/2024/skin-lesions.md", "find it useful", "find it wanting")
    report = build(project)
    assert without_hash(report.rendered) == {
        "papers/skin-lesions/index.html",
        "index.html",
        "trending/index.html",
        "rules/index.html",  # has the newest papers, to try rules on
        "topics/cs-cv/index.html",
        "keywords/deep-learning/index.html",
        "authors/lin-wang/index.html",
        "authors/ada-lovelace/index.html",
        "2024/index.html",
        "2024/03/index.html",
        "2024/03/02/index.html",
        *(
            f"{list_}.{kind}"
            for list_ in (
                "papers/skin-lesions/skin-lesions",
                "topics/cs-cv/cs-cv",
                "keywords/deep-learning/deep-learning",
                "authors/ada-lovelace/ada-lovelace",
                "2024/03/02/2024-03-02",
            )
            for kind in ("bib", "ris", "json", "md")
        ),
        "digests/2026-05-28/index.html",
        "digests/2026-w22/index.html",
        *(
            f"{where}{feed}"
            for where in ("", "topics/cs-cv/")
            for feed in ("feed.xml", "atom.xml", "feed.json")
        ),
        *(f"authors/lin-wang/{feed}" for feed in ("feed.xml", "atom.xml", "feed.json")),
        *(f"authors/ada-lovelace/{feed}" for feed in ("feed.xml", "atom.xml", "feed.json")),
        "search/index.2026.1.js",
        "search/papers.2026.1.js",
        "search/texts.2026.1.0.js",
        "search/manifest.js",
    }
    page = (project.output / "papers/skin-lesions/index.html").read_text("utf-8")
    assert "find it wanting" in page
    assert without_hash(report.removed) == {
        "search/index.2026.1.js",
        "search/papers.2026.1.js",
        "search/texts.2026.1.0.js",
    }


def test_a_new_paper_leaves_unrelated_pages_alone(project):
    build(project)
    text = paper_text("Ocean Currents", "2023-01-05", ["New Person"], "physics.ao-ph", None, "Waves.")
    path = project.content / "papers/2023/ocean-currents.md"
    path.parent.mkdir()
    path.write_text(text.replace("deep learning", "oceans"), "utf-8")
    report = build(project)
    assert "papers/ocean-currents/index.html" in report.rendered
    untouched = ("topics/cs-cv/", "authors/lin-wang/", "2026/", "2025/", "papers/vision-tracker/", "about/")
    assert not [path for path in report.rendered if path.startswith(untouched)]


@pytest.mark.parametrize("jobs", [1, 3])
def test_output_is_byte_identical_in_another_folder_and_with_other_jobs(tmp_path, jobs):
    one, two = Project(make_project(tmp_path / "one")), Project(make_project(tmp_path / "deep" / "two"))
    build(one)
    build(two, jobs=jobs)
    assert tree(one.output) == tree(two.output)


def test_a_process_of_several_threads_has_workers_too(tmp_path):
    """They are no copies of it, which would wait for the locks of threads that they have not."""
    one, two = Project(make_project(tmp_path / "one")), Project(make_project(tmp_path / "two"))
    build(one)
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        build(two, jobs=2)
    finally:
        end.set()
        thread.join()
    assert tree(one.output) == tree(two.output)


def test_steps_lead_to_the_same_site_as_one_build(project, tmp_path):
    build(project)
    edit(project, "content/papers/2024/skin-lesions.md", "score: 80.5", "score: 12.0")
    (project.content / "papers/2025/client-selection.md").unlink()
    build(project)
    shutil.copytree(project.content, tmp_path / "fresh" / "content")
    fresh = Project(tmp_path / "fresh")
    build(fresh)
    assert tree(project.output) == tree(fresh.output)


BROKEN = [
    ("content/papers/2024/skin-lesions.md", "title: Skin Lesions"),
    ("content/pages/about.md", "title: About"),
]


@pytest.mark.parametrize(("name", "line"), BROKEN)
def test_a_broken_file_is_reported_and_the_site_stays_as_it_was(project, name, line, capsys):
    build(project)
    good = tree(project.output)
    edit(project, name, line, "title: [")
    report = build(project)
    assert [p.where.path for p in report.problems if p.severity is Severity.ERROR] == [name]
    assert (report.rendered, report.removed) == ((), ())
    assert tree(project.output) == good
    assert main(["check", "--project", str(project.root)]) == 1
    told = capsys.readouterr().err
    assert (told.count("error:"), "out of date" in told) == (1, False)
    edit(project, name, "title: [", line)
    assert build(project).problems == ()


def test_pages_that_must_change_wait_for_a_broken_file_that_they_show(project):
    build(project)
    name = "content/papers/2024/skin-lesions.md"
    page = project.output / "papers/skin-lesions/index.html"
    good = page.read_bytes()
    edit(project, name, "title: Skin Lesions", "title: [")
    edit(project, name, "find it useful", "find it wanting")
    edit(project, "content/site.toml", "Test Digest", "Other Digest")
    with (project.content / "site.toml").open("a") as site:
        site.write('[theme_options]\naccent = "#123456"\n')
    report = build(project)
    assert [p.where.path for p in report.problems] == [name]
    assert "papers/vision-tracker/index.html" in report.rendered
    assert "papers/skin-lesions/index.html" not in report.rendered
    assert page.read_bytes() == good
    assert_serves(project.output)  # also with the stylesheet of before
    edit(project, name, "title: [", "title: Skin Lesions")
    assert "papers/skin-lesions/index.html" in build(project).rendered
    assert "find it wanting" in page.read_text("utf-8")


def test_everything_anew_still_removes_what_is_gone(project):
    build(project)
    (project.content / "papers/2025/client-selection.md").unlink()
    report = build(project, everything=True)
    assert len(report.rendered) == report.files
    assert "papers/client-selection/index.html" in report.removed
    assert not (project.output / "papers/client-selection").exists()


def test_pages_of_a_removed_paper_go_and_foreign_files_stay(project):
    build(project)
    (project.output / "CNAME").write_text("papers.example")
    (project.content / "papers/2025/client-selection.md").unlink()
    report = build(project)
    assert "papers/client-selection/index.html" in report.removed
    assert not (project.output / "papers/client-selection").exists()
    assert (project.output / "CNAME").exists()


def test_a_changed_theme_template_rebuilds_the_pages_that_use_it(project):
    theme = project.root / "themes" / "mine"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text('extends = "base"\n')
    edit(project, "content/site.toml", 'title = "Test Digest"', 'title = "Test Digest"\ntheme = "mine"')
    build(project)
    (theme / "templates" / "text.html").write_text("<h1>{{ view.heading }}</h1>{{ view.body | body }}\n")
    assert set(build(project).rendered) == {"about/index.html"}


def test_a_fault_of_a_theme_is_told_once(project):
    theme = project.root / "themes" / "mine"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text('extends = "base"\n')
    edit(project, "content/site.toml", 'title = "Test Digest"', 'title = "Test Digest"\ntheme = "mine"')
    before = build(project)
    assert not before.problems
    (theme / "templates" / "paper.html").write_text("{{ view.meta.title }}\n{{ view.nothing }}\n")
    (problem,) = build(project).problems
    papers = sorted(path for path in before.rendered if path.startswith("papers/") and path.endswith(".html"))
    assert len(papers) > 2
    assert str(problem.where) == "themes/mine/templates/paper.html:2"
    pattern = r"(papers/.*) cannot be rendered: .*nothing.* \(and (\d+) other files likewise\)"
    told = re.fullmatch(pattern, problem.fault)
    assert told, problem
    assert told[1] in papers
    assert int(told[2]) == before.papers - 1


def test_a_new_site_title_rebuilds_pages_but_not_search(project):
    build(project)
    edit(project, "content/site.toml", "Test Digest", "Other Digest")
    rendered = without_hash(build(project).rendered)
    assert "papers/skin-lesions/index.html" in rendered
    assert not [path for path in rendered if path.startswith("search/") and path.endswith(".js")]


def test_lost_memory_costs_rendering_but_writes_nothing(project):
    build(project)
    shutil.rmtree(project.state)
    report = build(project)
    assert len(report.rendered) == report.files
    assert report.written == 0


def test_lost_output_is_made_again(project):
    build(project)
    before = tree(project.output)
    shutil.rmtree(project.output)
    build(project)
    assert tree(project.output) == before


def test_two_builds_at_once_are_refused(project):
    from generator.base.lock import only_one

    with only_one(project.state), pytest.raises(InputError, match="another build is at work"):
        build(project)


def test_strangers_in_the_output_are_named_when_the_memory_is_gone(project):
    build(project)
    (project.output / "old.html").write_text("x")
    shutil.rmtree(project.state)
    (problem,) = build(project).problems
    assert (problem.severity, "old.html" in problem.fault) == (Severity.NOTE, True)
