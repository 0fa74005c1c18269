"""docs/guide.md says what the program does: its tables are made from the sources they describe."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator

import pytest
from msgspec import Struct

from generator.cli import VERBS
from generator.config.schema import Config
from generator.content.reader import PAPER_KEYS
from generator.model import mail_views, page_views, service_views, views
from tests.house.modules import PACKAGE, PROJECT

GUIDE = (PROJECT / "docs/guide.md").read_text("utf-8")
SCHEMA = ast.parse((PACKAGE / "config/schema.py").read_text("utf-8"))
BASE = PROJECT / "themes/base"


def field_docs(class_name: str) -> dict[str, str]:
    """Return the string below each field of a class of config/schema.py."""
    (node,) = [n for n in SCHEMA.body if isinstance(n, ast.ClassDef) and n.name == class_name]
    docs = {}
    for field, below in zip(node.body, node.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            is_doc = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
            docs[field.target.id] = " ".join(str(ast.literal_eval(below.value)).split()) if is_doc else ""  # type: ignore[attr-defined]
    return docs


def setting_rows(settings: Struct, table: str = "") -> Iterator[str]:
    """Give the guide's line for every key: `table.key`, default, meaning."""
    docs = field_docs(type(settings).__name__)
    for name in settings.__struct_fields__:
        value = getattr(settings, name)
        if isinstance(value, Struct):
            yield from setting_rows(value, f"{table}{name}.")
        else:
            shown = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else None
            if isinstance(value, tuple):
                shown = json.dumps(value)
            default = shown or (f'"{value}"' if isinstance(value, str) else "" if value == {} else str(value))
            yield f"| `{table}{name}` | {f'`{default}`' if default else ''} | {docs[name]} |"


def option_rows() -> Iterator[str]:
    for name, option in tomllib.loads((BASE / "theme.toml").read_text("utf-8"))["options"].items():
        choices = f" One of {', '.join(f'`{c}`' for c in option['choices'])}." if "choices" in option else ""
        yield f'| `{name}` | `"{option["default"]}"` | {option.get("help", "")}{choices} |'


@pytest.mark.parametrize("row", [*setting_rows(Config()), *option_rows()])
def test_every_setting_stands_in_the_guide_as_in_the_source(row: str) -> None:
    assert row in GUIDE.splitlines(), f"docs/guide.md lacks the line:\n{row}"
    assert not row.endswith("|  |"), "give the field a string that says what it means"


def test_the_guide_knows_no_setting_that_is_gone() -> None:
    known = {row.split("`")[1] for row in setting_rows(Config())}
    section = GUIDE[GUIDE.index("## Settings") : GUIDE.index("## Themes")]
    assert set(re.findall(r"^\| `([\w.]+)`", section, re.MULTILINE)) == known


@pytest.mark.parametrize("key", PAPER_KEYS)
def test_every_key_of_a_paper_stands_in_the_guide(key: str) -> None:
    section = GUIDE[GUIDE.index("## Edit a paper") : GUIDE.index("## Key phrases")]
    assert f"`{key}`" in section


@pytest.mark.parametrize("template", sorted(path.name for path in (BASE / "templates").glob("*.*")))
def test_every_template_stands_in_the_guide(template: str) -> None:
    assert f"| `{template}` |" in GUIDE


def test_the_guide_names_only_views_that_exist() -> None:
    named = set(re.findall(r"\b([A-Z][a-z]+View)\b", GUIDE))
    assert named
    assert all(
        any(hasattr(module, name) for module in (views, page_views, mail_views, service_views))
        for name in named
    )


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_stands_in_the_documentation(verb: str) -> None:
    assert f"digest {verb}" in GUIDE + (PROJECT / "README.md").read_text("utf-8")


def test_messages_in_the_guide_are_those_of_the_program() -> None:
    source = " ".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    messages = re.findall(r"^\| (`.+?`) \|", GUIDE[GUIDE.index("## When something is wrong") :], re.MULTILINE)
    assert len(messages) > 10
    pieces = [piece.strip() for message in messages for piece in re.split(r'[…"`]|127.+', message)]
    assert [piece for piece in pieces if len(piece) > 8 and piece not in source] == []


def test_links_within_the_documentation_lead_somewhere() -> None:
    headings = {
        re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
    }
    anchors = re.findall(r"\]\(#([^)]+)\)", GUIDE)
    assert set(anchors) <= headings
    top = (PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))
    for file in (*top, *(PROJECT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", file.read_text("utf-8")):
            assert (file.parent / target).exists(), f"{file.name} links to {target}"
