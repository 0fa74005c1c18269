"""Print mail with the theme's templates: HTML with its styles in the elements, text in short lines."""

import textwrap
from typing import Any

from generator.model.artifact import Artifact, Render

TEXT_WIDTH = 72
"""Columns of the text part (RFC 3676 advises at most 78)."""

_CHARSET = '<meta charset="utf-8">'


def print_mail(render: Render, view: Any, template: str) -> str:
    """Return what a template says of this view; the name of one for HTML ends with ".html"."""
    printed = render(Artifact(template, "html", view, template)).decode("utf-8")
    return inline_css(printed) if template.endswith(".html") else wrap_text(printed)


def wrap_text(text: str, width: int = TEXT_WIDTH) -> str:
    """Fold long lines at blanks, keeping their indentation; addresses are never cut."""
    return "\n".join(_wrap_line(line, width) for line in text.split("\n"))


def inline_css(html: str) -> str:
    """Move the rules of <style> into the elements; media queries stay behind for programs that know them."""
    from css_inline import CSSInliner

    inlined = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False).inline(html)
    # the rules that stay come first in <head>, but the encoding must stand within the first 1024 bytes
    return inlined.replace(_CHARSET, "", 1).replace("<head>", f"<head>\n{_CHARSET}", 1)


def _wrap_line(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    indent = line[: len(line) - len(line.lstrip())]
    wrapped = textwrap.wrap(
        line.strip(),
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(wrapped)
