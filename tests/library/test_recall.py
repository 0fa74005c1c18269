"""What a library remembers: as long as nothing of its basis changes, and never anything else."""

from typing import Any

from generator.base.hashing import encode_json
from generator.config.schema import Config, ListsConfig
from generator.library.build import build_library
from generator.library.recall import Recall
from generator.model.library import Library
from generator.model.paper import PaperPage
from generator.model.people import Person
from tests.samples import make_page

PAGES = [
    make_page("A", authors=("Ada Lovelace", "Emmy Noether"), keywords=("skin", "heart")),
    make_page("B", authors=("E. Noether",), keywords=("Skin",), organisations=("MIT",)),
    make_page("C", authors=("ada lovelace", "Ada Lovelace"), organisations=("mit", "ETH")),
]
PEOPLE = [Person("noether", "Emmy Noether", ("E. Noether",))]
CONFIG = Config(lists=ListsConfig(keyword_min_papers=2))


def library(pages: list[PaperPage], recall: Recall | None = None) -> Library:
    return build_library(pages, (), PEOPLE, CONFIG, recall=recall)


def seen(found: Library) -> tuple[object, ...]:
    cited = [found.citations[page.paper.id] for page in found.papers]
    return found.papers, found.authors, found.keywords, found.organisations, cited


def test_a_library_from_memory_is_that_of_a_first_build() -> None:
    memory: dict[str, Any] = {}
    assert seen(library(PAGES, Recall(memory, "1"))) == seen(library(PAGES))
    made = dict(memory)
    assert {"authors", "keyword", "organisation", "citation keys"} < set(made)
    assert seen(library(PAGES, Recall(memory, "1"))) == seen(library(PAGES))
    assert encode_json(memory) == encode_json(made)


def test_another_basis_forgets_it() -> None:
    memory: dict[str, Any] = {}
    library(PAGES, Recall(memory, "1"))
    more = [*PAGES, make_page("D", authors=("Ada Lovelace", "New Person"), keywords=("heart",))]
    assert seen(library(more, Recall(memory, "2"))) == seen(library(more))
    assert seen(library(PAGES, Recall(memory, "1"))) == seen(library(PAGES))


def test_only_of_papers_of_which_something_else_is_told_a_text_is_made_again() -> None:
    memory: dict[str, Any] = {}
    made: list[str] = []

    def texts(**told: str) -> dict[str, str]:
        def make(paper: str) -> str:
            made.append(paper)
            return f"{paper} of {told[paper]}"

        made.clear()
        return Recall({}, "", memory, "frame").each("texts", told, make)

    assert (texts(a="1", b="2"), made) == ({"a": "a of 1", "b": "b of 2"}, ["a", "b"])
    assert (texts(b="3", c="4", a="1"), made) == ({"b": "b of 3", "c": "c of 4", "a": "a of 1"}, ["b", "c"])
    assert (texts(c="4"), made) == ({"c": "c of 4"}, [])
    assert list(memory["texts"]) == ["c"]
    memory["texts"] = {"c": 5}  # damaged
    assert (texts(c="4"), made) == ({"c": "c of 4"}, ["c"])


def test_another_frame_forgets_them() -> None:
    memory: dict[str, Any] = {}
    library(PAGES, Recall({}, "1", memory, "frame"))
    memory["stems"] = {paper: (token, "wrong") for paper, (token, _) in memory["stems"].items()}
    assert seen(library(PAGES, Recall({}, "2", memory, "frame"))) != seen(library(PAGES))
    assert seen(library(PAGES, Recall({}, "2", memory, "other"))) == seen(library(PAGES))


def test_without_a_basis_nothing_is_remembered() -> None:
    memory: dict[str, Any] = {"basis": "", "authors": []}
    assert Recall(memory, "").get("authors", lambda: [1]) == [1]
