"""Trending listings in all their states; papers are invented."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import Problem
from generator.model.record import PaperRecord, Seed
from generator.readers.trending_listing import read, sniff

PREAMBLE = "Get trending papers in your email inbox once a day!\nGet trending papers in your email inbox!\n"
PAPERS = [
    (
        "Few-Shot Skin Lesion Recognition with a New Loss",
        "We study how lesions of the skin can be recognised when few labels are at hand. A new loss makes"
        " the most of them. On three data sets the method is better than all others by two points.",
    ),
    (
        "Parsing with fewer trees",
        "Parsers need many trees to learn from. This paper shows that a tenth of them is enough, as long as"
        " they differ from one another. Code is available at https://example.org/trees",
    ),
    (
        "EchoNet-2: What Can a Foundation Model See in 3D Ultrasound?",
        "Ultrasound is cheap and everywhere, but hard to read. We train a model on a million clips and show"
        " that it measures the volume of the heart as well as a cardiologist does (error below 3%).",
    ),
    (
        "Subscription Models for Digital Libraries",
        "Libraries pay for what nobody reads. We model how they decide, and propose a fairer price. The model"
        " explains nine of ten decisions in a survey of two hundred libraries.",
    ),
    (
        "On the Convergence of Gossip",
        "Gossip converges. We prove that it does so in logarithmic time if everyone talks to everyone, which"
        " is not the case in most offices, and give a bound for those as well.",
    ),
]


def listing(papers: list[tuple[str, str]], preamble: str = PREAMBLE + "Subscribe") -> str:
    return preamble + "".join(f"{line}\n" for paper in papers for line in paper if line)


def found(text: str) -> list[tuple[str, str]]:
    items = read([Seed("x.txt", "seeds/x.txt", text, None)])
    return [(item.title, item.abstract) for item in items if isinstance(item, PaperRecord)]


def faults(text: str) -> list[str]:
    items = read([Seed("x.txt", "seeds/x.txt", text, None)])
    return [f"{i.where.line} {i.severity.name.lower()}: {i.fault}" for i in items if isinstance(i, Problem)]


PLAIN = listing(PAPERS)
STATES = {
    "plain": PLAIN,
    "no preamble": listing(PAPERS, ""),
    "subscribe on its own line": listing(PAPERS, PREAMBLE + "Subscribe\n"),
    "two preambles": PREAMBLE + PLAIN,
    "a preamble in the middle": listing(PAPERS[:2]) + listing(PAPERS[2:]),
    "another preamble": listing(PAPERS, "Trending Papers\nbest of the day\nSubscribe"),
    "blank lines": PLAIN.replace("\n", "\n\n"),
    "spaces": PLAIN.replace("\n", "  \n"),
    "no final newline": PLAIN.rstrip(),
}


@pytest.mark.parametrize("state", STATES)
def test_states_of_a_file(state: str) -> None:
    assert found(STATES[state]) == PAPERS
    assert faults(STATES[state]) == []
    assert sniff(STATES[state])


def test_a_title_that_begins_like_the_page() -> None:
    papers = [("Subscribers and Their Papers", PAPERS[0][1]), *PAPERS[1:]]
    assert found(listing(papers)) == papers
    assert found(listing(papers, "")) == papers
    assert found(listing([PAPERS[3], *PAPERS[:3]])) == [PAPERS[3], *PAPERS[:3]]


@pytest.mark.parametrize("missing", range(len(PAPERS)))
def test_a_missing_abstract_shifts_nothing(missing: int) -> None:
    papers = [(title, "" if n == missing else abstract) for n, (title, abstract) in enumerate(PAPERS)]
    assert found(listing(papers)) == papers
    (fault,) = faults(listing(papers))
    assert fault == f"{3 + 2 * missing} warning: this title has no abstract"


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100, 120])
def test_wrapped_at_any_width(width: int) -> None:
    text = "\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in PLAIN.splitlines())
    assert found(text) == PAPERS


def test_lines_and_place() -> None:
    first, second, *_ = read([Seed("a/x.txt", "seeds/a/x.txt", PLAIN, None)])
    assert isinstance(first, PaperRecord)
    assert isinstance(second, PaperRecord)
    assert (first.source.seed, first.source.line, second.source.line) == ("a/x.txt", 3, 5)


def test_an_abstract_without_title_is_reported() -> None:
    text = listing([("", PAPERS[0][1]), *PAPERS[1:]], PREAMBLE + "Subscribe\n")
    assert found(text) == PAPERS[1:]
    (fault,) = faults(text)
    assert fault.startswith("4 error: an abstract without a title is left out: We study how")


def test_what_no_abstract_can_be_is_told() -> None:
    text = listing([(PAPERS[0][0], PAPERS[0][1] * 60), *PAPERS[1:]])
    told = [fault for fault in faults(text) if "longer than any" in fault]
    assert [fault.split(" ")[0] for fault in told] == ["4"]


NO_LISTINGS = [
    "",
    "A line.\n",
    "# Read me\n\nThis is a program. It does things.\n\n## Use\n\nRun it. Then look at what it did.\n" * 5,
    "@article{a,\n  title = {Parsing},\n  year = 2024,\n}\n" * 10,
    "<?xml version='1.0'?>\n<feed>\n<entry>\n<title>Parsing</title>\n</entry>\n</feed>\n",
    '{"title": "Parsing"}\n' * 10,
    "name,year\nParsing,2024\nLexing,2025\n" * 10,
    "\n".join(abstract for _, abstract in PAPERS),
    "\n".join(title for title, _ in PAPERS),
]


@pytest.mark.parametrize("text", NO_LISTINGS)
def test_other_texts_are_not_taken_for_listings(text: str) -> None:
    assert not sniff(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PLAIN.splitlines()), st.text(max_size=50)), max_size=15))
def test_nothing_is_invented(lines: list[str]) -> None:
    """No text breaks the reader; what it reads stands in the text, in the same order."""
    text = "\n".join(lines)
    papers = [item for item in read([Seed("x", "x", text, None)]) if isinstance(item, PaperRecord)]
    places = [paper.source.line for paper in papers]
    assert places == sorted(set(places))
    assert all(1 <= place <= text.count("\n") + 1 for place in places)
    printed = iter("".join(text.split()))
    kept = "".join("".join(f"{paper.title}{paper.abstract}".split()) for paper in papers)
    assert all(c in printed for c in kept)


def test_control_characters_stay_in_abstracts_only() -> None:
    (title, abstract), *others = PAPERS
    text = f"\x01{PREAMBLE}\x02Subscribe{title[:3]}\x03{title[3:]}\n\x04\n{abstract[:9]}\x05{abstract[9:]}\n"
    text += "".join(f"{title}\n{abstract}\n" for title, abstract in others)
    records = [item for item in read([Seed("t.txt", "t.txt", text, None)]) if isinstance(item, PaperRecord)]
    assert [record.title for record in records] == [title for title, _ in PAPERS]
    assert records[0].abstract == f"{abstract[:9]}\x05{abstract[9:]}"
    assert sniff(text)
