"""What stands in a column: moments, and what a subscriber chose."""

import datetime as dt

import msgspec
from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from generator.model.mail import Choices

_decoder = msgspec.json.Decoder(Choices)


def encode_choices(choices: Choices) -> str:
    """Return choices as JSON; equal choices give equal text."""
    return msgspec.json.encode(choices).decode()


def decode_choices(text: str) -> Choices:
    """Return what encode_choices wrote; fields that only a newer version knows are passed over."""
    return _decoder.decode(text)


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC, aware; SQLite keeps it as text that sorts by time, PostgreSQL as timestamptz."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Write it in UTC; a moment without a zone is a mistake of ours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(dt.UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Read it as UTC."""
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(dt.UTC)
        return value.replace(tzinfo=dt.UTC)


class Chosen(TypeDecorator[Choices]):
    """What a subscriber chose, as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Choices | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write JSON."""
        return None if value is None else encode_choices(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Choices | None:  # noqa: ARG002
        """Read JSON."""
        return None if value is None else decode_choices(value)
