"""What the run wants of whoever takes the mails."""

from collections.abc import Callable
from typing import Protocol

from generator.model.mail import Message
from generator.sending.replies import Verdict


class Transport(Protocol):
    """Takes mails one by one."""

    def send(self, message: Message, begin: Callable[[], bool]) -> Verdict:
        """Hand over one mail.

        `begin` is called once, at the last moment at which nothing of the mail counts yet; it commits that
        the mail is on its way, and says False when it must not go (then the verdict is "left"). When the mail
        is refused before, it is not called at all.
        Raises AwayError when nothing can be sent now, RefusedError when nothing will be until a person looks.
        """
        ...

    def close(self) -> None:
        """Take leave; the next mail starts anew."""
        ...
