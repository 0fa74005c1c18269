"""CSL-JSON: what citation processors, pandoc and Zotero take.

Input:   Citations with their abstracts.
Output:  a JSON array, one item a paper; UTF-8.
Format:  CSL 1.0.2 input data (csl-data.json). A preprint is an "article" whose genre says so; its number is
         the arXiv id and its publisher arXiv, where Zotero has archive ID and repository.
"""

import json
from collections.abc import Sequence
from typing import Any

from generator.model.citation import Citation, Name
from generator.model.file_views import ExportView
from generator.outputs.exports.ris import INCOMPLETE
from generator.outputs.exports.sources import exporter

TYPES = {"preprint": "article", "article": "article-journal", "conference": "paper-conference"}


def join_csl(_: ExportView, items: Sequence[str]) -> str:
    """Return the array, one line an item: long lists stay easy to compare."""
    return "[\n" + ",\n".join(items) + "\n]\n"


def csl_text(citation: Citation, address: str, abstract: str) -> str:
    """Return one item as JSON."""
    return json.dumps(csl_item(citation, address, abstract), ensure_ascii=False)


def csl_item(citation: Citation, address: str, abstract: str) -> dict[str, Any]:
    """Return one item; what is not known is left out."""
    item: dict[str, Any] = {
        "id": citation.key,
        "citation-key": citation.key,
        "type": TYPES[citation.type],
        "genre": "Preprint" if citation.type == "preprint" else "",
        "title": citation.title,
        "author": [author(name) for name in citation.names],
        "issued": {"date-parts": [[int(part) for part in citation.date.split("-")]]} if citation.date else "",
        "container-title": citation.journal or citation.conference,
        "event-title": citation.conference,
        "volume": citation.volume,
        "issue": citation.number,
        "page": citation.pages,
        "publisher": citation.publisher or ("arXiv" if _is_on_arxiv(citation) else ""),
        "number": f"arXiv:{citation.arxiv_id}" if _is_on_arxiv(citation) else "",
        "language": citation.language,
        "DOI": citation.doi,
        "URL": address,
        "abstract": abstract,
        "keyword": ", ".join(citation.keywords),
        "note": "" if citation.complete else INCOMPLETE,
    }
    return {key: value for key, value in item.items() if value}


def author(name: Name) -> dict[str, str]:
    """Return a name variable: parts for people, `literal` for groups."""
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
        "literal": name.literal,
    }
    return {part: text for part, text in parts.items() if text}


def _is_on_arxiv(citation: Citation) -> bool:
    return citation.type == "preprint" and bool(citation.arxiv_id)


CSL = exporter(csl_text, join_csl)
