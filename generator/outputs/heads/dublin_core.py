"""Dublin Core in HTML: the tags for readers that know neither Highwire nor JSON-LD.

Input:   one Citation.
Output:  (name, content) of each <meta>; citation.html declares the prefix by <link rel="schema.DC">.
Source:  DCMI, "Expressing Dublin Core metadata using HTML/XHTML meta and link elements" (2008).

Zotero merges these with the Highwire tags: the authors of those win, and DC.source names the container where
Open Graph's site name would stand otherwise. There is no DC.type: z:itemType is exact, "Text" is not; and no
abstract, of which nobody reads a third copy beside those of the Highwire tags and of JSON-LD.
"""

from urllib.parse import quote

from generator.model.citation import Citation, Name
from generator.outputs.heads.highwire import Tag


def dublin_core_tags(citation: Citation, language: str) -> list[Tag]:
    """Return the tags of a paper, which is in this language; nothing for what is not known."""
    pairs = [
        ("DC.title", citation.title),
        *(("DC.creator", creator(name)) for name in citation.names),
        ("DC.date", citation.date),
        *(("DC.identifier", identifier) for identifier in identifiers(citation)),
        ("DC.language", language),
        ("DC.source", citation.journal or citation.conference),
        ("DC.publisher", citation.publisher),
        ("DC.rights", citation.license),
        *(("DC.subject", word) for word in citation.keywords),
    ]
    return [(name, content) for name, content in pairs if content]


def creator(name: Name) -> str:
    """Return a name as libraries file it: "van der Berg, Jan", "ATLAS Collaboration"."""
    family = " ".join(filter(None, (name.particle, name.family)))
    given = " ".join(filter(None, (name.given, name.suffix)))
    return name.literal or ", ".join(filter(None, (family, given)))


def identifiers(citation: Citation) -> list[str]:
    """Return the paper's identifiers as URIs."""
    pairs = (("https://doi.org/", citation.doi), ("https://arxiv.org/abs/", citation.arxiv_id))
    return [resolver + quote(name, safe="/:;()[]+,") for resolver, name in pairs if name]
