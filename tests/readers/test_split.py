"""Titles and first authors that are hard to tell apart; all papers and people here are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.readers.candidates import Glued
from generator.readers.split import MOST_MORE, SURE, split_all

ALONE = [
    # title                                            authors                                      et al.
    # ends of titles
    ("Promptable Segmentation of Brain MRI", "Quentin Dubois, Aisha Bello", False),
    ("What Do Vision Transformers Forget?", "Ilse van der Meer, Jan de Boer", False),
    ("Scaling Laws for Tokenizers (2024 Edition)", "J. R. Hollis, Mei-Ling Huang", False),
    ("Counting to 10", "Óscar Núñez, Łukasz Żak", False),
    ("Memory-Bound Decoding in C++", "Xiu Lan", False),
    ('Why We Stopped Saying "Intelligence"', "Nnamdi Okonkwo, Sean O'Malley", False),
    ("A Study of 'Delayed' Rewards", "D'Arcy McNeil, Rob DeVos", False),
    ("Text-to-SQL with GPT-4o", "Wenqing Zhou, Yifan Xu", False),
    ("Depth Estimation in 3D", "Anh Nguyen Thi, Duc-Minh Tran", False),
    ("Flow Matching on SE(3)", "Håkon Ødegård, Søren Kjær", False),
    ("Solving $x^2 + y^2 = z^2$", "Pierre Fermatt, Leo Euler", False),
    ("Segment Anything in Ultrasound with SAM", "Samuel Addo, Grace Mensah", False),
    ("Multi-Task Planning for LLMs", "Liang Chen, Bo Xu", True),
    ("EEG2Text", "T. Y. Lim, K. Ng", False),
    ("ScribeAgent: Training WebAgents with GraphRAG", "Tomasz Nowak, Ada Lind", False),
    # names
    ("A Survey of Machine Unlearning", "Ludwig van Houten, Maria de la Fuente", False),
    ("Online Learning with Bandits", "Bandi Srinivas, Rao Venkata", False),
    ("Benchmarking Speech Models", "KyungTae Oh, JiHoon Park, LeRoy McAllister", True),
    ("Graph Rewiring without Tears", "Bo An, Yu Qi, Xi Wu", True),
    ("Can LLMs Do Arithmetic? A Case Study", "IBRAHIM YILMAZ, AYSE DEMIR", False),
    ("Diffusion Planning for UAVs", "MD Rahman, S M Islam", False),
    ("Kernel Methods Revisited", "John Smith, Jr., Jane Doe", False),
    ("Kernel Methods Revisited", "Robert Downing III, Jane Doe", False),
    ("Large Language Models", "Marie-Claire de Saint-Exupéry, Jean-Luc Picard, William T. Riker", True),
    ("Tiny Networks for Edge Devices", "Aidan O’Brien", False),
    ("Benchmarks for Chinese NLP", "张伟, 李娜", False),
    ("Robust Denoising with PCA", "van den Berg, Anna Meier", False),
    ("Explaining CNNs", "von Luxburg, Anna Meier", False),
    ("Learning to Rank with BERT", "da Silva, Anna Meier", True),
    ("Detecting Tumours in MRI", "Ivan Petrov, Anna Meier", False),
    # capitals within words, and marks behind them
    ("Efficient Finetuning via QLoRA", "Tim Dettmers", False),
    ("Efficient Finetuning via QLoRA", "Tim Dettmers, Artidoro Pagnoni", False),
    ("Lesion Segmentation in Whole-Body PET/CT", "de Vries Bart", False),
    ("Lesion Segmentation in Whole-Body PET/CT", "Bart de Vries", False),
    ("Speech Recognition on iOS", "d'Alembert", False),
    ("Speech Recognition on iOS", "d’Alembert, Anna Meier", False),
    ("Agents on macOS", "Ivan Petrov", False),
    ("Attention in ViT", "Li Wei", False),
    ("Why Do LLMs Hallucinate!", "Sukarno", False),
    ("Deep Learning in Pathology: A Review", "van der Laak Jeroen", False),
    # commas in titles, single authors
    ("Retrieval for Law, Medicine, and Finance", "Tanvi Raghunathan", False),
    ("Maps, Mazes and Minds", "Suharto", False),
    ("Fast, Cheap, and Out of Control", "Rosa Lindqvist, Omar Haddad", False),
    ("ScribeLM: Writing, Reading, and Listening", "Paul Meyer, Ji Won Seo, Lena Koch", True),
]


def authors_of(text: str) -> tuple[str, ...]:
    return tuple(name.replace(" Jr.", ", Jr.") for name in text.replace(", Jr.", " Jr.").split(", "))


@pytest.mark.parametrize(("title", "authors", "et_al"), ALONE)
def test_a_line_alone(title: str, authors: str, et_al: bool) -> None:
    """Without abstract and corpus: the shape of names and words must do."""
    (split,) = split_all([Glued(title + authors, et_al, "")])
    assert (split.title, split.authors) == (title, authors_of(authors))


NO_AUTHORS = [
    "Skin Lesion Recognition with Hyperbolic Embeddi",
    "A Survey of Deep Learning",
    "We propose a method for the segmentation of lesions. It works well, fast, and without labels.",
    "Code",
    "",
    ", , ,",
    "·",
]


@pytest.mark.parametrize("text", NO_AUTHORS)
def test_a_line_without_authors_is_no_paper(text: str) -> None:
    (split,) = split_all([Glued(text, False, "")])
    assert split.authors == ()
    assert split.title == text


MORE_AUTHORS = [
    ("Kernel Methods Revisited", "Anna Bauer, Carl Diaz, Emma Fox, George Hill"),
    ("Retrieval for Law, Medicine, and Finance", "Anna Bauer, Carl Diaz, Emma Fox, George Hill"),
    ("Explaining CNNs", "Li Wei, Bo Xu, J. R. Hollis, Jan van der Berg, Ann Lee"),
    ("Memory", "Li Wei, Bo Xu, J. R. McDonald, LeRoy McAllister, Ann Lee"),
]


@pytest.mark.parametrize(("title", "authors"), MORE_AUTHORS)
def test_more_authors_than_listings_print(title: str, authors: str) -> None:
    (split,) = split_all([Glued(title + authors, False, "")])
    assert (split.title, split.authors) == (title, authors_of(authors))


def test_the_abstract_decides() -> None:
    """ "Foundations of Quaxo" or "Foundations of QuaxoNelu"? The abstract knows the word."""
    text = "Foundations of QuaxoNeluLi Zhang"
    (short,) = split_all([Glued(text, False, "We lay foundations of Quaxo and prove them.")])
    (long,) = split_all([Glued(text, False, "QuaxoNelu is new. We lay foundations of QuaxoNelu.")])
    assert short.title == "Foundations of Quaxo"
    assert long.title == "Foundations of QuaxoNelu"


def test_other_records_decide() -> None:
    """A name that stands cleanly elsewhere is a name here too."""
    line = Glued("Towards Better ParsingMaRu Teo, Ann Lee", False, "")
    clean = [Glued(f"Studies on Topic {n}Ann Lee, MaRu Teo, Bob Ray", True, "") for n in range(3)]
    assert split_all([line, *clean])[0].authors == ("MaRu Teo", "Ann Lee")


def test_doubt_is_told() -> None:
    (split,) = split_all([Glued("Learning XyloBrakVek Onn", False, "")])
    assert split.confidence < SURE
    assert split.alternatives
    assert all(" | " in other for other in split.alternatives)


def test_the_same_lines_give_the_same_splits() -> None:
    lines = [Glued(title + authors, et_al, "") for title, authors, et_al in ALONE]
    assert split_all(lines) == split_all(lines)


GIVEN = st.sampled_from(
    ["Anna", "Wei", "Zhengbo", "Rahul", "José", "Jean-Luc", "Fatima", "Hyunmin", "Olga", "Kwame"]
)
FAMILY = st.sampled_from(
    ["Schmidt", "Zhang", "Nguyen", "Okafor", "van den Berg", "O'Connor", "García", "Kim", "Lee"]
)
MIDDLE = st.sampled_from(["", "", "A. ", "Maria ", "J. P. "])
NAME = st.builds("{} {}{}".format, GIVEN, MIDDLE, FAMILY)
TITLE = st.builds(
    "{} {} for {}{}".format,
    st.sampled_from(
        ["Learning", "Robust Optimization", "A Benchmark", "SAM-Net: Attention", "Fast, Simple Models"]
    ),
    st.sampled_from(["Methods", "of Graphs", "with LLMs", "in the Wild"]),
    st.sampled_from(["Image Classification", "Medical Data", "Machine Translation", "Autonomous Driving"]),
    st.sampled_from(["", "?", " (2024)", " in 3D", " with CLIP"]),
)


@settings(max_examples=200, deadline=None)
@given(TITLE, st.lists(NAME, min_size=1, max_size=3, unique=True))
def test_composed_lines_come_apart_again(title: str, names: list[str]) -> None:
    (split,) = split_all([Glued(title + ", ".join(names), False, "")])
    assert (split.title, split.authors) == (title, tuple(names))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80), st.booleans())
def test_any_line_can_be_split(text: str, et_al: bool) -> None:
    (split,) = split_all([Glued(text, et_al, text)])
    assert 0 < split.confidence <= 1
    assert len(split.authors) <= 3 + MOST_MORE
    assert all(name and name == name.strip() for name in split.authors)
    assert all(split.title in text for _ in split.authors)


@pytest.mark.parametrize("line", ["Detecting Tumours in MRIvan den Berg", "Detecting Tumours in MRIda Silva"])
def test_an_acronym_that_may_end_in_a_given_name_is_in_doubt(line: str) -> None:
    (split,) = split_all([Glued(f"{line}, Anna Meier", False, "")])
    assert split.confidence < SURE
    assert split.alternatives
