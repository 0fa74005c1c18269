"""What templates print of a citation, as filters."""

from collections.abc import Callable
from typing import Any

from generator.model.citation import Citation
from generator.outputs.exports.bibtex import bibtex_entry
from generator.outputs.exports.reference import reference
from generator.outputs.exports.sources import cited_address


def citation_filters(base_url: str) -> dict[str, Callable[..., Any]]:
    """Return the filters by name; all give plain text. The abstract stands on the page already."""

    def bibtex(citation: Citation) -> str:
        return bibtex_entry(citation, cited_address(citation, base_url)).strip()

    return {
        "bibtex": bibtex,
        "reference": lambda citation: reference(citation, cited_address(citation, base_url)),
    }
