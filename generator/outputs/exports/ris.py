"""RIS that Zotero, EndNote, Mendeley and rispy read.

Input:   Citations with their abstracts.
Output:  UTF-8 with CRLF; one line a tag, since values are one line. Preprints are UNPB (unpublished work).
Format:  the RIS specification of 2011, with the tags that Zotero maps. RIS cannot say "et al.": a note does.
"""

import re
from collections.abc import Sequence

from generator.model.citation import Citation, Name
from generator.model.file_views import ExportView
from generator.outputs.exports.sources import exporter

TYPES = {"preprint": "UNPB", "article": "JOUR", "conference": "CONF"}
INCOMPLETE = "The list of authors is not complete (et al.)."


def join_ris(_: ExportView, records: Sequence[str]) -> str:
    """Return the records, each closed by ER and an empty line."""
    return "\r\n".join(records)


def ris_record(citation: Citation, address: str, abstract: str) -> str:
    """Return one record; what is not known is left out."""
    first, last = pages(citation.pages)
    tags = [
        ("TY", TYPES[citation.type]),
        ("ID", citation.key),
        ("TI", citation.title),
        *(("AU", author(name)) for name in citation.names),
        ("PY", citation.date[:4]),
        ("DA", citation.date.replace("-", "/")),
        ("T2", citation.journal or citation.conference),
        ("VL", citation.volume),
        ("IS", citation.number),
        ("SP", first),
        ("EP", last),
        ("PB", citation.publisher or ("arXiv" if citation.type == "preprint" and citation.arxiv_id else "")),
        ("AN", f"arXiv:{citation.arxiv_id}" if citation.arxiv_id else ""),
        ("LA", citation.language),
        ("DO", citation.doi),
        ("UR", address),
        ("AB", abstract),
        *(("KW", keyword) for keyword in citation.keywords),
        ("N1", "" if citation.complete else INCOMPLETE),
    ]
    lines = [f"{tag}  - {value}" for tag, value in tags if value]
    return "\r\n".join((*lines, "ER  - ", ""))


def author(name: Name) -> str:
    """Return "Family, Given, Suffix"; commas divide the parts, so none is left within one."""
    family = name.literal or " ".join(filter(None, (name.particle, name.family)))
    parts = [" ".join(part.replace(",", " ").split()) for part in (family, name.given, name.suffix)]
    return ", ".join(parts[: 3 if name.suffix else 2]) if name.given or name.suffix else parts[0]


def pages(text: str) -> tuple[str, str]:
    """Cut "12–34" into its ends; the second is "" for one page."""
    first, _, last = re.sub(r"\s*[-–—]+\s*", "–", text).partition("–")
    return first, last


RIS = exporter(ris_record, join_ris)
