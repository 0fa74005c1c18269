"""The whole road with servers from Debian: `digest send` → Postfix → Dovecot → `digest bounces`.

2,000 mails, while everything on the road is stopped and started again. Prints the figures of docs/mail.md.
"""

import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli import main
from generator.config.project import Project
from generator.config.schema import MailConfig
from generator.subscribers.database import open_database
from tests.project import make_project
from tests.sending.crash import DAY, HOUSE, command, site_of
from tests.sending.mail_servers import MailPath, are_here, wait_for
from tests.sending.offices import states

pytestmark = [
    pytest.mark.mail_full,
    pytest.mark.skipif(not are_here(), reason="needs Postfix and Dovecot from Debian, and root"),
]

PEOPLE, DEAD, GONE = 1960, 20, 20
"""Mailboxes; addresses that Postfix refuses at once; those that Dovecot refuses to Postfix."""

PASSWORD = "secret"


@pytest.fixture
def mail_path() -> Iterator[MailPath]:
    users = [*(f"p{number}@lab.test" for number in range(PEOPLE)), "bounces@papers.test"]
    with (
        tempfile.TemporaryDirectory(prefix="mail-path-") as folder,
        MailPath(Path(folder), users, ("lab.test", "papers.test"), PASSWORD) as found,
    ):
        yield found


def make_root(root: Path, port: int) -> Path:
    make_project(root)
    (root / "content/site.toml").write_text(site_of(port).replace("rate = 0", "rate = 150"))
    names = [
        f"{name}{n}" for name, count in (("p", PEOPLE), ("dead", DEAD), ("gone", GONE)) for n in range(count)
    ]
    names.sort(key=lambda name: name[::-1])  # the odd ones among the others
    (root / "people.csv").write_text("address\n" + "".join(f"{name}@lab.test\n" for name in names))
    arguments = ["subscribers", "--project", str(root), "import", str(root / "people.csv")]
    assert main([*arguments, "--consent", "test"]) == 0
    return root


def journal_of(root: Path) -> dict[str, str]:
    with open_database(Project(root), MailConfig()) as database:
        return states(database)


def let_deferred_be_due(root: Path) -> None:
    """Nobody wants to wait for minutes here."""
    from sqlalchemy import update

    from generator.subscribers.schema import deliveries

    with open_database(Project(root), MailConfig()) as database, database.writing() as connection:
        past = deliveries.c.changed_at
        connection.execute(update(deliveries).where(deliveries.c.state == "deferred").values(retry_at=past))


def sent(root: Path) -> int:
    return Counter(journal_of(root).values())["sent"]


def disturb(root: Path, mail_path: MailPath) -> None:
    """Send; meanwhile restart Postfix, let it die, restart Dovecot, kill the sender."""
    process = subprocess.Popen(command(root), cwd=HOUSE, stdout=subprocess.DEVNULL)
    for share, what in enumerate(("restart", "abort", "dovecot", "kill"), 1):
        wait_for("mails", lambda least=300 * share: sent(root) > least)
        if what == "dovecot":
            mail_path.dovecot.stop()
            time.sleep(1)
            mail_path.dovecot.start()
        elif what == "kill":
            process.kill()
        else:
            mail_path.postfix.stop() if what == "restart" else mail_path.postfix.abort()
            time.sleep(1)
            mail_path.postfix.start()
    process.wait()


def test_mailbox_equals_journal(mail_path: MailPath, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_root(tmp_path, mail_path.postfix.port)
    disturb(root, mail_path)
    after_kill = Counter(journal_of(root).values())
    for _ in range(5):
        let_deferred_be_due(root)
        assert main(["send", "--project", str(root), "--day", DAY, "--no-wait"]) in (0, 1)
    wait_for("the queue", mail_path.postfix.drained)
    journal = journal_of(root)
    found = mail_path.dovecot.mails()
    taken = {mail for mail in found if mail[0].endswith("@lab.test")}
    copies = Counter(user.partition("@")[0] for user, _ in taken)
    for number in range(PEOPLE):
        name = f"p{number}"
        expected = {"sent": (1,), "held": (0, 1)}.get(journal[name], (0,))
        assert copies[name] in expected, (name, journal[name])
    held = [name for name, state in journal.items() if state == "held"]
    assert len(held) <= 3  # one a disturbance of the sender or its relay
    assert Counter(journal.values())["failed"] == DEAD
    again = len(found) - len(set(found))
    assert sum(user == "bounces@papers.test" for user, _ in set(found)) == GONE
    told = read_bounces(root, mail_path, monkeypatch)
    print(
        f"\nafter the kill: {dict(after_kill)}\nat the end: {dict(Counter(journal.values()))}; "
        f"{len(taken):,} mails in mailboxes, none sent twice ({again} which Postfix delivered again when "
        f"it was stopped); {len(held)} held; {told.strip()}"
    )


def read_bounces(root: Path, mail_path: MailPath, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read what Postfix wrote about those that Dovecot did not know, by IMAP, and that it is read once."""
    monkeypatch.setenv("SSL_CERT_FILE", str(mail_path.dovecot.certificate))
    monkeypatch.setenv("DIGEST_IMAP_PASSWORD", PASSWORD)
    site = root / "content/site.toml"
    place = f'host = "127.0.0.1:{mail_path.dovecot.imaps}"\nuser = "bounces@papers.test"\n'
    site.write_text(site.read_text() + place)
    arguments = ["digest", "bounces", "--project", str(root)]
    first, second = (
        subprocess.run(
            [*command(root)[:3], *arguments[1:]], cwd=HOUSE, capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    )
    assert first == f"{GONE} bounces, 0 complaints: {GONE} addresses suppressed, 0 left unread\n"
    assert second == "0 bounces, 0 complaints: 0 addresses suppressed, 0 left unread\n"
    return first
