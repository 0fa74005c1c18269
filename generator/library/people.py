"""People: which person stands behind a printed name on a paper.

Rule: content/authors.toml first: a person who lists papers is meant on just these; a person who lists none is
meant wherever one of their names is printed. Every other printed name is a person of its own, the same one on
all papers. Names that differ only in case, accents, dots or dashes count as one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from generator.base.made import Made
from generator.base.slugs import term_slug, unique_slug
from generator.library.names import family_name
from generator.library.recall import Recall
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
        for key in (paper.slug, paper.id) if self._on_paper else ():
            if found := self._on_paper.get((key, name)):
                return found
        if found := self._anywhere.get(name):
            return found
        # A listed person of this very slug is meant only where authors.toml says so: keep the two apart.
        return unique_slug(name, self._listed)


def person_slugs(pages: Iterable[PaperPage], people: Sequence[Person]) -> Mapping[str, tuple[str, ...]]:
    """Return, by paper id, the slug of the person behind each printed author."""
    directory = Directory(people)
    papers = {page.paper.id: page.paper for page in pages}

    def of_paper(paper: str) -> tuple[str, ...]:
        return tuple(directory.slug(papers[paper], name) for name in papers[paper].authors)

    return Made(of_paper)


def author_terms(
    pages: Sequence[PaperPage],
    people: Sequence[Person],
    slugs: Mapping[str, tuple[str, ...]],
    recall: Recall | None = None,
) -> tuple[Term, ...]:
    """Return everybody who wrote one of these papers, newest first; by family name."""
    listed = {person.slug: person for person in people}
    terms = []
    for slug, name, places in (recall or Recall()).get("authors", lambda: _authors(pages, listed, slugs)):
        person = listed.get(slug) or Person(slug, name)
        papers = tuple(map(pages.__getitem__, places))
        terms.append(Term("author", slug, person.name, person.note, papers, _links(person)))
    return tuple(terms)


def _authors(
    pages: Sequence[PaperPage], listed: Mapping[str, Person], slugs: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, str, list[int]]]:
    """Return the slug, the name and the places in `pages` of each author, in their order."""
    places: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    several: dict[str, Counter[str]] = {}  # few have more than one name
    for place, page in enumerate(pages):
        for slug, name in zip(slugs[page.paper.id], page.paper.authors, strict=True):
            if slug not in names:
                names[slug], places[slug] = name, [place]
                continue
            if places[slug][-1] != place:
                places[slug].append(place)
            if name != names[slug]:
                several[slug] = Counter()
    for slug, counts in several.items():
        for place in places[slug]:
            signed = zip(slugs[pages[place].paper.id], pages[place].paper.authors, strict=True)
            counts.update(name for signer, name in signed if signer == slug)
        names[slug] = most_printed(counts)
    names |= {slug: person.name for slug, person in listed.items() if slug in names}
    ordered = sorted(places, key=lambda slug: (family_name(names[slug]).casefold(), names[slug], slug))
    return [(slug, names[slug], places[slug]) for slug in ordered]


def _links(person: Person) -> tuple[Link, ...]:
    orcid = [Link("orcid", f"https://orcid.org/{person.orcid}")] if person.orcid else []
    home = [Link("home", person.url)] if person.url else []
    return (*orcid, *home)
