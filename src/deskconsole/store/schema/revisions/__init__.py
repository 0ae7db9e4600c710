"""The store's schema, step by step; run by Alembic, through ``migrations.py`` only."""
