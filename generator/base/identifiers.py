"""Identifiers of papers as registries give them: arXiv's, and DOIs.

Sources: arXiv, "Understanding the arXiv identifier" (both schemes, with or without a version); Crossref,
         "DOIs and matching regular expressions", but for what follows the prefix: any signs without space.
"""

import re

_ARXIV = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z]{2})?/\d{7})(?:v[1-9]\d?)?", re.ASCII)
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
_BEFORE_ARXIV = re.compile(r"(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*)", re.IGNORECASE)
_BEFORE_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def read_arxiv_id(text: str) -> str:
    """Return the arXiv number that `text` is, without prefix: "2401.01230", "hep-th/9901001v2"; else ""."""
    found = text[_length(_BEFORE_ARXIV, text) :]
    return found if _ARXIV.fullmatch(found) else ""


def read_doi(text: str) -> str:
    """Return the DOI that `text` is, as written but without prefix: "10.1000/182"; else ""."""
    found = text[_length(_BEFORE_DOI, text) :]
    return found if _DOI.fullmatch(found) else ""


def _length(prefix: re.Pattern[str], text: str) -> int:
    found = prefix.match(text)
    return found.end() if found else 0
