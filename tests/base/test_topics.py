"""The arXiv taxonomy and its short codes."""

import pytest

from generator.base.topics import ARCHIVED, full_code, topic_group, topic_name, topics

CODES = [
    # printed      full code
    ("CV", "cs.CV"),
    ("cs.CV", "cs.CV"),
    ("CS.cv", "cs.CV"),
    (" LG ", "cs.LG"),
    ("IV", "eess.IV"),
    ("AS", "eess.AS"),
    ("ML", "stat.ML"),
    ("AP", "stat.AP"),
    ("CO", "stat.CO"),
    ("TH", "stat.TH"),
    ("OC", "math.OC"),
    ("ST", "math.ST"),
    ("PR", "math.PR"),
    ("GR", "cs.GR"),
    ("GT", "cs.GT"),
    ("SY", "cs.SY"),
    ("IT", "cs.IT"),
    ("NA", "cs.NA"),
    ("GN", "q-bio.GN"),
    ("QM", "q-bio.QM"),
    ("NC", "q-bio.NC"),
    ("TR", "q-fin.TR"),
    ("EM", "econ.EM"),
    ("EP", "astro-ph.EP"),
    ("SR", "astro-ph.SR"),
    ("MED-PH", "physics.med-ph"),
    ("BIO-PH", "physics.bio-ph"),
    ("MTRL-SCI", "cond-mat.mtrl-sci"),
    ("STAT-MECH", "cond-mat.stat-mech"),
    ("QUANT-PH", "quant-ph"),
    ("HEP-TH", "hep-th"),
    ("GR-QC", "gr-qc"),
    ("ATOM-PH", "physics.atom-ph"),
    ("CMP-LG", "cmp-lg"),
    ("math.CV", "math.CV"),
    ("XX", None),
    ("", None),
    ("cs.", None),
]


@pytest.mark.parametrize(("printed", "expected"), CODES)
def test_full_code(printed: str, expected: str | None) -> None:
    assert full_code(printed) == expected


def test_the_whole_taxonomy_is_there() -> None:
    current = [topic for topic in topics().values() if topic.group != ARCHIVED]
    assert len(current) == 155
    assert sum(topic.code.startswith("cs.") for topic in current) == 40
    assert sum(topic.code.startswith("math.") for topic in current) == 32
    assert all(topic.name and topic.group for topic in topics().values())


def test_every_code_leads_to_itself_and_its_name() -> None:
    for code, topic in topics().items():
        if code != "atom-ph" and not (
            topic.group == ARCHIVED and code in ("plasm-ph", "chem-ph", "supr-con")
        ):
            assert full_code(code.upper()) == code
        assert topic_name(code) == topic.name


def test_names_and_groups() -> None:
    assert topic_name("cs.CV") == "Computer Vision and Pattern Recognition"
    assert topic_name("physics.med-ph") == "Medical Physics"
    assert topic_group("eess.IV") == "Electrical Engineering and Systems Science"
    assert topic_group("hep-th") == "Physics"
    assert (topic_name("my.own"), topic_group("my.own")) == ("my.own", "")
