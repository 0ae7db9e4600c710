"""The only place that knows SQL: tables, statements, the connection to SQLite, and what is read and written.

Importing it costs no more than the DBAPI module. SQLModel, SQLAlchemy and Alembic are imported when a store is made
or migrated, and by ``queries.py``, which compiles the statements ahead of time; never to open, read or write.
"""
