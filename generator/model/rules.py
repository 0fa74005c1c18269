"""Rules that a reader makes: which papers to point out, in the browser and in the mail."""

from msgspec import Struct


class Rule(Struct, frozen=True):
    """What a paper must be like: all fields that say something must hold, of a field's patterns any one."""

    name: str
    topics: tuple[str, ...] = ()
    """arXiv categories: "cs.CV", "eess.*"."""

    words: tuple[str, ...] = ()
    """Words or phrases in the title or a key phrase: "retina*", "fundus image"."""

    none: tuple[str, ...] = ()
    """Words or phrases of which none may stand there."""

    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    code: bool = False
    """True asks for published code."""

    score: float | None = None
    """Least score; None does not ask, and a paper without a score is never caught by one that does."""


class Subject(Struct, frozen=True):
    """What a rule may know of a paper."""

    title: str
    """Plain text, without TeX."""

    keywords: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    """Those whom lists name (LISTED_AUTHORS), so that browser and mail agree."""

    organisations: tuple[str, ...] = ()
    code: bool = False
    score: float | None = None
