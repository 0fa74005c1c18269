"""Templates of a theme and of those that it extends, as one Jinja loader.

"page.html" is the child's if it has one, else its parent's, and so on; "base:page.html" is the one of theme
"base", so that a child's template can extend its parent's namesake.
"""

from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader, TemplateSyntaxError

from generator.errors import InputError, Location
from generator.theme.load import shown_path

EXTENSIONS = ("jinja2.ext.i18n",)


def template_loader(dirs: tuple[str, ...]) -> BaseLoader:
    """Return the loader over these theme folders, child first."""
    folders = [str(Path(folder) / "templates") for folder in dirs]
    named = {Path(folder).parent.name: FileSystemLoader(folder) for folder in folders}
    return ChoiceLoader([PrefixLoader(named, delimiter=":"), FileSystemLoader(folders)])


def syntax_problem(error: TemplateSyntaxError, project_root: Path) -> InputError:
    """Turn Jinja's complaint about a template into ours, with the template's file and line."""
    path = shown_path(Path(error.filename), project_root) if error.filename else str(error.name)
    fault = f"the template cannot be read: {error.message}"
    return InputError(Location(path, error.lineno), fault, "see Jinja's template documentation")
