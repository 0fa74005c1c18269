"""What is kept of a page is what it would have printed anyway."""

import os
from pathlib import Path

import pytest
from jinja2 import DictLoader

from generator.outputs.filters import Place
from generator.outputs.keeping import Kept, keeping
from generator.outputs.sandbox import Sandbox
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
    environment.filters["kept"] = keeping(environment, most)
    environment.globals["root"] = lambda: environment.place.root
    for name, tag in [("page", "a"), ("other", "b"), ("page", "a")]:
        for root in ("../", "", "../"):
            link = f'<{tag} href="{root}">&lt;'
            expected = f"{link}2</{tag}>{link}3</{tag}>{link}2</{tag}>&lt;"
            environment.place = Place(root)
            assert environment.get_template(name).render().strip() == expected


def test_macros_are_called_once() -> None:
    calls: list[str] = []
    environment = Sandbox(autoescape=True)
    environment.filters.update(kept=keeping(environment, 10), called=lambda name: calls.append(name) or name)
    source = "{% macro a(x) %}{{ x|called }}{% endmacro %}" + "{{ a|kept(x) }}" * 2
    template = environment.from_string(source)
    for word in ("long", "word", "four", "word", "long"):
        template.render(x=word)
    assert calls == ["long", "word", "four"], "ten characters are two words; the third lies on the disk"


@pytest.mark.parametrize("most", [0, 5, 1_000])
def test_texts_come_back_from_memory_and_disk(most: int) -> None:
    kept, texts = (
        Kept(most),
        {n: chr(n) * (n % 7) for n in range(0x30, 0x3000, 0x31)} | {"surrogate": "\ud800"},
    )
    for key, text in texts.items():
        assert kept.get(key) is None
        kept.put(key, text)
    assert {key: kept.get(key) for key in texts} == texts


def test_copies_of_a_process_do_not_write_into_one_file() -> None:
    kept = Kept(0)
    kept.put("both", "of the parent")
    child = os.fork()
    if not child:
        found = kept.get("both")
        kept.put("both", "of the child")
        os._exit(0 if (found, kept.get("both")) == (None, "of the child") else 1)
    assert os.waitpid(child, 0)[1] == 0
    kept.put("more", "after it")
    assert (kept.get("both"), kept.get("more")) == ("of the parent", "after it")


def test_a_full_disk_costs_time_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.outputs.keeping.ON_DISK", Path("/proc"))  # where nobody can make a file
    kept = Kept(3)
    for text in ("one", "two"):
        kept.put(text, text)
    assert (kept.get("one"), kept.get("two")) == (None, "two")


@pytest.mark.parametrize("theme", THEMES)
def test_pages_do_not_depend_on_those_before_them(theme: str, tmp_path: Path) -> None:
    """Every page, after all others and before them."""
    views = make_views(tmp_path)
    forth, back = renderer(theme, tmp_path), renderer(theme, tmp_path)
    pages = [forth(path, template, view) for path, template, view in views]
    assert pages == [back(path, template, view) for path, template, view in reversed(views)][::-1]
