import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.scan import scan
from generator.ingest.keywords import LEAST, MOST, find_keywords
from generator.ingest.phrases import capital_words, find_phrases, printed
from generator.ingest.terms import established_terms, find_terms, form, phrase_key, tokenize
from tests.ingest.abstracts import FIELDS

FORMS = [
    ("Models", "model"), ("GANs", "GAN"), ("LLM's", "LLM"), ("studies", "study"), ("analysis", "analysis"),
    ("biases", "bias"), ("boxes", "box"), ("images", "image"), ("diseases", "disease"), ("tumours", "tumor"),
    ("physics", "physics"), ("lens", "lens"), ("CLIP", "CLIP"), ("Clip", "clip"), ("classes", "class"),
    ("responses", "response"), ("horses", "horse"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "expected"), FORMS)
def test_form(word: str, expected: str) -> None:
    assert form(word) == expected


def test_phrases_end_at_punctuation_and_go_through_hyphens() -> None:
    tokens = tokenize("Vision-language models, and CLIP")
    assert [(token.form, token.phrase) for token in tokens] == [
        ("vision", 0), ("language", 0), ("model", 0), ("and", 1), ("CLIP", 1),
    ]  # fmt: skip


TERMS = [
    ("Medical image segmentation with a U-Net", ["medical image segmentation", "U-Net"]),
    ("segment anything (SAM) and Sam", ["Segment Anything Model", "Segment Anything Model"]),
    ("LLMs and a large language model", ["large language models", "large language models"]),
    ("vision, language models", ["language models"]),
    ("nothing to see", []),
]


@pytest.mark.parametrize(("text", "expected"), TERMS)
def test_find_terms(text: str, expected: list[str]) -> None:
    assert [term.name for term, _, _ in find_terms(tokenize(text))] == expected


def test_the_vocabulary_is_sound() -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    file = Path(__file__).parents[2] / "generator/ingest/terms.txt"
    for line in file.read_text("utf-8").splitlines():
        assert len(line) <= 110
        if line and not line.startswith("#"):
            name, *others = line.removeprefix("~").strip().split(" = ")
            for text in (name, *others):
                assert text == text.strip() != ""
                owners.setdefault(phrase_key(text), set()).add(name)
    assert [names for names in owners.values() if len(names) > 1] == []
    assert set(owners) == set(established_terms())


FOUND = [
    (
        "Seeing Double: Twin Networks for Skin Lesion Segmentation",
        "We train a CNN on dermoscopy images. The twin consistency loss ties views of one lesion together.",
        ("skin lesions", "convolutional neural networks"),
    ),
    (
        "Quiet Borders: Nighttime Harbour Surveillance with Passive Sonar",
        "Passive sonar hears boats in the harbour. We describe a passive sonar array for nighttime work.",
        ("passive sonar",),
    ),
    (
        "Reactions to Nursing Strikes",
        "Nursing strikes are rare. We study nursing strikes.",
        ("nursing strike",),
    ),
    ("Parental Leave", "The parental leave is long. We ask who takes parental leave.", ("parental leave",)),
    ("A Scheme for the English Garden", "The scheme splits an English garden.", ("English garden",)),
    ("On Trees", "Belief propaga- tion on trees. We use belief propaga- tion.", ("belief propagation",)),
    ("On Trees", "Pre- and postwar trees grow. We count postwar trees.", ("postwar tree",)),
    ("A" * 500, "a-" * 3000 + "b" * 3000, ()),
    ("", "", ()),
    ("https://github.com/large-language-models/x", "", ()),
]


@pytest.mark.parametrize(("title", "abstract", "expected"), FOUND)
def test_find_keywords(title: str, abstract: str, expected: tuple[str, ...]) -> None:
    found = find_keywords(title, abstract)
    assert set(expected) <= set(found)
    assert bool(found) == bool(expected)


SUBJECTS = {
    "condensed matter": {"magnon transport", "grain boundary"},
    "astronomy": {"young protoplanetary disk"},
    "economics": {"parental leave"},
    "finance": {"corporate bond market"},
    "molecular biology": {"chromosome segregation", "cell wall"},
    "ecology": {"beech forest", "drought memory"},
    "algebra": {"arithmetic lattice"},
    "combinatorics": {"hypergraphs", "loose path"},
    "robotics": {"wheeled biped"},
    "language": {"adverbial clause", "spoken Tagalog"},
    "geophysics": {"subduction margin"},
    "chemistry": {"carbon dioxide", "copper nanowire"},
}


@pytest.mark.parametrize("field", FIELDS)
def test_papers_of_any_field_have_key_phrases(field: str) -> None:
    title, abstract = FIELDS[field]
    found = find_keywords(title, " ".join(abstract.split()))
    assert LEAST <= len(found) <= MOST
    assert SUBJECTS[field] <= set(found)


@pytest.mark.parametrize("field", FIELDS)
def test_key_phrases_do_not_need_the_vocabulary(field: str) -> None:
    tokens = tokenize(" ".join(FIELDS[field][1].split()))
    found = find_phrases(tokens, capital_words(tokens, 0))
    assert sum(len(phrase.key) > 1 for phrase in found) >= LEAST
    assert all(phrase.count >= 1 and phrase.behind - phrase.start == len(phrase.key) for phrase in found)


PHRASES = [
    # text                                               noun phrases of two words and more
    ("We propose a novel method.", []),
    ("The style transfer method works.", ["style transfer"]),
    ("The neural model splits the long text.", ["neural model", "long text"]),
    ("Trees can store water vapour.", ["water vapour"]),
    ("state-of-the-art results on large-scale data", []),
    ("learning graph structure", ["graph structure"]),
    ("submodular functions", ["submodular function"]),
    ("mixed-integer programs and Kalman filters", ["mixed-integer program", "Kalman filter"]),
    ("spin, waves", []),
    ("It isn’t easy, the parser doesn't care.", []),
    ("flow in a 3D scene", ["3D scene"]),
    ("on Optical Flow maps of the Zagreb area", ["optical flow map", "Zagreb area"]),
    ("the artery/vein ratio of the retinal artery/vein", ["retinal artery"]),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_find_phrases(text: str, expected: list[str]) -> None:
    tokens = tokenize(text)
    names = capital_words(tokens, 0)
    found = find_phrases(tokens, names)
    assert [printed(tokens, p.start, p.behind, names) for p in found if len(p.key) > 1] == expected


@given(st.text(max_size=60), st.text(max_size=120))
@settings(max_examples=40, deadline=None)
def test_anything_gives_a_few_clean_phrases(title: str, abstract: str) -> None:
    found = find_keywords(title, abstract)
    assert len(found) <= MOST
    assert len({name.casefold() for name in found}) == len(found)
    assert all(name == " ".join(name.split()) and name.isprintable() for name in found)
    assert find_keywords(title, abstract) == found


def test_the_keywords_of_our_own_papers() -> None:
    papers = [page.paper for page in scan(Path(__file__).parents[2] / "content").papers]
    shared: dict[str, int] = {}
    for paper in papers:
        assert LEAST <= len(paper.keywords) <= MOST, paper.slug
        for name in paper.keywords:
            shared[name] = shared.get(name, 0) + 1
    assert len({name.casefold() for name in shared}) == len(shared), "one phrase, two spellings"
    assert not [name for name in shared if any(sign in name for sign in "$\\{}<>") or "http" in name]
    useful = [paper for paper in papers if sum(shared[name] >= 2 for name in paper.keywords) >= 2]
    assert len(useful) >= 0.85 * len(papers), json.dumps(shared, indent=1)
