"""The SQL of every statement, compiled ahead of time."""
