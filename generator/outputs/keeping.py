"""What templates print again and again is rendered once: `{{ macro|kept(x) }}` for `{{ macro(x) }}`.

A macro that is kept may look at its arguments, at `site` and at where the page lies (links), not at `view`.
These name what it prints, so nothing that is kept can be out of date. Arguments can be hashed: views, text,
numbers.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2.runtime import Context, Macro

    from generator.outputs.sandbox import Sandbox

MOST = 16_000_000
"""Characters that a process remembers: some five thousand entries of lists."""


def keeping(environment: "Sandbox", most: int = MOST) -> Callable[..., str]:
    """Return the filter "kept" of one environment; the oldest is forgotten first."""
    from jinja2 import pass_context

    from generator.outputs.sandbox import call_macro

    texts: OrderedDict[Hashable, str] = OrderedDict()
    size = 0

    @pass_context
    def kept(context: "Context", macro: "Macro", *arguments: Hashable) -> str:
        nonlocal size
        key = (context.name, macro.name, environment.place.root, arguments)
        found = texts.get(key)
        if found is not None:
            return found
        texts[key] = text = call_macro(macro, context, *arguments)
        size += len(text)
        while size > most:
            size -= len(texts.popitem(last=False)[1])
        return text

    return kept
