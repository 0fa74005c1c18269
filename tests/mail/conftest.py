"""A project whose papers many readers wish for in many ways."""

from pathlib import Path

import pytest

from tests.mail.letters import Post, post_of
from tests.project import make_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path)


@pytest.fixture
def post(project: Path) -> Post:
    return post_of(project)
