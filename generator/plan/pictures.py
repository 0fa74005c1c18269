"""What the pictures of a page show, counted from the papers that the page itself lists.

So a picture changes only when its page does: with a paper of the term, of the year, of the author.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, combinations
from math import sqrt

from generator.library.permalinks import day_url, term_url
from generator.model.library import Day, Library, Taxonomy, Term
from generator.model.paper import PaperPage
from generator.model.pictures import (
    NO_PICTURES,
    Circle,
    CoAuthor,
    Course,
    CourseRow,
    Courses,
    DayMap,
    Pictures,
)
from generator.model.views import TermCount
from generator.plan.facets import Facets

LEAST_SPANS = 3
"""Fewer years (or months) with papers make no picture."""

MOST_SPANS, MOST_MONTHS = 100, 24
"""More years than these come from a date that is wrong; more months are better seen as years."""

LEAST_PAPERS = 3
"""An author of fewer papers has no circle, a keyword of fewer dated ones does not rise."""

AROUND = 12
"""People in an author's circle: as many names as fit around it on a phone."""

FEW_TIES = 2
"""Two co-authors are tied by this many papers: one paper of ten people alone would make a hairball."""

TOPICS_DRAWN = 6
RISING = 12
RECENT = 2
"""Years that count as recent when a keyword is called rising."""

STEPS = 5


def term_pictures(term: Term, parts: Iterable[str], facets: Facets) -> Pictures:
    """Return the pictures of a term's page; `parts` are the addresses of its years that have a page."""
    circle = circle_of(term, facets.person_slugs, facets.people) if term.taxonomy == "author" else None
    return Pictures(course=course_of(term.papers, parts), circle=circle)


def index_pictures(taxonomy: Taxonomy, library: Library) -> Pictures:
    """Return the pictures of the index of a taxonomy."""
    match taxonomy:
        case "topic":
            return Pictures(topics=topic_courses(library.topics, library.papers))
        case "keyword":
            return Pictures(rising=rising_courses(library.keywords, library.papers))
        case _:
            return NO_PICTURES


def course_of(pages: Sequence[PaperPage], parts: Iterable[str] = ()) -> Course | None:
    """Count papers by year, or by month when they span less than two years; None where there is no course.

    `parts` are the addresses of the term's years that have a page of their own: "topics/cs-cv/2024/".
    """
    if len(pages) < LEAST_SPANS:
        return None
    months = Counter(_month(page) for page in pages if page.paper.date)
    spans = _spans(months)
    if not spans:
        return None
    urls = {url.rstrip("/").rpartition("/")[2]: url for url in parts}
    counts = _counts(months, spans)
    points = (TermCount(name, urls.get(name, ""), n) for name, n in zip(spans, counts, strict=True))
    return Course(tuple(points), len(pages) - months.total())


def _month(page: PaperPage) -> str:
    assert page.paper.date
    return page.paper.date.isoformat()[:7]


def _spans(months: Iterable[str]) -> tuple[str, ...]:
    """Return the years that these months lie in, from first to last, or the months when they are few.

    () where there is no course to see: too few of them, or two that lie far apart.
    """
    known = sorted(set(months))
    if len({month[:4] for month in known}) >= LEAST_SPANS:
        years = range(int(known[0][:4]), int(known[-1][:4]) + 1)
        return tuple(f"{year:04}" for year in years) if len(years) <= MOST_SPANS else ()
    if len(known) < LEAST_SPANS:
        return ()
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (known[0], known[-1]))
    spans = range(first, last + 1)
    return tuple(f"{at // 12:04}-{at % 12 + 1:02}" for at in spans) if len(spans) <= MOST_MONTHS else ()


def _counts(months: Counter[str], spans: Sequence[str]) -> tuple[int, ...]:
    if not spans or len(spans[0]) == 7:
        return tuple(months[span] for span in spans)
    years: Counter[str] = Counter()
    for month, count in months.items():
        years[month[:4]] += count
    return tuple(years[span] for span in spans)


def topic_courses(terms: Sequence[Term], papers: Sequence[PaperPage]) -> Courses | None:
    """Count the papers of the largest topics over time, and those of all the others together."""
    spans = _spans(_month(page) for page in papers if page.paper.date)
    if not spans:
        return None
    dated = [term for term in terms if any(page.paper.date for page in term.papers)]
    rows = [_row(term, spans) for term in dated[:TOPICS_DRAWN]]
    others = dated[TOPICS_DRAWN:]
    if others:
        rest = {page.paper.id: page for term in others for page in term.papers}
        months = Counter(_month(page) for page in rest.values() if page.paper.date)
        rows.append(CourseRow("", "", "", len(others), _counts(months, spans)))
    return Courses(spans, tuple(rows), _undated(papers))


def _row(term: Term, spans: Sequence[str]) -> CourseRow:
    months = Counter(_month(page) for page in term.papers if page.paper.date)
    return CourseRow(term.name, term_url(term), term.note, len(term.papers), _counts(months, spans))


def _undated(pages: Iterable[PaperPage]) -> int:
    return sum(1 for page in pages if not page.paper.date)


def rising_courses(terms: Sequence[Term], papers: Sequence[PaperPage]) -> Courses | None:
    """Return the keywords that have more papers lately than the growth of the whole site explains.

    Expected are a keyword's papers times the share of all papers that is recent; what exceeds this, in
    standard deviations of a Poisson count, ranks them.
    """
    months = Counter(_month(page) for page in papers if page.paper.date)
    spans = _spans(months)
    if not spans:
        return None
    recent = RECENT if len(spans[0]) == 4 else max(1, len(spans) // 4)
    in_all = _counts(months, spans)
    share = sum(in_all[-recent:]) / sum(in_all)
    rows = [row for row in (_row(term, spans) for term in terms) if sum(row.counts) >= LEAST_PAPERS]
    ranked = sorted(rows, key=lambda row: (-_excess(row.counts, recent, share), row.url))
    rising = [row for row in ranked[:RISING] if _excess(row.counts, recent, share) > 0]
    return Courses(spans, tuple(rising), _undated(papers)) if rising else None


def _excess(counts: Sequence[int], recent: int, share: float) -> float:
    expected = sum(counts) * share
    return round((sum(counts[-recent:]) - expected) / sqrt(expected), 6)


def day_map(year: int, days: Sequence[Day], *, newest: bool = False) -> DayMap:
    """Count the papers of each day of a year; `days` are those with papers, in any order.

    The site's `newest` year ends with its last day: of those after it nobody knows anything yet.
    """
    ordered = sorted(days, key=lambda day: day.date)
    counts = [len(day.papers) for day in ordered]
    return DayMap(
        year,
        tuple(TermCount(day.date.isoformat(), day_url(day.date), len(day.papers)) for day in ordered),
        day_steps(counts),
        sum(_undated(day.papers) for day in ordered),
        ordered[-1].date.isoformat() if newest and ordered else "",
    )


def day_steps(counts: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Cut counts into at most five steps with about as many days each (quintiles); equal counts share one."""
    ordered = sorted(counts)
    ends = set(ordered)
    if len(ends) > STEPS:
        ends = {ordered[-(-len(ordered) * step // STEPS) - 1] for step in range(1, STEPS + 1)}
    steps: list[tuple[int, int]] = []
    for end in sorted(ends):
        least = next(count for count in ordered if not steps or count > steps[-1][1])
        steps.append((least, end))
    return tuple(steps)


def circle_of(term: Term, slugs: Mapping[str, tuple[str, ...]], people: Mapping[str, Term]) -> Circle | None:
    """Return an author's circle, None for one of few papers or without co-authors.

    Only the author's own papers count, so a paper of two co-authors without them changes nothing here.
    """
    if len(term.papers) < LEAST_PAPERS:
        return None
    together = Counter(chain.from_iterable(slugs[page.paper.id] for page in term.papers))
    del together[term.slug]
    chosen = sorted(together, key=lambda slug: (-together[slug], slug))[:AROUND]
    if not chosen:
        return None
    places = {slug: i for i, slug in enumerate(chosen)}
    ties: Counter[tuple[int, int]] = Counter()
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for page in term.papers:  # newest first
        present = [slug for slug in slugs[page.paper.id] if slug in places]
        ties.update(combinations(sorted(map(places.__getitem__, present)), 2))
        if page.paper.date:
            year = str(page.paper.date.year)
            for slug in present:
                last.setdefault(slug, year)
                first[slug] = year
    met = tuple(
        CoAuthor(p.name, term_url(p), together[p.slug], first.get(p.slug, ""), last.get(p.slug, ""), p.note)
        for p in map(people.__getitem__, chosen)
    )
    tied = tuple((i, j, n) for (i, j), n in sorted(ties.items()) if n >= FEW_TIES)
    return Circle(term.name, met, tied, len(together) - len(chosen))
