"""One mail outside of any issue: a confirming mail, a test to oneself. No journal knows of it."""

from collections.abc import Callable

from generator.model.mail import Message, Outcome, State
from generator.sending.connection import AwayError, RefusedError
from generator.sending.transport import Transport


def send_single(transport: Transport, message: Message, begin: Callable[[], bool] = lambda: True) -> Outcome:
    """Send one mail, and say how it went; the connection stays open for the next one.

    `begin` commits, at the last moment, that the mail is on its way (see Transport); SKIPPED when it said no.

    SENT, DEFERRED (not sent, try again later; the relay may be away or refuse us), FAILED (refused for good),
    HELD (handed over, but the relay never said whether it took it: to send it again may send it twice).
    """
    try:
        verdict = transport.send(message, begin)
    except AwayError as error:
        return Outcome(State.DEFERRED, str(error))
    except RefusedError as error:
        return Outcome(State.DEFERRED, f"{error.fault}; {error.fix}")
    match verdict.kind:
        case "sent":
            return Outcome(State.SENT, verdict.reply)
        case "refused":
            return Outcome(State.FAILED, verdict.reply, bounce=verdict.bounce)
        case "unknown":
            return Outcome(State.HELD, verdict.reply)
        case "left":
            return Outcome(State.SKIPPED)
    return Outcome(State.DEFERRED, verdict.reply)
