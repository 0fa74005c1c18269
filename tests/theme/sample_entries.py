"""What sample pages are made of: entries, plain ones first and then the hard ones, topics, people."""

from pathlib import Path
from typing import Any

from generator.base.hashing import digest_text
from generator.model.paper import Body
from generator.model.views import EntryView, FeedRef, Meta, Ref, TermCount, TopicRef

ABSTRACT = """\
Temporal action localization (TAL) requires recognizing the target event and localizing its start and end
times precisely in untrimmed videos. Recent vision-language formulations improve semantic reasoning, but their
decoders still generate tokens from left to right, so that later evidence cannot revise earlier timestamps.

We adapt masked diffusion models, whose loss $\\mathcal{L}=\\sum_{t=1}^{T}\\log p(x_t)$ keeps tokens editable,
and gain $R^2 > 0.91$ on THUMOS-14. See <https://example.org/code>.
"""

FEEDS = (
    FeedRef("Paper Digest (RSS)", "feed.xml", "application/rss+xml"),
    FeedRef("Paper Digest (Atom)", "atom.xml", "application/atom+xml"),
    FeedRef("Paper Digest (JSON)", "feed.json", "application/feed+json"),
)
CV = TopicRef("cs.CV", "Computer Vision and Pattern Recognition", "topics/cs-cv/")
LG = TopicRef("cs.LG", "Machine Learning", "topics/cs-lg/")
UNCLASSIFIED = TopicRef("", "Unclassified", "topics/unclassified/")


def write_body(content_dir: Path, name: str, text: str) -> Body:
    """Write a content file with this text and return the reference to it."""
    path, text = content_dir / name, text.strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: sample\n---\n{text}\n", "utf-8")
    return Body(name, digest_text(text))


UNBROKEN = "Wolfeschlegelsteinhausenbergerdorff" * 4
"""A name without a place to break it."""


def people(*names: str) -> tuple[Ref, ...]:
    return tuple(Ref(name, f"authors/{i}/") for i, name in enumerate(names))


MANY_PEOPLE = people(*(f"Author Number {n}" for n in range(1, 41)))


def make_entries(body: Body) -> tuple[EntryView, ...]:
    """Return the entries that lists are made of: plain ones first, then the hard ones."""
    teaser = " ".join(ABSTRACT[:236].split()) + "…"

    def entry(number: int, title: str, **other: Any) -> EntryView:
        fields: dict[str, Any] = {
            "id": f"title:{number:012x}",
            "url": f"papers/paper-{number}/",
            "title": title,
            "authors": people("Fengshun Wang", "Zhengbo Zhang", "Zhigang Tu"),
            "authors_complete": True,
            "topics": (CV,),
            "organisations": (),
            "date": "2026-05-28",
            "added": "2026-05-29",
            "score": 53.2,
            "has_code": False,
            "code_url": "",
            "teaser": teaser,
            "body": body,
        }
        return EntryView(**(fields | other))

    return (
        entry(
            1,
            "VisBrowse-Bench: Benchmarking Visual-Native Search for Multimodal Browsing Agents",
            authors_complete=False,
            score=86.6,
            has_code=True,
            code_url="https://github.com/x/y",
        ),
        entry(
            2,
            "Masked Diffusion Vision-Language Models for Temporal Action Localization",
            organisations=(
                Ref("ibm-research", "organisations/ibm-research/"),
                Ref(UNBROKEN, "organisations/x/"),
            ),
            topics=(CV, LG),
            authors=people("Zhigang Tu", UNBROKEN),
        ),
        entry(
            3,
            "$\\mathcal{O}(n\\log n)$ Attention with $\\ell_2$ Regularised Kernels",
            score=100.0,
            has_code=True,
        ),
        entry(4, "An undated paper nobody signed", authors=(), date="", topics=(UNCLASSIFIED,), score=None),
        entry(
            5,
            "Forty Authors and a Title So Long That It Must Wrap Over Several Lines on Every Screen, Since "
            "Nobody Who Named It Thought of Those Who Set It, Read It Aloud, or Meet It on a Small Phone",
            authors=MANY_PEOPLE[:12],
            more_authors=len(MANY_PEOPLE) - 12,
            score=0.0,
        ),
        entry(6, "基于扩散模型的医学图像分割", authors=people("张伟", "李娜", "王芳"), score=71.0),
        entry(
            7,
            "تعلم الآلة للتصوير الطبي",
            authors=people("محمد الأحمد", "Jane O’Neil-McDonald"),
            date="2024-02-29",
        ),
        entry(8, "A-" + "very" * 30 + '-long-word and <b>markup</b> & "quotes"', teaser="", score=12.5),
    )


def make_meta(kind: str, title: str, url: str, *crumbs: Ref, indexed: bool = True) -> Meta:
    return Meta(kind, title, f"About {title}.", url, crumbs, FEEDS, indexed)


def make_terms(prefix: str, *names: str) -> tuple[TermCount, ...]:
    return tuple(TermCount(name, f"{prefix}/{i}/", 90 // (i + 1)) for i, name in enumerate(names))


TOPICS = (
    TermCount("Computer Vision and Pattern Recognition", "topics/cs-cv/", 117, "cs.CV"),
    TermCount("Machine Learning", "topics/cs-lg/", 24, "cs.LG"),
    TermCount("Image and Video Processing", "topics/eess-iv/", 14, "eess.IV"),
    TermCount("Computation and Language", "topics/cs-cl/", 9, "cs.CL"),
    TermCount("Unclassified", "topics/unclassified/", 1),
)
