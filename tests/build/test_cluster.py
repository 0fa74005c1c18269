"""A build on several machines and into a bucket: the same bytes as on one, in its output folder."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from generator.base.hashing import digest
from generator.build import cluster
from generator.build.folder import Folder
from generator.build.remote import CHUNKS, OWN_DIGEST, PROJECT, Refusal, Work, leave, mark, print_chunk
from generator.build.render import Rendered
from generator.build.run import build
from generator.cli import main
from generator.config.project import Project, open_project
from generator.errors import InputError
from generator.model.artifact import Artifact, RenderContext
from generator.model.file_views import AssetView
from generator.model.views import SiteView
from tests.build.machines import SCHEDULER, STORE, started, worker
from tests.house.modules import PROJECT as ROOT
from tests.project import make_project, paper_text, tree

PAPERS = 60
"""Enough for a dozen chunks."""


@pytest.fixture(scope="module")
def store() -> Iterator[Any]:
    """An S3 client, and in the environment what others need to become one."""
    import boto3

    names = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}
    with pytest.MonkeyPatch.context() as patch, started("-c", STORE, until=r"\d+") as (_, port):
        for name, value in {**names, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}.items():
            patch.setenv(name, value)
        client = boto3.client("s3")
        client.create_bucket(Bucket="site")
        yield client


@pytest.fixture(scope="module")
def scheduler(store: Any) -> Iterator[str]:
    """The address of a scheduler with one worker."""
    with started(*SCHEDULER, until=r"tcp://127.0.0.1:\d+") as (_, address), worker(address):
        yield address


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A digest large enough for several chunks, built on this machine."""
    root = make_project(tmp_path_factory.mktemp("digest"))
    for number in range(PAPERS):
        text = paper_text(
            f"Paper {number}", "2026-03-01", [f"Ada {number:c>3}"], "cs.LG", None, "We study it."
        )
        (root / f"content/papers/2026/paper-{number}.md").write_text(text, "utf-8")
    project = Project(root)
    build(project, 1)
    return project


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A digest of four papers, built on this machine."""
    project = Project(make_project(tmp_path / "small"))
    build(project, 1)
    return project


def elsewhere(project: Project, target: object) -> Project:
    return open_project(str(project.root), str(target))


def objects(store: Any, prefix: str) -> dict[str, bytes]:
    pages = store.get_paginator("list_objects_v2").paginate(Bucket="site", Prefix=f"{prefix}/")
    names = [found["Key"] for page in pages for found in page.get("Contents", ())]
    return {
        name.removeprefix(f"{prefix}/"): store.get_object(Bucket="site", Key=name)["Body"].read()
        for name in names
    }


class TestCluster:
    def test_a_worker_that_is_lost_leaves_no_trace(
        self, project: Project, scheduler: str, tmp_path: Path
    ) -> None:
        target = elsewhere(project, tmp_path / "out")
        done: list[tuple[int, int]] = []
        with worker(scheduler) as lost:

            def kill(stage: str, count: int, total: int) -> None:
                if stage == "rendering":
                    lost.kill()
                    done.append((count, total))

            build(target, cluster=scheduler, advance=kill)
            assert lost.wait()
        assert done[0][0] * 3 < done[0][1]
        assert tree(target.output) == tree(project.output)
        assert build(target, cluster=scheduler).rendered == ()

    def test_a_build_that_is_interrupted_can_go_on(
        self, project: Project, scheduler: str, tmp_path: Path
    ) -> None:
        target = elsewhere(project, tmp_path / "out")

        def interrupt(stage: str, _done: int, _total: int) -> None:
            if stage == "rendering":
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            build(target, cluster=scheduler, advance=interrupt)
        report = build(target, cluster=scheduler)
        assert 0 < len(report.rendered) < report.files
        assert tree(target.output) == tree(project.output)

    def test_what_keeps_a_worker_from_its_work_is_told(
        self, project: Project, scheduler: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        moved = Project(shutil.copytree(project.root, tmp_path / "moved"))
        with worker(scheduler, **{PROJECT: str(tmp_path)}):
            told = main(["build", "--all", "--project", str(moved.root), "--cluster", scheduler])
        assert (told, "this worker cannot take part: it does not see" in capsys.readouterr().err) == (1, True)
        assert not list(moved.output.rglob(".*"))
        assert not (moved.root / CHUNKS).exists()

    def test_a_build_without_workers_ends(
        self, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cluster, "PATIENCE", 0.1)
        monkeypatch.setattr(cluster, "ANSWER", 2)
        target = elsewhere(project, tmp_path / "out")
        with started(*SCHEDULER, until=r"tcp://127.0.0.1:\d+") as (_, address), worker(address) as only:

            def kill(stage: str, _done: int, _total: int) -> None:
                if stage == "rendering":
                    only.kill()

            with pytest.raises(InputError, match="all workers are gone"):
                build(target, cluster=address, advance=kill)
            with pytest.raises(InputError, match="the scheduler has no workers"):
                build(target, cluster=address)
        build(target)
        assert tree(target.output) == tree(project.output)

    def test_a_bucket_gets_what_a_folder_would(self, small: Project, scheduler: str, store: Any) -> None:
        target = elsewhere(small, "s3://site/digest")
        report = build(target, cluster=scheduler)
        assert objects(store, "digest") == tree(small.output)
        assert (report.written, report.problems) == (report.files, ())
        assert build(target, cluster=scheduler).rendered == ()
        report = build(target, cluster=scheduler, everything=True)
        assert (len(report.rendered), report.written) == (report.files, 0)

    def test_a_page_that_is_gone_leaves_the_bucket(self, small: Project, store: Any) -> None:
        target = elsewhere(small, "s3://site/less")
        build(target)
        (small.content / "papers/2025/client-selection.md").unlink()
        report = build(target)
        build(small)
        assert "papers/client-selection/index.html" in report.removed
        assert objects(store, "less") == tree(small.output)

    def test_browsers_are_told_what_objects_are(self, small: Project, store: Any) -> None:
        build(elsewhere(small, "s3://site/kinds"))
        told = {name: store.head_object(Bucket="site", Key=f"kinds/{name}") for name in tree(small.output)}
        kinds = {Path(name).suffix: head["ContentType"] for name, head in told.items()}
        assert kinds[".html"] == "text/html; charset=utf-8"
        assert kinds[".css"] == "text/css; charset=utf-8"
        assert "application/octet-stream" not in kinds.values()
        lasting = {name for name, head in told.items() if "immutable" in head["CacheControl"]}
        assert {name for name in told if name.startswith("assets/")} <= lasting
        assert not any(name.endswith((".html", ".xml", "manifest.js", "robots.txt")) for name in lasting)


def test_a_worker_of_another_version_refuses_before_it_reads_anything() -> None:
    assert isinstance(print_chunk("other", "nowhere", "work", "chunk"), Refusal)


def test_a_worker_may_have_the_project_elsewhere(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every path of the planner's is found below the worker's own folder."""
    there, here = Path("/planner/digest"), tmp_path / "here"
    shutil.copytree(project.content, here / "content")
    (here / CHUNKS).mkdir(parents=True)
    view = AssetView(root="content", path="logo.txt", hash=digest(b"logo"))
    (here / "content/static").mkdir()
    (here / "content/static/logo.txt").write_bytes(b"logo")
    site = SiteView("Digest", "", "", "https://x.example/", "en", "", (), {})
    context = RenderContext(str(there / "content"), (), site)
    target = Folder(str(there / "output"))
    leave(here, "work", Work("work", str(there), "/planner/lib", target, context))
    leave(here, "chunk", [Artifact("logo.txt", "asset", view)])
    (here / "output").mkdir()
    mark(Folder(str(here / "output")), "work").touch()
    monkeypatch.setenv(PROJECT, str(here))
    (result,) = cast("list[Rendered]", print_chunk(OWN_DIGEST, str(there), "work", "chunk"))
    assert (result.size, result.problem) == (4, None)
    assert (here / "output/logo.txt").read_bytes() == b"logo"


def test_a_place_that_shows_halves_gets_whole_files_only(small: Project) -> None:
    """What is no store of objects is written beside its place and moved there."""
    import fsspec

    def found() -> dict[str, bytes]:
        return {
            name.removeprefix("/place/site/"): memory.cat_file(name) for name in memory.find("/place/site")
        }

    memory = fsspec.filesystem("memory")
    target = elsewhere(small, "memory://place/site")
    build(target, 1)
    assert found() == tree(small.output)
    (small.content / "papers/2025/client-selection.md").unlink()
    assert build(target, 1, everything=True).removed
    build(small, 1)
    assert found() == tree(small.output)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--cluster", "nonsense"], 2, "which is no address"),
        (["--cluster", "tcp://127.0.0.1:1", "--jobs", "2"], 2, "--jobs is for this machine"),
        (["--cluster", "tcp://127.0.0.1:1"], 1, "no scheduler answers there"),
        (["--output", "nonsense://bucket"], 2, "Protocol not known"),
        (["--output", "s3://missing/site"], 1, "cannot be reached: The specified bucket does not exist"),
        (["--output", "content/papers"], 2, "where the digest itself lies"),
        (["--output", "."], 2, "where the digest itself lies"),
        (["--output", "private"], 2, "where the digest itself lies"),
    ],
)
def test_what_cannot_be_reached_is_told(
    arguments: list[str],
    code: int,
    said: str,
    project: Project,
    store: Any,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster, "ANSWER", 1)
    monkeypatch.chdir(project.root)
    assert main(["build", "--all", *arguments]) == code
    told = capsys.readouterr().err
    assert said in told
    assert "    fix: " in told


def test_check_needs_files(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--project", str(project.root), "--output", "s3://site/digest"]) == 2
    assert "needs a folder" in capsys.readouterr().err


def test_each_target_has_its_own_memory(small: Project, tmp_path: Path) -> None:
    target = elsewhere(small, tmp_path / "out")
    assert build(target).rendered
    assert tree(target.output) == tree(small.output)
    assert not build(target).rendered
    assert not build(small).rendered
    assert main(["check", "--project", str(small.root), "--output", str(target.output)]) == 0


def test_a_build_on_one_machine_loads_nothing_for_several(small: Project) -> None:
    code = "import sys; from generator.cli import main; main(sys.argv[1:]); print(*sys.modules)"
    command = [sys.executable, "-c", code, "build", "--all", "--jobs", "1", "--project", str(small.root)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert not {"asyncio", "dask", "distributed", "fsspec", "s3fs", "generator.build.bucket"} & set(
        said.split()
    )
