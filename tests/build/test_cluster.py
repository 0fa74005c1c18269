"""A build on several machines and into a bucket: the same bytes as on one, in its output folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.build.run import build
from generator.config.project import Project, open_project
from tests.build.machines import SCHEDULER, STORE, started, worker
from tests.project import make_project, paper_text, tree

PAPERS = 60


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

    def test_a_bucket_gets_what_a_folder_would(self, small: Project, scheduler: str, store: Any) -> None:
        target = elsewhere(small, "s3://site/digest")
        report = build(target, cluster=scheduler)
        assert objects(store, "digest") == tree(small.output)
        assert (report.written, report.problems) == (report.files, ())
        assert build(target, cluster=scheduler).rendered == ()
        report = build(target, cluster=scheduler, everything=True)
        assert (len(report.rendered), report.written) == (report.files, 0)
