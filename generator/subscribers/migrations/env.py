"""Run by Alembic: changes the schema on the connection that migrate.py hands over, in its transaction."""

from alembic import context

from generator.subscribers.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters a table by making it anew
)
with context.begin_transaction():
    context.run_migrations()
