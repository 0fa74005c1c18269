import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.hashing import digest_text
from generator.config.schema import Config
from generator.library.citations import _telling, _telling_words, citation_keys, citations
from generator.library.people import person_slugs
from generator.model.people import Person
from generator.model.record import Link
from tests.samples import ADDED, make_page

BASE = "https://lab.example/digest/"
CONFIG = Config(base_url=BASE)


def cite(*pages, people=()):
    slugs = person_slugs(pages, people)
    found = citations(pages, people, slugs, CONFIG, citation_keys(pages, people, slugs))
    return {page.paper.id: found[page.paper.id] for page in pages}


def cite_one(title="Masked Diffusion", people=(), **fields):
    page = make_page(title, **fields)
    return cite(page, people=people)[page.paper.id]


KEYS = [
    ("Masked Diffusion", {"authors": ("Fengshun Wang", "Zhengbo Zhang")}, "wang2026masked"),
    ("On the Shape of Words", {"authors": ("Laurens van der Maaten",)}, "vandermaaten2026shape"),
    ("Können wir?", {"authors": ("Jürgen Müller",)}, "muller2026konnen"),
    ("Masked Diffusion", {"authors": ("ATLAS Collaboration",)}, "atlascollaboration2026masked"),
    ("Masked Diffusion", {"authors": ("Lin Wang",), "date": None}, "wangmasked"),
    ("An Undated Paper", {"authors": (), "date": None}, "undatedpaper"),
    ("A Signed-Off Paper", {"authors": ()}, "signed2026off"),
    ("$R^2$ Is Enough", {"authors": ("Lin Wang",)}, "wang2026r2"),
    ("☃", {"authors": (), "date": None}, "snowman2"),
    ("—", {"authors": ("—",), "date": None}, "paper"),
    ("图像", {"authors": ("张伟",)}, "zhang2026tuxiang"),
    ("3D Shapes", {"authors": ()}, "paper3d2026shapes"),
    ("2048", {"authors": (), "date": None}, "paper2048"),
    ("Counterintuitivenesses Abound", {"authors": ("Lin Wang",)}, "wang2026counterintuitive"),
    ("X", {"authors": ("A" * 90,)}, "a" * 32 + "2026x"),
]


@pytest.mark.parametrize(("title", "fields", "key"), KEYS)
def test_keys_are_family_year_and_word(title, fields, key):
    assert cite_one(title, **{"slug": "x", "id": "arxiv:2401.01230", **fields}).key == f"{key}-fa8d"


@given(st.lists(st.sampled_from(["the", "of", "Café", "über", "—", "con", "X-ray", "3", "表", "a" * 90])))
def test_the_words_of_a_key_are_the_first_of_the_whole_title(words: list[str]) -> None:
    title = " ".join(words)
    assert _telling_words(title)[:2] == _telling(title)[:2]


def test_papers_whose_digits_agree_have_eight() -> None:
    ids: dict[str, str] = {}
    for number in range(100_000):
        other = ids.setdefault(digest_text(f"file:{number}")[:4], f"file:{number}")
        if other != f"file:{number}":
            break
    pair = [make_page("Masked", slug=name.replace(":", ""), id=name) for name in (other, f"file:{number}")]
    keys = [citation.key for citation in cite(*pair).values()]
    assert sorted(map(len, keys)) == [len("lovelace2026masked-3f0a"), len("lovelace2026masked-3f0a3f0a")]


titles = st.sampled_from(["Masked A", "Masked B", "Other", "☃", "☃☃", "A New Way", "3D", "2048"])
some_papers = st.lists(st.tuples(titles, st.integers(-2, 2), st.integers(0, 99)), max_size=8)


@given(some_papers, some_papers)
def test_no_paper_changes_the_key_of_another(old, new):
    """Be it added on the same day, earlier or later."""
    pages = [
        make_page(title, slug=f"s{i}", id=f"file:{i}-{number}", added=ADDED + dt.timedelta(day))
        for i, (title, day, number) in enumerate([*old, *new])
    ]
    before, after = cite(*pages[: len(old)]), cite(*pages[::-1])
    assert {paper_id: after[paper_id] for paper_id in before} == before
    keys = [citation.key for citation in after.values()]
    assert len(set(keys)) == len(keys) == len(pages)
    assert all(key[0].isalpha() for key in keys)


ABS = "https://arxiv.org/abs/"
AXV = "10.48550/arXiv."

IDENTIFIERS = [
    # fields of the paper, then its arXiv id and DOI
    ({"arxiv_id": "2401.01230v3"}, "2401.01230", f"{AXV}2401.01230"),
    ({"arxiv_id": "2401.01230", "doi": "10.1000/182"}, "2401.01230", "10.1000/182"),
    ({"doi": "10.48550/arxiv.2401.01230"}, "2401.01230", f"{AXV}2401.01230"),
    ({"links": (Link("paper", f"{ABS}hep-th/9901001v2"),)}, "hep-th/9901001", f"{AXV}hep-th/9901001"),
    ({"links": (Link("pdf", "http://arxiv.org/pdf/2401.01230v1.pdf"),)}, "2401.01230", f"{AXV}2401.01230"),
    ({"links": (Link("paper", "https://doi.org/10.1000%2F182"),)}, "", "10.1000/182"),
    ({"links": (Link("data", "https://doi.org/10.5281/zenodo.1"),)}, "", ""),
    ({"links": (Link("paper", f"{ABS}2401.01230"), Link("paper", f"{ABS}2401.01231"))}, "", ""),
    ({"links": (Link("paper", "https://arxiv.org.evil.example/abs/2401.01230"),)}, "", ""),
    ({"arxiv_id": "2401.01230", "journal": "Nature"}, "2401.01230", ""),
    ({}, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "arxiv_id", "doi"), IDENTIFIERS)
def test_identifiers_come_from_the_paper_or_its_links(fields, arxiv_id, doi):
    citation = cite_one(**fields)
    assert (citation.arxiv_id, citation.doi) == (arxiv_id, doi)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [({}, "preprint"), ({"journal": "Nature"}, "article"), ({"conference": "CVPR"}, "conference")],
)
def test_what_is_published_is_no_preprint(fields, kind):
    assert cite_one(**fields).type == kind


def test_only_a_pdf_of_this_site_is_the_sites():
    links = (Link("pdf", "https://arxiv.org/pdf/1"), Link("pdf", f"{BASE}pdf/x.pdf"))
    assert cite_one(links=links).pdf_url == f"{BASE}pdf/x.pdf"


NAMES = [
    # as printed, then given and family names where authors.toml says "García Márquez" and "Gabriel"
    ("Gabriel García Márquez", "Gabriel", "García Márquez"),
    ("G. Garcia Marquez", "G.", "García Márquez"),
    ("García Márquez, Gabriel José", "Gabriel José", "García Márquez"),
    ("Gabo", "Gabriel", "García Márquez"),
]


@pytest.mark.parametrize(("printed", "given", "family"), NAMES)
def test_authors_toml_says_where_a_family_name_begins(printed, given, family):
    people = [
        Person(
            "gabo",
            "Gabriel García Márquez",
            names=tuple(row[0] for row in NAMES),
            orcid="0000-0002-1825-0097",
            family="García Márquez",
            given="Gabriel",
        )
    ]
    (name,) = cite_one(authors=(printed,), people=people).names
    assert (name.given, name.family) == (given, family)
    assert (name.orcid, name.url) == ("0000-0002-1825-0097", "authors/gabo/")
