"""What is kept of a page is what it would have printed anyway."""

from pathlib import Path

import pytest
from jinja2 import DictLoader

from generator.outputs.filters import Place
from generator.outputs.keeping import keeping
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
    assert calls == ["long", "word", "four", "long"], "ten characters are two words"


@pytest.mark.parametrize("theme", THEMES)
def test_pages_do_not_depend_on_those_before_them(theme: str, tmp_path: Path) -> None:
    """Every page, after all others and before them."""
    views = make_views(tmp_path)
    forth, back = renderer(theme, tmp_path), renderer(theme, tmp_path)
    pages = [forth(path, template, view) for path, template, view in views]
    assert pages == [back(path, template, view) for path, template, view in reversed(views)][::-1]
