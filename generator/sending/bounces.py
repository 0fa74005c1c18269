"""Take reports seriously: who bounced for good or complained gets no more mail, soft bounces are counted."""

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from generator.mail.links import CONFIRMING, Links
from generator.sending.inbox import Seen
from generator.sending.returned import Returned, read_report
from generator.subscribers import requests
from generator.subscribers.database import Database
from generator.subscribers.suppress import bounced, complained


class Sorted(Struct):
    """What was found in a mailbox."""

    bounces: int = 0
    complaints: int = 0
    suppressed: int = 0
    """Addresses that get no more mail from now on."""
    others: int = 0
    """Messages that are no reports on mail of ours."""


def sort_reports(
    messages: Iterable[tuple[bytes, Seen]], database: Database, links: Links, now: dt.datetime
) -> Sorted:
    """Go through messages; each report is committed before it is marked as read."""
    found = Sorted()
    for data, seen in messages:
        report = read_report(data, links)
        if report is None:
            found.others += 1
            continue
        found.complaints += report.complaint
        found.bounces += not report.complaint
        found.suppressed += _apply(report, database, now)
        seen()
    return found


def _apply(report: Returned, database: Database, now: dt.datetime) -> bool:
    """Count or suppress; return whether the address is suppressed by this report."""
    with database.writing() as connection:
        if report.sent.issue == CONFIRMING:  # perhaps nobody is subscribed there
            return requests.returned(connection, report.sent.number, report.complaint, report.bounce, now)
        if report.complaint:
            return complained(connection, report.sent.number, now)
        return bounced(connection, report.sent.number, report.bounce, now)
