"""A paper's face: the digest of all that pages may say because of this one paper, but for its text.

That is its file and front matter, and what the site made of it: its citation key, the people behind its
authors, its keywords and organisations as their own pages call them. A page that is made of papers whose
faces are as they were, in the same order, says what it said.
"""

from collections.abc import Mapping

from generator.base.hashing import digest_bytes, encode
from generator.base.made import Made
from generator.base.slugs import term_slug
from generator.model.library import Library, Term

Named = Mapping[str, tuple[str, str, str]]
"""Terms as others name them, by slug."""


def faces(library: Library) -> Mapping[str, bytes]:
    """Return the faces by paper id, made when they are asked for; equal only for one configuration."""
    people, keywords, organisations = (
        _named(terms) for terms in (library.authors, library.keywords, library.organisations)
    )
    pages = {page.paper.id: page for page in library.papers}

    def face(paper_id: str) -> bytes:
        page = pages[paper_id]
        paper = page.paper
        told = (
            paper,
            page.body.path,
            library.citation_keys[paper_id],
            [people[slug] for slug in library.person_slugs[paper_id]],
            [keywords.get(term_slug(name)) for name in paper.keywords] if keywords else (),
            [organisations[term_slug(name)] for name in paper.organisations],
        )
        return digest_bytes(encode(told))

    return Made(face)


def _named(terms: tuple[Term, ...]) -> Named:
    return {term.slug: (term.slug, term.name, term.note) for term in terms}
