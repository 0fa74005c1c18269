"""What the doctor finds, in a name server and a relay of the test's own."""

import base64
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.cli import main
from generator.config.schema import DkimConfig, InboxConfig, MailConfig, SmtpConfig
from generator.sending.doctor import examine
from generator.sending.names import Dns
from tests.sending.certificates import make_certificate, server_context
from tests.sending.crash import site_of
from tests.sending.nameserver import NameServer
from tests.sending.relay import Relay

Records = dict[tuple[str, str], list[str]]
GOOD: Records = {
    ("papers.test", "MX"): ["10 mx.papers.test."],
    ("papers.test", "TXT"): ['"v=spf1 include:relay.test -all"', '"something else"'],
    ("relay.test", "TXT"): ['"v=spf1 ip4:192.0.2.0/24 -all"'],
    ("_dmarc.papers.test", "TXT"): ['"v=DMARC1; p=quarantine"'],
}
MAIL = MailConfig(
    sender="Paper Digest <digest@papers.test>",
    postal_address="1 Street",
    service="https://papers.test/mail/",
    transport="eml",
    inbox=InboxConfig(maildir="box"),
)


def told(records: Records, mail: MailConfig = MAIL, root: Path = Path()) -> dict[str, str]:
    """What was found, by its first word, with the level before it."""
    with NameServer(records) as server:
        found = list(examine(mail, root, Dns("127.0.0.1", server.port)))
    return {finding.what.partition(":")[0]: f"{finding.level.name} {finding.what}" for finding in found}


def levels(found: dict[str, str]) -> dict[str, str]:
    return {name: text.partition(" ")[0] for name, text in found.items()}


def test_everything_well() -> None:
    assert levels(told(GOOD)) == {
        **{"postal address": "GOOD", "service": "GOOD", "bounces": "GOOD", "relay": "NOTE"},
        **{"answers": "GOOD", "SPF": "GOOD", "DKIM": "NOTE", "DMARC": "GOOD", "alignment": "GOOD"},
    }


def many(count: int) -> Records:
    chain: Records = {(f"s{n}.test", "TXT"): [f'"v=spf1 include:s{n + 1}.test -all"'] for n in range(count)}
    return {("papers.test", "TXT"): ['"v=spf1 include:s0.test -all"'], **chain}


CASES: list[tuple[Records, str, str]] = [
    # records beside the good ones, which finding, what it says
    ({("papers.test", "TXT"): ['"x"']}, "SPF", "ERROR SPF: papers.test has no record"),
    (
        {("papers.test", "TXT"): ['"v=spf1 -all"', '"v=spf1 mx -all"']},
        *("SPF", "ERROR SPF: papers.test has 2 records, so none counts"),
    ),
    (
        {("papers.test", "TXT"): ['"v=spf1 mx +all"']},
        *("SPF", "ERROR SPF: papers.test lets everybody send: v=spf1 mx +all"),
    ),
    (
        {("papers.test", "TXT"): ['"v=spf1 in" "clude:relay.test ~all"']},
        *("SPF", "GOOD SPF: v=spf1 include:relay.test ~all"),
    ),
    (many(8), "SPF", "GOOD SPF: v=spf1 include:s0.test -all"),
    (many(10), "SPF", "ERROR SPF: papers.test costs 11 look-ups, more than 10"),
    (
        {("relay.test", "TXT"): ['"v=spf1 include:papers.test -all"']},
        *("SPF", "GOOD SPF: v=spf1 include:relay.test -all"),
    ),
    (
        {("_dmarc.papers.test", "TXT"): ['"x"']},
        *("DMARC", "ERROR DMARC: papers.test has no policy; large providers refuse lists without one"),
    ),
    (
        {("_dmarc.papers.test", "TXT"): ['"v=DMARC1; p=maybe"']},
        *("DMARC", "ERROR DMARC: _dmarc.papers.test names no policy: v=DMARC1; p=maybe"),
    ),
    (
        {("papers.test", "MX"): ["0 ."]},
        *("answers", "ERROR answers: mail to papers.test arrives nowhere"),
    ),
    (
        {("papers.test", "MX"): [], ("papers.test", "A"): ["192.0.2.1"]},
        *("answers", "GOOD answers: mail to papers.test arrives somewhere"),
    ),
    (
        {("_dmarc.papers.test", "TXT"): ["refused"]},
        *("no answer about TXT of _dmarc.papers.test", "WARNING no answer about TXT of _dmarc.papers.test"),
    ),
]


@pytest.mark.parametrize(("records", "name", "expected"), CASES)
def test_records(records: Records, name: str, expected: str) -> None:
    assert told({**GOOD, **records})[name].startswith(expected)


def with_(**changes: object) -> MailConfig:
    return replace(MAIL, **changes)


def test_settings() -> None:
    mail = with_(postal_address="", service="http://papers.test/", inbox=InboxConfig("bounces@other.test"))
    found = told({**GOOD, ("other.test", "A"): ["192.0.2.1"]}, mail)
    assert found["postal address"].startswith("WARNING")
    assert found["service"] == "ERROR service: http://papers.test/ is not https"
    assert found["alignment"].startswith("WARNING alignment: other.test sends for papers.test")
    assert found["SPF"] == "ERROR SPF: other.test has no record"
    below = told(GOOD, with_(inbox=InboxConfig("b@mail.papers.test")))
    assert below["alignment"] == "GOOD alignment: mail.papers.test sends for papers.test"


def test_policy_of_the_domain_above() -> None:
    found = told(GOOD, with_(sender="digest@deep.mail.papers.test"))
    assert found["DMARC"] == "GOOD DMARC: v=DMARC1; p=quarantine"


def openssl(*arguments: str) -> bytes:
    return subprocess.run(["openssl", *arguments], capture_output=True, check=True).stdout


def test_key_of_dkim(tmp_path: Path) -> None:
    for name in ("one", "two"):
        openssl("genrsa", "-out", str(tmp_path / f"{name}.pem"), "2048")
    public = openssl("rsa", "-in", str(tmp_path / "one.pem"), "-pubout", "-outform", "DER")
    value = base64.b64encode(public).decode()
    record = f'"v=DKIM1; k=rsa; p={value[:200]}" "{value[200:]}"'
    place = ("d1._domainkey.papers.test", "TXT")
    for key, records, expected in (
        ("one.pem", [record], "GOOD DKIM: d1._domainkey.papers.test holds the key that signs"),
        ("two.pem", [record], "ERROR DKIM: the key at d1._domainkey.papers.test belongs to another"),
        ("one.pem", ['"v=DKIM1; p="'], "ERROR DKIM: the key at d1._domainkey.papers.test is revoked"),
        (
            "one.pem",
            ['"v=DKIM1; p=%%"'],
            "ERROR DKIM: the key at d1._domainkey.papers.test belongs to another",
        ),
        ("one.pem", [], "ERROR DKIM: there is no key at d1._domainkey.papers.test"),
        ("none.pem", [record], "ERROR DKIM: none.pem: cannot be read"),
    ):
        found = told({**GOOD, place: records}, with_(dkim=DkimConfig("d1", key)), tmp_path)
        assert found["DKIM"].startswith(expected)


def test_relay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("DIGEST_SMTP_PASSWORD", "secret")
    with Relay(tls=server_context(certificate), login=("ada", "secret")) as server:
        mail = with_(transport="smtp", smtp=SmtpConfig("127.0.0.1", server.port, "starttls", "ada"))
        assert told(GOOD, mail)["relay"] == (
            f"GOOD relay: 127.0.0.1:{server.port} answers, TLSv1.3, takes the login of ada"
        )
        # which sends issues only
        assert told(GOOD, replace(mail, transport="listmonk"))["relay"].startswith("GOOD relay: 127.0.0.1:")
        monkeypatch.setenv("DIGEST_SMTP_PASSWORD", "wrong")
        assert "refuses our login: 535 5.7.8 wrong" in told(GOOD, mail)["relay"]
        assert server.taken == []
    assert told(GOOD, mail)["relay"].endswith("is away: connect: Connection refused")


def test_names_of_the_relay() -> None:
    smtp = SmtpConfig("relay.test", 1, "none")
    names = {
        ("relay.test", "A"): ["192.0.2.1", "192.0.2.2"],
        ("1.2.0.192.in-addr.arpa", "PTR"): ["relay.test."],
        ("2.2.0.192.in-addr.arpa", "PTR"): ["elsewhere.test."],
    }
    with NameServer({**GOOD, **names}) as server:
        found = [
            str(each)
            for each in examine(with_(transport="smtp", smtp=smtp), Path(), Dns("127.0.0.1", server.port))
        ]
    assert "ok       reverse name: 192.0.2.1 is relay.test, and back" in found
    assert any(each.startswith("warning  reverse name: 192.0.2.2 has no name") for each in found)
    assert any("mail travels to relay.test for everybody to read" in each for each in found)


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    with NameServer(GOOD) as server, Relay() as relay:
        (tmp_path / "content/site.toml").write_text(site_of(relay.port))
        arguments = ["mail", "doctor", "--project", str(tmp_path), "--nameserver"]
        assert main([*arguments, f"127.0.0.1:{server.port}"]) == 0
        out = capsys.readouterr().out
        assert f"ok       relay: 127.0.0.1:{relay.port} answers, without TLS\n" in out
        assert "warning  postal address: there is none\n         fix: set postal_address" in out
        server.records = {}
        assert main([*arguments, f"127.0.0.1:{server.port}"]) == 1
    assert main([*arguments, "127.0.0.1:x"]) == 2
