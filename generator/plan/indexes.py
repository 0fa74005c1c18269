"""Indexes: all topics, authors, keywords, organisations.

Many terms are split by first letter, so that a new author changes two pages, not one of megabytes.
"""

from collections import defaultdict
from collections.abc import Sequence

from anyascii import anyascii

from generator.base.topics import topic_group
from generator.base.words import gettext_noop
from generator.library.names import family_name
from generator.library.permalinks import TAXONOMIES, page_file
from generator.model.artifact import Artifact
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


def index_artifacts(desk: Desk) -> list[Artifact]:
    """Plan the index of each taxonomy; one that has no terms yet too, since the navigation leads there."""
    library = desk.library
    return [
        _artifact(desk, "topic", _topic_groups(library.topics), len(library.topics)),
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
    letters: dict[str, list[TermCount]] = defaultdict(list)
    for term in terms:
        letters[_letter(term)].append(term_count(term))
    return tuple(IndexGroup(letter, tuple(letters[letter])) for letter in sorted(letters, key=_after_z))


def _letter_pages(desk: Desk, taxonomy: Taxonomy, terms: Sequence[Term]) -> list[Artifact]:
    groups = letter_groups(terms)
    if len(terms) <= ONE_PAGE:
        return [_artifact(desk, taxonomy, groups, len(terms))]
    base = TAXONOMIES[taxonomy]
    # No slug begins with "-", so these pages never collide with a term's.
    ways = tuple(TermCount(g.label, f"{base}-{_file(g.label)}/", len(g.terms)) for g in groups)
    leaders = sorted(terms, key=lambda term: (-len(term.papers), term.slug))[:LEADERS]
    most = IndexGroup(desk.words.gettext("Most papers"), tuple(term_count(term) for term in leaders))
    first = _artifact(desk, taxonomy, (IndexGroup(desk.words.gettext("By letter"), ways), most), len(terms))
    return [first, *(_letter_page(desk, taxonomy, g, way.url) for g, way in zip(groups, ways, strict=True))]


def _letter_page(desk: Desk, taxonomy: Taxonomy, group: IndexGroup, url: str) -> Artifact:
    index = index_ref(desk, taxonomy)
    name = desk.words.gettext("%(heading)s: %(letter)s", heading=index.name, letter=group.label)
    meta = Meta("index", name, f"{name}.", url, (index,), site_feeds(desk.config))
    view = IndexView(meta, name, _summary(desk, taxonomy, len(group.terms)), (group,))
    return Artifact(page_file(url), "html", view, "index.html")


def _artifact(desk: Desk, taxonomy: Taxonomy, groups: tuple[IndexGroup, ...], count: int) -> Artifact:
    index = index_ref(desk, taxonomy)
    description = desk.words.gettext(DESCRIPTIONS[taxonomy], site=desk.config.title)
    meta = Meta("index", index.name, description, index.url, (), site_feeds(desk.config))
    pictures = index_pictures(taxonomy, desk.library) if desk.config.lists.pictures else NO_PICTURES
    view = IndexView(meta, index.name, _summary(desk, taxonomy, count), groups, pictures)
    return Artifact(page_file(index.url), "html", view, "index.html")


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


def _file(letter: str) -> str:
    return "other" if letter == "#" else letter.lower()
