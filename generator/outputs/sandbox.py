"""The environment in which templates run: Jinja's sandbox, quick for what may be printed anyway.

Jinja's sandbox asks of every value whether a template may have it. The fields of a view, most of what
templates name, are there to be printed: they are handed out without a question.
"""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment

NOTHING: frozenset[str] = frozenset()


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox without values that change; fields of dataclasses are open."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a template names with a dot."""
        kind: type = type(obj)
        if attribute in _open_fields(kind):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


@cache
def _open_fields(kind: type) -> frozenset[str]:
    if not is_dataclass(kind):
        return NOTHING
    return frozenset(field.name for field in fields(kind) if not field.name.startswith("_"))
