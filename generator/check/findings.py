"""What checks find on pages, gathered so that one fault is told once, where it can be mended."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from generator.base.text import plural
from generator.errors import Location, Problem, Severity


class Finding(Struct, frozen=True):
    """One fault on one file of the output folder."""

    path: str
    """The file, below the output folder."""
    line: int
    fault: str
    fix: str
    severity: Severity = Severity.ERROR
    quote: str = ""
    """What the content file would hold if the fault came from there, for example an address."""


def gather(findings: Iterable[Finding], content: Path, origins: Mapping[str, str]) -> list[Problem]:
    """Turn findings into problems: equal faults become one, at the content file that has it if there is one.

    `origins` maps a page's path to its content file below `content`. A link that a template or an abstract
    prints on a hundred pages is one problem.
    """
    groups: dict[tuple[str, str, Severity], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.fault, finding.fix, finding.severity), []).append(finding)
    return sorted(_problem(group, content, origins) for group in groups.values())


def _problem(group: list[Finding], content: Path, origins: Mapping[str, str]) -> Problem:
    group = sorted(group, key=lambda finding: (finding.path, finding.line))
    first = group[0]
    where = next(
        (place for finding in group if (place := _in_content(finding, content, origins))),
        Location(f"output/{first.path}", first.line),
    )
    others = len({finding.path for finding in group}) - 1
    seen = f" (also on {plural(others, 'other page')})" if others else ""
    return Problem(where, first.severity, first.fault + seen, first.fix)


def _in_content(finding: Finding, content: Path, origins: Mapping[str, str]) -> Location | None:
    """Return the line of the content file that holds what was found, None when it is not from there."""
    origin = origins.get(finding.path)
    if not origin or not finding.quote:
        return None
    try:
        text = (content / origin).read_text("utf-8", "replace")
    except OSError:
        return None
    lines = text.split("\n")
    found = next((number for number, line in enumerate(lines, 1) if finding.quote in line), 0)
    return Location(f"content/{origin}", found) if found else None
