"""People: which person stands behind a printed name on a paper.

Rule: content/authors.toml first: a person who lists papers is meant on just these; a person who lists none is
meant wherever one of their names is printed. Every other printed name is a person of its own, the same one on
all papers. Names that differ only in case, accents, dots or dashes count as one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from generator.base.slugs import term_slug, unique_slug
from generator.library.names import family_name
from generator.library.terms import most_printed
from generator.model.library import Term
from generator.model.paper import Paper, PaperPage
from generator.model.people import Person
from generator.model.record import Link


class Directory:
    """Looks a printed name up: the slug of the person it means on a given paper."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._on_paper: dict[tuple[str, str], str] = {}
        self._anywhere: dict[str, str] = {}
        self._listed = {person.slug for person in people}
        for person in people:
            for name in dict.fromkeys(map(term_slug, (person.name, *person.names))):
                if not person.papers:
                    self._anywhere.setdefault(name, person.slug)
                for paper in person.papers:
                    self._on_paper.setdefault((paper, name), person.slug)

    def slug(self, paper: Paper, printed: str) -> str:
        """Return the slug of the person whom `printed` means on `paper`."""
        name = term_slug(printed)
        for key in (paper.slug, paper.id):
            if found := self._on_paper.get((key, name)):
                return found
        if found := self._anywhere.get(name):
            return found
        # A listed person of this very slug is meant only where authors.toml says so: keep the two apart.
        return unique_slug(name, self._listed)


def person_slugs(pages: Iterable[PaperPage], people: Sequence[Person]) -> dict[str, tuple[str, ...]]:
    """Return, by paper id, the slug of the person behind each printed author."""
    directory = Directory(people)
    return {
        page.paper.id: tuple(directory.slug(page.paper, name) for name in page.paper.authors)
        for page in pages
    }


def author_terms(
    pages: Iterable[PaperPage], people: Sequence[Person], slugs: dict[str, tuple[str, ...]]
) -> tuple[Term, ...]:
    """Return everybody who wrote one of these papers, newest first; by family name."""
    listed = {person.slug: person for person in people}
    papers: dict[str, dict[str, PaperPage]] = defaultdict(dict)
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    for page in pages:
        for slug, name in zip(slugs[page.paper.id], page.paper.authors, strict=True):
            papers[slug][page.paper.id] = page
            printed[slug][name] += 1
    terms = []
    for slug, found in papers.items():
        person = listed.get(slug) or Person(slug, most_printed(printed[slug]))
        terms.append(Term("author", slug, person.name, person.note, tuple(found.values()), _links(person)))
    return tuple(sorted(terms, key=lambda term: (family_name(term.name).casefold(), term.name, term.slug)))


def _links(person: Person) -> tuple[Link, ...]:
    orcid = [Link("orcid", f"https://orcid.org/{person.orcid}")] if person.orcid else []
    home = [Link("home", person.url)] if person.url else []
    return (*orcid, *home)
