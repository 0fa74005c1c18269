"""Every module of the package, parsed, with all that it imports (also inside functions)."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "generator"


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module."""

    name: str
    """Full name: "generator.base.files"."""
    line: int
    at_start: bool
    """False when the import lies inside a function or under TYPE_CHECKING."""
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Module:
    """One source file."""

    name: str
    path: Path
    imports: tuple[Import, ...]

    @property
    def room(self) -> str:
        """The part below generator: "base", "plan", "errors", "cli"."""
        return self.name.split(".")[1] if "." in self.name else ""


@cache
def all_modules() -> tuple[Module, ...]:
    """Return the package's modules, by name."""
    return tuple(read_module(path) for path in sorted(PACKAGE.rglob("*.py")))


def read_module(path: Path) -> Module:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    name = ".".join(part for part in parts if part != "__init__")
    tree = ast.parse(path.read_text("utf-8"), str(path))
    return Module(name, path, tuple(_imports(tree, at_start=True)))


def _imports(node: ast.AST, at_start: bool) -> list[Import]:
    found: list[Import] = []
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Import(names=names):
                found += [Import(alias.name, child.lineno, at_start) for alias in names]
            case ast.ImportFrom(module=module, names=names, level=level):
                # "from generator.outputs import filters" names a module, "from x import Function" does not
                found += [
                    Import(_module_name(module or "", alias.name), child.lineno, at_start, level > 0)
                    for alias in names
                ]
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                found += _imports(child, at_start=False)
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                found += _imports(child, at_start=False)
            case _:
                found += _imports(child, at_start)
    return found


def _module_name(module: str, name: str) -> str:
    inner = PROJECT.joinpath(*module.split("."), f"{name}.py")
    return f"{module}.{name}" if module.startswith("generator") and inner.is_file() else module
