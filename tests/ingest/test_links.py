import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.tex import readable
from generator.base.weblinks import is_web_link
from generator.ingest.links import lift_links
from generator.model.record import Link

LINKS = [
    # the abstract's end                                                     kind and link of each
    ("Code is at https://github.com/x/y.", ["code https://github.com/x/y"]),
    ("available at https://github.com/x/y{GitHub}.", ["code https://github.com/x/y"]),
    ("https://github.com/x/y/tree/main{https://github.com/x/y/tree/main}.", ["code https://github.com/x/y/tree/main"]),
    ("code is available at https://github.com/x/BCP}.", ["code https://github.com/x/BCP"]),
    (r"will be available at \url{https://github.com/x/y-z}.", ["code https://github.com/x/y-z"]),
    ("(Code is available at github.com/x/y-star)", ["code https://github.com/x/y-star"]),
    ("available at https://x.github.io/y , and the labels", ["project https://x.github.io/y"]),
    ("models are at https://github.com/x/y, which", ["code https://github.com/x/y"]),
    ("Our page: https://x.github.io/Y.github.io/.", ["project https://x.github.io/Y.github.io/"]),
    ("The project page is at https://uaor.lab.cn.", ["project https://uaor.lab.cn"]),
    ("an online demo and code at https://x.csail.mit.edu", ["project https://x.csail.mit.edu"]),
    ("Code: https://lab.example/x.zip", ["code https://lab.example/x.zip"]),
    ("a resource, publicly available at https://doi.org/10.11888/a.b.", ["data https://doi.org/10.11888/a.b"]),
    ("The dataset is at https://doi.org/10.1000/182.", ["data https://doi.org/10.1000/182"]),
    ("as in https://doi.org/10.1000/182.", ["paper https://doi.org/10.1000/182"]),
    ("Data download link: https://x.app.box.com/v/y", ["data https://x.app.box.com/v/y"]),
    ("https://zenodo.org/records/1 https://www.kaggle.com/x", ["data https://zenodo.org/records/1", "data https://www.kaggle.com/x"]),
    ("https://huggingface.co/datasets/x/y", ["data https://huggingface.co/datasets/x/y"]),
    ("https://huggingface.co/spaces/x/y", ["project https://huggingface.co/spaces/x/y"]),
    ("https://huggingface.co/x/y", ["code https://huggingface.co/x/y"]),
    ("https://arxiv.org/abs/1 https://arxiv.org/pdf/1", ["paper https://arxiv.org/abs/1", "pdf https://arxiv.org/pdf/1"]),
    ("https://lab.example/supplement.PDF", ["pdf https://lab.example/supplement.PDF"]),
    ("watch https://youtu.be/x", ["link https://youtu.be/x"]),
    ("https://notgithub.com/x", ["link https://notgithub.com/x"]),
    ("http://www.github.com/x/y.git https://github.com/X/Y/", ["code http://www.github.com/x/y.git"]),
    ("ftp://a.bc/x javascript:alert(1) https://user@github.com/x", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_links(text: str, expected: list[str]) -> None:
    assert [f"{link.kind} {link.url}" for link in lift_links(readable(text))] == expected


def test_what_the_seed_says_apart_comes_first() -> None:
    given_link = Link("project", "https://github.com/x/y/")
    found = lift_links("Code: https://github.com/x/y. See https://a.bc/z", [given_link])
    assert found == (given_link, Link("link", "https://a.bc/z"))


@given(st.text("htps:/.githubcom-_~%?&=#@ x,)}", max_size=60))
def test_every_link_is_one(text: str) -> None:
    for link in lift_links(readable("https://" + text)):
        assert is_web_link(link.url)
