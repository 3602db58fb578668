"""Runs the revisions on the connection that the program hands over, all of them in one transaction."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=context.config.attributes.get("metadata"))
with context.begin_transaction():
    context.run_migrations()
if connection.in_transaction():
    connection.commit()
