"""Terms: papers, newest first, grouped by topic, person, keyword and organisation."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from generator.base.slugs import term_slug
from generator.base.topics import topic_name
from generator.base.words import ENGLISH, Words, gettext_noop
from generator.model.library import Taxonomy, Term
from generator.model.paper import Paper, PaperPage

UNCLASSIFIED = gettext_noop("Unclassified")


def topic_terms(pages: Iterable[PaperPage], words: Words = ENGLISH) -> tuple[Term, ...]:
    """Group by arXiv category, most papers first; papers without one stand under Unclassified, last."""
    groups: dict[str, list[PaperPage]] = defaultdict(list)
    for page in pages:
        for code in dict.fromkeys(page.paper.topics or ("",)):
            groups[code].append(page)
    terms = [
        Term("topic", term_slug(code or UNCLASSIFIED), topic_label(code, words), code, tuple(papers))
        for code, papers in groups.items()
    ]
    return tuple(sorted(terms, key=lambda term: (not term.note, -len(term.papers), term.slug)))


def topic_label(code: str, words: Words = ENGLISH) -> str:
    """Return the name of a category; the code itself where arXiv knows none, Unclassified for ""."""
    return (topic_name(code) or code) if code else words.gettext(UNCLASSIFIED)


def keyword_terms(pages: Iterable[PaperPage], least: int) -> tuple[Term, ...]:
    """Group by key phrase, by name; only phrases of at least `least` papers, none when that is 0."""
    if not least:
        return ()
    terms = _named_terms("keyword", pages, lambda paper: paper.keywords)
    return tuple(term for term in terms if len(term.papers) >= least)


def organisation_terms(pages: Iterable[PaperPage]) -> tuple[Term, ...]:
    """Group by organisation, by name."""
    return _named_terms("organisation", pages, lambda paper: paper.organisations)


def _named_terms(
    taxonomy: Taxonomy, pages: Iterable[PaperPage], names_of: Callable[[Paper], Sequence[str]]
) -> tuple[Term, ...]:
    groups: dict[str, dict[str, PaperPage]] = defaultdict(dict)
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    for page in pages:
        for name in names_of(page.paper):
            slug = term_slug(name)
            groups[slug][page.paper.id] = page
            printed[slug][name] += 1
    terms = [
        Term(taxonomy, slug, most_printed(printed[slug]), "", tuple(papers.values()))
        for slug, papers in groups.items()
    ]
    return tuple(sorted(terms, key=lambda term: (term.name.casefold(), term.slug)))


def most_printed(names: Counter[str]) -> str:
    """Return the form that is printed most often; of equals the first by code point."""
    return min(names, key=lambda name: (-names[name], name))
