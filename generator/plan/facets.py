"""The ways that a list offers without a script: the people and the key phrases behind most of its papers."""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from generator.base.made import Made
from generator.base.slugs import term_slug
from generator.library.permalinks import term_url
from generator.model.library import Library, Term
from generator.model.paper import PaperPage
from generator.model.views import TermCount

COMPANIONS = 12
KEYWORDS = 12
TOGETHER = 50
"""Most authors of a paper that makes companions of them: one of 3000 people wrote with nobody in particular,
and to count them all on each of their pages takes time that grows with their square."""


class Facets(Struct, frozen=True):
    """Counts people and key phrases within lists."""

    people: Mapping[str, Term]
    """By slug."""

    person_slugs: Mapping[str, tuple[str, ...]]
    """By paper id; none of a paper of more than TOGETHER authors."""

    keywords: Mapping[str, Term]
    """By slug."""

    keyword_slugs: Mapping[str, tuple[str, ...]]
    """By paper id, only those that have a page."""

    def companions(self, term: Term) -> tuple[TermCount, ...]:
        """Return who wrote most of a term's papers; for an author, the people they wrote them with."""
        counts = _count(self.person_slugs, term.papers)
        if term.taxonomy == "author":
            del counts[term.slug]
        return _top(counts, self.people, 1 if term.taxonomy == "author" else 2, COMPANIONS)

    def phrases(self, term: Term) -> tuple[TermCount, ...]:
        """Return the key phrases that most of a term's papers have, none that a single one has."""
        if not self.keywords:
            return ()
        counts = _count(self.keyword_slugs, term.papers)
        if term.taxonomy == "keyword":
            del counts[term.slug]
        return _top(counts, self.keywords, 2, KEYWORDS)


def make_facets(library: Library) -> Facets:
    """Prepare what counting needs, once for all lists."""
    keywords = {term.slug: term for term in library.keywords}
    pages = {page.paper.id: page.paper for page in library.papers}

    def people(paper: str) -> tuple[str, ...]:
        found = library.person_slugs[paper]
        return tuple(dict.fromkeys(found)) if len(found) <= TOGETHER else ()

    def phrases(paper: str) -> tuple[str, ...]:
        slugs = dict.fromkeys(map(term_slug, pages[paper].keywords))
        return tuple(slug for slug in slugs if slug in keywords)

    return Facets(
        people={term.slug: term for term in library.authors},
        person_slugs=Made(people),
        keywords=keywords,
        keyword_slugs=Made(phrases),
    )


def _count(slugs: Mapping[str, tuple[str, ...]], papers: Iterable[PaperPage]) -> Counter[str]:
    return Counter(slug for page in papers for slug in slugs[page.paper.id])


def _top(counts: Counter[str], terms: Mapping[str, Term], least: int, most: int) -> tuple[TermCount, ...]:
    ranked = sorted(
        (slug for slug in counts if counts[slug] >= least), key=lambda slug: (-counts[slug], slug)
    )
    return tuple(
        TermCount(terms[slug].name, term_url(terms[slug]), counts[slug], terms[slug].note)
        for slug in ranked[:most]
    )
