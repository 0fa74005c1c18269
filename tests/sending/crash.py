"""Senders that die: `digest send` in a process of its own, killed wherever it writes, syncs or sends."""

import contextlib
import io
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from generator.cli import main
from generator.config.project import Project
from generator.config.schema import MailConfig
from generator.subscribers.database import open_database
from tests.project import make_project
from tests.sending.offices import states
from tests.sending.relay import Relay

HOUSE = Path(__file__).resolve().parents[2]
DAY = "2026-05-28"
CALLS = (
    *("write", "pwrite64", "writev", "fsync", "fdatasync", "sendto", "sendmsg"),
    *("ftruncate", "unlink", "rename", "connect"),
)
"""System calls that write, sync or send."""


def site_of(port: int, more: str = "") -> str:
    """Return a site.toml whose relay is this machine's."""
    return f"""\
title = "Test Digest"
base_url = "https://papers.test/"
[mail]
service = "https://papers.test/mail/"
sender = "Paper Digest <digest@papers.test>"
rate = 0
{more}
[mail.smtp]
host = "127.0.0.1"
port = {port}
security = "none"
[mail.inbox]
address = "bounces+*@papers.test"
"""


def make_office(root: Path, port: int, people: int, more: str = "") -> Path:
    """Write a digest of four papers with so many subscribers; return its folder."""
    make_project(root)
    (root / "content/site.toml").write_text(site_of(port, more))
    rows = "".join(f"p{number}@lab.test\n" for number in range(people))
    (root / "people.csv").write_text(f"address\n{rows}")
    arguments = ["subscribers", "--project", str(root), "import", str(root / "people.csv")]
    assert main([*arguments, "--consent", "test"]) == 0
    assert main(["send", "--project", str(root), "--day", DAY, "--dry-run"]) == 0
    return root


def set_policy(root: Path, policy: str) -> None:
    """Set mail.on_ambiguous in a digest of make_office."""
    site = root / "content/site.toml"
    site.write_text(site.read_text().replace("[mail]\n", f'[mail]\non_ambiguous = "{policy}"\n', 1))


def command(root: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "generator.cli", "send", "--project", str(root), "--day", DAY, *more]


def count_calls(root: Path) -> dict[str, int]:
    """Send in a copy of `root`, and return how often each of CALLS is made."""
    copy, log = root.with_name(f"{root.name}-counted"), root.with_name("calls.txt")
    shutil.copytree(root, copy)
    trace = ["strace", "-f", "-o", str(log), "-e", f"trace={','.join(CALLS)}"]
    subprocess.run([*trace, *command(copy)], cwd=HOUSE, capture_output=True, check=True)
    names = re.findall(r"^\d+ +(\w+)\(", log.read_text("utf-8", "replace"), re.MULTILINE)
    return dict(Counter(names))


def die_at(root: Path, call: str, number: int) -> bool:
    """Send, killed just before the n-th call of a kind; return whether it came so far."""
    trace = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}"]
    inject = ["-e", f"inject={call}:signal=KILL:when={number}"]
    ended = subprocess.run(
        [*trace, *inject, *command(root)], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert ended.returncode in (0, -signal.SIGKILL, 128 + signal.SIGKILL), ended.stderr
    return ended.returncode != 0


def die_after(root: Path, seconds: float, server: Relay | None = None, mails: int = 0) -> bool:
    """Send, killed so long after the relay has taken so many mails; return whether it was still at work."""
    before = len(server.taken) if server else 0
    process = subprocess.Popen(command(root), cwd=HOUSE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if server:
        server.has(before + mails)
    try:
        return process.wait(seconds) != 0
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True


@dataclass(frozen=True, slots=True)
class Sum:
    """What the relay has, beside what the journal says."""

    lost: list[str]
    """Journal: sent (or nothing at all); relay: not there."""
    extra: int
    """Copies beyond the first."""
    states: Counter[str]


def sum_up(root: Path, server: Relay, people: int) -> Sum:
    with open_database(Project(root), MailConfig()) as database:
        journal = states(database)
    copies = Counter(mail.to.partition("@")[0] for mail in server.taken)
    everybody = [f"p{number}" for number in range(people)]
    settled = ("held", "skipped", "failed")
    lost = [name for name in everybody if not copies[name] and journal.get(name) not in settled]
    return Sum(lost, sum(copies.values()) - len(copies), Counter(journal.values()))


def check(root: Path, server: Relay, people: int, policy: str, kills: int) -> Sum:
    """Finish the issue, and hold relay and journal against what is promised for so many kills."""
    with contextlib.redirect_stdout(io.StringIO()):
        assert main(["send", "--project", str(root), "--day", DAY]) in (0, 1)
    found = sum_up(root, server, people)
    assert found.lost == []
    assert found.states["sent"] + found.states["held"] + found.states["skipped"] == people
    doubtful = {"hold": found.states["held"], "drop": found.states["skipped"], "resend": found.extra}
    assert doubtful.pop(policy) <= kills
    assert not any(doubtful.values())
    return found
