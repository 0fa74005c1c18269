"""The arXiv taxonomy: every category's full code, name and group.

Source: https://arxiv.org/category_taxonomy (155 categories) and the archives that were closed or split;
the table itself is topics.tsv beside this module.

Short codes. Listings print only the last part of a category ("CV", "MED-PH"). Several archives use the
same part (math.AP, stat.AP), so one rule decides: the first hit in this order of archives, which goes
from what machine-learning listings mean most often to what they hardly ever mean:

    cs, stat, eess, q-bio, math, q-fin, econ, astro-ph, physics, cond-mat, nlin, archives without parts
    (hep-th, quant-ph …), closed archives (cmp-lg …)

So CV is cs.CV (not math.CV), AP is stat.AP, GN is q-bio.GN, SY is cs.SY, OC is math.OC, EP is astro-ph.EP.
"""

from functools import cache
from importlib.resources import files

from msgspec import Struct

ARCHIVED = "Archived"


class Topic(Struct, frozen=True):
    """One arXiv category."""

    code: str
    """In arXiv's own case: "cs.CV", "physics.med-ph", "hep-th"."""

    name: str
    """"Computer Vision and Pattern Recognition"."""

    group: str
    """"Computer Science", "Physics" …; "Archived" for archives that take no new papers."""


@cache
def topics() -> dict[str, Topic]:
    """Return all categories by full code, in the order in which short codes are looked up."""
    table = files("generator.base").joinpath("topics.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {code: Topic(code, name, group) for code, name, group in rows}


@cache
def codes_by_lower() -> dict[str, str]:
    """Return all full codes by their small letters."""
    return {code.lower(): code for code in topics()}


@cache
def _codes() -> dict[str, str]:
    """Return full codes by what a listing may print, in lower case: the full code or its last part."""
    codes = codes_by_lower()
    current = [topic.code for topic in topics().values() if topic.group != ARCHIVED]
    # setdefault: the table's order is the rule; a current category goes before a closed archive of its name.
    short: dict[str, str] = {}
    for code in current:
        short.setdefault(code.rpartition(".")[2].lower(), code)
    return codes | short


def full_code(printed: str) -> str | None:
    """Turn "CV", "MED-PH" or "cs.CV", in any case, into the full code; None when arXiv has none such."""
    return _codes().get(printed.strip().lower())


def topic_name(code: str) -> str:
    """Return the name of a full code; a code that arXiv does not know is its own name."""
    topic = topics().get(code)
    return topic.name if topic else code


def topic_group(code: str) -> str:
    """Return the group of a full code; "" for a code that arXiv does not know."""
    topic = topics().get(code)
    return topic.group if topic else ""
