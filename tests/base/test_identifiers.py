import pytest

from generator.base.identifiers import read_arxiv_id, read_doi

ARXIV = [
    ("2401.01230", "2401.01230"),
    ("0704.0001v12", "0704.0001v12"),
    ("hep-th/9901001", "hep-th/9901001"),
    ("math.GT/0309136v1", "math.GT/0309136v1"),
    ("arXiv:2401.01230", "2401.01230"),
    ("https://arxiv.org/abs/2401.01230v2", "2401.01230v2"),
    ("2401.0123<b>", ""),
    ("2401.012", ""),
    ("2401.01230v", ""),
    ("1706.03762 [cs]", ""),
    ("see arXiv:2401.01230", ""),
    ("२४०१.०१२३०", ""),
    ("", ""),
]

DOIS = [
    ("10.1000/182", "10.1000/182"),
    ("https://doi.org/10.1000/182", "10.1000/182"),
    ("http://dx.doi.org/10.1000/182", "10.1000/182"),
    ("DOI: 10.1000/182", "10.1000/182"),
    ("10.1000/(SICI)1097<1:a_b>2.0.CO;2-#", "10.1000/(SICI)1097<1:a_b>2.0.CO;2-#"),
    ("10.10/182", ""),
    ("10.1000/", ""),
    ("10.1000/1 82", ""),
    ("11.1000/182", ""),
    ("javascript:alert(1)", ""),
]


@pytest.mark.parametrize(("text", "found"), ARXIV)
def test_arxiv_ids(text: str, found: str) -> None:
    assert read_arxiv_id(text) == found


@pytest.mark.parametrize(("text", "found"), DOIS)
def test_dois(text: str, found: str) -> None:
    assert read_doi(text) == found
