"""Indexes: all topics, authors, keywords, organisations.

Many terms are split by first letter, so that a new author changes two pages, not one of megabytes.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from anyascii import anyascii

from generator.base.topics import topic_group
from generator.base.words import gettext_noop
from generator.library.names import family_name
from generator.library.permalinks import TAXONOMIES, page_file
from generator.model.artifact import Mapped, Sketch
from generator.model.library import Taxonomy, Term
from generator.model.page_views import IndexGroup, IndexView
from generator.model.pictures import NO_PICTURES
from generator.model.views import Meta, TermCount
from generator.plan.desk import Desk, has_keywords, site_feeds, term_count
from generator.plan.pictures import index_pictures
from generator.plan.terms import index_ref

ONE_PAGE = 800
"""Most terms on one index page."""

LEADERS = 100

DESCRIPTIONS: dict[Taxonomy, str] = {
    "topic": gettext_noop("All topics of %(site)s."),
    "author": gettext_noop("All authors of %(site)s."),
    "keyword": gettext_noop("All keywords of %(site)s."),
    "organisation": gettext_noop("All organisations of %(site)s."),
}


def index_artifacts(desk: Desk) -> list[Sketch]:
    """Plan the index of each taxonomy; one that has no terms yet too, since the navigation leads there."""
    library = desk.library
    return [
        _sketch("topic", partial(_topics_view, desk)),
        *_letter_pages(desk, "author", library.authors),
        *(_letter_pages(desk, "keyword", library.keywords) if has_keywords(desk.config) else ()),
        *_letter_pages(desk, "organisation", library.organisations),
    ]


def _topic_groups(terms: Sequence[Term]) -> tuple[IndexGroup, ...]:
    groups: dict[str, list[TermCount]] = defaultdict(list)
    for term in terms:
        groups[topic_group(term.note) if term.note else ""].append(term_count(term))
    return tuple(IndexGroup(label, tuple(counts)) for label, counts in groups.items())


def letter_groups(terms: Sequence[Term]) -> tuple[IndexGroup, ...]:
    """Part terms by their first letter, an author's by the family name's; # is last."""
    return _groups(by_letter(terms))


def by_letter(terms: Sequence[Term]) -> Mapping[str, Sequence[Term]]:
    """Return terms by that letter, in its order."""
    letters: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        letters[_letter(term)].append(term)
    return {letter: letters[letter] for letter in sorted(letters, key=_after_z)}


def _groups(letters: Mapping[str, Sequence[Term]]) -> tuple[IndexGroup, ...]:
    return tuple(IndexGroup(letter, tuple(map(term_count, found))) for letter, found in letters.items())


def _letter_pages(desk: Desk, taxonomy: Taxonomy, terms: Sequence[Term]) -> Iterator[Sketch]:
    letters = by_letter(terms)
    yield _sketch(taxonomy, partial(_letters_view, desk, taxonomy, terms, letters))
    if len(terms) > ONE_PAGE:
        for letter, found in letters.items():
            url = _letter_url(taxonomy, letter)
            make = partial(_letter_view, desk, taxonomy, letter, found)
            yield Sketch(page_file(url), "html", make, "index.html", Mapped("index", url))


def _letter_url(taxonomy: Taxonomy, letter: str) -> str:
    # No slug begins with "-", so these pages never collide with a term's.
    return f"{TAXONOMIES[taxonomy]}-{'other' if letter == '#' else letter.lower()}/"


def _letters_view(
    desk: Desk, taxonomy: Taxonomy, terms: Sequence[Term], letters: Mapping[str, Sequence[Term]]
) -> IndexView:
    """Return the index of all terms, or the way to those of each letter."""
    if len(terms) <= ONE_PAGE:
        return _view(desk, taxonomy, _groups(letters), len(terms))
    ways = (TermCount(at, _letter_url(taxonomy, at), len(found)) for at, found in letters.items())
    leaders = sorted(terms, key=lambda term: (-len(term.papers), term.slug))[:LEADERS]
    most = IndexGroup(desk.words.gettext("Most papers"), tuple(term_count(term) for term in leaders))
    groups = (IndexGroup(desk.words.gettext("By letter"), tuple(ways)), most)
    return _view(desk, taxonomy, groups, len(terms))


def _letter_view(desk: Desk, taxonomy: Taxonomy, letter: str, terms: Sequence[Term]) -> IndexView:
    index, url = index_ref(desk, taxonomy), _letter_url(taxonomy, letter)
    name = desk.words.gettext("%(heading)s: %(letter)s", heading=index.name, letter=letter)
    meta = Meta("index", name, f"{name}.", url, (index,), site_feeds(desk.config))
    return IndexView(meta, name, _summary(desk, taxonomy, len(terms)), _groups({letter: terms}))


def _sketch(taxonomy: Taxonomy, make: "partial[IndexView]") -> Sketch:
    url = TAXONOMIES[taxonomy]
    return Sketch(page_file(url), "html", make, "index.html", Mapped("index", url))


def _topics_view(desk: Desk) -> IndexView:
    topics = desk.library.topics
    return _view(desk, "topic", _topic_groups(topics), len(topics))


def _view(desk: Desk, taxonomy: Taxonomy, groups: tuple[IndexGroup, ...], count: int) -> IndexView:
    index = index_ref(desk, taxonomy)
    description = desk.words.gettext(DESCRIPTIONS[taxonomy], site=desk.config.title)
    meta = Meta("index", index.name, description, index.url, (), site_feeds(desk.config))
    pictures = index_pictures(taxonomy, desk.library) if desk.config.lists.pictures else NO_PICTURES
    return IndexView(meta, index.name, _summary(desk, taxonomy, count), groups, pictures)


def _summary(desk: Desk, taxonomy: Taxonomy, count: int) -> str:
    words = desk.words
    match taxonomy:
        case "topic":
            return words.ngettext("%(num)s topic.", "%(num)s topics.", count)
        case "author":
            return words.ngettext("%(num)s author.", "%(num)s authors.", count)
        case "keyword":
            return words.ngettext("%(num)s keyword.", "%(num)s keywords.", count)
        case "organisation":
            return words.ngettext("%(num)s organisation.", "%(num)s organisations.", count)


def _letter(term: Term) -> str:
    """Return the letter under which a term stands: A to Z, or # for all else."""
    name = family_name(term.name) if term.taxonomy == "author" else term.name
    first = anyascii(name[:1]).upper()[:1]
    return first if "A" <= first <= "Z" else "#"


def _after_z(letter: str) -> tuple[bool, str]:
    return (letter == "#", letter)
