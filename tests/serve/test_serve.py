"""`digest serve` as a person uses it: a process, a browser, a file that is saved."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest

from generator.cli import main
from tests.house.modules import PROJECT
from tests.project import make_project, tree

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAPER = "content/papers/2026/vision-tracker.md"


class Served:
    """A running `digest serve` on a free port."""

    def __init__(self, project: Path) -> None:
        self.project = project
        # tests that run in the background inherit that Ctrl-C is ignored
        heeding = ["env", "--default-signal=INT", sys.executable]
        self.process = subprocess.Popen(
            [*heeding, "-m", "generator.cli", "serve", "--port", "0", "--project", str(project)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        assert self.process.stdout
        self.url = self.process.stdout.readline().split(" ")[0]

    @property
    def told(self) -> IO[str]:
        """What it says on stderr, line by line."""
        assert self.process.stderr
        return self.process.stderr

    def wait_for(self, words: str) -> str:
        """Read what it says until a line holds `words`."""
        return next(line for line in self.told if words in line)

    def stop(self) -> tuple[int, str]:
        """Press Ctrl-C; return the exit code and the last words."""
        self.process.send_signal(signal.SIGINT)
        _, told = self.process.communicate(timeout=30)
        return self.process.returncode, told


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    running = Served(make_project(tmp_path))
    yield running
    running.process.kill()
    running.process.communicate()


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    with browser.new_context() as context:
        yield context.new_page()


def edit(file: Path, old: str, new: str) -> None:
    """Save a file as editors do: a new file in the old one's place."""
    draft = file.with_name(file.name + "~")
    draft.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    draft.replace(file)


@pytest.mark.browser
def test_saving_a_file_reloads_the_open_page(served: Served, page: "Page") -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/digest/", served.url)
    page.goto(f"{served.url}papers/vision-tracker/")
    assert page.text_content("h1") == "Vision Tracker"

    edit(served.project / PAPER, "title: Vision Tracker", "title: Vision <i>Tracker</i> 2")
    page.wait_for_function("document.querySelector('h1').textContent === 'Vision <i>Tracker</i> 2'")


@pytest.mark.browser
def test_what_is_wrong_is_shown_until_it_is_mended(served: Served, page: "Page") -> None:
    page.goto(f"{served.url}papers/vision-tracker/")
    edit(served.project / PAPER, "has_code: false", "has_code: perhaps")
    banner = page.wait_for_selector("#digest-problems")
    assert banner
    assert f"{PAPER}:" in (banner.text_content() or "")
    assert "fix: " in (banner.text_content() or "")
    assert page.text_content("h1") == "Vision Tracker"  # the last good page stays

    edit(served.project / PAPER, "has_code: perhaps", "has_code: false")
    page.wait_for_selector("#digest-problems", state="detached")


def test_the_site_on_disk_is_what_build_makes(
    served: Served, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page = urllib.request.urlopen(f"{served.url}papers/vision-tracker/").read()
    assert b"/.digest/live.js" in page
    other = make_project(tmp_path_factory.mktemp("other"))
    assert main(["build", "--project", str(other)]) == 0
    assert tree(served.project / "output") == tree(other / "output")


def test_broken_settings_keep_the_last_site(served: Served) -> None:
    site = served.project / "content/site.toml"
    edit(site, "title =", "titel =")
    assert served.wait_for("error") == 'content/site.toml:1: error: unknown key "titel"\n'
    assert b"Vision Tracker" in urllib.request.urlopen(served.url).read()
    edit(site, "titel =", "title =")
    assert served.wait_for("papers") == "4 papers, 0 files written\n"


def test_control_c_ends_it_with_one_line(served: Served) -> None:
    code, told = served.stop()
    assert code == 0
    assert told.endswith("\nstopped\n")
    assert "Traceback" not in told


def test_a_port_in_use_and_a_wrong_port_are_usage_errors(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    port = served.url.split(":")[2].split("/")[0]
    assert main(["serve", "--project", str(served.project), "--port", port]) == 2
    assert (
        f"port {port}: Address already in use\n    fix: try another: digest serve --port"
        in capsys.readouterr().err
    )
    assert main(["serve", "--project", str(served.project), "--port", "99999"]) == 2
    assert "--port is 99999\n    fix: give a number from 0 to 65535" in capsys.readouterr().err
