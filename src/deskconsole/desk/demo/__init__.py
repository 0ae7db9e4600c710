"""A day of made-up work."""
