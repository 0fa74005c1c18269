"""How fast the digest is sent, and in how much memory: python -m benchmarks.mail [SUBSCRIBERS …]

The project's own papers, an issue of some 200, to subscribers who all chose something else; `digest send`
commits every mail to SQLite (synchronous=FULL) before its final dot. The relay is a process on this machine.
Prints the table of docs/mail.md.
"""

import csv
import json
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import run

HOUSE = Path(__file__).resolve().parents[2]
SEED = 20_260_528
SIZES = (1_000, 10_000, 100_000)
SITE = """\
title = "Paper Digest"
base_url = "https://papers.example/"
[mail]
service = "https://papers.example/mail/"
rate = 0
[mail.smtp]
host = "127.0.0.1"
port = {port}
security = "none"
"""


@dataclass(frozen=True, slots=True)
class Sent:
    """One issue sent to all."""

    people: int
    mails: int
    different: int
    rate: float
    """Mails a second, from the first claim to the last commit."""
    cpu: float
    """Seconds of the sender, start and composing included."""
    peak: int
    """Bytes of memory at most."""


def main(sizes: tuple[int, ...]) -> None:
    """Measure each size, and print a table."""
    print("| subscribers | mails | different | mails a second | CPU a mail | memory |")
    print("|---|---|---|---|---|---|")
    first = 0
    for people in sizes:
        with tempfile.TemporaryDirectory() as folder:
            found = send(Path(folder), people)
        first = first or found.peak
        added = f" (+{(found.peak - first) / 2**20:.0f})" if found.peak > first else ""
        print(
            f"| {found.people:,} | {found.mails:,} | {found.different:,} | {found.rate:,.0f} "
            f"| {1000 * found.cpu / max(found.mails, 1):.2f} ms | {found.peak / 2**20:.0f} MB{added} |",
            flush=True,
        )


def send(root: Path, people: int) -> Sent:
    """Send one issue to so many; everything lies in `root`."""
    shutil.copytree(HOUSE / "content", root / "content")
    digest = [sys.executable, "-m", "generator.cli"]
    write_people(root / "people.csv", people)
    program, pipe = [sys.executable, "-m", "benchmarks.mail.sink"], subprocess.PIPE
    sink = subprocess.Popen(program, cwd=HOUSE, stdin=pipe, stdout=pipe, text=True)  # noqa: S603  our own
    assert sink.stdout
    port = sink.stdout.readline().split()[1]
    (root / "content/site.toml").write_text(SITE.format(port=port))
    place = ["--project", str(root)]
    run([*digest, "subscribers", *place, "import", str(root / "people.csv"), "--consent", "made up"], HOUSE)
    run(
        [*digest, "send", *place, "--day", "2026-05-28", "--to", "me@lab.example"], HOUSE
    )  # compiles templates
    cost = run([*digest, "send", *place, "--day", "2026-05-28", "--json", str(root / "report.json")], HOUSE)
    told, _ = sink.communicate()
    mails, different, _ = map(int, told.split())
    report = json.loads((root / "report.json").read_text())
    assert report["deliveries"] == {"sent": mails - 1} | (
        {"skipped": people - mails + 1} if people > mails - 1 else {}
    ), report
    return Sent(people, mails - 1, different - 1, report["mails_a_second"], cost.cpu, cost.peak)


def write_people(path: Path, count: int) -> None:
    """Write subscribers who all chose something else, some of it seldom, some of it never there."""
    chance = random.Random(SEED)  # noqa: S311  made-up people
    topics = "cs.CV cs.LG cs.CL eess.IV cs.AI cs.RO stat.ML cs.CR cs.* eess.* q-bio.NC".split()
    keywords = "retina diffusion segmentation transformer federated speech robot graph depth medical".split()
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("address", "topics", "keywords", "score", "most"))
        for number in range(count):
            rows.writerow(
                (
                    f"reader{number}@lab{number % 97}.example",
                    ";".join(chance.sample(topics, chance.randrange(1, 6))),
                    ";".join(chance.sample(keywords, chance.randrange(4))),
                    chance.choice(("", "", "20", "50")),
                    chance.choice((5, 10, 20, 30)),
                )
            )


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
