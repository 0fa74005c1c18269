"""What `digest subscribers` does, a function for each of its verbs; each returns the exit status.

Addresses are printed where they were asked for, on stdout, and nowhere else.
"""

import contextlib
import datetime as dt
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.base.console import print_problems
from generator.config.project import Project
from generator.errors import Problem, UsageError
from generator.library.choices import choices_to_json
from generator.model.mail import Choices, Frequency
from generator.subscribers import csv_file, issues, keys, people, roster, suppress, tally, told
from generator.subscribers.address import canonical_address
from generator.subscribers.database import Database, open_at
from generator.subscribers.journal import open_journal
from generator.subscribers.moving import copy_all

MOST_PROBLEMS = 50
"""Faulty rows that are printed: a file of another kind has no good one."""

_ISSUE = re.compile(r"\d{4}-(W\d\d|\d\d-\d\d)")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def show_list(database: Database, *, inactive: bool) -> int:
    """Print one line a subscriber."""
    count = 0
    for count, listed in enumerate(roster.everybody(database, inactive=inactive), 1):  # noqa: B007
        person = listed.person
        state = "left" if not person.active else listed.suppressed and f"suppressed: {listed.suppressed}"
        line = (person.address, person.choices.frequency, state, choices_to_json(person.choices))
        print("  ".join(part for part in line if part))
    print(f"{count:,} subscribers", file=sys.stderr)
    return 0


def import_file(database: Database, file: str, consent: str) -> int:
    """Make subscribers of a CSV file's good rows; the bad ones are reported with their lines."""
    problems: list[Problem] = []
    rows = _with_suppressions(database, csv_file.read_csv(Path(file), problems))
    found = roster.bring_along(database, rows, consent.strip(), _now())
    print_problems(problems[:MOST_PROBLEMS])
    if len(problems) > MOST_PROBLEMS:
        print(f"… and {len(problems) - MOST_PROBLEMS:,} more rows like these", file=sys.stderr)
    print(
        f"{found.added:,} added ({found.suppressed:,} of them suppressed), {found.known:,} known, "
        f"{found.left:,} who have left, {len(problems):,} rows in error"
    )
    return 1 if problems else 0


def _with_suppressions(
    database: Database, entries: Iterable[csv_file.Entry]
) -> Iterator[tuple[str, Choices]]:
    """Give whom to bring along; what a row says of bounces and complaints is kept before, also of others."""
    for entry in entries:
        if entry.suppressed:
            with database.writing() as connection:
                suppress.suppress(connection, database.digest(entry.address), entry.suppressed, _now())
        if entry.choices is not None:
            yield entry.address, entry.choices


def export(database: Database, form: str) -> int:
    """Print all subscribers: CSV to bring along elsewhere, JSON with all that is kept."""
    if form == "csv":
        csv_file.write_csv(roster.everybody(database, inactive=True), sys.stdout)
        return 0
    between = "["
    for data in told.tell_all(database):
        print(between, json.dumps(data, ensure_ascii=False), sep="\n", end="")
        between = ","
    print("[]" if between == "[" else "\n]")
    return 0


def remove(database: Database, address: str) -> int:
    """Delete all that is kept of somebody."""
    if people.erase_address(database, _checked(address), _now()):
        print("removed, with all that was kept; a suppression stays as a digest")
        return 0
    print("nobody has subscribed with this address", file=sys.stderr)
    return 1


def show_stats(database: Database) -> int:
    """Print the state of the list in numbers."""
    stats = roster.count(database)
    total = sum(stats.active.values())
    print(f"{total:,} active: " + (_counts(stats.active) or "none"))
    print(f"{stats.left:,} have left")
    print(
        f"{sum(stats.suppressed.values()):,} addresses suppressed: " + (_counts(stats.suppressed) or "none")
    )
    print(f"{stats.waiting:,} confirming mails to be sent, {stats.unconfirmed:,} not answered yet")
    for kind, name, states in stats.issues:
        print(f"{name} ({kind}): {_counts(states) or 'nothing to send'}")
    return 0


def suppressed(database: Database, add: str | None, lift: str | None) -> int:
    """Suppress an address, lift that, or print the subscribers who are suppressed."""
    if add is not None:
        with database.writing() as connection:
            new = suppress.suppress(connection, database.digest(_checked(add)), "operator", _now())
        print("nothing is sent there any more" if new else "it was suppressed before")
        return 0
    if lift is not None:
        with database.writing() as connection:
            known = suppress.forgive(connection, database.digest(_checked(lift)))
        print("it may get mail again" if known else "it was not suppressed")
        return 0 if known else 1
    for listed in roster.everybody(database, inactive=True):
        if listed.suppressed:
            print(f"{listed.person.address}  {listed.suppressed}")
    counts = roster.count(database).suppressed
    print(f"{sum(counts.values()):,} addresses, also of nobody any more", file=sys.stderr)
    return 0


def held(database: Database, numbers: tuple[int, ...], *, again: bool, arrived: bool) -> int:
    """Print the deliveries about which a person has to decide, or decide them."""
    if numbers and not (again or arrived):
        raise UsageError("nothing is said of these deliveries", "add --again or --arrived")
    with database.reading() as connection:
        found = [one for one in tally.held_of(connection) if not numbers or one.delivery in numbers]
    if again or arrived:
        return _decide(database, found, arrived=arrived)
    for one in found:
        print(f"{one.delivery}  {one.name}  {one.since:%Y-%m-%d %H:%M} UTC  {one.address or '(deleted)'}")
    return 0


def _decide(database: Database, found: list[tally.Held], *, arrived: bool) -> int:
    """Settle these; say what is to be run, and what nobody can send any more."""
    with database.writing() as connection:
        numbers = tuple(one.delivery for one in found)
        count = tally.decide(connection, arrived, _now(), numbers) if numbers else 0
        left = {one.delivery for one in tally.held_of(connection)} & set(numbers)
    print(f"{count:,} {'called sent' if arrived else 'to be sent again'}")
    for kind, name in dict.fromkeys((one.kind, one.name) for one in found if one.delivery not in left):
        if not arrived:
            week = dt.datetime.strptime(f"{name}-1", "%G-W%V-%u").date() if kind == "weekly" else None
            print(f"run: digest send {f'--weekly --day {week}' if week else f'--day {name}'}")
    if left:
        print(f"{len(left):,} stay held: their issue has expired; --arrived ends that", file=sys.stderr)
    return 1 if left or not found else 0


def copy(project: Project, database: Database, address: str) -> int:
    """Copy the whole database into an empty one."""
    # nobody may be sending just now
    with open_at(project, address, "--to") as target, open_journal(database, _now()):
        counts = copy_all(database, target)
        place = target.place
    print(
        f"copied to {place}: {counts['subscribers']:,} subscribers, {counts['requests']:,} wishes, "
        f"{counts['suppressions']:,} suppressed addresses, {counts['issues']:,} issues, "
        f"{counts['deliveries']:,} deliveries"
    )
    return 0


def restored(database: Database, names: list[str]) -> int:
    """Call issues sent of which a backup that was put back knows nothing, or not the end."""
    kinds = {name: _kind(name) for name in names}
    # nobody may be sending just now
    with open_journal(database, _now()), database.writing() as connection:
        for name, kind in kinds.items():
            count = issues.call_sent(connection, kind, name, _now())
            print(f"{name} ({kind}): nothing more is sent; {count:,} mails were open")
    return 0


def _kind(name: str) -> Frequency:
    """Return whether an issue is of a day or a week; raises UsageError for what is no issue's name."""
    weekly = "W" in name
    with contextlib.suppress(ValueError):
        if _ISSUE.fullmatch(name) and dt.date.fromisoformat(f"{name}-1" if weekly else name):
            return "weekly" if weekly else "daily"
    raise UsageError(f"{name!r} is no issue", "write it like 2026-05-28, or 2026-W22 for a week")


def rotate_key(database: Database, *, revoke: bool) -> int:
    """Sign links with a new key from now on; `revoke` ends what older ones have signed."""
    now = _now()
    with database.writing() as connection:
        keys.ensure_key(connection, "links", now)
        key = keys.rotate(connection, now, revoke=revoke)
        kept = len(keys.keys_of(connection, "links", now)) - 1
    if revoke:
        database.scrub()
    left = "no link of before works any more" if revoke else f"{kept} older ones go on working"
    print(f"links are signed with key {key.id} from now on; {left}")
    return 0


def _checked(address: str) -> str:
    found = canonical_address(address)
    if not found:
        raise UsageError("this is no mail address", 'write it like "name@lab.example"')
    return found


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in counts.items())
