"""BibTeX that bibtex, biber, Zotero and bibtexparser read back as it was.

Input:   Citations with their abstracts; anybody may have written their texts.
Output:  UTF-8; letters of any script stay, TeX's own signs are escaped the way Zotero escapes them, so that
         braces always balance. Preprints are @misc with eprint fields, as arXiv itself gives them.
Format:  BibTeX 0.99d (btxdoc, names: "von Last, Jr, First"); arXiv's "BibTeX and Eprint" page for the rest.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from generator.model.citation import Citation, Name
from generator.model.file_views import ExportView
from generator.outputs.exports.sources import exporter

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
TYPES = {"preprint": "misc", "article": "article", "conference": "inproceedings"}

_SIGNS = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_"}
    | {
        "\\": r"{\textbackslash}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "{": r"\{\vphantom{\}}",
        "}": r"\vphantom{\{}\}",
    }
)
_TEX = re.compile(r"[&%$#_\\~^{}]|--|''|``|[?!]`|,,|<<|>>")
"""What is to be escaped, or may be a ligature."""
_LIGATURE = re.compile(
    r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=[?!])(?=`)|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)"
)
KEPT = 4096
"""Names and words of titles that a process remembers: they come again and again."""
_RAW = re.compile(r"[\s{}\\]")
_PARTED = re.compile(r"(?<=\d)\s*[-–—]+\s*(?=[A-Za-z]*\d)")
_NOT_PLAIN_NAME = re.compile(r"[,\\{}&%$#_~^]|\band\b", re.IGNORECASE)


def join_bibtex(_: ExportView, entries: Sequence[str]) -> str:
    """Return the entries with an empty line between them; "" for none."""
    return "\n".join(entries)


def bibtex_entry(citation: Citation, address: str, abstract: str = "") -> str:
    """Return one entry with a newline at its end; what is not known is left out."""
    fields = [
        ("title", protect(citation.title)),
        ("author", " and ".join((*map(author, citation.names), *(() if citation.complete else ("others",))))),
        ("year", citation.date[:4]),
        ("month", _month(citation.date)),
        ("day", citation.date[8:10].removeprefix("0")),
        ("journal", escape(citation.journal)),
        ("booktitle", "" if citation.journal else escape(citation.conference)),
        ("volume", escape(citation.volume)),
        ("number", escape(citation.number)),
        ("pages", _PARTED.sub("--", escape(citation.pages))),
        ("publisher", escape(citation.publisher)),
        *_eprint(citation),
        ("doi", raw(citation.doi)),
        ("url", raw(address)),
        ("language", raw(citation.language)),
        ("copyright", raw(citation.license)),
        ("keywords", ", ".join(map(_keyword, citation.keywords))),
        ("abstract", escape(abstract)),
    ]
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields if value
    ]
    return f"@{TYPES.get(citation.type, 'misc')}{{{citation.key},\n{''.join(lines)}}}\n"


def _month(date: str) -> str:
    """Return BibTeX's own word for the month of "2026-05-28", which stands without braces."""
    number = date[5:7]
    return MONTHS[int(number) - 1] if number.isdecimal() and 1 <= int(number) <= 12 else ""


def _eprint(citation: Citation) -> list[tuple[str, str]]:
    if not citation.arxiv_id:
        return []
    primary = citation.topics[0] if citation.topics else ""
    return [("eprint", raw(citation.arxiv_id)), ("archiveprefix", "arXiv"), ("primaryclass", raw(primary))]


def escape(text: str) -> str:
    """Return plain text as TeX that prints it: no sign of TeX's own, no ligature that was not meant."""
    return _LIGATURE.sub("{}", text.translate(_SIGNS)) if _TEX.search(text) else text


def raw(text: str) -> str:
    """Return an address or identifier, which styles print verbatim; what breaks an entry is quoted."""
    return _RAW.sub(lambda sign: f"%{ord(sign.group()):02X}", text)


@lru_cache(maxsize=KEPT)
def author(name: Name) -> str:
    """Return a name as BibTeX divides it; braces hold together what it would divide elsewhere."""
    if name.literal:
        return f"{{{escape(name.literal)}}}"
    family = (
        _whole(name.family) if " " in name.family and _hides_particle(name.family) else _part(name.family)
    )
    family = f"{escape(name.particle)} {family}" if name.particle else family
    if not name.given:
        whole = " ".join(filter(None, (name.particle, name.family, name.suffix)))
        return family if not name.suffix and " " not in name.family else _whole(whole)
    return ", ".join(filter(None, (family, _part(name.suffix), _part(name.given))))


def _part(text: str) -> str:
    return _whole(text) if _NOT_PLAIN_NAME.search(text) else escape(text)


def _whole(text: str) -> str:
    return f"{{{escape(text)}}}"


def _hides_particle(family: str) -> bool:
    """Tell whether BibTeX would see a particle, as in "Ortega y Gasset": words without a capital are some."""
    return not all(word[0].isupper() for word in family.split())


def _keyword(keyword: str) -> str:
    return _whole(keyword) if "," in keyword else escape(keyword)


def protect(title: str) -> str:
    """Escape a title, with braces around the words whose capitals styles must not take away.

    These are words with a capital behind the first letter, single letters and, where a title is not written
    with Capitals Throughout, all words that have one: "{CNNs}", "{X-ray}", "a {Bayesian} view".
    """
    words = title.split(" ")
    throughout = _is_capitalised(words)
    if title == title.upper():
        return escape(title)
    return " ".join(
        _braced(word)
        if _needs_braces(word, first=i == 0 or words[i - 1].endswith(":"), throughout=throughout)
        else escape(word)
        for i, word in enumerate(words)
    )


def _braced(word: str) -> str:
    """Put braces around a word, but not around the punctuation at its ends."""
    start, end = re.match(r"\W*", word), re.search(r"\W*$", word)
    cuts = (start.end() if start else 0), (end.start() if end else len(word))
    return f"{escape(word[: cuts[0]])}{_whole(word[cuts[0] : cuts[1]])}{escape(word[cuts[1] :])}"


def _is_capitalised(words: list[str]) -> bool:
    """Tell whether a title is written with Capitals Throughout: in half of its longer words, or more."""
    longer = [word for word in words[1:] if len(word) > 3 and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in longer)
    return len(longer) < 3 or 2 * capitals >= len(longer)


@lru_cache(maxsize=KEPT)
def _needs_braces(word: str, *, first: bool, throughout: bool) -> bool:
    if word.islower():
        return False
    parts = [letters for part in re.split(r"[-‐–/]", word) if (letters := "".join(filter(str.isalpha, part)))]
    if any(
        any(map(str.isupper, part[1:])) or (len(part) == 1 and part.isupper() and part != "A")
        for part in parts
    ):
        return True
    return not first and not throughout and bool(parts) and parts[0][0].isupper()


BIBTEX = exporter(bibtex_entry, join_bibtex)
