"""What `digest send` does: the whole run, one mail to look at, or a rehearsal."""

import datetime as dt
import sys
from pathlib import Path

from msgspec import Struct

from generator.base.console import Progress, printable
from generator.base.extras import need_extra
from generator.base.lock import BusyError
from generator.base.text import plural
from generator.config.project import Project
from generator.config.schema import Config
from generator.errors import InputError
from generator.mail.compose import Composer
from generator.mail.edition import Edition, decode_edition
from generator.model.mail import Choices, Recipient, State
from generator.sending.clock import Clock, stopped_by_signals
from generator.sending.issue import keep_edition, links_of
from generator.sending.pace import Pace
from generator.sending.report import Report, Tally, watcher
from generator.sending.run import GivenUpError, Run, Terms
from generator.sending.single import send_single
from generator.sending.transports import make_transport
from generator.subscribers.database import Database
from generator.subscribers.journal import Journal, open_journal
from generator.subscribers.people import find_address
from generator.subscribers.roster import everybody
from generator.subscribers.tally import waiting_of

INTERRUPTED = 130
"""Exit code."""


class Office(Struct, frozen=True):
    """What every way of sending needs."""

    project: Project
    config: Config
    database: Database
    clock: Clock

    def composer(self, edition: Edition) -> Composer:
        """Return what composes an edition for its subscribers."""
        service, now = self.config.mail.service, self.clock.now()
        return Composer(edition, links_of(self.database, service, now, edition.key))


def hand_over(office: Office, edition: Edition) -> int:
    """Let listmonk send an issue; print what was done."""
    need_extra("mail", 'transport = "listmonk"', "httpx")
    from generator.sending import listmonk

    handed = listmonk.hand_over(office.config.mail, office.database, edition, office.clock.now())
    print(
        f"{edition.name} ({edition.frequency}): campaign {handed.campaign} of listmonk is {handed.status}; "
        f"{handed.readers:,} on its list: {handed.added:,} added, {handed.removed:,} removed, "
        f"{handed.left:,} have left there"
    )
    return 0


def send_all(office: Office, edition: Edition, terms: Terms, json: str | None) -> int:
    """Send an issue to its subscribers; print the report. Returns the exit code."""
    office.project.state.mkdir(exist_ok=True)
    try:
        with open_journal(office.database, office.clock.now()) as journal:
            report = _send_all(office, journal, edition, terms)
    except BusyError:  # a timer that comes again while a long run is at work: nothing is wrong
        print(f"{edition.name} ({edition.frequency}): another digest send is at work here")
        return 0
    print(report)
    if json:
        report.write(Path(json))
    if report.deliveries.get(State.HELD):
        held = plural(report.deliveries[State.HELD], "mail")
        print(f"{held} may or may not have arrived\n    fix: digest subscribers held", file=sys.stderr)
    if office.clock.stopped:
        return INTERRUPTED
    return 1 if report.why or report.deliveries.get(State.HELD) else 0


def _send_all(office: Office, journal: Journal, edition: Edition, terms: Terms) -> Report:
    clock, config = office.clock, office.config
    begun = clock.seconds()
    frozen = keep_edition(journal, edition, config, clock.now())
    kept = decode_edition(frozen.data)
    journal.enrol(frozen.id, clock.now())
    waiting = sum(
        count
        for state, count in journal.counts(frozen.id).items()
        if state not in (State.SENT, State.SKIPPED, State.FAILED, State.HELD)
    )
    transport = make_transport(office.project, config, f"{kept.frequency}-{kept.name}")
    why = ""
    with Progress() as progress, stopped_by_signals(clock):
        run = Run(
            *(journal, frozen.id, frozen.expires, office.composer(kept), transport),
            *(Pace(config.mail.rate, clock), clock, terms, watcher(progress, waiting)),
        )
        try:
            run.go()
        except GivenUpError as error:
            why, stopped = error.fault, f"error: {error.fault}\n    fix: {error.fix}"
        except InputError as error:  # the database is away
            why, stopped = error.problem.fault, str(error)
    if why:
        print(printable(stopped), file=sys.stderr)
    elif clock.stopped:
        why = "interrupted"
    counts, retry = _left(journal, frozen.id)
    return Report(kept.frequency, kept.name, counts, run.tally, clock.seconds() - begun, why, retry)


def _left(journal: Journal, issue: int) -> tuple[dict[State, int], dt.datetime | None]:
    """Return an issue's deliveries by state, and when one is due; nothing while the database is away."""
    try:
        return journal.counts(issue), journal.next_retry(issue)
    except InputError:  # which ended the run, and was told
        return {}, None


def send_one(office: Office, edition: Edition, address: str) -> int:
    """Send the mail that this address would get (all papers if it is no subscriber's); print how it went."""
    person = find_address(office.database, address)
    recipient = Recipient(person.id, address, person.choices) if person else Recipient(0, address, Choices())
    message = office.composer(edition).compose(recipient)
    if message is None:
        print(f"{edition.name}: nothing in it matches what this subscriber chose, so there is no mail")
        return 0
    transport = make_transport(office.project, office.config, "test")
    outcome = send_single(transport, message)
    transport.close()
    print(printable(f"{edition.name}, {plural(message.papers, 'paper')}: {outcome.state}: {outcome.reply}"))
    return 0 if outcome.state is State.SENT else 1


def rehearse(office: Office, edition: Edition) -> int:
    """Compose the mails of all who would get this issue now, and say how many and how large they are."""
    composer, tally, sizes = office.composer(edition), Tally(), [0]
    with office.database.reading() as connection:
        enrolled = waiting_of(connection, edition.frequency, edition.name)
    with Progress() as progress:
        for listed in everybody(office.database):
            person = listed.person
            chosen = person.choices.frequency == edition.frequency
            if listed.suppressed or not (chosen if enrolled is None else person.id in enrolled):
                continue
            try:
                message = composer.compose(Recipient(person.id, person.address, person.choices))
            except ValueError:  # an address that no header can hold
                tally.states[State.FAILED] += 1
                continue
            if message is None:
                tally.empty += 1
            else:
                tally.states[State.SENT] += 1
                sizes.append(len(message.data))
            progress.show("composing", tally.done, 0)
    mails, lost = plural(tally.states[State.SENT], "mail"), tally.states[State.FAILED]
    print(
        f"{edition.name}: {mails} to send, {tally.empty:,} subscribers without papers"
        f"{f', {lost:,} without a valid address' if lost else ''}; "
        f"{sum(sizes):,} bytes in all, the largest mail has {max(sizes):,}"
    )
    return 0
