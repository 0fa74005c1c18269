"""Functions stay short enough to be read in one look."""

import ast

from tests.house.modules import PACKAGE, PROJECT

LONGEST = 40
"""Lines, with head and docstring; most have fewer than 30."""


def test_no_function_is_longer_than_a_page() -> None:
    found = [
        f"{path.relative_to(PROJECT)}:{node.lineno}: {node.name}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST
    ]
    assert found == [], "cut these, and give the parts good names"
