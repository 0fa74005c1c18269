"""RIS, CSL-JSON, Markdown and the printed reference."""

import json
from pathlib import Path
from typing import Any

import pytest
import rispy
from hypothesis import given, settings

from generator.library.names import split_name
from generator.markup.render import render_body
from generator.model.citation import Citation
from generator.model.file_views import ExportView
from generator.outputs.exports.csl import csl_item, csl_text, join_csl
from generator.outputs.exports.markdown import join_markdown, markdown_entry
from generator.outputs.exports.reference import reference
from generator.outputs.exports.ris import INCOMPLETE, author, join_ris, ris_record
from generator.outputs.exports.sources import cited_address
from tests.outputs.citation_samples import BASE, citations, committed, make_citation, texts
from tests.outputs.desk import make_context, render, write_body

ADDRESS = f"{BASE}papers/masked-diffusion/"
LIST = ExportView("Computer Vision (cs.CV)", ())


def assert_ris_read_back(found: dict[str, Any], citation: Citation, abstract: str) -> None:
    assert found["id"] == citation.key
    assert found["title"] == citation.title
    assert found.get("abstract", "") == abstract
    assert found.get("authors", []) == [told for name in citation.names if (told := author(name))]
    assert found.get("keywords", []) == list(citation.keywords)
    assert found.get("date", "") == citation.date.replace("-", "/")
    assert found.get("year", "") == citation.date[:4]
    assert found.get("doi", "") == citation.doi
    assert found.get("language", "") == citation.language
    assert found.get("secondary_title", "") == citation.journal or citation.conference
    assert found["urls"] == [ADDRESS]
    assert found.get("notes", []) == ([] if citation.complete else [INCOMPLETE])


def test_ris_of_all_committed_papers_is_read_back() -> None:
    text = join_ris(LIST, [ris_record(citation, ADDRESS, abstract) for citation, abstract in committed()])
    records = rispy.loads(text)
    assert len(records) == len(committed())
    for found, (citation, abstract) in zip(records, committed(), strict=True):
        assert_ris_read_back(found, citation, abstract)


@settings(max_examples=30)
@given(citations, texts)
def test_ris_of_hostile_texts_is_read_back(citation: Citation, abstract: str) -> None:
    text = ris_record(citation, ADDRESS, abstract)
    (found,) = rispy.loads(text)
    assert_ris_read_back(found, citation, abstract)
    assert text.count("\n") == text.count("\r\n")
    assert text.endswith("ER  - \r\n")


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("Laurens van der Maaten", "van der Maaten, Laurens"),
        ("John Smith Jr.", "Smith, John, Jr."),
        ("ATLAS Collaboration", "ATLAS Collaboration"),
        ("Labs, Inc.", "Labs Inc."),
    ],
)
def test_ris_names(printed: str, written: str) -> None:
    assert author(split_name(printed)) == written


def test_ris_files_make_one_file() -> None:
    files = [join_ris(LIST, [ris_record(make_citation(key=key), ADDRESS, "")]) for key in ("a", "b")]
    assert [record["id"] for record in rispy.loads("\n".join(files))] == ["a", "b"]


CSL_TYPES = {"article", "article-journal", "paper-conference"}
CSL_NAME = {"family", "given", "non-dropping-particle", "suffix", "literal"}
CSL_TEXTS = set(
    "id citation-key type genre title container-title event-title volume issue page publisher number DOI URL"
    " abstract keyword note language".split()
)
"""Variables of CSL 1.0.2 that are text (csl-data.json); what else an item holds is author and issued."""


def assert_is_csl(item: dict[str, Any]) -> None:
    assert item["type"] in CSL_TYPES
    assert all(isinstance(item[key], str) and item[key] for key in item.keys() - {"author", "issued"})
    assert item.keys() - {"author", "issued"} <= CSL_TEXTS
    for name in item.get("author", []):
        assert name.keys() <= CSL_NAME
        assert all(isinstance(part, str) and part for part in name.values())
        assert "family" in name or "literal" in name
    if "issued" in item:
        (day,) = item["issued"]["date-parts"]
        assert [type(part) for part in day] == [int, int, int]


@settings(max_examples=30)
@given(citations, texts)
def test_csl_is_valid_and_loses_nothing(citation: Citation, abstract: str) -> None:
    (item,) = json.loads(join_csl(LIST, [csl_text(citation, ADDRESS, abstract)]))
    assert_is_csl(item)
    assert (item["id"], item["title"], item.get("abstract", "")) == (citation.key, citation.title, abstract)
    given_names = [name.get("given", "") for name in item.get("author", [])]
    assert given_names == [name.given for name in citation.names]
    assert item.get("keyword", "") == ", ".join(citation.keywords)


def test_csl_of_a_preprint_has_what_zotero_maps() -> None:
    citation = make_citation(arxiv_id="2605.01234", doi="10.48550/arXiv.2605.01234")
    assert csl_item(citation, "https://arxiv.org/abs/2605.01234", "") == {
        "id": "wang2026masked",
        "citation-key": "wang2026masked",
        "type": "article",
        "genre": "Preprint",
        "title": "Masked Diffusion",
        "author": [
            {"family": "Wang", "given": "Fengshun"},
            {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
        ],
        "issued": {"date-parts": [[2026, 5, 28]]},
        "publisher": "arXiv",
        "number": "arXiv:2605.01234",
        "DOI": "10.48550/arXiv.2605.01234",
        "URL": "https://arxiv.org/abs/2605.01234",
    }
    assert json.loads(join_csl(LIST, [])) == []


def test_markdown_is_a_list_to_read() -> None:
    citation = make_citation(complete=False)
    assert join_markdown(LIST, [markdown_entry(citation, ADDRESS, "We find it useful.")]) == (
        "# Computer Vision (cs.CV)\n\n"
        "## Masked Diffusion\n\n"
        "Fengshun Wang, Laurens van der Maaten, et al. · 2026-05-28\n\n"
        f"<{ADDRESS}>\n\n"
        "We find it useful.\n"
    )


@settings(max_examples=30)
@given(citations, texts)
def test_nothing_in_markdown_becomes_markup(citation: Citation, abstract: str) -> None:
    html = render_body(markdown_entry(citation, ADDRESS, abstract))
    assert html.count("<h2>") == html.count("<h") == 1
    assert all(f"<{tag}" not in html for tag in ("ul", "ol", "pre", "em", "strong", "blockquote"))


REFERENCES = [
    ({}, "Wang, F., & van der Maaten, L. (2026). Masked Diffusion [Preprint]. URL"),
    ({"names": (), "date": ""}, "Masked Diffusion [Preprint]. (n.d.). URL"),
    ({"complete": False}, "Wang, F., van der Maaten, L., et al. (2026). Masked Diffusion [Preprint]. URL"),
    (
        {"type": "article", "journal": "Nature", "volume": "12", "number": "3", "pages": "1–9"},
        "Wang, F., & van der Maaten, L. (2026). Masked Diffusion. Nature, 12(3), 1–9. URL",
    ),
    (
        {"type": "conference", "conference": "CVPR", "pages": "1–9", "title": "Why?"},
        "Wang, F., & van der Maaten, L. (2026). Why? In CVPR (pp. 1–9). URL",
    ),
    (
        {"names": tuple(map(split_name, ("张伟", "J.-P. Serre", "OpenAI"))), "arxiv_id": "2605.01234"},
        "张伟, Serre, J.-P., & OpenAI. (2026). Masked Diffusion [Preprint]. arXiv:2605.01234. URL",
    ),
]


@pytest.mark.parametrize(("fields", "text"), REFERENCES)
def test_reference(fields: dict[str, Any], text: str) -> None:
    assert reference(make_citation(**fields), "URL") == text


def test_a_reference_of_a_hundred_authors_names_twenty() -> None:
    names = tuple(split_name(f"Ann Author{n}") for n in range(100))
    text = reference(make_citation(names=names), "URL")
    assert "Author18, A., … Author99, A. (2026)." in text
    assert "Author19" not in text


ADDRESSES = [
    ({}, f"{BASE}papers/masked-diffusion/"),
    ({"doi": "10.1000/a b"}, "https://doi.org/10.1000/a%20b"),
    ({"arxiv_id": "2605.01234", "doi": "10.48550/arXiv.2605.01234"}, "https://arxiv.org/abs/2605.01234"),
    ({"arxiv_id": "2605.01234", "doi": "10.1000/182", "type": "article"}, "https://doi.org/10.1000/182"),
    ({"arxiv_id": "2605.01234", "type": "conference"}, "https://arxiv.org/abs/2605.01234"),
]


@pytest.mark.parametrize(("fields", "address"), ADDRESSES)
def test_what_is_cited_is_the_work_itself(fields: dict[str, Any], address: str) -> None:
    assert cited_address(make_citation(**fields), BASE) == address


@pytest.mark.parametrize("kind", ["bibtex", "ris", "csl-json", "markdown"])
def test_renderers_read_the_abstract(kind: str, tmp_path: Path) -> None:
    context = make_context(tmp_path)
    body = write_body(context, "x", "We gain 5 points, see $R^2$.")
    view = ExportView("", (make_citation(body=body), make_citation(key="b", body=body)))
    assert render(context, kind, view).decode("utf-8").count("We gain 5 points, see R²") == 2
