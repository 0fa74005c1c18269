import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lunr import stop_word_filter
from lunr.builder import Builder
from lunr.idf import idf

from generator.base.fold import fold
from generator.indexing.fields import FIELDS, document_words
from generator.indexing.words import stop_words, words
from generator.model.file_views import (
    SearchDocument,
    SearchManifestView,
    SearchPartRef,
    SearchPartView,
    SearchTextsView,
)
from generator.model.views import LISTED_AUTHORS
from generator.outputs.search import load_script, pack_papers
from generator.outputs.search_index import pack_index
from generator.outputs.texts import abstract_text
from tests.outputs.desk import make_context, make_document, render

WORDS = [
    ("Skin lesions", ["skin", "lesions"]),
    ("José Đurđa Łukasz Straße", ["jose", "durda", "lukasz", "strasse"]),
    ("Jörg Müller-Bär", ["jorg", "joerg", "muller", "bar", "mullerbar", "mueller", "baer", "muellerbaer"]),
    ("Mu\u0308ller Ågren", ["muller", "mueller", "agren", "aagren"]),
    ("zero-shot X-ray", ["zero", "shot", "zeroshot", "x", "ray", "xray"]),
    ("cs.CV", ["cs", "cv", "cscv"]),
    ("O'Brien’s", ["o", "brien", "s", "obriens"]),
    ("GPT-4.1 (2025)", ["gpt", "4", "1", "gpt41", "2025"]),
    ("ﬁne R² Ⅳ", ["fine", "r2", "iv"]),
    ("Bjǿrn 𐞃", ["bjorn", "ae"]),
    ("深度学习 of 2D", ["深", "度", "学", "习", "深度", "度学", "学习", "深度学习", "of", "2d"]),
    ("王伟 GPT模型", ["王", "伟", "王伟", "gpt", "模", "型", "模型", "gpt模型"]),
    ("デモ テ\u3099 ﾊﾟ", ["デ", "モ", "デモ", "デ", "パ"]),
    ("-- : * ~ ()", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected


@given(st.text())
@settings(deadline=None)
def test_words_are_what_fold_leaves(text: str) -> None:
    found, folded = Counter(words(text)), Counter(words(fold(text)))
    assert folded <= found  # and words as they are spelled without umlauts
    assert all(word and not word.isspace() for word in found)


@given(st.lists(st.text()), st.sampled_from(" \n\u00a0\u3000"))
def test_texts_between_blanks_are_cut_by_themselves(texts: list[str], blank: str) -> None:
    assert words(blank.join(texts)) == [word for text in texts for word in words(text)]


BROWSER_WORDS = """
import { asked, line, spelled } from "./src/words.js";
const texts = JSON.parse(await new Response(process.stdin).text());
const parts = (text) => line(text).trim().split(" ").filter(Boolean);
const whole = (word) => (/^[\\p{L}\\p{N}]+$/u.test(word) ? [word] : []);
console.log(JSON.stringify(texts.map((text) => [parts(text), asked(parts(text)), whole(spelled(text))])));
"""


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
def test_the_browser_cuts_words_in_the_same_way() -> None:
    """Whatever the browser makes of a word is a term of the index, and every part of a word is one."""
    blocks = [range(0x20, 0x590), range(0x1E00, 0x2200), range(0x3040, 0x3100), range(0xAC00, 0xAC40)]
    blocks += [range(0x4E00, 0x4E40), range(0xFB00, 0xFB07), range(0x1D400, 0x1D440), range(0x20000, 0x20010)]
    signs = [chr(code) for block in blocks for code in block]
    texts = [text for text, _ in WORDS if " " not in text] + [f"a{sign}b" for sign in signs] + signs
    ended = subprocess.run(
        ["node", "--input-type=module", "-e", BROWSER_WORDS],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2] / "browser",
    )
    differing = []
    for text, (parts, asked, spelled) in zip(texts, json.loads(ended.stdout), strict=True):
        terms = list(words(text))
        if terms[: len(parts)] != parts or not {*asked, *spelled} <= {*terms}:
            differing.append((text, terms, parts, asked, spelled))
    assert differing == []


def part_of(*documents: SearchDocument) -> SearchPartView:
    return SearchPartView("2026.1", documents, 16, ("search/texts.2026.1.0.1f0c.js",))


def view_of(tmp_path: Path) -> SearchPartView:
    context = make_context(tmp_path)
    return part_of(
        make_document(
            context,
            "Zero-shot detection of $\\alpha$-cells",
            authors=("Jörg Müller",),
            topics=("cs.CV",),
            topic_names=("Computer Vision",),
            keywords=("zero-shot",),
            text="We detect the cells. *Stars* and https://a.org/x_y stay text.",
            authors_complete=False,
            score=86.6,
            has_code=True,
            organisations=("ETH Zürich",),
            code_url="https://example.org/code",
        ),
        make_document(
            context,
            "A survey",
            text="Cells and more cells, the whole of them.",
            date="",
        ),
    )


def loaded(script: bytes) -> tuple[str, Any]:
    """Read a script as the browser does; fails when it holds anything but one call."""
    text = script.decode()
    assert text.startswith('paperDigest.load("')
    assert text.endswith(");\n")
    name, data = json.loads(f"[{text[len('paperDigest.load(') : -len(');') - 1]}]")
    return name, data


def unpacked(packed: dict[str, Any]) -> dict[str, dict[int, dict[str, int]]]:
    """The index as field → document → term → weight."""
    fields: dict[str, dict[int, dict[str, int]]] = {}
    for name, documents in zip(packed["fields"], packed["vectors"], strict=True):
        fields[name] = {}
        for number, pairs in enumerate(documents):
            at, weights = 0, {}
            for step, weight in zip(pairs[::2], pairs[1::2], strict=True):
                at += step
                weights[packed["terms"][at]] = weight
            fields[name][number] = weights
    return fields


def test_the_index_holds_every_word_of_every_field(tmp_path: Path) -> None:
    view = view_of(tmp_path)
    name, packed = loaded(render(make_context(tmp_path), "search-index", view))
    assert name == "index 2026.1"
    assert packed["terms"] == sorted(packed["terms"])
    fields = unpacked(packed)
    assert list(fields) == list(FIELDS)
    first = {field: set(documents[0]) for field, documents in fields.items()}
    assert first["title"] == {"zero", "shot", "zeroshot", "detection", "of", "α", "cells", "αcells"}
    assert first["authors"] == {"jorg", "muller", "joerg", "mueller"}
    assert first["keywords"] == {"zero", "shot", "zeroshot"}
    assert first["topics"] == {"cs", "cv", "cscv", "computer", "vision"}
    assert first["organisations"] == {"eth", "zurich", "zuerich"}
    assert first["year"] == {"2026"}
    assert fields["year"][1] == {}
    assert {"detect", "cells", "stars", "stay"} <= first["abstract"]
    assert not {"we", "the", "and"} & first["abstract"]
    assert fields["abstract"][1]["cells"] > 0


def test_weights_are_lunrs(tmp_path: Path) -> None:
    """But for the rarity of words, which the browser reckons over all parts."""
    content = tmp_path / "content"
    papers = [
        document_words(each, abstract_text(str(content), each.body)) for each in view_of(tmp_path).documents
    ]
    builder = Builder()
    for name, boost in FIELDS.items():
        builder.field(name, boost=boost)
    for number, paper in enumerate(papers):
        builder.add({"id": str(number), **paper})
    index = builder.build()
    fields = unpacked(pack_index(papers, FIELDS))
    numbers = {posting["_index"]: term for term, posting in index.inverted_index.items()}
    for reference, vector in index.field_vectors.items():
        field, _, document = reference.partition("/")
        pairs = vector.serialize()
        theirs = {
            numbers[n]: weight / idf(index.inverted_index[numbers[n]], 2)
            for n, weight in zip(pairs[::2], pairs[1::2], strict=True)
        }
        ours = fields[field][int(document)]
        assert ours.keys() == theirs.keys()
        assert all(abs(ours[term] / 10 - weight) <= 0.1 for term, weight in theirs.items())


def test_stop_words_are_lunrs() -> None:
    assert stop_words() == stop_word_filter.WORDS


def rows_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict(zip(data["columns"], row, strict=True)) for row in data["rows"]]


def test_papers_are_what_results_show_and_filters_ask(tmp_path: Path) -> None:
    name, data = loaded(render(make_context(tmp_path), "search-papers", view_of(tmp_path)))
    assert name == "papers 2026.1"
    assert (data["block"], data["texts"]) == (16, ["search/texts.2026.1.0.1f0c.js"])
    first, second = rows_of(data)
    assert first["title"] == "Zero-shot detection of α-cells"
    assert first["authors"] == ["Jörg Müller"]
    assert (first["complete"], first["topics"], first["score"]) == (0, ["cs.CV"], 86.6)
    assert (first["organisations"], first["keywords"]) == (["ETH Zürich"], ["zero-shot"])
    assert (first["code"], second["code"], second["score"]) == ("https://example.org/code", 0, None)
    assert (first["date"], first["added"]) == ("2026-05-20", "2026-05-28")
    assert (second["date"], second["topics"], second["complete"]) == ("", [], 1)


def test_texts_are_abstracts_as_people_read_them(tmp_path: Path) -> None:
    view = view_of(tmp_path)
    texts = SearchTextsView(tuple(document.body for document in view.documents))
    assert loaded(render(make_context(tmp_path), "search-texts", texts)) == (
        "some/file",
        [
            "We detect the cells. *Stars* and https://a.org/x_y stay text.",
            "Cells and more cells, the whole of them.",
        ],
    )


CODES = [
    ("https://a.org/x", True, "https://a.org/x"),
    ("javascript:alert(1)", True, 1),
    ("", True, 1),
    ("", False, 0),
]


@pytest.mark.parametrize(("address", "has_code", "shown"), CODES)
def test_only_web_addresses_become_links_to_code(
    address: str, has_code: bool, shown: object, tmp_path: Path
) -> None:
    document = make_document(make_context(tmp_path), "A", code_url=address, has_code=has_code)
    (row,) = rows_of(pack_papers(part_of(document)))
    assert row["code"] == shown


def test_results_name_as_many_authors_as_lists(tmp_path: Path) -> None:
    document = make_document(make_context(tmp_path), "A", authors=tuple(f"Person {n}" for n in range(1000)))
    (row,) = rows_of(pack_papers(part_of(document)))
    assert row["authors"] == [f"Person {n}" for n in range(LISTED_AUTHORS)]
    assert row["more"] == 1000 - LISTED_AUTHORS


def test_the_manifest_names_the_parts(tmp_path: Path) -> None:
    part = SearchPartRef("2026.1", 213, "search/index.2026.1.1f0c.js", "search/papers.2026.1.1f0c.js")
    assert loaded(render(make_context(tmp_path), "search-manifest", SearchManifestView((part,)))) == (
        "manifest",
        {"parts": [{"name": "2026.1", "count": 213, "index": part.index, "papers": part.papers}]},
    )


@pytest.mark.parametrize("kind", ["search-index", "search-papers"])
def test_equal_views_give_equal_bytes(tmp_path: Path, kind: str) -> None:
    view = view_of(tmp_path)
    context = make_context(tmp_path)
    assert render(context, kind, view) == render(context, kind, view)


@given(st.text())
@settings(deadline=None)
def test_scripts_survive_any_text(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    script = load_script("x", [text, "</script><!--\u2028"])
    assert loaded(script) == ("x", [text, "</script><!--\u2028"])
    assert b"<" not in script
    assert not {"\u2028", "\u2029"} & set(script.decode())
