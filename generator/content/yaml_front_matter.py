"""Front matter by way of YAML: the full parser, for what people write, and the writer.

Refuses: tabs, duplicate keys, anchors and aliases ("YAML bombs"), tags, deep nesting, each with its line.
Format:  YAML 1.1 as PyYAML reads it, through python-frontmatter.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler
from yaml.constructor import SafeConstructor

from generator.content.canonical import LONGEST, MISREAD, PLAIN, split
from generator.errors import InputError, Location

LONGEST_NUMBER = 40
"""Characters of a number."""

DEEPEST = 12

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEP = re.compile(r"(?:[-?:][ ]+){8}|^[ ]{40}", re.MULTILINE)
_PLAIN = re.compile(PLAIN)


def parse(text: str, path: str) -> tuple[dict[str, Any], dict[str, int], str]:
    """Return the values, the line of each key, and the body; raises InputError with the line at fault."""
    handler = _Handler(path)
    values, body = frontmatter.parse(text, handler=handler)
    return values, handler.lines, body


def dump(values: Mapping[str, Any], body: str) -> str:
    """Return the text of a content file; dates, lists and mappings become YAML's own."""
    post = frontmatter.Post(body)
    post.metadata.update(values)  # as keywords "content" and "handler" would be taken for Post's own
    return frontmatter.dumps(post, handler=_Handler("")) + "\n"


class _Handler(YAMLHandler):
    """python-frontmatter's YAML, made strict; one object reads one file."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.lines: dict[str, int] = {}
        self._seen: set[int] = set()

    def split(self, text: str) -> tuple[str, str]:
        return split(text, self.path)

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        self._refuse_bombs(fm)
        try:
            root = yaml.compose(fm, Loader=_Loader)
            return {} if root is None else self._mapping(root, top=True)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            told = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
            fix = "put text that holds : # [ ] { } \" ' in double quotes; indent with spaces"
            raise InputError(self._at(mark), f"the front matter is not YAML: {told}", fix) from None

    def export(self, metadata: dict[str, object], **_: object) -> str:
        text: str = yaml.dump(
            metadata,
            Dumper=_Dumper,
            allow_unicode=True,
            sort_keys=False,
            default_flow_style=False,
            width=10**9,
        )
        return text.rstrip("\n")

    def _refuse_bombs(self, fm: str) -> None:
        tab = re.search(r"^[ ]*\t", fm, re.MULTILINE)
        if tab:
            line = fm.count("\n", 0, tab.start()) + 2
            raise InputError(Location(self.path, line), "a tab indents this line", "indent with spaces")
        suspicious = fm.count("[") + fm.count("{") > DEEPEST or _DEEP.search(fm)
        if len(fm) <= LONGEST and not (suspicious and _depth(fm) > DEEPEST):
            return
        fault = f"the front matter is longer than {LONGEST} characters or nested too deeply"
        raise InputError(Location(self.path, 1), fault, "keep to the keys that the documentation lists")

    def _mapping(self, node: Any, top: bool = False) -> dict[str, Any]:
        if not isinstance(node, yaml.MappingNode):
            fault = "the front matter is not a list of keys"
            raise InputError(self._at(node.start_mark), fault, 'write "title: …"')
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, where = self._value(key_node), self._at(key_node.start_mark)
            if not isinstance(key, str):
                raise InputError(where, f"the key {key!r} is not text", "put it in quotes")
            if key in values:
                raise InputError(where, f'"{key}" stands twice', "remove one of them")
            if top:
                self.lines[key] = where.line
            values[key] = self._value(value_node)
        return values

    def _value(self, node: Any) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self._seen:  # an alias: a few lines of them can stand for gigabytes
            raise InputError(
                self._at(node.start_mark), "anchors and aliases are not for content", "write it out"
            )
        self._seen.add(id(node))
        self._refuse_tag(node, "map", "seq")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        return [self._value(item) for item in node.value]

    def _scalar(self, node: Any) -> Any:
        kind = self._refuse_tag(node, "str", "int", "float", "bool", "null", "timestamp")
        try:
            if kind in ("int", "float") and len(node.value) > LONGEST_NUMBER:
                raise ValueError  # Python refuses to print what would have thousands of digits
            return SafeConstructor().construct_object(node)
        except (ValueError, OverflowError):
            text = node.value[:LONGEST_NUMBER]
            fault = f"{text!r} is no {'date' if kind == 'timestamp' else 'number'}"
            raise InputError(self._at(node.start_mark), fault, "correct it, or put it in quotes") from None

    def _refuse_tag(self, node: Any, *known: str) -> str:
        kind = str(node.tag).removeprefix("tag:yaml.org,2002:")
        if kind not in known:
            fault = f"YAML tag {node.tag!r} is not for content"
            raise InputError(self._at(node.start_mark), fault, "remove it")
        return kind

    def _at(self, mark: Any) -> Location:
        return Location(self.path, mark.line + 2 if mark else 1)


def _depth(text: str) -> int:
    """Return how deep `text` nests; event by event, because composing deep YAML overflows the stack."""
    depth = deepest = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            deepest = max(deepest, depth)
            if deepest > DEEPEST:
                break
    except yaml.YAMLError:
        return deepest
    return deepest


class _Dumper(yaml.SafeDumper):
    """Block style; text is plain where no YAML reads it as anything else, double-quoted otherwise."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)  # list items stand below their key, not beside it

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = _PLAIN.fullmatch(text) and text.lower() not in MISREAD
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


def _represent_nothing(dumper: yaml.SafeDumper, _: None) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


def _represent_date(dumper: yaml.SafeDumper, day: date) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", day.isoformat())


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(type(None), _represent_nothing)
_Dumper.add_representer(date, _represent_date)
