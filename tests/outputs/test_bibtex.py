"""BibTeX, read back by bibtexparser."""

import re
from typing import Any

import bibtexparser
import pytest
from bibtexparser.middlewares import NameParts, SeparateCoAuthors, SplitNameParts
from hypothesis import given, settings
from pylatexenc.latex2text import LatexNodes2Text

from generator.library.names import split_name
from generator.model.citation import Citation, Name
from generator.model.file_views import ExportView
from generator.outputs.exports.bibtex import MONTHS, author, bibtex_entry, escape, join_bibtex, protect
from tests.outputs.citation_samples import citations, committed, make_citation, texts

ADDRESS = "https://lab.example/digest/papers/masked-diffusion/"

_TEX = re.compile(r"[\\{}$~&#%_^]|--|''|``|[?!]`")
_decoder = LatexNodes2Text(keep_comments=True, math_mode="verbatim")


def decode(latex: str) -> str:
    """Return the text that TeX prints; pylatexenc takes \\textasciicircum for the modifier letter."""
    text = str(_decoder.latex_to_text(latex)) if _TEX.search(latex) else latex
    return text.replace("ˆ", "^")


def read(text: str) -> list[dict[str, Any]]:
    library = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    assert library.failed_blocks == []
    return [
        {"key": entry.key} | {field.key: read_value(field.value) for field in entry.fields}
        for entry in library.entries
    ]


def read_value(value: Any) -> Any:
    return decode(value) if isinstance(value, str) else [words(parts) for parts in value]


def words(parts: NameParts) -> tuple[str, ...]:
    return tuple(decode(" ".join(part)) for part in (parts.von, parts.last, parts.jr, parts.first))


def expected(name: Name) -> tuple[str, ...]:
    if name.literal:
        return ("", name.literal, "", "")
    if not name.given and (name.suffix or " " in name.family):
        return ("", " ".join(filter(None, (name.particle, name.family, name.suffix))), "", "")
    return (name.particle, name.family, name.suffix, name.given)


def same(text: str) -> str:
    return text.replace("ˆ", "^")


def day_of(found: dict[str, Any]) -> str:
    month = f"{MONTHS.index(found['month']) + 1:02}" if "month" in found else ""
    return "-".join(filter(None, (found.get("year"), month, found.get("day", "").zfill(2) if month else "")))


def assert_read_back(found: dict[str, Any], citation: Citation, abstract: str) -> None:
    assert found["key"] == citation.key
    assert found["title"] == same(citation.title)
    assert found.get("abstract", "") == same(abstract)
    told = [tuple(map(same, expected(name))) for name in citation.names]
    assert found.get("author", []) == (told if citation.complete else [*told, ("", "others", "", "")])
    assert "date" not in found  # biblatex would warn that year and month are said twice
    assert day_of(found) == citation.date
    assert found.get("eprint", "") == citation.arxiv_id
    assert found.get("doi", "") == citation.doi
    assert found.get("language", "") == citation.language
    assert found.get("journal", "") == same(citation.journal)
    assert found.get("volume", "") == same(citation.volume)


def test_all_committed_papers_are_read_back() -> None:
    text = "\n".join(bibtex_entry(citation, ADDRESS, abstract) for citation, abstract in committed())
    entries = read(text)
    assert len(entries) == len(committed())
    for found, (citation, abstract) in zip(entries, committed(), strict=True):
        assert_read_back(found, citation, abstract)
        assert found.get("keywords", "") == ", ".join(citation.keywords)


@settings(max_examples=40)
@given(citations, texts)
def test_hostile_texts_are_read_back(citation: Citation, abstract: str) -> None:
    entry = bibtex_entry(citation, ADDRESS, abstract)
    (found,) = read(entry)
    assert_read_back(found, citation, abstract)
    assert entry.count("{") == entry.count("}")


@given(texts)
def test_braces_balance_whoever_counts_them(text: str) -> None:
    """bibtex counts every brace, biber and bibtexparser skip escaped ones."""
    for counted in (escape(text), re.sub(r"\\[{}]", "", escape(text)), protect(text)):
        depth = 0
        for sign in counted:
            depth += (sign == "{") - (sign == "}")
            assert depth >= 0
        assert depth == 0


def test_entries_of_many_files_make_one_file() -> None:
    view = ExportView("", ())
    files = [join_bibtex(view, [bibtex_entry(make_citation(key=key), ADDRESS)]) for key in ("a", "b", "c")]
    assert [found["key"] for found in read("\n".join(files))] == ["a", "b", "c"]
    assert join_bibtex(view, []) == ""


def test_an_arxiv_preprint_has_what_arxiv_gives() -> None:
    citation = make_citation(
        arxiv_id="2605.01234", doi="10.48550/arXiv.2605.01234", topics=("cs.CV", "cs.LG")
    )
    assert bibtex_entry(citation, "https://arxiv.org/abs/2605.01234") == (
        "@misc{wang2026masked,\n"
        "  title = {Masked Diffusion},\n"
        "  author = {Wang, Fengshun and van der Maaten, Laurens},\n"
        "  year = {2026},\n"
        "  month = may,\n"
        "  day = {28},\n"
        "  eprint = {2605.01234},\n"
        "  archiveprefix = {arXiv},\n"
        "  primaryclass = {cs.CV},\n"
        "  doi = {10.48550/arXiv.2605.01234},\n"
        "  url = {https://arxiv.org/abs/2605.01234},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("fields", "start", "line"),
    [
        ({"type": "article", "journal": "Nature & Co", "pages": "12-34"}, "@article{", "  pages = {12--34},"),
        ({"type": "conference", "conference": "CVPR"}, "@inproceedings{", "  booktitle = {CVPR},"),
    ],
)
def test_published_papers_have_the_type_of_their_place(fields: dict[str, Any], start: str, line: str) -> None:
    entry = bibtex_entry(make_citation(**fields), ADDRESS)
    assert entry.startswith(start)
    assert line in entry.splitlines()


NAMES = [
    ("Laurens van der Maaten", "van der Maaten, Laurens"),
    ("John Smith Jr.", "Smith, Jr., John"),
    ("ATLAS Collaboration", "{ATLAS Collaboration}"),
    ("José Ortega y Gasset", "{Ortega y Gasset}, José"),
    ("Luc Van Gool", "Van Gool, Luc"),
    ("Rand And Ersatz", "Ersatz, {Rand And}"),
    ("de Finetti", "de Finetti"),
    ("张伟", "张, 伟"),
]


@pytest.mark.parametrize(("printed", "written"), NAMES)
def test_names_are_divided_as_bibtex_divides_them(printed: str, written: str) -> None:
    assert author(split_name(printed)) == written


TITLES = [
    ("Masked Diffusion for CNNs", "Masked Diffusion for {CNNs}"),
    ("BS-LDM: Bone Suppression in X-Ray Images", "{BS-LDM}: Bone Suppression in {X-Ray} Images"),
    ("A vision of the Bayesian brain under stress", "A vision of the {Bayesian} brain under stress"),
    ("A Gap: An Answer", "A Gap: An Answer"),
    ("ALL IN CAPITALS", "ALL IN CAPITALS"),
    ("100% of R&D_{x}", r"100\% of {R\&D\_\{\vphantom{\}}x}\vphantom{\{}\}"),
    ("基于扩散模型", "基于扩散模型"),
]


@pytest.mark.parametrize(("title", "written"), TITLES)
def test_capitals_that_matter_are_protected(title: str, written: str) -> None:
    assert protect(title) == written
