"""The environment in which templates run: Jinja's sandbox, quick for what may be printed anyway.

Jinja's sandbox asks of every value whether a template may have it. The fields of a view, most of what
templates name, are there to be printed: they are handed out without a question, and so are a loop's counters.
A template's own macros may be called. An imported template is made once, not for each page that imports it.
"""

from collections import defaultdict
from collections.abc import MutableMapping
from keyword import iskeyword
from typing import Any

from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.environment import Template, TemplateModule
from jinja2.nodes import CondExpr, Const, Expr, Getattr
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup
from msgspec import Struct

from generator.outputs.escaping import escaped
from generator.outputs.filters import Place


class _OpenFields(dict[type, frozenset[str]]):
    """Class → the names that a template may have of its objects without a question."""

    def __missing__(self, kind: type) -> frozenset[str]:
        names = kind.__struct_fields__ if issubclass(kind, Struct) else ()
        if kind is LoopContext:
            names = ("index", "index0", "first", "last", "length")
        self[kind] = frozenset(name for name in names if not name.startswith("_"))
        return self[kind]


class _Generator(CodeGenerator):
    """Jinja's compiler, but for what pages do hundreds of times."""

    @optimizeconst
    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802
        """Take a field of a view at once, whatever else is named with a dot as the sandbox says.

        Which classes have which fields, the sandbox notes in `having` when it is first asked.
        """
        if not node.attr.isascii() or iskeyword(node.attr):  # Python would read no name, or another one
            super().visit_Getattr(node, frame)
            return
        self.write(f"(it.{node.attr} if type(it := ")
        self.visit(node.node, frame)
        self.write(f") in environment.having[{node.attr!r}] else environment.getattr(it, {node.attr!r}))")

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        """Print text without signs to escape as it is, and nothing where an `if` has no `else`."""
        if isinstance(node, CondExpr) and node.expr2 is None:
            node.expr2 = Const("", lineno=node.lineno)
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Template(Template):
    """A template that is imported as it is: all templates of an environment have the same globals."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002
        if self._module is None:
            self._module = self.make_module()
        return self._module


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox without values that change; fields of views are open."""

    code_generator_class = _Generator
    template_class = _Template
    place = Place("")
    """Where the page lies that is rendered at the moment."""
    escaped = staticmethod(escaped)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._open = _OpenFields()
        self.having: defaultdict[str, set[type]] = defaultdict(set)
        """By the name of a field, classes whose objects have it and give it to templates."""
        self._found: dict[str, Template] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template sees besides its view: a plain dictionary, which contexts copy faster."""
        return {**self.globals, **(d or {})}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a template names with a dot."""
        kind = type(obj)
        if attribute in self._open[kind]:
            self.having[attribute].add(kind)
            return getattr(obj, attribute)
        if kind is TemplateModule and attribute in obj.__dict__ and not attribute.startswith("_"):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """Return a template, loaded once: a page asks for seven of them, and they stay as they are."""
        found = self._found.get(name) if isinstance(name, str) else None
        if found is None:
            found = super().get_template(name, parent, globals)
            if isinstance(name, str):
                self._found[name] = found
        return found

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call what a template calls."""
        if type(__obj) is not Macro:
            return super().call(__context, __obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)  # for functions that ask for the context
        kwargs.pop("_loop_vars", None)
        return call_macro(__obj, __context, *args, **kwargs)


def call_macro(macro: Macro, context: Context, *args: Any, **kwargs: Any) -> str:
    """Call a macro as Jinja does, but one without `caller`, `varargs` and `kwargs` at once."""
    names = macro.arguments
    if macro.caller or macro.catch_varargs or macro.catch_kwargs or len(args) > len(names):
        return macro(context.eval_ctx, *args, **kwargs)
    if len(args) < len(names):
        args += tuple([kwargs.pop(name, missing) for name in names[len(args) :]])
    if kwargs:  # a name twice, or an unknown one: Jinja says which
        return macro(context.eval_ctx, *args, **kwargs)
    return printed(macro._func(*args), context)


def printed(text: str, context: Context) -> str:
    """Return what a template has printed as its own text, which is not escaped again."""
    return str.__new__(Markup, text) if context.eval_ctx.autoescape else text  # twice as fast as Markup()
