"""What Zotero and Google Scholar would reject: a whole page, and the same with one fault each."""

import datetime as dt

import pytest

from generator.check.heads import Head, read_head
from generator.check.markup import parse_html
from generator.check.scholarly import check_head, check_shared, scholar_lacks, unlisted
from generator.check.zotero import Creator, clean_author, zotero_items
from generator.errors import Severity
from generator.model.paper import PaperPage
from tests.samples import make_page

BASE = "https://lab.example/digest/"
PATH = "papers/x/index.html"
PAPER = make_page("Reading and Writing", slug="x", authors=("Lin Wang",))
UNDATED = make_page("Reading and Writing", slug="x", authors=(), date=None)

PAGE = f"""<!doctype html><html lang="en"><head><title>Reading and Writing</title>
<link rel="canonical" href="{BASE}papers/x/">
<meta property="og:type" content="article">
<meta property="og:url" content="{BASE}papers/x/">
<meta property="article:author" content="{BASE}authors/lin-wang/">
<script type="application/ld+json">{{"@context":"https://schema.org"}}</script>
<meta name="citation_title" content="Reading and Writing">
<meta name="citation_author" content="Wang, Lin">
<meta name="citation_author" content="ATLAS Collaboration,">
<meta name="citation_publication_date" content="2024/07/11">
<meta name="citation_doi" content="10.1000/182">
<meta name="citation_abstract" content="We read.">
<meta name="z:itemType" content="preprint">
</head><body><main><h1>Reading and Writing</h1></main></body></html>
"""

SPAN = "ctx_ver=Z39.88-2004&amp;rft_val_fmt=info:ofi/fmt:kev:mtx:dc"
GOOD_SPAN = f'<span class="Z3988" title="{SPAN}&amp;rft.title=A&amp;rft.type=journalArticle"></span>'
LIST = (
    f'<!doctype html><title>List</title><meta property="og:type" content="website"><main>{GOOD_SPAN}</main>'
)


def head_of(page: str) -> Head:
    root = parse_html(page.encode())
    assert root is not None
    return read_head(root)


def told(page: str, paper: PaperPage | None = PAPER, path: str = PATH) -> list[str]:
    findings = check_head(path, head_of(page), paper, BASE)
    return [f"{finding.severity.name.lower()}: {finding.fault}" for finding in findings]


def tag(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">\n'


def test_a_whole_page() -> None:
    assert told(PAGE) == []
    assert scholar_lacks(head_of(PAGE)) == []


FAULTS = [
    # what stands there, what comes instead, what is told
    (tag("citation_title", "Reading and Writing"), "",
     ["error: the page does not tell the paper's title: citation_title is missing"]),
    (tag("citation_author", "Wang, Lin") + tag("citation_author", "ATLAS Collaboration,"), "",
     ["error: the page does not tell the paper's authors: citation_author is missing"]),
    (tag("citation_publication_date", "2024/07/11"), "",
     ["error: the page does not tell the paper's date: citation_publication_date is missing"]),
    (tag("citation_abstract", "We read."), "",
     ["error: the page does not tell the paper's abstract: citation_abstract is missing"]),
    ("2024/07/11", "2024-07-11",
     ["error: Google Scholar cannot read citation_publication_date '2024-07-11'"]),
    ("2024/07/11", "2024/07", ["error: Google Scholar cannot read citation_publication_date '2024/07'"]),
    ("2024/07/11", "2024/13/41",
     ["error: Google Scholar cannot read citation_publication_date '2024/13/41'"]),
    ("2024/07/11", "2024/7/1", []),
    ("2024/07/11", "2024", []),
    ('content="preprint"', 'content="paper"', ["error: Zotero knows no item type 'paper'"]),
    (tag("z:itemType", "preprint"), "", ["error: Zotero would guess the item type"]),
    ("</main>", f"{GOOD_SPAN}</main>",
     ["error: Zotero would offer a list instead of this page's paper: a paper's page may have no COinS"]),
    ("</head>", tag("citation_title", "Another Paper") + "</head>",
     ["error: citation_title stands 2 times: a page may hold the tags of one paper only"]),
    ("</head>", tag("citation_doi", "10.1000/183") + "</head>",
     ["error: citation_doi stands 2 times: a page may hold the tags of one paper only"]),
    ("Wang, Lin", "Wang, Lin; Li, Wei",
     ["error: Zotero would divide the author 'Wang, Lin; Li, Wei' at the semicolon"]),
    ("Wang, Lin", "Wang, Lin 3", ["error: the author 'Wang, Lin 3' is more than a name: '3'"]),
    ("Wang, Lin", "Wang, Lin (Tongji University)",
     ["error: the author 'Wang, Lin (Tongji University)' is more than a name: 'Universit'"]),
    ("ATLAS Collaboration,", "ATLAS = {x},",
     ["error: the author 'ATLAS = {x},' is more than a name: '='"]),
    ("Wang, Lin", "Wang, &lt;b&gt;Lin", ["error: the author 'Wang, <b>Lin' is more than a name: '<'"]),
    ("10.1000/182", "https://doi.org/10.1000/182",
     ["error: citation_doi 'https://doi.org/10.1000/182' is no DOI"]),
    ("10.1000/182", "Nature", ["error: citation_doi 'Nature' is no DOI"]),
    ("</head>", tag("citation_arxiv_id", "hep-th") + "</head>",
     ["error: citation_arxiv_id 'hep-th' is no number of arXiv"]),
    ("</head>", tag("citation_arxiv_id", "hep-th/9901001") + "</head>", []),
    ("ATLAS Collaboration,", "ATLAS Collaboration",
     ["error: Zotero would cut the group 'ATLAS Collaboration' into given and family name"]),
    ('Wang, Lin"', 'Wang, Lin 3">' + '<meta name="citation_author" content="Li, Wei 2"',
     ["error: the author 'Wang, Lin 3' is more than a name: '3' (and 1 more of this page)"]),
    ("ATLAS Collaboration,", "Wang, Lin", ["warning: the author 'Wang, Lin' stands twice"]),
    ('"citation_title" content="Reading and Writing"', '"citation_title" content="READING AND WRITING"',
     ["warning: the title is in capitals: 'READING AND WRITING'"]),
    (f'<link rel="canonical" href="{BASE}papers/x/">', "",
     ["error: the page's canonical address is none instead of its own"]),
    (f'canonical" href="{BASE}papers/x/"', f'canonical" href="{BASE}papers/y/"',
     [f"error: the page's canonical address is '{BASE}papers/y/' instead of its own"]),
    ("</head>", tag("citation_abstract_html_url", "https://arxiv.org/abs/1") + "</head>",
     ["error: citation_abstract_html_url leads elsewhere: 'https://arxiv.org/abs/1'"]),
    ("</head>", tag("citation_pdf_url", "https://arxiv.org/pdf/1") + "</head>",
     ["error: citation_pdf_url leads out of the site: 'https://arxiv.org/pdf/1'"]),
    ("</head>", tag("citation_pdf_url", f"{BASE}x.pdf") + "</head>",
     [f"warning: Google Scholar passes by a PDF that does not lie beside its page: '{BASE}x.pdf'"]),
    ("</head>", tag("citation_pdf_url", f"{BASE}papers/x/x.pdf") + "</head>", []),
    ('{"@context"', '{"@context',
     ["error: the structured data are no JSON: Expecting ':' delimiter: line 1 column 13 (char 12)"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), FAULTS)
def test_one_fault(old: str, new: str, expected: list[str]) -> None:
    assert old in PAGE
    assert told(PAGE.replace(old, new)) == expected


def test_an_author_of_very_many_who_stands_twice_is_told() -> None:
    many = "".join(
        tag("citation_author", f"Author{chr(97 + n // 26)}{chr(97 + n % 26)}, A") for n in range(600)
    )
    page = PAGE.replace("</head>", f"{many}{tag('citation_author', 'Wang, Lin')}</head>")
    assert told(page) == ["warning: the author 'Wang, Lin' stands twice"]


def test_an_undated_paper_gets_no_date_by_mistake() -> None:
    bare = "\n".join(line for line in PAGE.split("\n") if "author" not in line and "_date" not in line)
    assert told(bare, UNDATED) == []
    assert scholar_lacks(head_of(bare)) == ["author", "year"]
    timed = bare.replace("<h1>", '<p>added <time datetime="2026-05-28">28 May</time></p><h1>')
    assert told(timed, UNDATED) == [
        "error: Zotero would take 2026-05-28 for the date of a paper that has none"
    ]
    assert told(bare.replace("</head>", tag("citation_online_date", "2026/05/28") + "</head>"), UNDATED) == [
        "error: Zotero would take 2026/05/28 for the date of a paper that has none"
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("<main>", tag("citation_title", "A") + "<main>",
         ["error: only a paper's page may have the tag citation_title: this page would count as a paper"]),
        ("<main>", tag("z:itemType", "preprint") + "<main>",
         ["error: only a paper's page may have the tag z:itemType: this page would count as a paper"]),
        ("rft.title=A", "rft.title=",
         ["error: Zotero cannot read a paper of this list: its COinS lacks format, type or title"]),
        ("rft.title=A&amp;rft.type=journalArticle", "rft.type=journalArticle&amp;rft.title=A",
         ["error: Zotero cannot read a paper of this list: its COinS lacks format, type or title"]),
        ("kev:mtx:dc", "kev:mtx:x",
         ["error: Zotero cannot read a paper of this list: its COinS lacks format, type or title"]),
        ("</main>", f"{GOOD_SPAN}</main>", ["warning: Zotero would offer 1 of this page's papers twice"]),
    ],
)  # fmt: skip
def test_a_list(old: str, new: str, expected: list[str]) -> None:
    assert told(LIST.replace(old, new, 1), None, "topics/x/index.html") == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Wang, Lin", ("Wang", "Lin")),
        ("Lin Wang", ("Wang", "Lin")),
        ("ATLAS Collaboration,", ("ATLAS Collaboration", "")),
        ("ATLAS Collaboration", ("Collaboration", "ATLAS")),
        ("de la Cruz, Juan\N{NO-BREAK SPACE}Carlos", ("de la Cruz", "Juan Carlos")),
        ("Jonas, Rahul A", ("Jonas", "Rahul A.")),
        ("Morgan, JP", ("Morgan", "J. P.")),
        ("Sartre, J.-P.", ("Sartre", "J.-P.")),
        ("Wang", ("Wang", "")),
    ],
)
def test_how_zotero_cuts_names(name: str, expected: Creator) -> None:
    assert clean_author(name) == expected


def test_zotero_divides_an_only_author_at_the_comma() -> None:
    page = '<!doctype html><title>x</title><meta name="citation_author" content="de la Cruz, Juan Carlos">'
    assert zotero_items(head_of(page), BASE)[0].creators == (("Cruz", "De La"), ("Carlos", "Juan"))


def test_a_doi_of_two_papers() -> None:
    (finding,) = check_shared([("10.1000/A", "a/index.html"), ("10.1000/a", "b/index.html"), ("10.1/b", "c")])
    assert finding.path == "b/index.html"
    assert finding.severity is Severity.WARNING
    assert finding.fault == "10.1000/a is the DOI of 2 papers, for example of a/index.html"


def test_papers_that_scholar_passes_by_are_one_note() -> None:
    assert unlisted([PAPER]) == []
    (note,) = unlisted([PAPER, UNDATED, make_page("Z", date=dt.date(2024, 1, 1), authors=())])
    assert note.severity is Severity.NOTE
    assert note.fault.startswith("Google Scholar passes by 2 papers without authors or date")
