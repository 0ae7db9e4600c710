"""The only place that knows SQL: what is read and written, and the engine that does it.

``<feature>.py`` holds a feature's records and functions, ``schema/<feature>.py`` its tables and statements, compiled
ahead of time into ``compiled/<dialect>.json``. ``api.py`` says what an engine is, ``sqlite/`` is the one there is.

Importing all of it costs no more than the DBAPI module. SQLModel, SQLAlchemy and Alembic are imported when a store is
made or migrated and when statements are compiled; never to open, read or write.
"""
