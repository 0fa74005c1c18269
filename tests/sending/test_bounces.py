"""Reports of mail servers: believed when they name a mail of ours, and nothing else is."""

import asyncio
import contextlib
import io
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config.schema import InboxConfig
from generator.errors import InputError
from generator.mail.links import Links
from generator.sending import returned
from generator.sending.bounces import sort_reports
from generator.sending.inbox import PASSWORD, read_inbox
from generator.sending.returned import read_report
from generator.subscribers.people import find_address
from generator.subscribers.suppress import SOFT_BOUNCES, why_suppressed
from tests.sending.certificates import make_certificate, server_context
from tests.sending.clocks import QuickClock
from tests.sending.offices import office
from tests.sending.reports import ANSWER, bounce, bounce_without_mail, complaint, holiday

LINKS = Links("https://papers.test/mail/", {1: b"k" * 32})
NAME = LINKS.name_message("2026-05-28", 7)
VERP = f"bounces+{NAME.upper()}@papers.test"
FORGED = NAME[:-1] + ("a" if NAME[-1] != "a" else "b")

REPORTS = [
    # message, what it says
    (bounce(NAME), "bounce hard 5.1.1"),
    (bounce(NAME, whole=False), "bounce hard 5.1.1"),
    (bounce("someone.else", to=VERP), "bounce hard 5.1.1"),
    (bounce_without_mail(VERP), "bounce hard 5.1.10"),
    (bounce(NAME, "5.2.2", "smtp; 552 5.2.2 over quota"), "bounce soft 5.2.2"),
    (bounce(NAME, "5.0.0", "smtp; 550 5.1.1 unknown"), "bounce hard 5.1.1"),
    (bounce(NAME, "5.0.0", "X-Postfix; unknown"), "bounce soft 5.0.0"),
    (bounce(NAME, "4.4.1", "X-Postfix; connection timed out"), "bounce soft 4.4.1"),
    (bounce(NAME, "5.7.1", "smtp; 550 5.7.1 spam"), "bounce  5.7.1"),
    (bounce(NAME, "5.1.8", "smtp; 550 5.1.8 bad sender"), "bounce  5.1.8"),
    (bounce(NAME, action="delayed"), None),
    (bounce(NAME, action="delivered"), None),
    (bounce(FORGED), None),
    (bounce("20260528.8." + NAME.split(".")[2]), None),
    (bounce_without_mail("bounces@papers.test"), None),
    (complaint(NAME), "complaint"),
    (complaint(NAME, "fraud"), "complaint"),
    (complaint(NAME, "not-spam"), None),
    (complaint(NAME, "auth-failure"), None),
    (complaint(FORGED), None),
    (ANSWER, None),
    (holiday(VERP), None),
    (b"", None),
    (b"\xff\xfe\x00", None),
    (b"Content-Type: multipart/report; report-type*=x''%ff", None),
    (b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n" * 5, None),
]


@pytest.mark.parametrize(("data", "expected"), REPORTS)
def test_reports(data: bytes, expected: str | None) -> None:
    report = read_report(data, LINKS)
    if expected is None:
        assert report is None
        return
    assert report
    assert (report.sent.issue, report.sent.number) == ("2026-05-28", 7)
    assert expected == ("complaint" if report.complaint else f"bounce {report.bounce} {report.status}")


def test_parts_within_parts_without_end() -> None:
    nested = b"".join(
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b%d\n\n--b%d\n" % (n, n)
        for n in range(5000)
    )
    assert read_report(nested, LINKS) is None


REPORT = b"Content-Type: multipart/report; report-type=delivery-status; boundary=b"
COSTLY = {
    # 300 kB each, which once took the parser minutes (the first two) or seconds
    "parameters": REPORT + b'; a="' + b";" * 300_000 + b'"\n\n',
    "folded": REPORT + b'; a="' + b";;;;;;;;;;;;;;\r\n\t" * 18_000 + b'"\r\n\r\n',
    "of a part": REPORT + b'\r\r--b\rCONTENT-TYPE: text/plain; a="' + b";" * 300_000 + b'"\r\r',
    "levels": b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(400))
    + b"\n" * 280_000,
}


@pytest.mark.parametrize("kind", COSTLY)
def test_what_is_made_to_keep_us_busy_is_not_parsed(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(data: bytes) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(returned, "message_from_bytes", parse)
    assert read_report(COSTLY[kind], LINKS) is None
    with pytest.raises(AssertionError, match="parsed"):
        read_report(bounce(NAME), LINKS)


def test_long_headers_of_other_kinds_are_no_harm() -> None:
    traced = b"X-Trace: " + b"abcdef;\r\n " * 5000 + b"x\r\n"
    assert read_report(traced + bounce(NAME), LINKS)


@given(st.binary(max_size=200), st.integers(0, 1200), st.integers(0, 200))
def test_spoilt_reports_fail_quietly(noise: bytes, place: int, cut: int) -> None:
    data = bounce(NAME)
    report = read_report(data[:place] + noise + data[place + cut :], LINKS)
    assert report is None or report.sent.number == 7


def test_what_reports_do(tmp_path: Path) -> None:
    now = QuickClock().now()
    with office(tmp_path, ("ada", "bob", "eve", "joe")) as database:
        people = {name: find_address(database, f"{name}@lab.test") for name in ("ada", "bob", "eve")}
        named = {
            name: LINKS.name_message("2026-05-28", person.id) for name, person in people.items() if person
        }
        seen: list[str] = []
        messages = [
            (bounce(named["ada"]), lambda: seen.append("ada")),
            (bounce(named["bob"], "5.2.2"), lambda: seen.append("bob")),
            (complaint(named["eve"]), lambda: seen.append("eve")),
            (ANSWER, lambda: seen.append("answer")),
            (bounce(LINKS.name_message("2026-05-28", 999)), lambda: seen.append("deleted since")),
            (bounce(LINKS.name_message("confirm", 1)), lambda: seen.append("a wish that is forgotten")),
        ]
        found = sort_reports(messages, database, LINKS, now)
        assert (found.bounces, found.complaints, found.suppressed, found.others) == (4, 1, 2, 1)
        assert seen == ["ada", "bob", "eve", "deleted since", "a wish that is forgotten"]
        with database.reading() as connection:
            why = [
                why_suppressed(connection, database.digest(f"{name}@lab.test"))
                for name in ("ada", "bob", "eve", "joe")
            ]
        assert why == ["bounce", "", "complaint", ""]


def test_soft_bounces_add_up(tmp_path: Path) -> None:
    clock = QuickClock()
    with office(tmp_path, ("ada",)) as database:
        person = find_address(database, "ada@lab.test")
        assert person
        data = bounce(LINKS.name_message("2026-05-28", person.id), "5.2.2")
        suppressed = []
        for _ in range(SOFT_BOUNCES):
            suppressed.append(sort_reports([(data, lambda: None)], database, LINKS, clock.now()).suppressed)
            clock.passed += 86_400
        assert suppressed == [0] * (SOFT_BOUNCES - 1) + [1]


def read_all(inbox: InboxConfig, root: Path) -> int:
    """Mark the reports as seen; return how many messages there were."""
    count = 0
    for data, seen in read_inbox(inbox, root):
        count += 1
        if read_report(data, LINKS):
            seen()
    return count


def test_maildir(tmp_path: Path) -> None:
    for part in ("cur", "new", "tmp"):
        (tmp_path / "box" / part).mkdir(parents=True)
    for name, data in (("1.a.host", bounce(NAME)), ("2.b.host", ANSWER), ("3.c.host", complaint(NAME))):
        (tmp_path / "box/new" / name).write_bytes(data)
    assert read_all(InboxConfig(maildir="box"), tmp_path) == 3
    assert sorted(path.name for path in (tmp_path / "box/cur").iterdir()) == ["1.a.host:2,S", "3.c.host:2,S"]
    assert (tmp_path / "box/cur/1.a.host:2,S").read_bytes() == bounce(NAME)
    assert read_all(InboxConfig(maildir="box"), tmp_path) == 1
    with pytest.raises(InputError, match="no Maildir"):
        read_all(InboxConfig(maildir="other"), tmp_path)


class ImapServer:
    """Speaks as much IMAP as reading one mailbox takes, over TLS."""

    def __init__(self, context: ssl.SSLContext, mails: dict[int, bytes]) -> None:
        self.mails, self.seen, self.context = mails, set[int](), context
        self.port = 0

    @contextlib.contextmanager
    def running(self) -> Iterator["ImapServer"]:
        loop, ready = asyncio.new_event_loop(), threading.Event()

        async def serve() -> asyncio.Server:
            server = await asyncio.start_server(self.session, "127.0.0.1", 0, ssl=self.context)
            self.port = server.sockets[0].getsockname()[1]
            ready.set()
            return server

        def work() -> None:
            server = loop.run_until_complete(serve())
            loop.run_forever()
            server.close()

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        ready.wait()
        yield self
        loop.call_soon_threadsafe(loop.stop)
        thread.join()

    async def session(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* OK [CAPABILITY IMAP4rev1] ready\r\n")
        while line := await reader.readline():
            tag, *words = line.decode().split()
            writer.write(self.answer(words) + f"{tag} ".encode() + self.result(words) + b"\r\n")
            await writer.drain()
        writer.close()

    def result(self, words: list[str]) -> bytes:
        wrong = words[0] == "LOGIN" and words[1:] != ["reports", '"secret"']
        return b"NO [AUTHENTICATIONFAILED] wrong" if wrong else b"OK done"

    def answer(self, words: list[str]) -> bytes:
        match words:
            case ["SELECT", _]:
                return f"* {len(self.mails)} EXISTS\r\n".encode()
            case ["UID", "SEARCH", "UNSEEN", "HEADER", "Content-Type", "multipart/report"]:
                found = [n for n, data in self.mails.items() if b"multipart/report" in data]
                return f"* SEARCH {' '.join(str(n) for n in found if n not in self.seen)}\r\n".encode()
            case ["UID", "FETCH", uid, what]:
                data = self.mails[int(uid)]
                assert what.startswith("(BODY.PEEK[]<0.")
                head = f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(data)}}}\r\n".encode()
                return head + data + b")\r\n"
            case ["UID", "STORE", uid, "+FLAGS.SILENT", "(\\Seen)"]:
                self.seen.add(int(uid))
            case ["CAPABILITY"]:
                return b"* CAPABILITY IMAP4rev1\r\n"
        return b""


def test_imap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv(PASSWORD, "secret")
    mails = {3: bounce(NAME), 5: ANSWER, 9: bounce(FORGED), 11: complaint(NAME)}
    with ImapServer(server_context(certificate), mails).running() as server:
        inbox = InboxConfig(host=f"127.0.0.1:{server.port}", user="reports")
        assert read_all(inbox, tmp_path) == 3
        assert server.seen == {3, 11}
        assert read_all(inbox, tmp_path) == 1
        monkeypatch.setenv(PASSWORD, "wrong")
        with pytest.raises(InputError, match=r"cannot be read: .*wrong.*\n.*DIGEST_IMAP_PASSWORD"):
            read_all(inbox, tmp_path)
    with pytest.raises(InputError, match="cannot be read: Connection refused"):
        read_all(inbox, tmp_path)


def test_report_of_any_size_is_read_in_part(tmp_path: Path) -> None:
    large = bounce(NAME).replace(b"Text of the mail.", b"x" * 76 + b"\r\n" * 1_000_000)
    report = read_report(io.BytesIO(large).read(), LINKS)
    assert report
    assert report.sent.number == 7
