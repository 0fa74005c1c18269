"""Sample pages of papers, one of them with all that a page may have."""

from typing import Any

from msgspec.structs import replace

from generator.base.tex import plain
from generator.library.names import split_name
from generator.model import page_views as p
from generator.model.citation import Citation
from generator.model.record import Link, Source
from generator.model.views import EntryView, Ref
from tests.theme.sample_entries import CV, MANY_PEOPLE, UNBROKEN, make_meta


def make_citation(entry: EntryView) -> Citation:
    """Return the citation that goes with a list's entry."""
    names = tuple(replace(split_name(author.name), url=author.url) for author in entry.authors)
    return Citation(
        key=f"key{entry.id[-4:]}",
        type="preprint",
        title=plain(entry.title),
        names=names,
        complete=entry.authors_complete,
        date=entry.date,
        added=entry.added,
        url=entry.url,
        body=entry.body,
        keywords=entry.keywords,
        topics=tuple(topic.code for topic in entry.topics if topic.code),
    )


def paper_pages(entries: tuple[EntryView, ...]) -> list[tuple[str, str, Any]]:
    rich = p.PaperView(
        meta=make_meta(
            "paper", entries[0].title, entries[0].url, Ref("Topics", "topics/"), Ref(CV.name, CV.url)
        ),
        entry=entries[0],
        keywords=(Ref("visual search", "keywords/visual-search/"), Ref("browsing agents", "")),
        links=(
            Link("paper", "https://arxiv.org/abs/2605.01234"),
            Link("pdf", "https://arxiv.org/pdf/2605.01234"),
            Link("code", "https://github.com/x/y"),
            Link("project", "https://visbrowse.example.org/"),
            Link("data", "https://huggingface.co/datasets/x"),
            Link("link", "javascript:alert(1)"),
        ),
        related=(
            p.RelatedView(entries[1].title, entries[1].url, "vision-language model, benchmark"),
            p.RelatedView(entries[2].title, entries[2].url, ""),
            p.RelatedView(entries[6].title, entries[6].url, "تصوير"),
        ),
        newer=Ref(entries[4].title, entries[4].url),
        older=Ref(entries[7].title, entries[7].url),
        day=Ref("2026-05-28", "2026/05/28/"),
        arxiv_id="2605.01234",
        doi="10.1000/182",
        of_day=(
            p.RelatedView(entries[3].title, entries[3].url, "", author=UNBROKEN, others=True, year="2026"),
            p.RelatedView(entries[5].title, entries[5].url, ""),
        ),
        of_organisations=(p.RelatedView(entries[6].title, entries[6].url, UNBROKEN),),
        sources=(Source("000_998f.txt", 7), Source("more/004.txt", 120)),
        authors=entries[0].authors,
        citation=make_citation(entries[0]),
    )
    pages = [("papers/paper-1/index.html", "paper.html", rich)]
    for entry in entries[2:]:
        meta = make_meta("paper", entry.title, entry.url, Ref("Topics", "topics/"))
        authors = MANY_PEOPLE if entry.more_authors else entry.authors
        day = Ref("2026-05-28", "2026/05/28/")
        citation = make_citation(entry)
        view = p.PaperView(meta, entry, (), (), (), None, None, day, "", "", (), authors, citation)
        pages.append((f"{entry.url}index.html", "paper.html", view))
    return pages
