"""Signatures that receivers can verify, and that are the same when a mail is sent again."""

import base64
import subprocess
from collections.abc import Callable
from pathlib import Path

import dkim
import pytest

from generator.config.schema import DkimConfig
from generator.errors import InputError
from generator.model.mail import Message
from generator.sending.replies import Verdict
from generator.sending.signing import SigningTransport, load_signer

MAIL = (
    b"From: Paper Digest <digest@papers.test>\r\nTo: <ada@lab.test>\r\n"
    b"Subject: =?utf-8?q?Gr=C3=B6=C3=9Fen?=\r\n"
    b"Date: Thu, 28 May 2026 06:00:00 +0000\r\nMessage-ID: <1@papers.test>\r\n"
    b"List-Unsubscribe: <https://papers.test/mail/leave/1.abc>\r\n"
    b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\n.Hello  \r\n\r\n\r\n"
)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dkim") / "key.pem"
    subprocess.run(["openssl", "genrsa", "-out", str(path), "2048"], capture_output=True, check=True)
    return path


def record_of(key: Path) -> bytes:
    command = ["openssl", "rsa", "-in", str(key), "-pubout", "-outform", "DER"]
    public = subprocess.run(command, capture_output=True, check=True).stdout
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


def verified(data: bytes, key: Path) -> bool:
    def look_up(name: bytes, timeout: int = 5) -> bytes:
        assert name == b"d1._domainkey.papers.test."
        return record_of(key)

    return bool(dkim.verify(data, dnsfunc=look_up))


def test_signature(key: Path) -> None:
    signed = load_signer(DkimConfig("d1", str(key)), "papers.test", Path()).sign(MAIL)
    assert signed.startswith(b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=papers.test;")
    assert signed.endswith(MAIL)
    assert b"t=1779948000;" in signed
    assert max(map(len, signed.split(b"\r\n"))) <= 78
    assert verified(signed, key)
    for what, other in (
        (b"Hello", b"Hullo"),
        (b"One-Click", b"Two-Clicks"),
        (b"From: Paper", b"From: Taper"),
    ):
        assert not verified(signed.replace(what, other), key)
    assert not verified(signed.replace(b"To:", b"From: <eve@lab.test>\r\nTo:", 1), key)


def test_signed_again_it_is_the_same(key: Path) -> None:
    taken: list[bytes] = []

    class Keeper:
        def send(self, message: Message, begin: Callable[[], bool]) -> Verdict:
            taken.append(message.data)
            return Verdict("sent" if begin() else "left")

        def close(self) -> None:
            taken.append(b"closed")

    for _ in range(2):
        signer = load_signer(DkimConfig("d1", key.name), "papers.test", key.parent)
        transport = SigningTransport(signer, Keeper())
        assert transport.send(Message("b@papers.test", "ada@lab.test", MAIL, 1), lambda: True).kind == "sent"
        transport.close()
    assert taken[0] == taken[2]
    assert taken[1] == b"closed"


def test_what_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "bad.pem").write_text("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    for name, fault in (("bad.pem", "no private key"), ("none.pem", "cannot be read: No such file")):
        with pytest.raises(InputError, match=fault):
            load_signer(DkimConfig("d1", name), "papers.test", tmp_path)
