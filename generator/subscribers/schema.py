"""The tables of the subscribers' database. They are made and changed by migrations/, never from here.

The number of a row that is gone is never given to another (sqlite_autoincrement; PostgreSQL counts on
anyway). Links and Message-IDs name those of subscribers and requests, so these are drawn (numbers.py); what
was counted before keeps its number, and its links.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from generator.subscribers.columns import Chosen, Moment

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Number = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts rows by itself only where the type is INTEGER."""


subscribers = Table(
    "subscribers",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("address", String(320), nullable=False),  # as written by its owner; mail goes there
    Column("digest", LargeBinary, nullable=False),  # of the address, see database.Database.digest
    Column("choices", Chosen, nullable=False),
    Column("frequency", String(10), nullable=False),  # the same as in choices, for enrolling
    Column("active", Integer, nullable=False),  # 1, or 0 after leaving
    Column("source", Text, nullable=False),  # where consent came from: "form", or the operator's word
    Column("confirmed_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("left_at", Moment),
    CheckConstraint("active IN (0, 1)", name="active"),
    UniqueConstraint("digest"),
    sqlite_autoincrement=True,
)

requests = Table(  # wishes to subscribe that nobody confirmed yet; also the queue of confirming mails
    "requests",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("address", String(320), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("choices", Chosen, nullable=False),
    Column("state", String(12), nullable=False),  # waiting | mailed | dropped | confirmed
    Column("asked_at", Moment, nullable=False),
    Column("retry_at", Moment),
    Column("attempts", Integer, nullable=False),
    Column("mailed_at", Moment),
    Column("subscriber", Number, ForeignKey("subscribers.id", ondelete="CASCADE")),  # once confirmed
    Index(None, "state", "id"),
    Index(None, "digest", "mailed_at"),
    sqlite_autoincrement=True,
)

suppressions = Table(  # to whom nothing is ever sent; stays when the subscriber is deleted
    "suppressions",
    METADATA,
    Column("digest", LargeBinary, primary_key=True),
    Column("why", String(20), nullable=False),  # bounce | complaint | operator
    Column("at", Moment, nullable=False),
)

issues = Table(
    "issues",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("kind", String(10), nullable=False),  # daily | weekly
    Column("name", String(40), nullable=False),  # "2026-05-28", "2026-W22"
    Column("data", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("frozen_at", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("enrolled_at", Moment),
    UniqueConstraint("kind", "name"),
    sqlite_autoincrement=True,
)

deliveries = Table(
    "deliveries",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("issue", Number, ForeignKey("issues.id"), nullable=False),
    Column("subscriber", Number, ForeignKey("subscribers.id", ondelete="SET NULL")),  # NULL: deleted since
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("retry_at", Moment),
    Column("sender", Number),  # who has it in hand
    Column("reply", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
    UniqueConstraint("issue", "subscriber"),
    Index(None, "issue", "state", "id"),
    Index(None, "subscriber"),
    sqlite_autoincrement=True,
)

senders = Table(  # numbers of those who send; on PostgreSQL each holds an advisory lock of its number
    "senders",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("started_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

keys = Table(
    "keys",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("purpose", String(20), nullable=False),  # links | addresses
    Column("secret", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("retired_at", Moment),
    Index(None, "purpose"),
    sqlite_autoincrement=True,
)

limits = Table(  # how often something happened within a span of time
    "limits",
    METADATA,
    Column("name", String(80), primary_key=True),
    Column("span", Number, primary_key=True),  # number of the span since 1970
    Column("ends", Moment, nullable=False, index=True),
    Column("count", Integer, nullable=False),
)

bounces = Table(  # soft ones: mailboxes that were full and the like
    "bounces",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("subscriber", Number, ForeignKey("subscribers.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "subscriber", "at"),
)
