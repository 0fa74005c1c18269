"""Citations for tests of exports: made by hand, by Hypothesis, and of all committed papers."""

from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from generator.base.tex import plain
from generator.base.text import clean
from generator.config.schema import Config
from generator.content.markdown import plain_text
from generator.content.scan import read_body, scan
from generator.library.build import build_library
from generator.library.names import split_name
from generator.model.citation import Citation
from generator.model.paper import Body

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://lab.example/digest/"
NOWHERE = Body("papers/x.md", "")

SIGNS = "\\{}$&#%_^~@\"'`,;:<>|=/-–[]()*!? \n\t\r"
WORDS = [
    "and",
    "others",
    "et al.",
    "CNNs",
    "\\begin{x}",
    "ER  - ",
    "TY  - JOUR",
    "@misc{a,",
    "مرحبا",
    "張偉",
    "𝛼",
    "🙂",
]
texts = (
    st.lists(st.sampled_from(WORDS) | st.text(SIGNS + "aZé9", max_size=8) | st.text(max_size=8), max_size=8)
    .map(" ".join)
    .map(clean)
)
some_text = texts.filter(bool)


def make_citation(**fields) -> Citation:
    values = {
        "key": "wang2026masked",
        "type": "preprint",
        "title": "Masked Diffusion",
        "names": (split_name("Fengshun Wang"), split_name("Laurens van der Maaten")),
        "complete": True,
        "date": "2026-05-28",
        "added": "2026-05-29",
        "url": "papers/masked-diffusion/",
        "body": NOWHERE,
    }
    return Citation(**(values | fields))


citations = st.builds(
    make_citation,
    title=some_text.map(plain).filter(bool),
    names=st.lists(some_text.map(split_name), max_size=4).map(tuple),
    complete=st.booleans(),
    type=st.sampled_from(["preprint", "article", "conference"]),
    date=st.dates().map(lambda day: day.isoformat()) | st.just(""),
    keywords=st.lists(some_text, max_size=3).map(tuple),
    arxiv_id=st.sampled_from(["", "2401.01230", "hep-th/9901001"]),
    doi=st.sampled_from(["", "10.1000/182", "10.1000/(sici)1097<1:a_b>2.0.co;2-#"]),
    journal=texts,
    conference=texts,
    volume=texts,
    pages=st.sampled_from(["", "7", "12–34", "e12"]),
    publisher=texts,
    language=st.sampled_from(["", "en", "pt-BR"]),
)


@cache
def committed() -> list[tuple[Citation, str]]:
    """Return the citation of every committed paper with its abstract."""
    content = ROOT / "content"
    library = build_library(scan(content, None).papers, (), (), Config())
    cited = [library.citations[page.paper.id] for page in library.papers]
    found = [(citation, plain_text(read_body(content, citation.body))) for citation in cited]
    assert len(found) > 200
    return found
