"""Where reports arrive: a Maildir on this machine, or a mailbox by IMAP.

What was read as a report of ours is marked as seen; whatever else lies there (answers of people) stays.
Formats: maildir(5), RFC 9051 (IMAP), RFC 8314 (TLS from the first byte).
"""

import contextlib
import functools
import imaplib
import os
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.config.schema import InboxConfig
from generator.errors import InputError, Location
from generator.sending.returned import LARGEST

PASSWORD = "DIGEST_IMAP_PASSWORD"  # noqa: S105  the variable's name
PORT = 993
SECONDS = 60

Seen = Callable[[], None]
"""Marks a message as read."""


def read_inbox(inbox: InboxConfig, root: Path) -> Iterator[tuple[bytes, Seen]]:
    """Give each new message of the configured mailbox, and what marks it as read.

    Raises InputError when the mailbox cannot be opened.
    """
    return _maildir(root / inbox.maildir, inbox.maildir) if inbox.maildir else _imap(inbox)


def _maildir(folder: Path, shown: str) -> Iterator[tuple[bytes, Seen]]:
    if not ((folder / "new").is_dir() and (folder / "cur").is_dir()):
        fix = "name the folder that holds cur/, new/ and tmp/ as maildir in [mail.inbox]"
        raise InputError(Location(shown), "this is no Maildir", fix)
    for path in sorted((folder / "new").iterdir()):
        if path.name.startswith(".") or not path.is_file():
            continue
        with path.open("rb") as file:
            data = file.read(LARGEST)
        yield data, functools.partial(_move, path, folder / "cur" / f"{path.name.partition(':')[0]}:2,S")


def _move(path: Path, target: Path) -> None:
    with contextlib.suppress(FileNotFoundError):  # somebody else has moved it
        path.rename(target)


def _imap(inbox: InboxConfig) -> Iterator[tuple[bytes, Seen]]:
    with _told(inbox.host), _opened(inbox) as server:
        _, found = server.uid("SEARCH", "UNSEEN", "HEADER", "Content-Type", "multipart/report")
        for uid in (found[0] or b"").decode("ascii").split():
            data = _fetched(server, uid)
            if data is not None:
                yield data, functools.partial(_mark, server, uid, inbox.host)


@contextlib.contextmanager
def _opened(inbox: InboxConfig) -> Iterator[imaplib.IMAP4_SSL]:
    host, _, port = inbox.host.partition(":")
    context = ssl.create_default_context()
    with imaplib.IMAP4_SSL(host, int(port or PORT), ssl_context=context, timeout=SECONDS) as server:
        server.login(inbox.user, os.environ.get(PASSWORD, ""))
        server.select("INBOX")
        yield server


def _fetched(server: imaplib.IMAP4_SSL, uid: str) -> bytes | None:
    _, parts = server.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LARGEST}>)")
    return next((part[1] for part in parts if isinstance(part, tuple)), None)


def _mark(server: imaplib.IMAP4_SSL, uid: str, host: str) -> None:
    with _told(host):
        server.uid("STORE", uid, "+FLAGS.SILENT", "(\\Seen)")


@contextlib.contextmanager
def _told(host: str) -> Iterator[None]:
    """Tell what goes wrong with a server in our own words. Raises InputError."""
    try:
        yield
    except (imaplib.IMAP4.error, OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error).strip("b'\"") or "no answer"
        fix = f"look at [mail.inbox], and at {PASSWORD}"
        raise InputError(Location(f"imap://{host}"), f"the mailbox cannot be read: {said}", fix) from None
