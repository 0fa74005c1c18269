"""The form of choices: what it shows is what it means, whatever was typed."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.base.words import ENGLISH
from generator.config.project import Project
from generator.library.choices import checked
from generator.library.choices_form import form_of
from generator.model.mail import Choices
from generator.model.rules import Rule
from generator.model.service_views import FormView, TopicChoice
from generator.service.form import Filled, address_in, choices_in, form_view
from generator.service.pages import Pages
from generator.service.summary import tell_choices
from generator.service.today import read_today
from tests.project import make_project
from tests.service.conftest import write_site

TOPICS = (TopicChoice("cs.CV", "Computer Vision", 12), TopicChoice("cs.LG", "Machine Learning", 3))

ADDRESSES = [
    ("ann@example.org", "ann@example.org"),
    (" Ann.B+digest@Example.ORG ", "Ann.B+digest@example.org"),
    ("ann@bücher.example", "ann@xn--bcher-kva.example"),
    ("", ""),
    ("ann", ""),
    ("ann@localhost", ""),
    ("Ann <ann@example.org>", ""),
    ("ann@example.org, bob@example.org", ""),
    ("ann@example.org\r\nBcc: bob@example.org", ""),
    ("ann@example.org\nRCPT TO:<bob@example.org>", ""),
    (f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 63}.example", ""),
    ("jürgen@example.org", ""),
    ("<script>@example.org", ""),
]


@pytest.mark.parametrize(("typed", "address"), ADDRESSES)
def test_address_in(typed: str, address: str) -> None:
    assert address_in(Filled({"address": (typed,)})) == address


texts = st.lists(st.text("abz*ß学 é-", min_size=1, max_size=8).map(str.strip), max_size=3).map(tuple)
chosen = st.builds(
    Choices,
    frequency=st.sampled_from(["daily", "weekly"]),
    topics=st.lists(st.sampled_from(["cs.CV", "cs.LG", "eess.*", "math.AG"]), max_size=4).map(tuple),
    authors=texts,
    keywords=texts,
    organisations=texts,
    rules=st.sampled_from([(), (Rule("Retina", words=("retina*",), code=True, score=12.5),)]),
    code=st.booleans(),
    score=st.none() | st.integers(0, 100).map(float),
    most=st.integers(1, 100),
    note=st.booleans(),
).map(lambda choices: checked(choices)[0])


TYPED = ("authors", "score", "most", "topics", "rules_text", "frequency")


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Callable[[FormView], str]:
    """Renders the page with a form."""
    root = make_project(tmp_path_factory.mktemp("form"))
    write_site(root, 8100)
    pages = Pages(read_today(Project(root)), "/mail/")
    return lambda form: pages.subscribe("stamp", form).decode()


class _Fields(HTMLParser):
    """Reads a form as a browser sends it when its button is pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, tuple[str, ...]] = {}
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name, kind = found.get("name") or "", found.get("type", "text")
        if (
            tag == "input"
            and name
            and kind != "file"
            and (kind not in ("checkbox", "radio") or "checked" in found)
        ):
            self._add(name, found.get("value") or "")
        if tag == "textarea":
            self._area = name
            self._add(name, "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area] = (*self.sent[self._area][:-1], self.sent[self._area][-1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def _add(self, name: str, value: str) -> None:
        self.sent[name] = (*self.sent.get(name, ()), value)


@given(choices=chosen)
def test_what_the_page_shows_is_what_was_chosen(show: Callable[[FormView], str], choices: Choices) -> None:
    assume(not checked(choices)[1])
    form = form_view(form_of(choices), choices.rules, TOPICS, "ann@example.org")
    fields = _Fields()
    fields.feed(show(form))
    read, faults = choices_in(Filled(fields.sent), ENGLISH)
    assert faults == ()
    assert replace(read, topics=tuple(sorted(read.topics))) == replace(
        choices, topics=tuple(sorted(choices.topics))
    )  # the page has an order of its own
    assert fields.sent["address"] == ("ann@example.org",)


@given(typed=st.dictionaries(st.sampled_from(TYPED), st.text()))
def test_whatever_is_typed_breaks_nothing(show: Callable[[FormView], str], typed: dict[str, str]) -> None:
    filled = Filled({name: (text,) for name, text in typed.items()})
    choices, _ = choices_in(filled, ENGLISH)
    page = show(form_view(filled.fields, choices.rules, TOPICS, '"><script>'))
    assert "<script>" not in page.partition('<form class="choices"')[2]


BAD = '{"version": 1, "rules": [{"name": "x"}]}'


def test_choices_are_told_whole_before_they_are_confirmed() -> None:
    rule = Rule("Retina", ("cs.CV",), ("retina*",), ("mouse",), ("lin wang",), ("tongji",), True, 12.5)
    choices = Choices("weekly", ("cs.*",), ("a",), ("k", "l"), ("o",), (rule,), True, 0.0, 7, True)
    asked = "cs.CV, retina*, lin wang, tongji, not mouse, Papers with code, Lowest score: 12.5"
    assert [(one.label, one.texts) for one in tell_choices(choices, ENGLISH)] == [
        ("How often", ("Once a week",)),
        ("Topics", ("cs.*",)),
        ("Authors", ("a",)),
        ("Keywords", ("k", "l")),
        ("Organisations", ("o",)),
        ("Rules", (f"Retina: {asked}",)),
        ("Of these, only", ("Papers with code",)),
        ("Lowest score", ("0",)),
        ("Most papers in a mail", ("7",)),
        ("When nothing matched", ("A short note",)),
    ]
    assert [one.texts for one in tell_choices(Choices(), ENGLISH)] == [
        ("Every day that has new papers",),
        ("All papers",),
        ("30",),
    ]


def test_a_file_of_rules_takes_the_place_of_the_one_before() -> None:
    rules = '{"version": 1, "rules": [{"name": "Retina", "words": ["retina*"]}]}'
    other = '{"version": 1, "rules": [{"name": "Heart", "words": ["cardi*"]}]}'
    kept = {"rules_text": (rules,)}
    for fields, upload, names in (
        ({}, rules, ["Retina"]),
        (kept, "", ["Retina"]),
        (kept, other, ["Heart"]),
        (kept | {"no_rules": ("yes",)}, "", []),
        ({"rules_text": (BAD,)}, "", []),
    ):
        choices, faults = choices_in(Filled(fields, upload), ENGLISH)
        assert ([rule.name for rule in choices.rules], faults) == (names, ())
    choices, faults = choices_in(Filled(kept, BAD), ENGLISH)
    assert [rule.name for rule in choices.rules] == ["Retina"]
    assert [fault.field for fault in faults] == ["rules"]
