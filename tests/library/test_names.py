import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.library.names import family_name, split_name

ROOT = Path(__file__).resolve().parents[2]

PEOPLE = [
    # printed                      given, particle, family, suffix
    ("Ada Lovelace", "Ada", "", "Lovelace", ""),
    ("Chieh Hubert Lin", "Chieh Hubert", "", "Lin", ""),
    ("Laurens van der Maaten", "Laurens", "van der", "Maaten", ""),
    ("Luc Van Gool", "Luc", "", "Van Gool", ""),
    ("W. E. B. Du Bois", "W. E. B.", "", "Du Bois", ""),
    ("Van Nguyen", "Van", "", "Nguyen", ""),
    ("Hao Bin Wang", "Hao Bin", "", "Wang", ""),
    ("Abdul Rahman bin Ismail", "Abdul Rahman", "bin", "Ismail", ""),
    ("Muhammad al-Khwarizmi", "Muhammad", "", "al-Khwarizmi", ""),
    ("José Ortega y Gasset", "José", "", "Ortega y Gasset", ""),
    ("de Finetti", "", "de", "Finetti", ""),
    ("John Smith Jr.", "John", "", "Smith", "Jr."),
    ("Smith, John, Jr.", "John", "", "Smith", "Jr."),
    ("John Smith, Jr.", "John", "", "Smith", "Jr."),
    ("John Smith Jr., III", "John", "", "Smith", "Jr. III"),
    ("van Beethoven, Ludwig", "Ludwig", "van", "Beethoven", ""),
    ("Prince Kumar", "Prince", "", "Kumar", ""),
    ("Wang L.", "L.", "", "Wang", ""),
    ("Zhang Y.-C.", "Y.-C.", "", "Zhang", ""),
    ("J.-P. Serre", "J.-P.", "", "Serre", ""),
    ("DUPONT Jean", "Jean", "", "DUPONT", ""),
    ("Wei Ai", "Wei", "", "Ai", ""),
    ("张伟", "伟", "", "张", ""),
    ("欧阳娜娜", "娜娜", "", "欧阳", ""),
    ("山田 太郎", "太郎", "", "山田", ""),
    ("남궁민수", "민수", "", "남궁", ""),
    ("محمد الأحمد", "محمد", "", "الأحمد", ""),
]

WHOLE = """\
ATLAS Collaboration
OpenAI
Plato
Qwen Team
Google DeepMind
Meta AI
DeepSeek-AI
IPCC Working Group II
The HEP ML Community
中国科学院自动化研究所
ボトさん
,
☃
""".splitlines()

FAMILY = [
    ("Laurens van der Maaten", "van der Maaten"),
    ("Plato", "Plato"),
    ("de Finetti", "de Finetti"),
    ("John Smith Jr.", "Smith Jr."),
    ("ATLAS Collaboration", "ATLAS Collaboration"),
    ("王伟", "王"),
    ("", ""),
]


@pytest.mark.parametrize(("printed", "given", "particle", "family", "suffix"), PEOPLE)
def test_people_are_cut(printed, given, particle, family, suffix):
    name = split_name(printed)
    assert (name.given, name.particle, name.family, name.suffix) == (given, particle, family, suffix)
    assert name.literal == ""


@pytest.mark.parametrize("printed", WHOLE)
def test_groups_and_what_cannot_be_cut_stay_whole(printed):
    name = split_name(printed)
    assert (name.literal, name.family) == (printed, "")


@pytest.mark.parametrize(("name", "family"), FAMILY)
def test_names_are_sorted_by_family(name, family):
    assert family_name(name) == family


def test_names_of_the_readers_truth_are_people_with_both_names():
    truth = [json.loads(line) for line in (ROOT / "tests/readers/truth_authors.jsonl").open(encoding="utf-8")]
    names = {name for paper in truth for name in paper["authors"]}
    assert len(names) > 100
    assert [name for name in names if not (split_name(name).given and split_name(name).family)] == []


words = st.lists(
    st.sampled_from(["van", "der", "Li", "J.", "III", "y", "AI", "張", "司馬", ",", "Team", "é", "-", "{"])
    | st.text()
)


@given(words.map(" ".join))
def test_no_word_of_a_name_is_lost(printed):
    name = split_name(printed)
    assert bool(name.literal) != bool(name.family) or not printed.strip()
    if name.literal:
        assert (name.given, name.particle, name.family) == ("", "", "")
    parts = " ".join((name.literal, name.given, name.particle, name.family, name.suffix))
    assert sorted(parts.replace(",", "").replace(" ", "")) == sorted(
        "".join(printed.split()).replace(",", "")
    )
