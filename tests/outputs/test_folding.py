"""What is put into templates before they are compiled is what they would have printed anyway."""

import pytest
from jinja2 import DictLoader, Environment

from generator.base.words import ENGLISH
from generator.model.views import Ref, SiteView
from generator.outputs.folding import folding
from generator.outputs.html import _install_words

SITE = SiteView("A & <B>", 'say "it\'s" ', "", "https://x.example/", "en", "", (Ref("Topics", "t/"),), {})

TEMPLATES = [
    '{{ _("Home") }} {{ _("it’s <b>") }} {{ _("100%% & more") }}',
    '<a title="{{ _("say \'x\'") }}">{{ _("a") ~ "<" }}</a>',
    '{{ _("%(a)s of <i>", a="<") }} {{ _(word) }} {{ gettext("Home") }}',
    '{% set words = {"_": _("Code"), "site": 1} %}{{ words._ }} {{ words.site }} {{ words["_"] }}',
    "{{ site.title }} {{ site.title|upper }} {{ site.title.lower() }} {{ site.title|length }}",
    "{{ site.tagline }}{{ site.options|length }}{% for item in site.navigation %}{{ item.name }}{% endfor %}",
    '{% if site.contact %}x{% endif %}{{ site.contact or "none" }}{{ site.nowhere is defined }}',
    "_(\"Home\") site.title {% raw %}{{ _('Home') }}{% endraw %} {# _('Home') #}",
    '{% macro m(a=_("Newer")) %}{{ a }}{% endmacro %}{{ m() }}{{ m(a=site.title) }}',
    "{% trans title=site.title %}On {{ title }}{% endtrans %}",
    "{{ _ is defined }}",
]


def render(source: str, name: str, *, folded: bool) -> str:
    """Render a template that is folded, or not."""
    environment = Environment(
        loader=DictLoader({name: source}),
        autoescape=name.endswith(".html"),
        extensions=["jinja2.ext.i18n", *([folding(ENGLISH, SITE)] if folded else [])],
    )
    _install_words(environment, ENGLISH)
    environment.globals["site"] = SITE
    return environment.get_template(name).render(word="Feeds")


@pytest.mark.parametrize("name", ["page.html", "mail.txt"])
@pytest.mark.parametrize("source", TEMPLATES)
def test_folded_is_the_same(source: str, name: str) -> None:
    assert render(source, name, folded=True) == render(source, name, folded=False)


def test_words_are_translated_once() -> None:
    """A compiled template holds the words themselves."""
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n", folding(ENGLISH, SITE)])
    code = environment.compile('<p>{{ _("Home") }} of {{ site.title }}</p>', raw=True)
    assert "'<p>Home of A &amp; &lt;B&gt;</p>'" in code
