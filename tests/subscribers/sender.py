"""A sender in a process of its own: python -m tests.subscribers.sender ADDRESS ISSUE SINK POLICY [STAGE NTH].

It "sends" by writing the subscriber's number to SINK, and kills itself at the NTH mail: after it was
"claimed", "begun" (the dot not sent), or "sent" (the dot sent, not settled).
"""

import os
import signal
import sys
from pathlib import Path

from generator.model.mail import Claim, Outcome, State
from generator.subscribers.database import Database
from generator.subscribers.journal import open_journal
from tests.subscribers.people import NOW, opened

SENT = Outcome(State.SENT, "250 ok")


def run(database: Database, issue: int, sink: Path, policy: str, stage: str = "", nth: int = 0) -> None:
    done = 0

    def perhaps_die(here: str) -> None:
        if (here, done) == (stage, nth):
            os.kill(os.getpid(), signal.SIGKILL)

    with open_journal(database, NOW) as journal:
        journal.recover(issue, policy, NOW)
        before: tuple[Claim, Outcome] | None = None
        while claims := journal.claim(issue, 3, NOW):
            for claim in claims:
                done += 1
                perhaps_die("claimed")
                assert journal.begin(claim, NOW, before)
                perhaps_die("begun")
                with sink.open("a") as file:
                    file.write(f"{claim.recipient.id}\n")
                perhaps_die("sent")
                before = (claim, SENT)
        if before:
            journal.settle(*before, NOW)


if __name__ == "__main__":
    address, issue, sink, policy, *rest = sys.argv[1:]
    with opened(Path(sink).parent, address) as database:
        run(database, int(issue), Path(sink), policy, *rest[:1], *map(int, rest[1:]))
