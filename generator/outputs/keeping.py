"""What templates print again and again is rendered once: `{{ macro|kept(x) }}` for `{{ macro(x) }}`.

A macro that is kept may look at its arguments, at `site` and at where the page lies (links), not at `view`.
These name what it prints, so nothing that is kept can be out of date. Arguments can be hashed: views, text,
numbers.
"""

import os
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.base.hashing import digest_bytes, encode
from generator.outputs.filters import Place
from generator.outputs.shared_texts import SharedTexts

if TYPE_CHECKING:
    from jinja2.runtime import Context, Macro

    from generator.outputs.sandbox import Sandbox

_PLAIN_ROOT = re.compile(r"[\w.:/~-]+")
"""Roots that are the same in an attribute, in JSON and in running text. Links of what is kept are printed
with the root of no page, which each page replaces by its own; but the front page's links have none."""

MOST = 16_000_000
"""Characters that are kept in memory: the entries of some thousand papers."""

PARTS = 16_384
"""Parts of keys, the views of entries above all, whose digests are remembered."""

Key = tuple[Hashable, ...]


class Kept:
    """Texts by their keys: the newest in memory, the others where the copies of this process find them too.

    To read one back takes some ten microseconds, and the system may take that memory when it needs it; to
    render an entry of a list takes a hundred.
    """

    def __init__(self, shared: SharedTexts | None, most: int = MOST) -> None:
        """Keep at most so many characters in memory."""
        self._shared, self._most = shared, most
        self._size = 0
        self._texts: OrderedDict[Key, str] = OrderedDict()
        self._process = os.getpid()

    def get(self, key: Key) -> str | None:
        """Return the text of a key, None where there is none."""
        found = self._texts.get(key)
        if found is None and self._shared and (name := _name(key)):
            data = self._shared.get(name)
            return None if data is None else data.decode("utf-8", "surrogatepass")
        return found

    def put(self, key: Key, text: str) -> None:
        """Keep the text of a key that has none yet."""
        self._texts[key] = text
        self._size += len(text)
        is_copy = self._process != os.getpid()
        if is_copy:
            self._share(key, text)
        while self._size > self._most:
            oldest, text = self._texts.popitem(last=False)
            self._size -= len(text)
            if not is_copy:  # a copy has shared it at once, for the other ones
                self._share(oldest, text)

    def _share(self, key: Key, text: str) -> None:
        if self._shared and (name := _name(key)):
            self._shared.put(name, text.encode("utf-8", "surrogatepass"))


def _name(key: Key) -> bytes:
    """Return the name of a key for other processes; none of what only a theme's own macro could be given."""
    try:
        return digest_bytes(b"".join(map(_part, key)))
    except (TypeError, UnicodeEncodeError):
        return b""


@lru_cache(maxsize=PARTS)
def _part(value: Hashable) -> bytes:
    return digest_bytes(encode(value))


def keeping(
    environment: "Sandbox", shared: SharedTexts | None = None, most: int = MOST
) -> Callable[..., str]:
    """Return the filter "kept" of one environment."""
    from jinja2 import pass_context

    from generator.outputs.sandbox import call_macro, printed

    texts = Kept(shared, most)
    anywhere = Place(f"{secrets.token_hex()}/")  # no text can guess it

    @pass_context
    def kept(context: "Context", macro: "Macro", *arguments: Hashable) -> str:
        here = environment.place
        place = anywhere if _PLAIN_ROOT.fullmatch(here.root) else here
        key = (context.name, macro.name, place.root, *arguments)
        text = texts.get(key)
        if text is None:
            environment.place = place
            try:
                text = call_macro(macro, context, *arguments)
            finally:
                environment.place = here
            texts.put(key, text)
        return printed(str.replace(text, place.root, here.root) if place is anywhere else text, context)

    return kept
