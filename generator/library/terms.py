"""Terms: papers, newest first, grouped by topic, person, keyword and organisation."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from generator.base.slugs import term_slug
from generator.base.topics import topic_name
from generator.base.words import ENGLISH, Words, gettext_noop
from generator.library.recall import Recall
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


def keyword_terms(pages: Sequence[PaperPage], least: int, recall: Recall | None = None) -> tuple[Term, ...]:
    """Group by key phrase, by name; only phrases of at least `least` papers, none when that is 0."""
    if not least:
        return ()
    return _named_terms("keyword", pages, lambda paper: paper.keywords, least, recall)


def organisation_terms(pages: Sequence[PaperPage], recall: Recall | None = None) -> tuple[Term, ...]:
    """Group by organisation, by name."""
    return _named_terms("organisation", pages, lambda paper: paper.organisations, 1, recall)


def _named_terms(
    taxonomy: Taxonomy,
    pages: Sequence[PaperPage],
    names_of: Callable[[Paper], Sequence[str]],
    least: int,
    recall: Recall | None,
) -> tuple[Term, ...]:
    groups = (recall or Recall()).get(taxonomy, lambda: _groups(pages, names_of, least))
    return tuple(
        Term(taxonomy, slug, name, "", tuple(map(pages.__getitem__, places))) for slug, name, places in groups
    )


def _groups(
    pages: Sequence[PaperPage], names_of: Callable[[Paper], Sequence[str]], least: int
) -> list[tuple[str, str, list[int]]]:
    """Return slug, name and places in `pages` of what at least `least` papers have, by name."""
    places: dict[str, dict[int, None]] = defaultdict(dict)
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    for place, page in enumerate(pages):
        for name in names_of(page.paper):
            slug = term_slug(name)
            places[slug][place] = None
            printed[slug][name] += 1
    found = [(s, most_printed(printed[s]), list(at)) for s, at in places.items() if len(at) >= least]
    return sorted(found, key=lambda group: (group[1].casefold(), group[0]))


def most_printed(names: Counter[str]) -> str:
    """Return the form that is printed most often; of equals the first by code point."""
    return min(names, key=lambda name: (-names[name], name))
