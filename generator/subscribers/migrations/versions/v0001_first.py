"""The first tables."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BYTES = sa.LargeBinary()
MOMENT = sa.DateTime(timezone=True)
ADDRESS = sa.String(320)


def upgrade() -> None:
    """Make them all."""
    _people()
    _sending()
    _beside()


def _people() -> None:
    _table(
        "subscribers",
        [
            *_columns(address=ADDRESS, digest=BYTES, choices=sa.Text(), frequency=sa.String(10)),
            *_columns(active=sa.Integer(), source=sa.Text(), confirmed_at=MOMENT, changed_at=MOMENT),
            sa.Column("left_at", MOMENT),
            sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_subscribers_active")),
            sa.UniqueConstraint("digest", name=op.f("uq_subscribers_digest")),
        ],
    )
    _table(
        "requests",
        [
            *_columns(address=ADDRESS, digest=BYTES, choices=sa.Text(), state=sa.String(12), asked_at=MOMENT),
            sa.Column("retry_at", MOMENT),
            *_columns(attempts=sa.Integer()),
            sa.Column("mailed_at", MOMENT),
            sa.Column("subscriber", NUMBER),
            _points("requests", "subscriber", "subscribers", "CASCADE"),
        ],
        [("state", "id"), ("digest", "mailed_at")],
    )
    _table(
        "bounces",
        [*_columns(subscriber=NUMBER, at=MOMENT), _points("bounces", "subscriber", "subscribers", "CASCADE")],
        [("subscriber", "at")],
        sqlite_autoincrement=False,
    )


def _sending() -> None:
    _table(
        "issues",
        [
            *_columns(kind=sa.String(10), name=sa.String(40), data=BYTES, digest=BYTES),
            *_columns(frozen_at=MOMENT, expires=MOMENT),
            sa.Column("enrolled_at", MOMENT),
            sa.UniqueConstraint("kind", "name", name=op.f("uq_issues_kind_name")),
        ],
    )
    _table(
        "deliveries",
        [
            *_columns(issue=NUMBER),
            sa.Column("subscriber", NUMBER),
            *_columns(state=sa.String(12), attempts=sa.Integer()),
            sa.Column("retry_at", MOMENT),
            sa.Column("sender", NUMBER),
            *_columns(reply=sa.Text(), changed_at=MOMENT),
            _points("deliveries", "issue", "issues", None),
            _points("deliveries", "subscriber", "subscribers", "SET NULL"),
            sa.UniqueConstraint("issue", "subscriber", name=op.f("uq_deliveries_issue_subscriber")),
        ],
        [("issue", "state", "id"), ("subscriber",)],
    )
    _table("senders", _columns(started_at=MOMENT))


def _beside() -> None:
    op.create_table(
        "suppressions",
        *_columns(digest=BYTES, why=sa.String(20), at=MOMENT),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_suppressions")),
    )
    _table(
        "keys",
        [*_columns(purpose=sa.String(20), secret=BYTES, made_at=MOMENT), sa.Column("retired_at", MOMENT)],
        [("purpose",)],
    )
    op.create_table(
        "limits",
        *_columns(name=sa.String(80), span=NUMBER, ends=MOMENT, count=sa.Integer()),
        sa.PrimaryKeyConstraint("name", "span", name=op.f("pk_limits")),
    )
    op.create_index(op.f("ix_limits_ends"), "limits", ["ends"])


def _columns(**kinds: Any) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name, kind in kinds.items()]


def _points(table: str, column: str, to: str, deleted: str | None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=deleted
    )


def _table(
    name: str,
    parts: Sequence[Any],
    indexes: Sequence[Sequence[str]] = (),
    sqlite_autoincrement: bool = True,
) -> None:
    """Make a table with an "id" that counts, and indexes over these columns."""
    number = sa.Column("id", NUMBER, nullable=False)
    key = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}"))
    op.create_table(name, number, *parts, key, sqlite_autoincrement=sqlite_autoincrement)
    for columns in indexes:
        op.create_index(op.f(f"ix_{name}_{'_'.join(columns)}"), name, list(columns))
