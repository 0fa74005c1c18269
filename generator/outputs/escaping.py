"""Text in HTML: searched for signs to escape before it is copied, since few texts hold one."""

from typing import Any

from markupsafe import Markup, escape


def escaped(value: Any) -> Any:
    """Return the text that is printed for `value` into HTML: str, or Markup, both safe there."""
    kind = type(value)
    if kind is Markup:
        return value
    if kind is str and not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value):
        return value
    return escape(value)
