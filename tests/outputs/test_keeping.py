"""What is kept of a page is what it would have printed anyway."""

import os
import secrets
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import DictLoader
from markupsafe import escape

from generator.outputs.filters import Place
from generator.outputs.keeping import Kept, keeping
from generator.outputs.sandbox import Sandbox
from generator.outputs.shared_texts import NAME, SharedTexts, shared_texts
from tests.theme.pages import THEMES, renderer
from tests.theme.sample_views import make_views

PAGE = """
{% macro a(x, y=1) %}<a href="{{ root() }}">{{ x }}{{ y }}</a>{% endmacro %}
{% macro b(x) %}{{ x }}{% endmacro %}
{{ a|kept("<", 2) }}{{ a|kept("<", 3) }}{{ a|kept("<", 2) }}{{ b|kept("<") }}{{ b|kept("") }}"""


@pytest.mark.parametrize("most", [0, 20, 10_000])
def test_kept_is_the_same(most: int) -> None:
    """However much is remembered, wherever the page lies."""
    pages = {"page": PAGE, "other": PAGE.replace("<a", "<b").replace("/a", "/b")}
    environment = Sandbox(loader=DictLoader(pages), autoescape=True)
    environment.filters["kept"] = keeping(environment, shared_texts(), most)
    environment.globals["root"] = lambda: environment.place.root
    for name, tag in [("page", "a"), ("other", "b"), ("page", "a")]:
        for root in ("../", "", "../", "../../", "/a&b/", "https://lab.example:80/~a/"):
            link = f'<{tag} href="{escape(root)}">&lt;'
            expected = f"{link}2</{tag}>{link}3</{tag}>{link}2</{tag}>&lt;"
            environment.place = Place(root)
            assert environment.get_template(name).render().strip() == expected


def test_macros_are_called_once() -> None:
    calls: list[str] = []
    environment = Sandbox(autoescape=True)
    environment.filters.update(
        kept=keeping(environment, shared_texts(), 10), called=lambda name: calls.append(name) or name
    )
    source = "{% macro a(x) %}{{ x|called }}{% endmacro %}" + "{{ a|kept(x) }}" * 2
    template = environment.from_string(source)
    for word in ("long", "word", "four", "word", "long"):
        template.render(x=word)
    assert calls == ["long", "word", "four"], "ten characters are two words; the third lies on the disk"


def test_what_no_other_process_could_know_is_kept_for_this_one() -> None:
    kept = Kept(shared_texts(), 5)
    for key in [(Path,), ("\ud800",)]:
        kept.put(key, "text")
        assert kept.get(key) == "text"


@pytest.mark.parametrize("most", [0, 5, 1_000])
def test_texts_come_back_from_memory_and_disk(most: int) -> None:
    kept = Kept(shared_texts(), most)
    texts = {(n,): chr(n) * (n % 7) for n in range(0x30, 0x3000, 0x31)} | {("surrogate",): "\ud800"}
    for key, text in texts.items():
        assert kept.get(key) is None
        kept.put(key, text)
    assert {key: kept.get(key) for key in texts} == texts


def test_what_one_copy_of_a_process_has_made_the_others_find() -> None:
    kept = Kept(shared_texts())
    kept.put(("before",), "of the parent")
    for maker in range(3):
        child = os.fork()
        if not child:
            found = kept.get(("before",)), kept.get((maker - 1,))
            kept.put((maker,), f"of child {maker}")
            os._exit(0 if found == ("of the parent", f"of child {maker - 1}" if maker else None) else 1)
        assert os.waitpid(child, 0)[1] == 0
    assert [kept.get((maker,)) for maker in range(3)] == [f"of child {maker}" for maker in range(3)]


def test_copies_that_write_at_once_do_not_disturb_each_other() -> None:
    shared = SharedTexts()
    texts = {bytes([n % 256, n // 256]) * (NAME // 2): bytes([n % 256]) * n for n in range(2_000)}
    copies = []
    for _ in range(2):
        copies.append(os.fork())
        if not copies[-1]:
            for name, text in texts.items():
                shared.put(name, text)
            os._exit(0)
    assert [os.waitpid(copy, 0)[1] for copy in copies] == [0, 0]
    found = [(text, shared.get(name)) for name, text in texts.items()]
    assert all(got in (None, text) for text, got in found)
    assert sum(got is not None for _, got in found) > 1_900, "two at a time may take one slot, but seldom do"


@example(garbage=b"\x10", start=216)  # a shorter length, and all else true
@given(garbage=st.binary(min_size=1, max_size=64), start=st.integers(0, 10_000))
def test_a_table_that_does_not_tell_the_truth_is_not_believed(garbage: bytes, start: int) -> None:
    """Slots are written without a lock: one may be seen half old, half new."""
    shared = SharedTexts()
    names = [bytes([n]) * NAME for n in range(20)]
    for name in names:
        shared.put(name, name[:3])
        for slot in shared._slots(name):
            place = slot + start % 100
            shared._table[place : place + len(garbage)] = garbage
    assert {shared.get(name) for name in names} <= {None, *(name[:3] for name in names)}
    assert all(shared.get(name) in (None, name[:3]) for name in names)


def test_what_finds_no_slot_takes_that_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.outputs.shared_texts.SLOTS", 16)
    shared = SharedTexts()
    texts = {secrets.token_bytes(NAME): bytes([n]) for n in range(200)}
    for name, text in texts.items():
        shared.put(name, text)
        assert shared.get(name) == text
    found = [(text, shared.get(name)) for name, text in texts.items()]
    assert 8 <= sum(got is not None for _, got in found) <= 24
    assert all(got in (None, text) for text, got in found)


def test_a_full_disk_costs_time_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "generator.outputs.shared_texts.ON_DISK", Path("/proc")
    )  # where nobody can make a file
    kept = Kept(shared_texts(), 3)
    for text in ("one", "two"):
        kept.put((text,), text)
    assert (kept.get(("one",)), kept.get(("two",))) == (None, "two")


@pytest.mark.parametrize("theme", THEMES)
def test_pages_do_not_depend_on_those_before_them(theme: str, tmp_path: Path) -> None:
    """Every page, after all others and before them."""
    views = make_views(tmp_path)
    forth, back = renderer(theme, tmp_path), renderer(theme, tmp_path)
    pages = [forth(path, template, view) for path, template, view in views]
    assert pages == [back(path, template, view) for path, template, view in reversed(views)][::-1]
