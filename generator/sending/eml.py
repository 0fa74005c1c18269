"""Mails as files, for whoever carries them on or wants to look at them: one .eml each.

A file's name follows from its bytes, so a mail that is sent again after a crash replaces itself. It begins
with what SMTP would say beside the mail: Return-Path (where bounces go) and Delivered-To (the one recipient).
"""

import os
from collections.abc import Callable
from pathlib import Path

from generator.base.files import sync_folder
from generator.base.hashing import digest
from generator.model.mail import Message
from generator.sending.replies import Verdict


class EmlTransport:
    """Writes each mail into a folder; once it is there, it outlives a power cut."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder

    def send(self, message: Message, begin: Callable[[], bool]) -> Verdict:
        """Write one mail (see Transport). Raises OSError when the disk refuses."""
        head = f"Return-Path: <{message.sender}>\r\nDelivered-To: {message.to}\r\n".encode()
        data = head + message.data
        target = self._folder / f"{digest(data)}.eml"
        temporary = target.with_suffix(f".{os.getpid()}.tmp")
        try:
            with os.fdopen(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if not begin():
                return Verdict("left")
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        sync_folder(self._folder)
        return Verdict("sent", f"written as {target.name}")

    def close(self) -> None:
        """Nothing is open between two mails."""
