import pytest

from generator.build.explain import explain
from generator.build.run import build
from generator.cli import main
from generator.config.project import Project
from generator.errors import UsageError
from tests.project import make_project


@pytest.fixture
def project(tmp_path):
    return Project(make_project(tmp_path))


def test_a_page_tells_its_sources_and_what_changed(project):
    (before,) = explain(project, "papers/skin-lesions/")
    assert before.state == "never built"
    build(project)
    (fresh,) = explain(project, "output/papers/skin-lesions/index.html")
    assert fresh.state == "fresh"
    assert "content/papers/2024/skin-lesions.md" in fresh.sources
    path = project.content / "papers/2024/skin-lesions.md"
    path.write_text(path.read_text().replace("useful", "useless"))
    (stale,) = explain(project, "papers/skin-lesions")
    assert stale.state == "stale: what the page itself shows"


def test_a_content_file_tells_where_it_is_shown(project):
    paths = [found.path for found in explain(project, "content/papers/2025/client-selection.md")]
    assert "papers/client-selection/index.html" in paths
    assert "topics/cs-dc/index.html" in paths
    assert "topics/cs-cv/index.html" not in paths


def test_an_unknown_path_is_wrong_usage(project, capsys):
    with pytest.raises(UsageError):
        explain(project, "no/such/page/")
    assert main(["explain", "--project", str(project.root), "no/such/page/"]) == 2
    assert "fix: name an address" in capsys.readouterr().err
