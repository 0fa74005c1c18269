"""What a page's head tells: Highwire, Dublin Core, JSON-LD, signposts, Open Graph; and COinS in lists."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.base.words import ENGLISH
from generator.check.heads import Head
from generator.check.zotero import zotero_items
from generator.library.names import inverted, split_name
from generator.model.citation import Citation, Name
from generator.model.page_views import HomeView, PaperView
from generator.model.paper import Body
from generator.model.record import Link
from generator.model.views import EntryView, FileRef, Meta, Ref
from generator.outputs.heads.coins import context_object
from generator.outputs.heads.dublin_core import dublin_core_tags
from generator.outputs.heads.filters import head_filters
from generator.outputs.heads.highwire import authors, highwire_tags
from generator.outputs.heads.json_ld import author, structured_data
from generator.outputs.heads.open_graph import open_graph_tags
from generator.outputs.heads.signposting import signposts
from generator.outputs.sandbox import Sandbox
from tests.theme.sample_views import make_site

SITE = make_site()
BASE = SITE.base_url
BODY = Body("papers/2024/x.md", "0")
LIN = replace(split_name("Lin Wang"), url="authors/lin-wang/", orcid="0000-0002-1825-0097")
CITATION = Citation(
    key="wang2024reading",
    type="preprint",
    title="Reading & Writing",
    names=(LIN, split_name("ATLAS Collaboration")),
    complete=True,
    date="2024-07-11",
    added="2026-05-28",
    url="papers/x/",
    body=BODY,
    keywords=("reading", "a; b"),
    topics=("cs.CV",),
    arxiv_id="2401.01230",
    doi="10.48550/arXiv.2401.01230",
)
ENTRY = EntryView(
    "title:1", "papers/x/", "Reading $n$ & Writing", (), True, (), (), "2024-07-11", "2026-05-28", None,
    False, "", "Text.", BODY, cited=("Wang, Lin", "ATLAS Collaboration,"), doi="10.1000/18 2",
)  # fmt: skip


def paper_view(citation: Citation, *links: Link) -> PaperView:
    crumbs = (Ref("Topics", "topics/"),)
    meta = Meta("paper", citation.title, "A teaser …", citation.url, crumbs)
    day = Ref("2024-07-11", "2024/07/11/")
    exports = (FileRef("BibTeX", "papers/x/x.bib", "application/x-bibtex"),)
    return PaperView(meta, ENTRY, (), links, (), None, None, day, "", "", (), (), citation, exports)


def tags(**changes: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, content in highwire_tags(replace(CITATION, **changes), BASE, "We read.", "en"):
        found.setdefault(name, []).append(content)
    return found


def test_highwire_of_a_preprint() -> None:
    assert highwire_tags(CITATION, BASE, "We read.", "en") == [
        ("citation_title", "Reading & Writing"),
        ("citation_author", "Wang, Lin"),
        ("citation_author", "ATLAS Collaboration,"),
        ("citation_publication_date", "2024/07/11"),
        ("citation_online_date", "2026/05/28"),
        ("citation_doi", "10.48550/arXiv.2401.01230"),
        ("citation_arxiv_id", "2401.01230"),
        ("citation_abstract_html_url", f"{BASE}papers/x/"),
        ("citation_language", "en"),
        ("citation_keywords", "reading; a, b"),
        ("citation_abstract", "We read."),
        ("z:itemType", "preprint"),
        ("z:repository", "arXiv"),
        ("z:archiveID", "arXiv:2401.01230"),
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"date": ""}, {"citation_publication_date": None, "citation_online_date": None}),
        ({"date": "2024-07"}, {"citation_publication_date": ["2024"]}),
        ({"date": "2024"}, {"citation_publication_date": ["2024"]}),
        ({"names": ()}, {"citation_author": None}),
        ({"arxiv_id": ""}, {"z:repository": None, "z:archiveID": None, "citation_arxiv_id": None}),
        ({"type": "article", "journal": "Looms", "volume": "3", "number": "4", "pages": "17–29"},
         {"z:itemType": ["journalArticle"], "citation_journal_title": ["Looms"], "citation_volume": ["3"],
          "citation_issue": ["4"], "citation_firstpage": ["17"], "citation_lastpage": ["29"],
          "z:repository": None}),
        ({"type": "conference", "conference": "Loom Conf", "pages": "e12"},
         {"z:itemType": ["conferencePaper"], "citation_conference_title": ["Loom Conf"],
          "citation_journal_title": None, "citation_firstpage": ["e12"], "citation_lastpage": None}),
        ({"pdf_url": f"{BASE}papers/x/x.pdf"}, {"citation_pdf_url": [f"{BASE}papers/x/x.pdf"]}),
    ],
)  # fmt: skip
def test_highwire_where_known(changes: dict[str, Any], expected: dict[str, list[str] | None]) -> None:
    found = tags(**changes)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (split_name("Lin Wang"), "Wang, Lin"),
        (split_name("Laurens van der Maaten"), "van der Maaten, Laurens"),
        (split_name("Martin Luther King Jr."), "King, Martin Luther Jr."),
        (split_name("ATLAS Collaboration"), "ATLAS Collaboration,"),
        (split_name("OpenAI"), "OpenAI,"),
        (split_name("张伟"), "张, 伟"),
        (Name("", literal="Looms, Inc; Paris"), "Looms Inc Paris,"),
        (Name("Wang;", "Lin, 2"), "Wang, Lin 2"),
        (Name(""), ""),
    ],
)
def test_names_as_programs_divide_them(name: Name, expected: str) -> None:
    assert inverted(name) == expected


def test_a_pages_only_author_stays_one_person() -> None:
    """Zotero divides at the comma when words stand on both sides; it makes these blanks plain again."""
    names = (split_name("Juan Carlos de la Cruz"),)
    assert authors(names) == ["de la Cruz, Juan\N{NO-BREAK SPACE}Carlos"]
    assert authors((*names, LIN)) == ["de la Cruz, Juan Carlos", "Wang, Lin"]


def test_dublin_core() -> None:
    article = replace(CITATION, journal="Looms", license="https://creativecommons.org/licenses/by/4.0/")
    assert dublin_core_tags(article, "en") == [
        ("DC.title", "Reading & Writing"),
        ("DC.creator", "Wang, Lin"),
        ("DC.creator", "ATLAS Collaboration"),
        ("DC.date", "2024-07-11"),
        ("DC.identifier", "https://doi.org/10.48550/arXiv.2401.01230"),
        ("DC.identifier", "https://arxiv.org/abs/2401.01230"),
        ("DC.language", "en"),
        ("DC.source", "Looms"),
        ("DC.rights", "https://creativecommons.org/licenses/by/4.0/"),
        ("DC.subject", "reading"),
        ("DC.subject", "a; b"),
    ]


def test_structured_data_of_a_paper() -> None:
    links = (Link("paper", "https://arxiv.org/abs/2401.01230"), Link("code", "https://github.com/x/y"))
    data = structured_data(paper_view(CITATION, *links), SITE, "Home", "We read.")
    article, crumbs = data["@graph"]
    url = f"{BASE}papers/x/"
    assert article == {
        "@type": "ScholarlyArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": "Reading & Writing",
        "name": "Reading & Writing",
        "author": [
            {
                "@type": "Person",
                "@id": "https://orcid.org/0000-0002-1825-0097",
                "name": "Lin Wang",
                "givenName": "Lin",
                "familyName": "Wang",
                "url": f"{BASE}authors/lin-wang/",
                "sameAs": "https://orcid.org/0000-0002-1825-0097",
            },
            {"@type": "Organization", "name": "ATLAS Collaboration"},
        ],
        "datePublished": "2024-07-11",
        "dateModified": "2026-05-28",
        "abstract": "We read.",
        "inLanguage": "en",
        "keywords": ["reading", "a; b"],
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "doi", "value": CITATION.doi,
             "url": f"https://doi.org/{CITATION.doi}"},
            {"@type": "PropertyValue", "propertyID": "arXiv", "value": "2401.01230",
             "url": "https://arxiv.org/abs/2401.01230"},
        ],
        "sameAs": [f"https://doi.org/{CITATION.doi}", "https://arxiv.org/abs/2401.01230"],
        "isPartOf": [{"@type": "WebSite", "@id": BASE, "name": "Paper Digest", "url": BASE}],
    }  # fmt: skip
    assert [(step["position"], step["name"], step.get("item")) for step in crumbs["itemListElement"]] == [
        (1, "Home", BASE),
        (2, "Topics", f"{BASE}topics/"),
        (3, "Reading & Writing", None),
    ]


def test_where_a_paper_appeared() -> None:
    in_journal = replace(CITATION, journal="Looms", volume="3", number="4", license="javascript:alert(1)")
    article = structured_data(paper_view(in_journal), SITE, "Home")["@graph"][0]
    assert article["isPartOf"][0] == {
        "@type": ["Periodical", "PublicationVolume", "PublicationIssue"],
        "name": "Looms",
        "volumeNumber": "3",
        "issueNumber": "4",
    }
    assert "license" not in article
    assert author(Name("Wang", "Lin", url="authors/lin-wang/"), BASE)["@id"] == f"{BASE}authors/lin-wang/"
    assert author(Name("李", "明"), BASE)["name"] == "李明"


def test_structured_data_of_home_and_of_pages_without_any() -> None:
    meta = Meta("home", "Paper Digest", "New papers.", "")
    home = HomeView(meta, Ref("", ""), 0, (), (), "", (), (), (), 0, 0)
    (website,) = structured_data(home, SITE, "Home")["@graph"]
    assert website["potentialAction"]["target"]["urlTemplate"] == f"{BASE}search/?q={{query}}"
    assert structured_data(object(), SITE, "Home") == {}
    assert head_filters(Sandbox(), SITE, ENGLISH)["json_ld"](object()) == ""


@given(st.text())
def test_no_text_ends_the_script(text: str) -> None:
    view = paper_view(replace(CITATION, title=f"</script><!--{text}"))
    script = head_filters(Sandbox(), SITE, ENGLISH)["json_ld"](view, text)
    assert "<" not in script
    assert not re.search("[\u2028\u2029\n\r]", script)
    article = json.loads(script)["@graph"][0]
    assert article["headline"] == f"</script><!--{text}"
    assert article.get("abstract", "") == text


def test_signposts() -> None:
    licensed = replace(
        CITATION, license="https://creativecommons.org/licenses/by/4.0/", pdf_url=f"{BASE}papers/x/x.pdf"
    )
    posts = signposts(paper_view(licensed))
    assert [(post.rel, post.href, post.type) for post in posts] == [
        ("type", "https://schema.org/AboutPage", ""),
        ("type", "https://schema.org/ScholarlyArticle", ""),
        ("author", "authors/lin-wang/", ""),
        ("author", "https://orcid.org/0000-0002-1825-0097", ""),
        ("describedby", "papers/x/x.bib", "application/x-bibtex"),
        ("item", f"{BASE}papers/x/x.pdf", "application/pdf"),
        ("license", "https://creativecommons.org/licenses/by/4.0/", ""),
    ]
    assert "license" not in {
        post.rel for post in signposts(paper_view(replace(CITATION, license="javascript:1")))
    }


def test_open_graph() -> None:
    found = dict(open_graph_tags(paper_view(CITATION), make_site(language="pt-BR")))
    assert found["og:type"] == "article"
    assert found["og:locale"] == "pt_BR"
    assert found["article:published_time"] == "2024-07-11"
    assert found["article:author"] == f"{BASE}authors/lin-wang/"
    assert found["twitter:title"] == found["og:title"] == "Reading & Writing"
    undated = dict(open_graph_tags(paper_view(replace(CITATION, date="")), SITE))
    assert "article:published_time" not in undated
    assert "og:locale" not in undated


def read_back(entry: EntryView) -> Any:
    (item,) = zotero_items(Head("", "", (), (), (context_object(entry, BASE),), (), ()), "")
    return item


def test_coins() -> None:
    assert context_object(ENTRY, BASE) == (
        "ctx_ver=Z39.88-2004&rft_val_fmt=info:ofi/fmt:kev:mtx:dc"
        "&rft.title=Reading+n+%26+Writing&rft.type=preprint&rft.creator=Wang,+Lin&rft.au=ATLAS+Collaboration,&rft.date=2024-07-11"
        f"&rft.identifier={BASE}papers/x/&rft_id=info:doi/10.1000/18+2"
    )
    item = read_back(ENTRY)
    assert (item.type, item.title, item.date, item.doi) == (
        "preprint",
        "Reading n & Writing",
        "2024-07-11",
        "10.1000/18 2",
    )
    assert item.creators == (("Wang", "Lin"), ("ATLAS Collaboration", ""))


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_coins_hold_any_text(text: str) -> None:
    entry = replace(ENTRY, doi=text, cited=(), date="")
    context = context_object(entry, BASE)
    assert re.fullmatch(r"[\x21-\x7e]+", context)
    assert not re.search("[\"'<>]", context)
    assert read_back(entry).doi == text
