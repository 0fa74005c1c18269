"""Postfix and Dovecot from Debian, with everything of theirs in one folder. Root only: Postfix insists."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.sending.certificates import make_certificate

POSTFIX, DOVECOT = Path("/usr/sbin/postfix"), Path("/usr/sbin/dovecot")
PATIENCE = 120
"""Seconds that a server may take for what a test waits for."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(what: str, holds: object) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < until, what
        time.sleep(0.2)


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False


class Dovecot:
    """Takes mail by LMTP into one Maildir a user, and shows it by IMAP over TLS."""

    def __init__(self, root: Path, users: Iterable[str], password: str) -> None:
        self.root, self.lmtp, self.imaps = root, free_port(), free_port()
        self.certificate = make_certificate(root)
        (root / "users").write_text("".join(f"{user}:{{PLAIN}}{password}::::::\n" for user in users))
        (root / "mail").mkdir()
        shutil.chown(root / "mail", "nobody", "nogroup")
        (root / "dovecot.conf").write_text(f"""\
base_dir = {root}/run
state_dir = {root}/run
log_path = {root}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <{self.certificate}
ssl_key = <{self.certificate}
mail_location = maildir:{root}/mail/%u
first_valid_uid = 1
recipient_delimiter = +
passdb {{
  driver = passwd-file
  args = {root}/users
}}
userdb {{
  driver = passwd-file
  args = {root}/users
  override_fields = uid=nobody gid=nogroup home={root}/mail/%u
}}
service lmtp {{
  inet_listener lmtp {{
    port = {self.lmtp}
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {self.imaps}
    ssl = yes
  }}
}}
""")

    def start(self) -> None:
        subprocess.run([DOVECOT, "-c", self.root / "dovecot.conf"], check=True)
        wait_for("dovecot", lambda: answers(self.lmtp) and answers(self.imaps))

    def stop(self) -> None:
        subprocess.run([DOVECOT, "-c", self.root / "dovecot.conf", "stop"], check=True)

    def mails(self) -> list[tuple[str, str]]:
        """Return who has which mail: (user, number in Postfix's queue).

        Servers that are stopped while one hands a mail to the other deliver it twice (RFC 1047); both copies
        have one number. A mail that was sent to them twice has two.
        """
        found = []
        for path in self.root.glob("mail/*/*/*"):
            if path.parent.name in ("new", "cur") and path.is_file():
                head = path.read_bytes().partition(b"\n\n")[0].decode("ascii", "replace")
                number = re.search(r"\(Postfix\)\s+(?:with \w+ )?id (\w+)", head)
                found.append((path.parent.parent.name, number[1] if number else ""))
        return found


class Postfix:
    """Takes mail by SMTP, refuses some recipients, hands the rest to Dovecot, and writes bounces."""

    def __init__(self, root: Path, lmtp: int, domains: Iterable[str]) -> None:
        self.root, self.port = root, free_port()
        self.etc = root / "etc"
        self.etc.mkdir(parents=True)
        for name in ("spool", "data"):
            (root / name).mkdir()
        shutil.chown(root / "data", "postfix", "postfix")
        (self.etc / "refused").write_text("/^dead/ 550 5.1.1 nobody of that name\n")
        self._write_main(lmtp, " ".join(domains))
        master = Path("/usr/share/postfix/master.cf.dist").read_text()
        lines = [re.sub(r"^(\S+\s+\S+\s+\S+\s+\S+\s+)y", r"\1n", line) for line in master.splitlines()]
        text = re.sub(r"(?m)^smtp( +)inet", f"127.0.0.1:{self.port}\\1inet", "\n".join(lines))
        (self.etc / "master.cf").write_text(text + "\npostlog unix-dgram n - n - 1 postlogd\n")

    def _write_main(self, lmtp: int, domains: str) -> None:
        (self.etc / "main.cf").write_text(f"""\
compatibility_level = 3.6
queue_directory = {self.root}/spool
data_directory = {self.root}/data
maillog_file = {self.root}/postfix.log
maillog_file_prefixes = {self.root}
myhostname = mx.lab.test
mydestination =
alias_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = {domains}
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
smtpd_reject_unlisted_recipient = no
smtpd_recipient_restrictions = check_recipient_access regexp:{self.etc}/refused, permit_mynetworks, reject
smtpd_tls_security_level = none
minimal_backoff_time = 2s
maximal_backoff_time = 5s
queue_run_delay = 2s
""")

    def _run(self, *arguments: str) -> None:
        subprocess.run([POSTFIX, "-c", self.etc, *arguments], check=True, capture_output=True)

    def start(self) -> None:
        self._run("start")
        wait_for("postfix", lambda: answers(self.port))

    def stop(self) -> None:
        self._run("stop")

    def abort(self) -> None:
        """End at once, in the middle of whatever it does."""
        self._run("abort")

    def drained(self) -> bool:
        """Tell whether all that it took has been delivered."""
        told = subprocess.run(
            ["postqueue", "-c", self.etc, "-p"], capture_output=True, text=True, check=False
        )
        return "Mail queue is empty" in told.stdout


class MailPath:
    """Both, in a folder that their users may enter; use as a context manager."""

    def __init__(self, root: Path, users: Iterable[str], domains: Iterable[str], password: str) -> None:
        root.chmod(0o755)
        (root / "dovecot").mkdir()
        self.dovecot = Dovecot(root / "dovecot", users, password)
        self.postfix = Postfix(root / "postfix", self.dovecot.lmtp, domains)

    def __enter__(self) -> Self:
        self.dovecot.start()
        self.postfix.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.postfix.stop()
        self.dovecot.stop()


def are_here() -> bool:
    return POSTFIX.exists() and DOVECOT.exists() and os.getuid() == 0
