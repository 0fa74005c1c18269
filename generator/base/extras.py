"""Libraries that only some verbs need: what to type when they are not installed."""

from importlib.util import find_spec

from generator.errors import UsageError

MAIL = ("alembic", "psycopg", "sqlalchemy")
"""What every verb that knows subscribers needs."""


def need_extra(extra: str, who: str, *libraries: str) -> None:
    """Raise UsageError, with the line to type, when one of the libraries is not installed.

    `extra` is the name in pyproject.toml, `who` what asks for it: "digest send". Loads no library.
    """
    missing = sorted(name for name in libraries if find_spec(name) is None)
    if missing:
        fault = (
            f"{who} needs {', '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed"
        )
        raise UsageError(fault, f"pip install 'paper-digest[{extra}]'")
