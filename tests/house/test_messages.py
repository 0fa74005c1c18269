"""Every word that a reader sees can be translated, and every translation is complete."""

import ast
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from generator.theme.catalogue import fault_of, names_in
from generator.theme.templates import EXTENSIONS
from tests.house.modules import PACKAGE, PROJECT
from tools.messages import untranslated, updated, wanted

TOOL = PROJECT / "tools/messages.py"

FILES = sorted((*PACKAGE.glob("locale/*.po"), *PROJECT.glob("themes/*/locale/*.po")))
TEMPLATES = sorted(
    path for path in PROJECT.glob("themes/*/templates/**/*") if path.suffix in (".html", ".txt")
)
SCRIPTS = sorted((PROJECT / "browser/src").rglob("*.js"))

of_file = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
of_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parts[-3]}/{path.name}")


@cache
def templates() -> dict[Path, Catalog]:
    """The messages that belong into each file."""
    return dict(wanted())


def test_every_language_has_its_files() -> None:
    assert sorted(templates()) == FILES


@of_file
def test_translations_are_up_to_date_and_complete(path: Path) -> None:
    data = path.read_bytes()
    assert [message.id for message in untranslated(data)] == [], "translate these"
    assert updated(path, templates()[path]) == data, "run: make messages"


@of_file
def test_translations_have_the_placeholders_of_their_message(path: Path) -> None:
    faults = [fault for message in read_po(BytesIO(path.read_bytes())) if (fault := _fault(message))]
    assert faults == []


def _fault(message: Message) -> str:
    if not message.id:
        return ""
    sources = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    for form in filter(None, forms):
        for name in names_in(sources[-1]) - names_in(form) - {"num"}:
            return f"{form!r} does not say %({name})s"
    return fault_of(message)


# What is no word: names, formats, abbreviations, examples of queries.
NAMES = {
    *("RSS", "Atom", "JSON Feed", "JSON", "OPML", "PDF", "DOI", "arXiv"),
    *("BibTeX", "RIS", "CSL-JSON", "Markdown"),
    *("author:zhang", "topic:cs.CV", "year:2024", "detection -video"),
}  # fmt: skip
SPOKEN = ("aria-label", "title", "placeholder", "alt", "label", "aria-description")


class _Texts(HTMLParser):
    """Collects what a reader sees: text outside scripts and styles, and attributes that are spoken."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("style", "script", "code", "kbd")
        self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "script", "code", "kbd")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


def _written(source: str) -> str:
    """Return a template without what Jinja makes: its plain text, and nothing of {% trans %} blocks."""
    pieces, block, translated = [], False, False
    for _, kind, value in Environment(extensions=EXTENSIONS).lex(source):
        if kind == "data" and not translated:
            pieces.append(value)
        elif kind == "variable_begin":
            pieces.append("·")
        elif kind in ("block_begin", "block_end"):
            block = kind == "block_begin"
        elif block and kind == "name" and value in ("trans", "endtrans"):
            translated = value == "trans"
    return "".join(pieces)


def _is_word(text: str) -> bool:
    is_attribute = text.endswith('="')  # a macro that prints the inside of a tag
    return text not in NAMES and not is_attribute and bool(re.search(r"[^\W\d_]{2}", text))


@of_template
def test_no_word_of_a_template_is_unmarked(path: Path) -> None:
    source = path.read_text("utf-8")
    texts = _Texts()
    texts.feed(_written(source))
    texts.close()
    words = (word.strip(" \n·,;:()[].–—#=-") for text in texts.found for word in text.split("·"))
    assert [word for word in words if _is_word(word)] == []


@of_template
def test_no_word_inside_jinja_is_unmarked(path: Path) -> None:
    """Strings that begin like a heading stand inside _() or ngettext()."""
    tree = Environment(extensions=EXTENSIONS).parse(path.read_text("utf-8"))
    marked = {
        id(const)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext", "ngettext")
        for const in call.find_all(nodes.Const)
    }
    strings = [c for c in tree.find_all(nodes.Const) if isinstance(c.value, str) and id(c) not in marked]
    assert [c.value for c in strings if re.match(r"[A-Z][a-z]+\b", c.value) and c.value not in NAMES] == []


def test_messages_in_python_are_written_where_they_are_marked() -> None:
    """A message in a variable is not found by `make messages`, unless gettext_noop marks it there."""
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text("utf-8")
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call):
                continue
            name = _called(node)
            if name == "ngettext" or (name == "gettext" and "gettext_noop(" not in source):
                texts = node.args[: 2 if name == "ngettext" else 1]
                wrong += [
                    f"{path.name}:{node.lineno}" for text in texts if not isinstance(text, ast.Constant)
                ]
    assert wrong == []


def _called(node: ast.Call) -> str:
    """The function's name; of a method only where the object is words, as in `desk.words.gettext`."""
    if isinstance(node.func, ast.Name):
        return node.func.id
    if not isinstance(node.func, ast.Attribute):
        return ""
    return "" if ast.unparse(node.func.value).endswith("catalogue") else node.func.attr


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_messages_in_scripts_are_written_where_they_are_marked(path: Path) -> None:
    source = path.read_text("utf-8")
    calls = re.findall(r"(?<!function )\bn?gettext\(\s*(.)", source)
    assert [sign for sign in calls if sign != '"'] == []
    plurals = re.findall(r'(?<!function )\bngettext\(\s*"(?:[^"\\]|\\.)*",\s*(.)', source)
    assert [sign for sign in plurals if sign != '"'] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_messages_in_scripts_are_found_wherever_they_stand(path: Path) -> None:
    """Also in `${…}` of a template literal, where an extractor has to look on purpose."""
    source = re.sub(r"^\s*(//|\*|/\*).*", "", path.read_text("utf-8"), flags=re.M)
    known = {
        _first(message.id)
        for catalogue in templates().values()
        for message in catalogue
        if message.id and any(place.endswith(f"/{path.name}") for place, _ in message.locations)
    }
    assert set(re.findall(r'\bn?gettext\(\s*"([^"]+)"', source)) == known


def _first(text: str | list[str] | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


@pytest.mark.parametrize(
    ("argument", "code", "said"),
    [("--help", 0, "usage: messages.py"), ("xx-nowhere", 2, '"xx-nowhere" is no language')],
)
def test_the_tool_explains_itself(argument: str, code: int, said: str) -> None:
    ended = subprocess.run([sys.executable, TOOL, argument], capture_output=True, text=True, check=False)
    assert ended.returncode == code
    assert said in ended.stdout + ended.stderr
