"""The pipeline from seeds/ to content/: read, merge, draft, compare with the files, write.

Order of writing: seeds.toml, gaps.toml, then the content files, each in one step, then content/ingest.lock.
Killed at any moment, the next run ends where an undisturbed one would: a file that was written but is not in
the lock yet holds what the seeds tell, so it counts as untouched again. Each write waits for the disk, or a
power cut could leave a lock that tells of files that never got there: they would count as removed by hand.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.base.files import remove_temporary, write_atomic
from generator.base.text import plural
from generator.errors import Problem, Severity
from generator.ingest.desk import Change, Desk
from generator.ingest.draft import draft_paper
from generator.ingest.gaps import compare_gaps, write_gaps
from generator.ingest.lock import read_lock, write_lock
from generator.ingest.seeds import gather_seeds, write_captures
from generator.readers.registry import read_seeds
from generator.records.merge import merge_records

Advance = Callable[[str], None]
"""Called with a short line at each step that takes time."""


class IngestReport(Struct, frozen=True):
    """What an ingest did, or would do."""

    seeds: int
    records: int
    papers: int
    """Papers that the seeds tell of; new + updated + unchanged + removed + skipped."""

    changes: tuple[Change, ...]
    unchanged: int
    kept_edits: int
    """Fields in which a person's value stays although the seeds tell another."""

    removed: int
    """Papers whose file a person has removed; they stay away."""

    skipped: int
    """Papers whose file cannot be read."""

    problems: tuple[Problem, ...]
    """Sorted."""

    @property
    def new(self) -> int:
        """Papers that got a file."""
        return sum(not change.fields for change in self.changes)

    @property
    def updated(self) -> int:
        """Papers whose file was completed or changed."""
        return len(self.changes) - self.new


def ingest(
    content_dir: Path, seeds_dir: Path, today: date, dry_run: bool = False, advance: Advance = lambda _: None
) -> IngestReport:
    """Bring content/papers up to date with the seeds; with `dry_run` only tell what would change.

    `today` matters only for seeds without an entry in seeds.toml. Raises InputError when nothing can be done
    at all: no seeds folder, an unreadable seeds.toml or ingest.lock. Only one may run at a time in a project
    (base.lock): it removes what a killed one left.
    """
    gathered = gather_seeds(seeds_dir, today)
    lock = read_lock(content_dir)
    gaps, mended = compare_gaps(content_dir, gathered.captures, gathered.incomplete)
    advance(f"reading {plural(len(gathered.seeds), 'seed')}")
    reading = read_seeds(gathered.seeds)
    merged, conflicts = merge_records(reading.records, today, str(seeds_dir))
    advance(f"comparing {plural(len(merged), 'paper')} with {content_dir.name}/papers")
    desk = Desk(content_dir, lock, {name for paper in merged for name in paper.ids}, tell_all=dry_run)
    for paper in merged:
        desk.take(draft_paper(paper, str(seeds_dir)))
    if not any(problem.severity is Severity.ERROR for problem in (*gathered.problems, *reading.problems)):
        desk.report_unlisted()
    if not dry_run:
        for folder in (seeds_dir, content_dir):
            remove_temporary(folder)
        advance(f"writing {plural(len(desk.changes), 'file')}")
        write_captures(seeds_dir, gathered.new_captures)
        write_gaps(content_dir, gaps)
        _write(desk, content_dir)
    problems = [*gathered.problems, *reading.problems, *conflicts, *desk.problems, *mended]
    return IngestReport(
        seeds=len(gathered.seeds),
        records=len(reading.records),
        papers=len(merged),
        changes=tuple(desk.changes),
        unchanged=desk.unchanged,
        kept_edits=desk.kept_edits,
        removed=desk.removed,
        skipped=desk.skipped,
        problems=tuple(sorted(problems)),
    )


def _write(desk: Desk, content_dir: Path) -> None:
    for change in desk.changes:
        write_atomic(content_dir / change.path, change.data, durable=True)
    write_lock(content_dir, desk.lock)
