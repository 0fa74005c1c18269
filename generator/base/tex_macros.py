"""Replace the TeX macros in prose or in a formula by text; pylatexenc parses and knows the symbols.

Braces that open with a macro ("{\\it x}", "{\\mu}m") and arguments lose their braces, other braces stay.
An unknown macro gives its arguments, or its name when it has none: words are never lost.
"""

import re
from functools import cache
from typing import Any

ACCENTS = frozenset("'`^\"~=.cHkbduvrt")
SILENT = frozenset(
    """it bf em rm tt sc sl sf itshape bfseries ttfamily scshape slshape sffamily rmfamily mdseries
    upshape normalfont tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge
    displaystyle textstyle scriptstyle limits nolimits xspace protect noindent centering par newline
    linebreak break maketitle relax left right item big Big bigg Bigg bigl bigr Bigl Bigr vspace
    hspace vskip hskip label @""".split()
)
_SPACES = dict.fromkeys(r"\ ,;:>", " ") | {"!": "", "/": "", "-": ""} | dict.fromkeys(["quad", "qquad"], " ")
_NAMED = {"textbackslash": "∖", "backslash": "∖", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX"} | {
    "degree": "°", "textdegree": "°", "celsius": "°C", "micro": "µ", "percent": "%", "textasciitilde": "~",
    "texttimes": "×", "textmu": "µ", "textrightarrow": "→", "textasciicircum": "^", "dots": "…", "ldots": "…",
    "cdots": "⋯", "textellipsis": "…", "textquotesingle": "'", "{": "{", "}": "}", "|": "‖", "to": "→",
}  # fmt: skip
_BRACES = frozenset("{}")
_COLOURED = frozenset({"textcolor", "colorbox", "color"})
_WRAPPED = {"footnote": " ({})"} | dict.fromkeys(["cite", "citep", "citet", "ref", "eqref"], "[{}]")


def expand(text: str, in_formula: bool = False) -> str:
    """Return `text` with its macros as text; what cannot be parsed keeps its words. Never raises."""
    from pylatexenc.latexwalker import LatexWalker  # heavy tables: only for text that needs them

    try:
        source = re.sub(r"(?<!\\)%", r"\\%", text)
        walker = LatexWalker(source, latex_context=_grammar(), tolerant_parsing=True)
        nodes = walker.get_latex_nodes()[0]
        return _Expander(in_formula).nodes(nodes)
    except Exception:  # the parser gives up on some nonsense in ways of its own: deep nesting, odd arguments
        return re.sub(r"\\([A-Za-z]+)?", r"\1", text)


@cache
def _grammar() -> Any:
    """The macros that the parser knows; the library builds its table anew for each text otherwise."""
    from pylatexenc.latexwalker import get_default_latex_context_db

    return get_default_latex_context_db()


class _Expander:
    """One walk over pylatexenc's nodes; they are untyped, hence Any."""

    def __init__(self, in_formula: bool) -> None:
        self.in_formula = in_formula

    def nodes(self, nodes: list[Any]) -> str:
        pieces: list[str] = []
        takes_groups = False  # behind an unknown macro each group that follows at once is an argument
        for i, node in enumerate(nodes):
            after = nodes[i + 1] if i + 1 < len(nodes) else None
            if takes_groups and _kind(node) == "Group":
                pieces.append(self.nodes(node.nodelist))
                continue
            takes_groups = _kind(node) == "Macro" and not _arguments(node) and not node.macro_post_space
            named_by_group = takes_groups and after is not None and _kind(after) == "Group" and after.nodelist
            pieces.append(self.node(node, bool(named_by_group)))
        return "".join(pieces)

    def node(self, node: Any, named_by_group: bool = False) -> str:
        match _kind(node):
            case "Chars":
                return str(node.chars)
            case "Comment":
                return f"%{node.comment}{node.comment_post_space}"
            case "Specials":
                return str(node.specials_chars)
            case "Group":
                return self.group(node)
            case "Macro":
                # the space stands before the arguments, where there are any
                return self.macro(node, named_by_group) + ("" if _arguments(node) else node.macro_post_space)
            case "Environment" | "Math":
                return self.nodes(node.nodelist)
        return ""

    def group(self, node: Any) -> str:
        inside = self.nodes(node.nodelist)
        opens_with_macro = any(_kind(n) == "Macro" and n.macroname not in _BRACES for n in node.nodelist[:1])
        if opens_with_macro or self.in_formula:
            return inside
        return f"{node.delimiters[0]}{inside}{node.delimiters[1]}"

    def macro(self, node: Any, named_by_group: bool) -> str:
        name = str(node.macroname)
        if name in SILENT or name in _SPACES or name in _NAMED:
            return _SPACES.get(name, "") + _NAMED.get(name, "")
        if name in ACCENTS and not self.in_formula:
            return _accented(node)
        arguments = [self.argument(argument) for argument in _arguments(node)]
        if arguments:
            return _with_arguments(name, arguments)
        return _symbol(name) or ("" if named_by_group else name)

    def argument(self, node: Any) -> str:
        return self.nodes(node.nodelist) if _kind(node) == "Group" else self.node(node)


def _kind(node: Any) -> str:
    return type(node).__name__.removeprefix("Latex").removesuffix("Node")


def _arguments(node: Any) -> list[Any]:
    parsed = node.nodeargd
    return [argument for argument in (parsed.argnlist or ()) if argument is not None] if parsed else []


def _with_arguments(name: str, arguments: list[str]) -> str:
    last = arguments[-1]
    if name in ("frac", "dfrac", "tfrac") and len(arguments) == 2:
        return "/".join(a if len(a) < 2 or a.isalnum() else f"({a})" for a in arguments)
    if name == "sqrt":
        return f"√{last}" if len(last) == 1 else f"√({last})"
    if name in _COLOURED:
        return last
    return _WRAPPED.get(name, "{}").format(" ".join(filter(None, arguments)))


@cache
def _symbols() -> dict[str, str]:
    """Macros without arguments that pylatexenc knows as characters ("alpha", "leq") or as words ("log")."""
    from pylatexenc.latex2text import get_default_latex_context_db

    specs = get_default_latex_context_db().iter_macro_specs()
    known = {spec.macroname: spec.simplify_repl for spec in specs if isinstance(spec.simplify_repl, str)}
    # a "%" is a place for arguments; a text in ASCII other than the name itself is a placeholder or a date
    return {
        name: text for name, text in known.items() if name == text or not text.isascii() or len(text) == 1
    }


def _symbol(name: str) -> str:
    return _symbols().get(name, "")


def _accented(node: Any) -> str:
    from pylatexenc.latex2text import LatexNodes2Text

    return str(LatexNodes2Text().node_to_text(node))
