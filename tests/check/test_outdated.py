from generator.build.run import build
from generator.cli import main
from generator.config.project import Project
from tests.project import make_project


def test_check_says_when_the_site_is_out_of_date(tmp_path, capsys):
    project = Project(make_project(tmp_path))
    build(project)
    main(["check", "--project", str(tmp_path)])
    assert "out of date" not in capsys.readouterr().err
    (project.content / "papers/2025/client-selection.md").unlink()
    main(["check", "--project", str(tmp_path)])
    told = capsys.readouterr().err
    assert "output: warning: " in told.replace("output/:", "output:")
    assert "files out of date, for example" in told
