"""What a template is made of: itself and all that it extends, includes and imports.

A page's key holds the digest of that closure: a changed template makes stale exactly the pages that use it.
"""

from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateNotFound, TemplateSyntaxError, nodes

from generator.base.hashing import digest, encode
from generator.errors import InputError, Location
from generator.theme.load import Theme, shown_path
from generator.theme.templates import syntax_problem, template_loader

_REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def closure_digest(theme: Theme, template: str) -> str:
    """Return the digest over the sources of `template` and of all that it needs, in this chain of themes.

    Parses each of them: call it once a template, not once a page. Raises InputError, with the line of the
    template, for what is missing, malformed, or named only at run time.
    """
    environment = Environment(loader=template_loader(theme.dirs), autoescape=True)
    sources: dict[str, str] = {}
    waiting = [(template, Location(template))]
    while waiting:
        name, asked_at = waiting.pop()
        if name not in sources:
            sources[name], referenced = _read(environment, name, asked_at, Path(theme.project))
            waiting.extend(referenced)
    return digest(encode(sorted(sources.items())))


def _read(
    environment: Environment, name: str, asked_at: Location, project: Path
) -> tuple[str, list[tuple[str, Location]]]:
    """Return the source of a template and what it refers to, each with the place that does."""
    loader = environment.loader
    assert isinstance(loader, BaseLoader)
    try:
        source, filename, _ = loader.get_source(environment, name)
        tree = environment.parse(source, name, filename)
    except TemplateNotFound:
        fix = "create it in the theme's templates/, or extend a theme that has it"
        raise InputError(asked_at, f'there is no template "{name}"', fix) from None
    except TemplateSyntaxError as error:
        raise syntax_problem(error, project) from None
    path = shown_path(Path(filename), project) if filename else name
    found: list[tuple[str, Location]] = []
    for node in tree.find_all(_REFERENCES):
        where = Location(path, node.lineno)
        found.extend((target, where) for target in _targets(node, where))
    return source, found


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
