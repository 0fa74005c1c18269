"""What a template is made of: itself and all that it extends, includes and imports.

A page's key holds the digest of that closure: a changed template makes stale exactly the pages that use it.
Templates are parsed for it, which takes as long as a small build; so those whose digest is known to be sound
from an earlier build, and the program's own, are only looked through for names.
"""

import re
from collections.abc import Collection
from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateNotFound, TemplateSyntaxError, nodes

from generator.base.hashing import digest, encode
from generator.errors import InputError, Location
from generator.theme.load import PROGRAM_THEMES, Theme, shown_path
from generator.theme.templates import EXTENSIONS, syntax_problem, template_loader

_REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
_MENTIONED = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b\s*(?:\"([\w./:-]+)\")?")
"""Every place where a template may name another one, comments too; "" where the name is not in quotes."""
_NAMED = re.compile(
    r"\{%[-+]?\s*(?:extends|include|import|from)\s+\"([\w./:-]+)\"\s*(?=[-+]?%\}|(?:as|import|ignore|with|without)\b)"
)
"""Those that name one and cannot mean another."""
_TAG_IN_COMMENT = re.compile(r"\{#(?:(?!#\}).)*\{%", re.DOTALL)


class Closures:
    """The closures of one theme's templates; each template is parsed once, however many need it."""

    def __init__(self, theme: Theme, known: Collection[str] = ()) -> None:
        """`known` are digests that an earlier Closures has found."""
        self.found: set[str] = set()
        """All digests that were returned."""
        self._known = frozenset(known)
        self._dirs = {Path(folder).name: Path(folder) / "templates" for folder in theme.dirs}
        self._texts: dict[str, str] = {}
        self._environment = Environment(
            loader=template_loader(theme.dirs), autoescape=True, extensions=EXTENSIONS
        )
        self._project = Path(theme.project)
        self._read_already: dict[str, tuple[str, list[tuple[str, Location]]]] = {}

    def digest(self, template: str) -> str:
        """Return the digest over the sources of `template` and of all that it needs, in this chain of themes.

        Raises InputError, with the line of the template, for what is missing, malformed, or named only at
        run time.
        """
        told = self._guess(template)
        if told not in self._known:
            told = self._parse(template)
        self.found.add(told)
        return told

    def _guess(self, template: str) -> str:
        """Return the digest of what `template` seems to need, "" where that is hard to tell.

        It is right if it is known: the same sources under the same names have no other closure.
        """
        sources: dict[str, str] = {}
        waiting = [template]
        while waiting:
            name = waiting.pop()
            if name not in sources:
                sources[name] = text = self._text(name)
                names = _MENTIONED.findall(text)
                if not (text and all(names)):
                    return ""
                waiting.extend(names)
        return _digest(sources)

    def _text(self, name: str) -> str:
        if name not in self._texts:
            theme, colon, path = name.rpartition(":")
            folders = [self._dirs[theme]] if theme in self._dirs else self._dirs.values()
            files = [folder / path for folder in ([] if colon and theme not in self._dirs else folders)]
            file = next(filter(Path.is_file, files), None) if ".." not in name else None
            self._texts[name] = file.read_text("utf-8", "replace") if file else ""
        return self._texts[name]

    def _parse(self, template: str) -> str:
        sources: dict[str, str] = {}
        waiting = [(template, Location(template))]
        while waiting:
            name, asked_at = waiting.pop()
            if name not in sources:
                sources[name], referenced = self._source(name, asked_at)
                waiting.extend(referenced)
        return _digest(sources)

    def _source(self, name: str, asked_at: Location) -> tuple[str, list[tuple[str, Location]]]:
        if name not in self._read_already:
            self._read_already[name] = _read(self._environment, name, asked_at, self._project)
        return self._read_already[name]


def _digest(sources: dict[str, str]) -> str:
    return digest(encode(sorted(sources.items())))


def closure_digest(theme: Theme, template: str) -> str:
    """Return the digest of one closure; use Closures for several. Raises InputError like Closures.digest."""
    return Closures(theme).digest(template)


def _read(
    environment: Environment, name: str, asked_at: Location, project: Path
) -> tuple[str, list[tuple[str, Location]]]:
    """Return the source of a template and what it refers to, each with the place that does."""
    loader = environment.loader
    assert isinstance(loader, BaseLoader)
    try:
        source, filename, _ = loader.get_source(environment, name)
        path = shown_path(Path(filename), project) if filename else name
        if filename and filename.startswith(PROGRAM_THEMES) and (known := named(source, path)) is not None:
            return source, known
        tree = environment.parse(source, name, filename)
    except TemplateNotFound:
        fix = "create it in the theme's templates/, or extend a theme that has it"
        raise InputError(asked_at, f'there is no template "{name}"', fix) from None
    except TemplateSyntaxError as error:
        raise syntax_problem(error, project) from None
    found: list[tuple[str, Location]] = []
    for node in tree.find_all(_REFERENCES):
        where = Location(path, node.lineno)
        found.extend((target, where) for target in _targets(node, where))
    return source, found


def named(source: str, path: str) -> list[tuple[str, Location]] | None:
    """Return the templates that a template names, each with its place; None where only parsing can tell."""
    found = list(_NAMED.finditer(source))
    if len(found) != len(_MENTIONED.findall(source)) or _TAG_IN_COMMENT.search(source):
        return None
    return [(one[1], Location(path, source.count("\n", 0, one.start()) + 1)) for one in found]


def _targets(node: nodes.Node, where: Location) -> list[str]:
    """Return the names that an extends, include or import may mean; refuse those known only at run time."""
    target = getattr(node, "template", None)
    items = target.items if isinstance(target, nodes.Tuple | nodes.List) else [target]
    names = [item.value for item in items if isinstance(item, nodes.Const) and isinstance(item.value, str)]
    if len(names) != len(items):
        fix = 'write its name in quotes: {% include "entry.html" %}'
        raise InputError(
            where, "a template is named only at run time, so nobody can tell what depends on it", fix
        )
    return names
