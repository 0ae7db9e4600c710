"""How Alembic runs the steps: on the connection that ``migrations.py`` opened, inside its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
