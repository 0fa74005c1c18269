"""Carry what seeds.toml calls incomplete into content/gaps.toml, where people word it for readers.

Entries are only added, never changed or removed: the file is theirs. One that seeds.toml does not ask for any
more is told of.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from generator.base.files import write_atomic
from generator.base.toml_file import find_line, read_toml_text
from generator.content.gaps import GAPS_FILE, load_gaps
from generator.errors import Location, Problem, Severity
from generator.ingest.seeds import quoted
from generator.model.library import Gap

_HEAD = """\
# What the listings of a day lacked, as readers of its digest are told. Yours to edit; note = "" tells nobody.
"""


def compare_gaps(
    content_dir: Path, captures: Mapping[str, date], incomplete: Mapping[str, str]
) -> tuple[tuple[Gap, ...], list[Problem]]:
    """Return the gaps that content/gaps.toml lacks, and a note for each entry whose listing is complete now.

    Raises InputError when that file cannot be read.
    """
    known = load_gaps(content_dir)
    names = {gap.listing for gap in known}
    new = (Gap(name, captures[name], note) for name, note in sorted(incomplete.items()) if name not in names)
    mended = (gap for gap in known if gap.note and gap.listing in captures and gap.listing not in incomplete)
    return tuple(new), [_mended(content_dir, gap) for gap in mended]


def _mended(content_dir: Path, gap: Gap) -> Problem:
    shown = f"{content_dir.name}/{GAPS_FILE}"
    line = find_line(read_toml_text(content_dir / GAPS_FILE, shown), gap.listing)
    fault = "seeds.toml does not call this listing incomplete any more, but readers are still told so"
    return Problem(Location(shown, line), Severity.NOTE, fault, "remove this entry")


def write_gaps(content_dir: Path, gaps: Iterable[Gap]) -> None:
    """Append entries to content/gaps.toml; what stands there already stays as it is."""
    gaps = tuple(gaps)
    if not gaps:
        return
    path = content_dir / GAPS_FILE
    text = read_toml_text(path, str(path)) or _HEAD
    for gap in gaps:
        entry = f"[{quoted(gap.listing)}]\nday = {gap.day.isoformat()}\nnote = {quoted(gap.note)}\n"
        text = f"{text.rstrip()}\n\n{entry}"
    write_atomic(path, text.encode("utf-8"), durable=True)
