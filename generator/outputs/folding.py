"""Put what is the same on every page into templates before they are compiled: the words, the site.

Works on tokens. `_("Home")` becomes its translation, `site.title` the title; Jinja's own optimiser then makes
one piece of text of them and what stands around them. Whatever is not a plain piece of text stays as it is.
"""

from collections.abc import Iterable, Iterator

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from generator.base.words import Words
from generator.model.views import SiteView

WIDEST = 4
"""Tokens of the longest pattern, `_("…")`."""


def folding(words: Words, site: SiteView) -> type[Extension]:
    """Return the extension that puts these words and this site into templates."""

    class Folding(Extension):
        def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
            escaped = _autoescapes(self.environment, stream.name)
            return _folded(stream, words, site, escaped)

    return Folding


def _autoescapes(environment: Environment, name: str | None) -> bool:
    chosen = environment.autoescape
    return chosen(name) if callable(chosen) else chosen


def _folded(stream: Iterable[Token], words: Words, site: SiteView, escaped: bool) -> Iterator[Token]:
    waiting: list[Token] = []
    before = ""
    for token in [*stream, None]:
        if token:
            waiting.append(token)
        while waiting and (len(waiting) == WIDEST or token is None):
            count, found = _match(waiting, before, words, site, escaped)
            before = waiting[count - 1].type
            yield from found
            del waiting[:count]


def _match(
    tokens: list[Token], before: str, words: Words, site: SiteView, escaped: bool
) -> tuple[int, list[Token]]:
    """Return how many tokens at the front become which others; at least one."""
    first, kinds = tokens[0], [token.type for token in tokens]
    if first.type != "name" or before == "dot":
        return 1, [first]
    if first.value == "_" and kinds == ["name", "lparen", "string", "rparen"]:
        return 4, _message(tokens[2], words, escaped)
    if first.value == "site" and kinds[:3] == ["name", "dot", "name"] and kinds[3:] != ["lparen"]:
        value = getattr(site, tokens[2].value, None)
        if isinstance(value, str):
            return 3, [Token(first.lineno, "string", value)]
    return 1, [first]


def _message(token: Token, words: Words, escaped: bool) -> list[Token]:
    """Return a message as `("…"|safe)`: it is trusted as templates are; where nothing is escaped as "…"."""
    text = Token(token.lineno, "string", words.catalogue.gettext(token.value) % {})
    if not escaped:
        return [text]
    line = token.lineno
    pipe, safe = Token(line, "pipe", "|"), Token(line, "name", "safe")
    return [Token(line, "lparen", "("), text, pipe, safe, Token(line, "rparen", ")")]
